import Countersign

/// The example of the README, word for word; a test compares the two.
func example() async throws -> [String] {
  let workflow = try await ReviewWorkflow.open(database: "memory:")
  let engine = workflow.engine

  let proposal = Proposal(
    userID: "trading-bot", queryText: "Raise the Tesla position",
    transactionAmount: Money(currencyCode: "USD", amount: Amount(units: 8_000_000)),
    actionType: "investment_decision")
  let submitted = try await engine.submitQuery(proposal, requestID: "tesla-1").review
  var told = ["\(submitted.state.level) risk waits for a \(submitted.routing.reviewerRole)"]

  let decided = try await engine.submitReview(
    ReviewCommand.SubmitReview(
      reviewerID: "jane", reviewerRole: "Senior Analyst", outcome: .approved,
      supportingEvidence: "Within the mandate; exposure stays below 5 % of the book after the trade."),
    of: submitted.state.auditID)
  told.append("\(decided.review.state.status) by \(decided.review.opinions.map(\.reviewerID))")

  let verification = try await engine.verifyAuditTrail(from: 0, through: 0)
  told.append("\(verification.chain.entriesVerified) entries, valid: \(verification.chain.isValid)")
  await workflow.close()
  return told
}
