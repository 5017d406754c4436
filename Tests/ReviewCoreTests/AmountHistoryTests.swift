import Policy
import ReviewCore
import Testing

/// domain.md §2, `amount.aggregate`.
@Suite struct AmountHistoryTests {
  private let policy = PolicyDocument.builtIn()

  private func classify(_ amount: Int64?, _ history: [Int64]) -> RiskAssessment {
    let proposal = Proposal(
      userID: "u", queryText: "x", transactionAmount: amount.map { Money(amount: Amount(units: $0)) },
      actionType: "credit_approval")
    var sum = AmountHistory.none
    for other in history { sum.add(Amount(units: other)) }
    return classifyRisk(proposal, policy: policy, history: sum)
  }

  // domain.md §2 amount.aggregate.
  @Test(
    "reaches a higher row with the sum, and then only",
    arguments: [
      (600_000, [600_000], RiskLevel.high, true), (400_000, [400_000, 199_999], .medium, false),
      (50_000, [49_999], .medium, false), (50_000, [50_000], .medium, true), (5_000_000, [4_999_999], .high, false),
      (5_000_000, [4_000_000, 1_000_000], .critical, true), (20_000_000, [20_000_000], .critical, false),
      (600_000, [], .medium, false),
    ] as [(Int64, [Int64], RiskLevel, Bool)])
  func rows(amount: Int64, history: [Int64], level: RiskLevel, matches: Bool) {
    let risk = classify(amount, history)
    #expect(risk.level == level)
    #expect(risk.matchedRules.contains("amount.aggregate") == matches)
    #expect(risk.aggregateAmount?.amount == (history.isEmpty ? nil : Amount(units: history.reduce(amount, +))))
  }

  @Test("is named in the order of the table, with its sentence")
  func sentence() {
    let risk = classify(300_000, [300_000, 300_000, 300_000])
    #expect(risk.matchedRules == ["amount.aggregate", "amount.medium", "action.decision"])
    #expect(risk.reason.hasPrefix("Together with 3 others in 24 h: $1,200,000; Transaction amount $300,000 exceeds"))
    #expect(classify(600_000, [400_000]).reason.hasPrefix("Together with 1 other in 24 h: $1,000,000; "))
  }

  @Test("adds nothing to a proposal without an amount, and overflows to the greatest")
  func edges() {
    #expect(classify(nil, [9_000_000]).aggregateAmount == nil)
    let huge = classify(Int64.max, [Int64.max])
    #expect(huge.level == .critical && huge.aggregateAmount?.amount == .greatest)
    var history = AmountHistory.none
    history.add(nil)
    #expect(history == AmountHistory(count: 1, sum: .greatest))
    history = .none
    history.add(Amount(units: 1, nanos: 600_000_000))
    history.add(Amount(units: 1, nanos: 600_000_000))
    #expect(history.sum == Amount(units: 3, nanos: 200_000_000))
  }

  // domain.md §2 Aggregate and limits.
  @Test("raises what reviewers' limits are held against")
  func limits() {
    let risk = classify(900_000, [800_000])
    let proposal = Proposal(userID: "uma", queryText: "x", actionType: "credit_approval")
    let routing = routeToReviewer(risk, proposal: proposal, roster: .empty, queueDepths: .empty, policy: policy)
    let submitted = submit(
      proposal, actionJSON: "{}", actionDigest: digest(1), risk: risk, routing: routing, request: .none,
      policy: policy, now: start)
    let review = ReviewCase(
      submitted, auditID: AuditID(high: 0, low: 1), at: start, sequence: 1, policy: policy)
    #expect(review.limitAmount == Amount(units: 1_700_000) && review.assessedAmount == Amount(units: 900_000))
    #expect(review.reviewerRole == "Senior Analyst")
  }
}
