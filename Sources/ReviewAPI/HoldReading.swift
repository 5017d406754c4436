import Messages
import MessagesBase
import ReviewCore

// Claims, questions and overrides read from the wire: INVALID_ARGUMENT with every bad field, NOT_FOUND for an audit_id
// that is no id.
extension ReviewCommand.Claim {
  /// - Returns: also which review; nil for the most urgent one of the role.
  static func read(
    _ request: CountersignV1.ClaimReviewRequest, policies: [ReviewPolicy]
  ) throws(Refusal) -> (claim: Self, auditID: AuditID?) {
    var fields = FieldValidator()
    let claim = Self(
      request: ReviewEvent.RequestReference(id: request.requestID), reviewerID: request.reviewerID,
      reviewerRole: request.reviewerRole, leaseMicroseconds: fields.span("lease", request.lease),
      expectedVersion: request.expectedVersion)
    fields.claim(claim, policies: policies)
    if request.auditID.isEmpty, request.expectedVersion > 0 {
      fields.add("expected_version", "must be 0 where no review is named")
    }
    try fields.finish()
    if request.auditID.isEmpty { return (claim, nil) }
    return (claim, try AuditID(text: request.auditID).found())
  }
}

extension ReviewCommand.ReleaseClaim {
  static func read(
    _ request: CountersignV1.ReleaseClaimRequest
  ) throws(Refusal) -> (release: Self, auditID: AuditID) {
    var fields = FieldValidator()
    let auditID = fields.auditID("audit_id", request.auditID)
    let release = Self(
      request: ReviewEvent.RequestReference(id: request.requestID), reviewerID: request.reviewerID,
      claimToken: request.claimToken)
    fields.release(release)
    try fields.finish()
    return (release, try auditID.found())
  }
}

extension ReviewCommand.RequestInformation {
  static func read(
    _ request: CountersignV1.RequestInformationRequest, policies: [ReviewPolicy]
  ) throws(Refusal) -> (question: Self, auditID: AuditID) {
    var fields = FieldValidator()
    let auditID = fields.auditID("audit_id", request.auditID)
    let question = Self(
      request: ReviewEvent.RequestReference(id: request.requestID), reviewerID: request.reviewerID,
      reviewerRole: request.reviewerRole, question: request.question, expectedVersion: request.expectedVersion)
    fields.question(question, policies: policies)
    try fields.finish()
    return (question, try auditID.found())
  }
}

extension ReviewCommand.ProvideInformation {
  static func read(
    _ request: CountersignV1.ProvideInformationRequest
  ) throws(Refusal) -> (answer: Self, auditID: AuditID) {
    var fields = FieldValidator()
    let auditID = fields.auditID("audit_id", request.auditID)
    let answer = Self(
      request: ReviewEvent.RequestReference(id: request.requestID), userID: request.userID, answer: request.answer,
      expectedVersion: request.expectedVersion)
    fields.answer(answer)
    try fields.finish()
    return (answer, try auditID.found())
  }
}

extension ReviewCommand.Override {
  static func read(
    _ request: CountersignV1.OverrideReviewRequest, policies: [ReviewPolicy]
  ) throws(Refusal) -> (override: Self, auditID: AuditID) {
    var fields = FieldValidator()
    let auditID = fields.auditID("audit_id", request.auditID)
    let override = Self(
      request: ReviewEvent.RequestReference(id: request.requestID), reviewerID: request.reviewerID,
      reviewerRole: request.reviewerRole, justification: request.justification,
      expectedVersion: request.expectedVersion)
    fields.override(override, policies: policies)
    try fields.finish()
    return (override, try auditID.found())
  }
}
