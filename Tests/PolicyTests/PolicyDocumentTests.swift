import Foundation
import ReviewCore
import Testing

@testable import Policy

@Suite struct PolicyDocumentTests {
  private var yaml: String {
    get throws {
      let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/Policy/default-policy.yaml")
      return try String(contentsOf: file.standardizedFileURL, encoding: .utf8)
    }
  }

  @Test("the embedded policy is the YAML file") func embedded() throws {
    #expect(try yaml == defaultPolicyYAML + "\n")
  }

  // domain.md §1 Junior Analyst, §1 Analyst, §1 Senior Analyst, §1 CFO, §1 Board Committee, §0 Policy data.
  @Test("the built-in policy has no problem, and the numbers of domain.md §1 and §3") func builtIn() {
    let result = PolicyDocument.parse(defaultPolicyYAML)
    #expect(result.problems.isEmpty)
    let rules = PolicyDocument.builtIn().rules
    let names = ["Junior Analyst", "Analyst", "Senior Analyst", "Head of Trading", "CFO", "Board Committee"]
    #expect(rules.roles.map(\.name) == names)
    #expect(rules.roles.map(\.limit?.units) == [100_000, 1_000_000, 10_000_000, 50_000_000, nil, nil])
    #expect(rules.routes.map(\.slaMicroseconds) == [24, 8, 4, 2].map { $0 * 3_600_000_000 })
    #expect(rules.expireAfterMicroseconds == 72 * 3_600_000_000)
    #expect(rules.periods.auditRetentionDays == 2555)
  }

  @Test("the canonical tree reads back as the same policy") func canonical() throws {
    let rules = PolicyDocument.builtIn().rules
    let tree = PolicyDocument.canonicalTree(rules)
    let again = PolicyDocument.read(tree, version: "ab")
    #expect(again.problems.isEmpty)
    #expect(again.policy?.rules == rules)
    #expect(again.policy?.version == "ab")
    #expect(PolicyDocument.canonicalTree(try #require(again.policy).rules) == tree)
  }

  @Test("members in sorted order, as canonical JSON has them, read back as the same policy") func sorted() {
    let rules = PolicyDocument.builtIn().rules
    #expect(PolicyDocument.read(sorted(PolicyDocument.canonicalTree(rules)), version: "").policy?.rules == rules)
  }

  private func sorted(_ tree: PolicyTree) -> PolicyTree {
    switch tree {
    case .text, .boolean: tree
    case .list(let items): .list(items.map(sorted))
    case .object(let members):
      .object(
        members.map { PolicyTree.Member(key: $0.key, value: sorted($0.value)) }.sorted { $0.key < $1.key })
    }
  }

  // domain.md §4 Policy problems.
  @Test(
    "each mistake is named with its line and path",
    arguments: [
      ("base: USD", "base: CHF", "currencies.base", "has no rate"),
      ("rate: 1,", "rate: 0.9,", "currencies.rates.USD.rate", "the base currency's rate must be 1"),
      ("limit: 1000000 }", "limit: 10 }", "roles[1]", "must not have a lower limit than the role before"),
      ("{ name: CFO }", "{ nam: CFO }", "roles[4].nam", "unknown key"),
      ("HIGH: 1000000\n", "HIGH: 100\n", "amounts", "a higher level must have a higher amount"),
      (
        "{ kind: analysis }", "{ kind: guess }", "actions.earnings_analysis.kind",
        "must be decision, analysis or informational"
      ),
      ("below: \"0.70\"", "below: 1.5", "rules.confidence.below", "must be a decimal from 0 to 1"),
      ("result: credit_approval", "result: credit", "infer_action[5].result", "is not a known action type"),
      ("role: CFO", "role: CEO", "routing.CRITICAL.role", "\"CEO\" is not a role"),
      (
        "sla: 2h", "sla: 2 hours", "routing.CRITICAL.sla",
        "must be a duration of at most 3650 days, for example 4h, 15m, 5s or 1d"
      ),
      (
        "path: [Junior Analyst, Analyst]", "path: [Analyst, Junior Analyst]", "routing.LOW.path",
        "must name roles, the lowest first"
      ),
      ("quorum: 2", "quorum: 1", "committee.quorum", "must be a whole number from 2 to 10"),
      ("chair: CFO", "chair: Analyst", "committee.chair", "must be a role of the committee"),
      ("auto_approve: []", "auto_approve: [MEDIUM]", "auto_approve[0]", "only LOW may be approved without a person"),
      ("warning_percent: 80", "warning_percent: 0.8", "sla.warning_percent", "must be a whole number from 1 to 99"),
      ("auto_escalation: true", "auto_escalation: yes", "sla.auto_escalation", "must be true or false"),
      ("  expire_after: 72h\n", "", "sla.expire_after", "is missing"),
      (
        "permit_lifetime: 5m", "permit_lifetime: 2h", "execution",
        "permit_lifetime must not exceed permit_lifetime_maximum, which is at most 1h"
      ),
      ("audit: {", "audits: {", "audits", "unknown key"),
      ("[rebalance]", "[rebalance!]", "infer_action[4].terms[0]", "a term must begin and end with a letter or digit"),
      ("  LOW: { role", "  MEDIUM: { role", "", "the same key twice: MEDIUM"),
    ])
  func mistake(find: String, replace: String, path: String, message: String) throws {
    let text = defaultPolicyYAML
    let range = try #require(text.range(of: find))
    let line = text[..<range.lowerBound].count { $0 == "\n" } + 1
    let result = PolicyDocument.parse(text.replacingCharacters(in: range, with: replace))
    #expect(result.policy == nil)
    let problem = try #require(result.problems.first { $0.path == path && $0.message == message }, "\(result.problems)")
    // A problem of a whole section stands at the section's first line.
    #expect(problem.line > 0 && problem.line <= line)
    #expect(problem.severity == .error)
  }

  @Test("the line is exactly the bad value's") func line() {
    let result = PolicyDocument.parse(defaultPolicyYAML.replacing("limit: 20\n", with: "limit: many\n"))
    let expected = defaultPolicyYAML.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("limit: 20") }.map { $0 + 1 }
    #expect(result.problems.map(\.line) == [expected])
  }

  @Test("every mistake is named at once") func everyMistake() {
    let text = defaultPolicyYAML.replacing("role: CFO", with: "role: CEO").replacing("quorum: 2", with: "quorum: x")
      .replacing("lease: 15m", with: "lease: -1m")
    #expect(PolicyDocument.parse(text).problems.count >= 3)
  }

  @Test(
    "text that is no policy is refused, and does not blow up", arguments: ["", "a: [", "- 1", "just text", "~", "{}"])
  func noPolicy(text: String) {
    let result = PolicyDocument.parse(text)
    #expect(result.policy == nil)
    #expect(!result.problems.isEmpty)
  }

  @Test("aliases that multiply are refused") func aliases() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...8 {
      text += "a\(level): &a\(level) [\([String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
    }
    #expect(PolicyDocument.parse(text).problems.map(\.message) == ["more than 8 aliases"])
    // As a key they would be hashed whole before anybody could count them.
    #expect(PolicyDocument.parse(text + "? *a8\n: 1\n").problems.map(\.message) == ["more than 8 aliases"])
  }

  @Test("a document is refused that nodes or a key make too large, and its problems are bounded") func tooLarge() {
    let nodes = "a: [" + [String](repeating: "x", count: 20_001).joined(separator: ", ") + "]"
    #expect(PolicyDocument.parse(nodes).problems.map(\.message) == ["the document is too large"])
    let key = String(repeating: "k", count: 257) + ": 1"
    #expect(PolicyDocument.parse(key).problems.map(\.message) == ["a key of more than 256 bytes"])
    let many = (0..<2_000).map { "k\($0): 1\n" }.joined()
    #expect(PolicyDocument.parse(many).problems.count == 500)
  }

  @Test("a recorded tree with a wrong value is refused") func damagedTree() {
    guard case .object(var members) = PolicyDocument.canonicalTree(PolicyDocument.builtIn().rules) else { return }
    members.removeLast()
    #expect(PolicyDocument.read(.object(members), version: "").policy == nil)
  }
}
