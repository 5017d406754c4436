import AuditTrail
import ReviewCore

/// The proposal in RFC 8785 form, holding only the members that are set: the exact bytes behind `action_digest`
/// (domain.md §4, "Bound to what was seen").
enum ActionJSON {
  /// What a modification changes in the proposal; `modification` itself is added.
  struct Effect {
    let modification: Modification
    /// The alternative's rag_response, or the proposal's where it keeps that one.
    let ragResponse: JSONValue?
  }

  /// - Parameters:
  ///   - ragResponse: an object, validated before.
  ///   - effect: for `effective_action_digest`: replaces transaction_amount and rag_response, adds `modification`.
  /// - Throws: where rag_response has no canonical form.
  static func encode(
    _ proposal: Proposal, ragResponse: JSONValue?, effect: Effect? = nil
  ) throws(JSONError) -> [UInt8] {
    var writer = CanonicalJSONWriter(reservingCapacity: 512)
    try writer.object { action throws(JSONError) in
      action.optional("action_type", proposal.actionType)
      if proposal.containsMNPI {
        action.key("contains_mnpi")
        action.bool(true)
      }
      action.optional("domain", proposal.domain)
      try action.labels(proposal.labels)
      try action.confidence(proposal.modelConfidence)
      if let effect { try action.modification(effect) }
      action.origin(proposal.origin)
      action.optional("query_text", proposal.queryText)
      if let ragResponse = effect.map(\.ragResponse) ?? ragResponse {
        action.key("rag_response")
        try action.value(ragResponse)
      }
      if let money = effect?.modification.transactionAmount ?? proposal.transactionAmount {
        action.key("transaction_amount")
        action.money(money)
      }
      action.optional("user_id", proposal.userID)
      if let validUntil = proposal.validUntil {
        action.key("valid_until")
        action.instant(validUntil)
      }
    }
    return writer.bytes
  }

  /// The text of a confidence as RFC 8785 writes the number.
  static func confidenceText(_ confidence: Double) throws(JSONError) -> String {
    var writer = CanonicalJSONWriter()
    try writer.number(confidence)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension CanonicalJSONWriter {
  fileprivate mutating func optional(_ key: StaticString, _ text: String) {
    guard !text.isEmpty else { return }
    self.key(key)
    string(text)
  }

  fileprivate mutating func labels(_ labels: [Proposal.Label]) throws(JSONError) {
    guard !labels.isEmpty else { return }
    key("labels")
    try value(.object(labels.map { JSONValue.Member($0.key, .string($0.value)) }))
  }

  fileprivate mutating func confidence(_ confidence: Double?) throws(JSONError) {
    guard let confidence else { return }
    key("model_confidence")
    string(try ActionJSON.confidenceText(confidence))
  }

  fileprivate mutating func origin(_ origin: Proposal.Origin?) {
    guard let origin else { return }
    key("origin")
    object { members in
      members.optional("account_id", origin.accountID)
      members.optional("agent_id", origin.agentID)
      members.optional("model_id", origin.modelID)
      members.optional("model_version", origin.modelVersion)
      members.optional("on_behalf_of", origin.onBehalfOf)
    }
  }

  fileprivate mutating func modification(_ effect: ActionJSON.Effect) throws(JSONError) {
    let modification = effect.modification
    key("modification")
    try object { members throws(JSONError) in
      if modification.ragResponseJSON != nil, let ragResponse = effect.ragResponse {
        members.key("rag_response")
        try members.value(ragResponse)
      }
      members.optional("recommendation", modification.recommendation)
      if let money = modification.transactionAmount {
        members.key("transaction_amount")
        members.money(money)
      }
    }
  }
}
