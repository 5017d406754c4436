import AuditTrail
import ReviewCore

/// Claims, questions and overrides: each is durable when it returns, and safe to repeat with the same request id.
extension ReviewEngine {
  /// Takes a review, or the most urgent one of the role's queue that this reviewer may decide, for a limited time.
  ///
  /// - Parameters:
  ///   - auditID: nil for the most urgent one.
  ///   - principal: the authenticated caller; empty without authentication.
  /// - Throws: `notFound` also where nothing waits that could be taken; `versionMismatch` to who lost a race.
  public func claimReview(
    _ claim: ReviewCommand.Claim, of auditID: AuditID?, requestID: String = "", principal: String = ""
  ) async throws(Refusal) -> CommandAnswer {
    let sequence = view.withLock { $0.head.sequence }
    try Self.check { fields in
      fields.requestID(requestID)
      fields.claim(claim, policies: policies)
    }
    let identity = RequestIdentity(
      method: .claimReview, principal: principal, personID: claim.reviewerID, requestID: requestID,
      canonicalForm: RequestForm.claimReview(claim, auditID: auditID))
    var claim = claim
    claim.request = identity.reference
    claim.seenSequence = sequence
    guard let auditID else {
      return try await perform(
        .claimNext(
          PreparedClaim(
            identity: identity, actor: principal.isEmpty ? claim.reviewerID : principal, claim: claim)))
    }
    return try await act(.claim(claim), on: auditID, identity, actor: claim.reviewerID, principal: principal)
  }

  /// Gives a claim back.
  public func releaseClaim(
    _ release: ReviewCommand.ReleaseClaim, of auditID: AuditID, requestID: String = "", principal: String = ""
  ) async throws(Refusal) -> CommandAnswer {
    try Self.check { fields in
      fields.requestID(requestID)
      fields.release(release)
    }
    let identity = RequestIdentity(
      method: .releaseClaim, principal: principal, personID: release.reviewerID, requestID: requestID,
      canonicalForm: RequestForm.releaseClaim(release, auditID: auditID))
    var release = release
    release.request = identity.reference
    return try await act(
      .releaseClaim(release), on: auditID, identity, actor: release.reviewerID, principal: principal)
  }

  /// Asks the requester something and stops the clock.
  public func requestInformation(
    _ question: ReviewCommand.RequestInformation, of auditID: AuditID, requestID: String = "", principal: String = ""
  ) async throws(Refusal) -> CommandAnswer {
    try Self.check { fields in
      fields.requestID(requestID)
      fields.question(question, policies: policies)
    }
    let identity = RequestIdentity(
      method: .requestInformation, principal: principal, personID: question.reviewerID, requestID: requestID,
      canonicalForm: RequestForm.requestInformation(question, auditID: auditID))
    var question = question
    question.request = identity.reference
    return try await act(
      .requestInformation(question), on: auditID, identity, actor: question.reviewerID, principal: principal)
  }

  /// Answers as the requester: the opinions before it are void, the clock goes on.
  public func provideInformation(
    _ answer: ReviewCommand.ProvideInformation, of auditID: AuditID, requestID: String = "", principal: String = ""
  ) async throws(Refusal) -> CommandAnswer {
    try Self.check { fields in
      fields.requestID(requestID)
      fields.answer(answer)
    }
    let identity = RequestIdentity(
      method: .provideInformation, principal: principal, personID: answer.userID, requestID: requestID,
      canonicalForm: RequestForm.provideInformation(answer, auditID: auditID))
    var answer = answer
    answer.request = identity.reference
    return try await act(.provideInformation(answer), on: auditID, identity, actor: answer.userID, principal: principal)
  }

  /// Releases a review that a fault blocked: PENDING again with a new clock, never approved.
  public func overrideReview(
    _ override: ReviewCommand.Override, of auditID: AuditID, requestID: String = "", principal: String = ""
  ) async throws(Refusal) -> CommandAnswer {
    try Self.check { fields in
      fields.requestID(requestID)
      fields.override(override, policies: policies)
    }
    let identity = RequestIdentity(
      method: .overrideReview, principal: principal, personID: override.reviewerID, requestID: requestID,
      canonicalForm: RequestForm.overrideReview(override, auditID: auditID))
    var override = override
    override.request = identity.reference
    return try await act(.override(override), on: auditID, identity, actor: override.reviewerID, principal: principal)
  }
}
