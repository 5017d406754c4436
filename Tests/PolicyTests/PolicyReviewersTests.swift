import ReviewCore
import Testing

@testable import Policy

/// `reviewers` in the policy document.
@Suite struct PolicyReviewersTests {
  private func policy(_ section: String) -> PolicyDocument.Result {
    PolicyDocument.parse(defaultPolicyYAML + "\nreviewers: \(section)\n")
  }

  @Test("each limit is read, and read back from the canonical form") func roundTrip() throws {
    let result = policy(
      "{ daily_limit: 40, break: { after_reviews: 20, after: 2h, length: 15m }, "
        + "warning: { approvals_above_percent: 90, minimum: 20 }, rereview_percent: 10, window: 30d }")
    #expect(result.problems.isEmpty)
    let rules = try #require(result.policy).rules
    #expect(
      rules.reviewerLimits
        == ReviewerLimits(
          dailyReviews: 40,
          rest: .init(afterReviews: 20, afterMicroseconds: 7_200_000_000, lengthMicroseconds: 900_000_000),
          rubberStamp: .init(abovePercent: 90, minimumReviews: 20), rereviewPercent: 10,
          windowMicroseconds: 30 * 86_400_000_000))
    let tree = PolicyDocument.canonicalTree(rules)
    #expect(PolicyDocument.read(tree, version: "").policy?.rules == rules)
  }

  @Test("without the section nobody is limited, and the canonical form has no word of it") func absent() throws {
    let rules = PolicyDocument.builtIn().rules
    #expect(rules.reviewerLimits == nil)
    guard case .object(let members) = PolicyDocument.canonicalTree(rules) else { return }
    #expect(!members.contains { $0.key == "reviewers" })
    #expect(try #require(policy("{ daily_limit: 1 }").policy).rules.reviewerLimits == ReviewerLimits(dailyReviews: 1))
  }

  @Test(
    "each mistake is named with its path and line",
    arguments: [
      ("{ daily_limit: 0 }", "reviewers.daily_limit", "must be a whole number from 1 to 1000000"),
      ("{ break: { length: 15m } }", "reviewers.break", "needs after_reviews or after"),
      ("{ break: { after: 2h } }", "reviewers.break.length", "is missing"),
      ("{ break: { after: 2h, length: 9h } }", "reviewers.break.length", "must be at most 8 hours"),
      ("{ break: { after: 25h, length: 1h } }", "reviewers.break.after", "must be at most 24 hours"),
      ("{ warning: { minimum: 20 } }", "reviewers.warning.approvals_above_percent", "is missing"),
      (
        "{ warning: { approvals_above_percent: 100, minimum: 20 } }", "reviewers.warning.approvals_above_percent",
        "must be a whole number from 1 to 99"
      ),
      ("{ rereview_percent: 101 }", "reviewers.rereview_percent", "must be a whole number from 0 to 100"),
      ("{ window: 91d }", "reviewers.window", "must be at most 90 days"),
      ("{ weekly_limit: 1 }", "reviewers.weekly_limit", "unknown key"),
    ])
  func mistake(section: String, path: String, message: String) {
    let problems = policy(section).problems
    #expect(problems.contains { $0.path == path && $0.message == message && $0.line > 0 }, "\(problems)")
  }
}
