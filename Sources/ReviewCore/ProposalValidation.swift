extension FieldValidator {
  /// Everything about a proposal that needs no wire type; rag_response and UTF-8 are checked at the edge.
  ///
  /// - Parameter isSubmission: whether a requester is needed; ClassifyRisk has none.
  public mutating func proposal(_ proposal: Proposal, isSubmission: Bool) {
    if isSubmission { person("user_id", proposal.userID) }
    text("query_text", proposal.queryText, maximumBytes: FieldLimits.queryTextBytes, isRequired: true)
    if let amount = proposal.transactionAmount { money("transaction_amount", amount) }
    text("action_type", proposal.actionType)
    if let confidence = proposal.modelConfidence, !(0...1).contains(confidence) {
      add("model_confidence", "must be from 0 to 1")
    }
    text("domain", proposal.domain)
    labels(proposal.labels)
    if let origin = proposal.origin { self.origin(origin) }
  }

  private mutating func labels(_ labels: [Proposal.Label]) {
    if labels.count > FieldLimits.labelCount { add("labels", "must have at most \(FieldLimits.labelCount) entries") }
    for label in labels {
      text("labels", label.key, maximumBytes: FieldLimits.labelKeyBytes)
      text("labels[\(label.key)]", label.value, maximumBytes: FieldLimits.labelValueBytes)
    }
  }

  private mutating func origin(_ origin: Proposal.Origin) {
    identifier("origin.agent_id", origin.agentID, isRequired: false)
    identifier("origin.model_id", origin.modelID, isRequired: false)
    text("origin.model_version", origin.modelVersion, maximumBytes: FieldLimits.identifierBytes)
    identifier("origin.on_behalf_of", origin.onBehalfOf, isRequired: false)
    identifier("origin.account_id", origin.accountID, isRequired: false)
  }
}
