import ReviewCore
import Testing

@testable import Policy

/// `approval` in the policy document.
@Suite struct PolicyQuorumTests {
  private static let committee = "committee: { roles: [Head of Trading, CFO, Board Committee], quorum: 2, chair: CFO }"
  private static let high = "HIGH: { role: Senior Analyst, sla: 4h, opinions: 1,"

  private func policy(committee: String? = nil, high: String? = nil) -> PolicyDocument.Result {
    var yaml = defaultPolicyYAML
    if let committee {
      yaml = yaml.replacing(
        Self.committee, with: "committee: { roles: [Head of Trading, CFO, Board Committee], \(committee) }")
    }
    if let high { yaml = yaml.replacing(Self.high, with: "HIGH: { role: Senior Analyst, sla: 4h, \(high),") }
    return PolicyDocument.parse(yaml)
  }

  @Test("trees are read, and read back from the canonical form with the same meaning") func roundTrip() throws {
    let result = policy(
      committee: "approval: { all_of: [{ role_or_above: CFO }, { role: Head of Trading, count: 2 }] }",
      high: "approval: { any_of: [{ role: CFO }, { routed_or_above: true, count: 2 }] }")
    #expect(result.problems.isEmpty)
    let rules = try #require(result.policy).rules
    #expect(
      rules.committee.approval == .allOf([.people(1, .roleOrAbove("CFO")), .people(2, .role("Head of Trading"))]))
    #expect(rules.committee.quorum == 3)
    let high = try #require(rules.routes.first { $0.level == .high })
    #expect(high.approval == .anyOf([.people(1, .role("CFO")), .people(2, .routedOrAbove)]))
    #expect(high.opinions == 1)
    let tree = PolicyDocument.canonicalTree(rules)
    #expect(PolicyDocument.read(tree, version: "").policy?.rules == rules)
  }

  @Test("a policy without trees keeps its canonical form: nothing of them is in it") func absent() {
    let tree = PolicyDocument.canonicalTree(PolicyDocument.builtIn().rules)
    #expect(!"\(tree)".contains("\"approval\""))
  }

  @Test(
    "each mistake in a tree is named with its path",
    arguments: [
      ("approval: { all_of: [] }", "committee.approval.all_of", "must not be empty"),
      ("approval: { role: CEO, count: 2 }", "committee.approval", "\"CEO\" is not a role"),
      ("approval: { role: Analyst, count: 2 }", "committee.approval", "\"Analyst\" is not in the committee"),
      ("approval: { role: CFO }", "committee.approval", "must need at least 2 people"),
      (
        "approval: { any_of: [{ role: CFO }, { role: CFO, count: 3 }] }", "committee.approval",
        "must need at least 2 people"
      ),
      ("approval: { role: CFO, count: 11 }", "committee.approval.count", "must be a whole number from 1 to 10"),
      (
        "approval: { all_of: [{ role: CFO, count: 9 }, { role: CFO, count: 2 }] }", "committee.approval",
        "must not need more than 10 people"
      ),
      (
        "approval: { role: CFO, role_or_above: CFO }", "committee.approval",
        "must have one of all_of, any_of, role, role_or_above, routed_or_above"
      ),
      (
        "approval: { count: 2 }", "committee.approval",
        "must have one of all_of, any_of, role, role_or_above, routed_or_above"
      ),
      ("approval: { all_of: [{ role: CFO }], count: 2 }", "committee.approval.count", "only people have a count"),
      (
        "approval: { routed_or_above: true, count: 2 }", "committee.approval",
        "a committee has no routed role: name one of its roles"
      ),
      ("approval: { role: CFO, count: 2 }, quorum: 2", "committee.quorum", "approval says it"),
      ("approval: { role: CFO, count: 2 }, chair: CFO", "committee.chair", "approval says it"),
      ("approval: [CFO]", "committee.approval", "must be a mapping"),
    ])
  func mistake(text: String, path: String, message: String) {
    let problems = policy(committee: text).problems
    #expect(problems.contains { $0.path == path && $0.message == message && $0.line > 0 }, "\(problems)")
  }

  @Test(
    "each mistake in a route's tree is named with its path",
    arguments: [
      (
        "approval: { role: Analyst }", "routing.HIGH.approval",
        "\"Analyst\" is below \"Senior Analyst\", where these reviews begin"
      ),
      ("opinions: 2, approval: { role: CFO }", "routing.HIGH.opinions", "approval says it"),
      (
        "committee: true, approval: { role: CFO }", "routing.HIGH.approval",
        "the committee decides from the start: see committee.approval"
      ),
      ("approval: { routed_or_above: 2 }", "routing.HIGH.approval.routed_or_above", "must be true"),
    ])
  func routeMistake(text: String, path: String, message: String) {
    let problems = policy(high: text).problems
    #expect(problems.contains { $0.path == path && $0.message == message }, "\(problems)")
  }

  @Test("a tree that is too deep, too wide or multiplies too often is refused") func limits() {
    var deep = "{ role: CFO, count: 2 }"
    for _ in 0..<6 { deep = "{ all_of: [\(deep)] }" }
    let wide = Array(repeating: "{ role: CFO, count: 2 }", count: 40).joined(separator: ", ")
    let pair = "{ any_of: [{ role: CFO }, { role: Board Committee }, { role: Head of Trading }] }"
    let product = Array(repeating: pair, count: 5).joined(separator: ", ")
    for (text, message) in [
      (deep, "must be at most 6 levels deep"), ("{ any_of: [\(wide)] }", "must have at most 32 parts"),
      ("{ all_of: [\(product)] }", "must have at most 64 alternatives"),
    ] {
      let problems = policy(committee: "approval: \(text)").problems
      #expect(problems.contains { $0.message == message }, "\(problems)")
    }
  }
}
