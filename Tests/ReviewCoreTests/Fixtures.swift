import Policy
import ReviewCore

/// The start of every conversation.
let start = Instant(unixMicroseconds: 1_700_000_000_000_000)

/// Hours in microseconds.
func hours(_ count: Int64) -> Int64 { count * 3_600_000_000 }

/// A review of the built-in policy, as submitted.
func review(
  amount: Int64? = 8_000_000, action: String = "investment_decision", text: String = "Please decide",
  policy: ReviewPolicy = PolicyDocument.builtIn(), auditID: UInt64 = 1
) -> ReviewCase {
  let proposal = Proposal(
    userID: "uma", queryText: text, transactionAmount: amount.map { Money(amount: Amount(units: $0)) },
    actionType: action)
  let risk = classifyRisk(proposal, policy: policy)
  let routing = routeToReviewer(risk, proposal: proposal, roster: .empty, queueDepths: .empty, policy: policy)
  let submitted = submit(
    proposal, actionJSON: "{}", actionDigest: digest(1), risk: risk, routing: routing, request: .none, policy: policy,
    now: start)
  return ReviewCase(submitted, auditID: AuditID(high: 0, low: auditID), at: start, sequence: 1, policy: policy)
}

/// An opinion with enough evidence.
func opinion(
  _ reviewer: String, _ role: String, _ outcome: DecisionOutcome = .approved, flags: [ReviewFlag] = []
) -> ReviewCommand.SubmitReview {
  ReviewCommand.SubmitReview(
    reviewerID: reviewer, reviewerRole: role, outcome: outcome,
    supportingEvidence: String(repeating: "because ", count: 8), flags: flags,
    modification: outcome == .modified ? Modification(recommendation: "less") : nil,
    effectiveActionDigest: outcome == .modified ? digest(2) : nil)
}

extension ReviewCase {
  /// Judges a command and folds what comes of it.
  mutating func run(_ command: ReviewCommand, at now: Instant = start) -> Result<[ReviewEvent], Refusal> {
    let answer = decide(command, now: now)
    guard case .success(let events) = answer else { return answer }
    for event in events { apply(event, at: now, sequence: sequence + 1) }
    return answer
  }
}

extension Result where Success == [ReviewEvent], Failure == Refusal {
  var refusal: Refusal? { if case .failure(let refusal) = self { refusal } else { nil } }
}
