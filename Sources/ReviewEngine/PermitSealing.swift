import AuditTrail
import ReviewCore

/// Signs a batch's permits: Ed25519 gives the same signature for the same statement, so that a batch stays a function
/// of its state, commands and time.
struct PermitIssuer: Sendable {
  let signingKey: SigningKey
  /// Name of the log.
  let origin: String

  /// Fills in the statement and its signature (domain.md §4, Execution).
  ///
  /// - Returns: nil where an amount is none that a statement can hold: nothing is permitted then.
  func sealed(
    _ authorized: ReviewEvent.ExecutionAuthorized, of review: ReviewCase
  ) -> ReviewEvent.ExecutionAuthorized? {
    guard let statement = statement(authorized, of: review)?.canonicalJSON else { return nil }
    var sealed = authorized
    sealed.statement = String(decoding: statement, as: UTF8.self)
    sealed.keyID = signingKey.keyID
    sealed.signature = signingKey.sign(statement, for: .permit)
    return sealed
  }

  private func statement(
    _ authorized: ReviewEvent.ExecutionAuthorized, of review: ReviewCase
  ) -> PermitStatement? {
    let amount = authorized.amount.flatMap {
      StatementAmount(currencyCode: $0.currencyCode, units: $0.amount.units, nanos: $0.amount.nanos)
    }
    guard (amount == nil) == (authorized.amount == nil), let digest = SHA256Digest(authorized.actionDigest.bytes),
      let approval = review.approval
    else { return nil }
    return PermitStatement(
      origin: origin, permitID: authorized.permitID.text, auditID: review.auditID.text, actionDigest: digest,
      outcome: review.status == .modified ? .modified : .approved, amount: amount, reviewers: approval.reviewers,
      policyVersion: review.policy.version, executorID: authorized.executorID,
      issuedAtMicroseconds: authorized.issuedAt.unixMicroseconds,
      expiresAtMicroseconds: authorized.expiresAt.unixMicroseconds)
  }
}
