import AuditTrail
import Messages
import MessagesBase
import RPCCore
import ReviewCore

extension ReviewCommand.SubmitReview {
  /// - Throws: INVALID_ARGUMENT with every bad field; NOT_FOUND for an audit_id that is no id.
  static func read(
    _ request: CountersignV1.SubmitReviewRequest, policies: [ReviewPolicy]
  ) throws(Refusal) -> (review: Self, auditID: AuditID) {
    var fields = FieldValidator()
    let auditID = fields.auditID("audit_id", request.auditID)
    let outcome = fields.outcome(request.decisionOutcome)
    let review = Self(
      request: ReviewEvent.RequestReference(id: request.requestID), reviewerID: request.reviewerID,
      reviewerRole: request.reviewerRole, outcome: outcome ?? .rejected,
      supportingEvidence: request.supportingEvidence, evidence: request.evidence.read(),
      flags: fields.flags(request.flags), modification: fields.modification(request.modification),
      expectedVersion: request.expectedVersion, actionDigest: fields.digest("action_digest", request.actionDigest),
      claimToken: request.claimToken)
    // Without an outcome nothing can be said about the modification.
    if outcome == nil {
      fields.review(review.withoutModification, policies: policies)
    } else {
      fields.review(review, policies: policies)
    }
    try fields.finish()
    return (review, try auditID.found())
  }

  private var withoutModification: Self {
    var review = self
    review.modification = nil
    return review
  }
}

extension ReviewCommand.Escalate {
  /// - Throws: INVALID_ARGUMENT with every bad field; NOT_FOUND for an audit_id that is no id.
  static func read(
    _ request: CountersignV1.EscalateReviewRequest, policies: [ReviewPolicy]
  ) throws(Refusal) -> (escalation: Self, auditID: AuditID) {
    var fields = FieldValidator()
    let auditID = fields.auditID("audit_id", request.auditID)
    let escalation = Self(
      request: ReviewEvent.RequestReference(id: request.requestID), reviewerID: request.reviewerID,
      reviewerRole: request.reviewerRole, reason: request.reason, expectedVersion: request.expectedVersion)
    fields.escalation(escalation, policies: policies)
    try fields.finish()
    return (escalation, try auditID.found())
  }
}

extension ReviewCommand.Cancel {
  /// - Throws: INVALID_ARGUMENT with every bad field; NOT_FOUND for an audit_id that is no id.
  static func read(
    _ request: CountersignV1.CancelQueryRequest
  ) throws(Refusal) -> (cancellation: Self, auditID: AuditID) {
    var fields = FieldValidator()
    let auditID = fields.auditID("audit_id", request.auditID)
    let cancellation = Self(
      request: ReviewEvent.RequestReference(id: request.requestID), userID: request.userID, reason: request.reason,
      expectedVersion: request.expectedVersion)
    fields.cancellation(cancellation)
    try fields.finish()
    return (cancellation, try auditID.found())
  }
}

extension RepeatedField<CountersignV1.Evidence> {
  /// One more than allowed is read, so that the check finds it; no more than that.
  fileprivate func read() -> [Evidence] {
    prefix(FieldLimits.evidenceCount + 1).map { Evidence(source: $0.source, uri: $0.uri, sha256: $0.sha256) }
  }
}

extension FieldValidator {
  fileprivate mutating func outcome(_ wire: CountersignV1.DecisionOutcome) -> DecisionOutcome? {
    switch wire {
    case .approved: return .approved
    case .rejected: return .rejected
    case .modified: return .modified
    case .escalated: return .escalated
    case .unspecified: add("decision_outcome", "must not be unspecified")
    case .unrecognized: add("decision_outcome", "is not known")
    }
    return nil
  }

  /// Each flag once: raising one twice says no more.
  fileprivate mutating func flags(_ wire: RepeatedField<CountersignV1.ReviewFlag>) -> [ReviewFlag] {
    var flags: [ReviewFlag] = []
    for (index, flag) in wire.enumerated() {
      guard let known = ReviewFlag(flag) else {
        add("flags[\(index)]", flag == .unspecified ? "must not be unspecified" : "is not known")
        // One names the fault; a list of thousands would only be long.
        if violations.count > RPCError.violationCountMax { break }
        continue
      }
      if !flags.contains(known) { flags.append(known) }
    }
    return flags
  }

  fileprivate mutating func modification(_ wire: CountersignV1.Modification?) -> Modification? {
    guard let wire else { return nil }
    let ragResponse = StructReader.read(wire.ragResponse, "modification.rag_response", &self)
    let canonicalJSON = ragResponse.flatMap { try? $0.canonicalJSON() }
    return Modification(
      recommendation: wire.recommendation, transactionAmount: wire.transactionAmount.map { Money($0) },
      ragResponseJSON: canonicalJSON.map { String(decoding: $0, as: UTF8.self) })
  }

  /// A digest of 32 bytes; nil when empty, or bad and noted.
  mutating func digest(_ field: String, _ bytes: [UInt8]) -> ActionDigest? {
    if bytes.isEmpty { return nil }
    let digest = ActionDigest(bytes)
    if digest == nil { add(field, "must have 32 bytes") }
    return digest
  }
}
