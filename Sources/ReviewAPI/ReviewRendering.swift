import AuditTrail
import Messages
import MessagesBase
import ReviewCore

/// How much of a review is rendered; the contract's ReviewView without UNSPECIFIED.
enum RenderedView: UInt8, Sendable {
  /// Without rag_response, action_json, opinions' reasoning and evidence, questions and receipt; query_text is cut.
  case basic = 1
  case full = 2

  /// Unicode scalars of query_text in BASIC.
  static let queryTextScalarCount = 256

  var wire: CountersignV1.ReviewView {
    switch self {
    case .basic: .basic
    case .full: .full
    }
  }
}

extension Arena {
  /// A review as it stands, its clock as of `now`.
  func review(_ record: ReviewRecord, view: RenderedView, now: Instant) -> CountersignV1.Review {
    let review = CountersignV1.Review(in: self)
    fillProposal(review, record, view)
    fillState(review, record)
    fillHolds(review, record, view)
    review.risk = risk(record.submitted.risk)
    review.routing = routing(record.routing)
    review.sla = sla(record.state.slaStatus(now: now))
    for opinion in record.opinions { review.opinions.append(self.opinion(opinion, view)) }
    for escalation in record.escalations { review.escalations.append(self.escalation(escalation)) }
    review.view = view.wire
    return review
  }

  private func fillProposal(_ review: CountersignV1.Review, _ record: ReviewRecord, _ view: RenderedView) {
    let proposal = record.submitted.proposal
    review.userID = proposal.userID
    if let amount = proposal.transactionAmount { review.transactionAmount = money(amount) }
    review.containsMNPI = proposal.containsMNPI
    if let confidence = proposal.modelConfidence { review.modelConfidence = confidence }
    for label in proposal.labels { review.labels.append(key: label.key, value: label.value) }
    if let origin = proposal.origin { review.origin = self.origin(origin) }
    if let validUntil = proposal.validUntil { review.validUntil = timestamp(validUntil) }
    switch view {
    case .basic: review.queryText = proposal.queryText.prefix(scalars: RenderedView.queryTextScalarCount)
    case .full:
      review.queryText = proposal.queryText
      review.actionJSON = record.submitted.actionJSON
      review.ragResponse = object(ragResponse(record.submitted.actionJSON))
    }
  }

  /// The action type and the domain are those that were classified: what filters match.
  private func fillState(_ review: CountersignV1.Review, _ record: ReviewRecord) {
    let state = record.state
    review.auditID = state.auditID.text
    review.actionType = state.actionType
    review.domain = state.domain
    review.status = state.status.wire
    review.statusReason = record.statusReason
    review.submittedAt = timestamp(state.submittedAt)
    if let decidedAt = record.decidedAt { review.decidedAt = timestamp(decidedAt) }
    if let executableUntil = record.executableUntil { review.executableUntil = timestamp(executableUntil) }
    review.version = state.version
    review.auditSequence = state.sequence
    review.policyVersion = record.submitted.policyVersion
    review.actionDigest = state.actionDigest.bytes
    if let digest = record.effectiveActionDigest { review.effectiveActionDigest = digest.bytes }
    review.supersedesAuditID = record.submitted.supersedesAuditID
    if let execution = record.execution { review.execution = self.execution(execution) }
    if let rereview = record.submitted.rereview { review.rereviewOfAuditID = rereview.auditID }
  }

  /// What is in action_json is what was decided on; there is no second copy.
  ///
  /// Most proposals have none: the key's bytes are looked for before anything is parsed. Inside of a text they would be
  /// escaped, so that at worst a parse finds nothing.
  private func ragResponse(_ actionJSON: String) -> JSONValue? {
    guard actionJSON.containsBytes(#""rag_response":"#) else { return nil }
    guard let action = try? JSONValue(parsing: Array(actionJSON.utf8)) else { return nil }
    return action["rag_response"]
  }

  private func origin(_ origin: Proposal.Origin) -> CountersignV1.Origin {
    let wire = CountersignV1.Origin(in: self)
    wire.agentID = origin.agentID
    wire.modelID = origin.modelID
    wire.modelVersion = origin.modelVersion
    wire.onBehalfOf = origin.onBehalfOf
    wire.accountID = origin.accountID
    return wire
  }

  private func opinion(_ opinion: Opinion, _ view: RenderedView) -> CountersignV1.Opinion {
    let wire = CountersignV1.Opinion(in: self)
    wire.reviewerID = opinion.reviewerID
    wire.reviewerRole = opinion.reviewerRole
    wire.outcome = opinion.outcome.wire
    wire.flags.append(contentsOf: opinion.flags.map(\.wire))
    if let modification = opinion.modification { wire.modification = self.modification(modification, view) }
    wire.createdAt = timestamp(opinion.createdAt)
    wire.reviewVersion = opinion.reviewVersion
    wire.actionDigest = opinion.actionDigest.bytes
    wire.voidReason = opinion.voidReason
    guard view == .full else { return wire }
    wire.supportingEvidence = opinion.supportingEvidence
    for evidence in opinion.evidence {
      let entry = wire.evidence.appendNew()
      entry.source = evidence.source
      entry.uri = evidence.uri
      entry.sha256 = evidence.sha256
    }
    return wire
  }

  private func modification(_ modification: Modification, _ view: RenderedView) -> CountersignV1.Modification {
    let wire = CountersignV1.Modification(in: self)
    wire.recommendation = modification.recommendation
    if let amount = modification.transactionAmount { wire.transactionAmount = money(amount) }
    if view == .full, let json = modification.ragResponseJSON {
      wire.ragResponse = object(parsing: Array(json.utf8))
    }
    return wire
  }

  private func escalation(_ escalation: Escalation) -> CountersignV1.Escalation {
    let wire = CountersignV1.Escalation(in: self)
    wire.fromRole = escalation.move.fromRole
    wire.toRole = escalation.move.toRole
    wire.trigger = escalation.move.trigger.wire
    wire.reason = escalation.move.reason
    wire.createdAt = timestamp(escalation.createdAt)
    return wire
  }
}

extension String {
  /// The first scalars; never ends inside of one.
  func prefix(scalars count: Int) -> String {
    guard let end = unicodeScalars.index(startIndex, offsetBy: count, limitedBy: endIndex) else { return self }
    return String(unicodeScalars[..<end])
  }
}

extension String {
  fileprivate func containsBytes(_ other: StaticString) -> Bool {
    var copy = self
    return copy.withUTF8 { text in
      other.withUTF8Buffer { pattern in
        guard text.count >= pattern.count else { return false }
        return (0...text.count - pattern.count).contains { start in
          text[start] == pattern[0] && text[start..<start + pattern.count].elementsEqual(pattern)
        }
      }
    }
  }
}
