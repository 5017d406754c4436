extension FieldValidator {
  /// The client's request_id; may be empty.
  public mutating func requestID(_ value: String) {
    text("request_id", value, maximumBytes: FieldLimits.requestIDBytes)
  }

  /// What can be said of a SubmitReview without its review.
  ///
  /// - Parameter policies: those of the chain: a role that none of them knows is a bad field. The review's own judges the rest.
  public mutating func review(_ review: ReviewCommand.SubmitReview, policies: [ReviewPolicy]) {
    requestID(review.request.id)
    person("reviewer_id", review.reviewerID)
    role(review.reviewerRole, policies: policies)
    text("supporting_evidence", review.supportingEvidence, maximumBytes: FieldLimits.supportingEvidenceBytes)
    evidence(review.evidence)
    modification(review.modification, outcome: review.outcome)
    notNegative("expected_version", review.expectedVersion)
    notNegative("claim_token", review.claimToken)
  }

  /// What can be said of an EscalateReview without its review.
  public mutating func escalation(_ request: ReviewCommand.Escalate, policies: [ReviewPolicy]) {
    requestID(request.request.id)
    person("reviewer_id", request.reviewerID)
    role(request.reviewerRole, policies: policies)
    text("reason", request.reason, maximumBytes: FieldLimits.reasonBytes, isRequired: true)
    notNegative("expected_version", request.expectedVersion)
  }

  /// What can be said of a CancelQuery without its review.
  public mutating func cancellation(_ request: ReviewCommand.Cancel) {
    requestID(request.request.id)
    text("reason", request.reason, maximumBytes: FieldLimits.reasonBytes, isRequired: true)
    person("user_id", request.userID)
    notNegative("expected_version", request.expectedVersion)
  }

  /// What can be said of a ClaimReview without its review.
  public mutating func claim(_ request: ReviewCommand.Claim, policies: [ReviewPolicy]) {
    requestID(request.request.id)
    person("reviewer_id", request.reviewerID)
    role(request.reviewerRole, policies: policies)
    if let lease = request.leaseMicroseconds, !FieldLimits.claimLeaseMicroseconds.contains(lease) {
      add("lease", "must be from 1 s to 24 h")
    }
    notNegative("expected_version", request.expectedVersion)
  }

  /// What can be said of a ReleaseClaim without its review.
  public mutating func release(_ request: ReviewCommand.ReleaseClaim) {
    requestID(request.request.id)
    person("reviewer_id", request.reviewerID)
    notNegative("claim_token", request.claimToken)
  }

  /// What can be said of a RequestInformation without its review.
  public mutating func question(_ request: ReviewCommand.RequestInformation, policies: [ReviewPolicy]) {
    requestID(request.request.id)
    person("reviewer_id", request.reviewerID)
    role(request.reviewerRole, policies: policies)
    text("question", request.question, maximumBytes: FieldLimits.reasonBytes, isRequired: true)
    notNegative("expected_version", request.expectedVersion)
  }

  /// What can be said of a ProvideInformation without its review.
  public mutating func answer(_ request: ReviewCommand.ProvideInformation) {
    requestID(request.request.id)
    person("user_id", request.userID)
    text("answer", request.answer, maximumBytes: FieldLimits.answerBytes, isRequired: true)
    notNegative("expected_version", request.expectedVersion)
  }

  /// What can be said of an OverrideReview without its review.
  public mutating func override(_ request: ReviewCommand.Override, policies: [ReviewPolicy]) {
    requestID(request.request.id)
    person("reviewer_id", request.reviewerID)
    role(request.reviewerRole, policies: policies)
    text("justification", request.justification, maximumBytes: FieldLimits.reasonBytes, isRequired: true)
    notNegative("expected_version", request.expectedVersion)
  }

  /// A role that one of the policies knows: reviews keep theirs when another is put in force.
  public mutating func role(_ name: String, policies: [ReviewPolicy]) {
    if name.isEmpty {
      add("reviewer_role", "must not be empty")
    } else if !policies.contains(where: { $0.rank(ofRole: name) != nil }) {
      add("reviewer_role", "is not a role of the policy")
    }
  }

  private mutating func evidence(_ evidence: [Evidence]) {
    if evidence.count > FieldLimits.evidenceCount {
      add("evidence", "must have at most \(FieldLimits.evidenceCount) entries")
    }
    for (index, item) in evidence.enumerated() {
      text("evidence[\(index)].source", item.source, isRequired: true)
      text("evidence[\(index)].uri", item.uri)
      if item.source.utf8.count + item.uri.utf8.count > FieldLimits.evidenceBytes {
        add("evidence[\(index)]", "must have at most \(FieldLimits.evidenceBytes) bytes")
      }
      if !item.sha256.isEmpty, item.sha256.count != ActionDigest.byteCount {
        add("evidence[\(index)].sha256", "must have 32 bytes")
      }
    }
  }

  private mutating func modification(_ modification: Modification?, outcome: DecisionOutcome) {
    guard let modification else {
      if outcome == .modified { add("modification", "must be set when the outcome is MODIFIED") }
      return
    }
    if outcome != .modified { add("modification", "must not be set unless the outcome is MODIFIED") }
    if modification == Modification() { add("modification", "must say what should be done instead") }
    text(
      "modification.recommendation", modification.recommendation, maximumBytes: FieldLimits.supportingEvidenceBytes)
    if let amount = modification.transactionAmount { money("modification.transaction_amount", amount) }
  }
}
