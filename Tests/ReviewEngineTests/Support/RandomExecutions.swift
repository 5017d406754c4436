import ReviewCore

@testable import ReviewEngine

extension SeededGenerator {
  private mutating func permitID() -> AuditID { AuditID(high: next(), low: next()) }

  mutating func executionEvent() -> ReviewEvent {
    switch Int.random(in: 0...3, using: &self) {
    case 0:
      return .executionAuthorized(
        .init(
          request: request(), permitID: permitID(), executorID: text(), actionDigest: digest(),
          amount: some { $0.money() },
          issuedAt: instant(), expiresAt: instant(), statement: text(), keyID: text(),
          signature: once(in: 2) ? bytes() + bytes() : []))
    case 1:
      return .executionReported(
        .init(
          request: request(), permitID: permitID(), executorID: text(), state: pick(ExecutionState.allCases),
          reference: text(), detail: text(), executedAmount: some { $0.money() }, executedAt: some { $0.instant() }))
    case 2: return .executionLapsed(.init(permitID: permitID(), executorID: text(), expiresAt: instant()))
    default:
      return .executionReconciled(
        .init(
          request: request(), permitID: permitID(), reconcilerID: text(), state: pick(ExecutionState.allCases),
          reference: text(), justification: text(), executedAmount: some { $0.money() }))
    }
  }
}

// MARK: Shorthand

extension ReviewCommand.AuthorizeExecution {
  /// For all that was approved.
  static func by(_ executor: String, of review: ReviewCase, lifetimeSeconds: Int64? = nil) -> Self {
    Self(
      executorID: executor, actionDigest: review.approval?.effectiveActionDigest ?? review.actionDigest,
      lifetimeMicroseconds: lifetimeSeconds.map { $0 * 1_000_000 },
      amount: review.approval?.amount ?? review.statedAmount)
  }
}

extension Bench {
  /// A review of 8,000,000 that jane approved.
  func approved(user: String = "trading-bot") async throws -> ReviewCase {
    let review = try await engine.submit(.investment(8_000_000, user: user))
    return try await engine.submitReview(.by("jane", "Senior Analyst"), of: review.auditID).review.state
  }

  /// The same with a permit.
  func permitted(_ executor: String = "bot", lifetimeSeconds: Int64? = nil) async throws -> (
    review: ReviewCase, permit: ExecutionRecord.Permit
  ) {
    let review = try await approved()
    let answer = try await engine.authorizeExecution(
      .by(executor, of: review, lifetimeSeconds: lifetimeSeconds), of: review.auditID,
      requestID: "permit-\(review.auditID.text)")
    return (review, answer.permit)
  }

  func report(
    _ state: ExecutionState, of review: ReviewCase, _ permit: ExecutionRecord.Permit, requestID: String = ""
  ) async throws -> CommandAnswer {
    try await engine.reportExecution(
      .init(
        executorID: "bot", permitID: permit.permitID.text, state: state,
        executedAmount: state == .executed ? review.statedAmount : nil), of: review.auditID, requestID: requestID)
  }
}
