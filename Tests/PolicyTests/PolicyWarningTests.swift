import ReviewCore
import Testing

@testable import Policy

/// What is allowed and deserves a second look (domain.md §4, policy).
@Suite("Warnings of a policy") struct PolicyWarningTests {
  private static func line(of text: String, in yaml: String) -> Int? {
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.firstIndex { $0.contains(text) }.map { $0 + 1 }
  }

  @Test(
    "each is told with its line and path, and the policy can be used",
    arguments: [
      ("sla: 4h", "sla: 9h", "routing.HIGH.sla", "is longer than MEDIUM's: the more severe waits longer"),
      ("{ role: Analyst, sla: 8h", "{ role: Analyst, sla: 1h", "routing.HIGH.sla", "is longer than MEDIUM's: the more"),
      (
        "HIGH: { role: Senior Analyst, sla: 4h, opinions: 1, path: [Senior",
        "HIGH: { role: Junior Analyst, sla: 4h, opinions: 1, path: [Junior Analyst, Senior", "routing.HIGH.role",
        "is a lower role than MEDIUM's"
      ),
      ("opinions: 2", "opinions: 1", "", ""),
      ("sla: 8h, opinions: 1", "sla: 8h, opinions: 2", "routing.HIGH.opinions", "are fewer than MEDIUM's"),
      (
        "sla: 4h, opinions: 1", "sla: 4h, opinions: 1, committee: true", "", ""
      ),
      ("committee: true", "committee: false", "", ""),
      (
        "- { name: Head of Trading", "- { name: Trader, limit: 10000000 }\n  - { name: Head of Trading", "roles[3]",
        "no route, path or committee names this role: nothing reaches it"
      ),
      ("Analyst, limit: 1000000 }", "Analyst, limit: 900000 }", "routing.MEDIUM.role", "approves up to 900000 only"),
      ("  CRITICAL: 10000000\n", "", "amounts", "no amount is CRITICAL by itself"),
      ("MEDIUM: 50, HIGH: 50", "MEDIUM: 50, HIGH: 20", "evidence.HIGH", "is less than MEDIUM needs"),
      (
        "decision_without_amount: { level: HIGH }", "decision_without_amount: { level: LOW }",
        "rules.decision_without_amount.level", "is below the level with a known amount"
      ),
      ("below: \"0.70\"", "below: \"0\"", "rules.confidence.below", "no confidence is below 0"),
      ("auto_approve: []", "auto_approve: [LOW]", "auto_approve", "LOW is approved without a person"),
      ("[bond]", "[covered bond, bond]", "infer_domain[1].terms[0]", "says no more than \"bond\""),
      ("[loan, credit]", "[loan, credit, credit]", "infer_domain[2].terms[2]", "says no more than \"credit\""),
      ("[shares, stock]", "[shares, stock option]", "infer_domain[3].terms[1]", "unreachable: infer_domain[0]"),
      ("terms: [rebalance]", "terms: []", "infer_action[4].terms", "has no terms: it never applies"),
      (
        "earnings_analysis: { kind: analysis }", "earnings_analysis: { kind: analysis, executable: true }",
        "actions.earnings_analysis.executable", "is no decision, and may be executed"
      ),
      ("expire_after: 72h", "expire_after: 24h", "sla.expire_after", "is not longer than the longest SLA"),
      (
        "warning_percent: 80", "warning_percent: 80\n  warning_remaining: 2h", "sla.warning_remaining",
        "is not shorter than the shortest SLA"
      ),
      (
        "USD: { rate: 1, symbols: [\"$\"] }",
        "USD: { rate: 1, symbols: [\"$\"] }\n    AUD: { rate: 0.6, symbols: [\"$\"] }",
        "currencies.rates.AUD.symbols", "\"$\" is"
      ),
      (
        "overflow_to: Head of Trading", "overflow_to: Analyst", "queue_depth.overflow_to", "is not above Senior Analyst"
      ),
    ])
  func warning(find: String, replace: String, path: String, message: String) throws {
    #expect(defaultPolicyYAML.contains(find))
    let yaml = defaultPolicyYAML.replacing(find, with: replace, maxReplacements: 1)
    let result = PolicyDocument.parse(yaml)
    #expect(result.policy != nil, "\(result.problems)")
    #expect(result.problems.allSatisfy { $0.severity == .warning })
    guard !path.isEmpty else { return #expect(result.problems == []) }
    let problem = result.problems.first { $0.path == path && $0.message.hasPrefix(message) }
    let found = try #require(problem, "\(result.problems)")
    let key = path.split(separator: ".").last.map { String($0.prefix { $0 != "[" }) } ?? ""
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(found.line > 0 && found.line <= lines.count)
    // Where it stands on a line of its own, that line is named.
    if path.hasPrefix("sla.") || path.hasPrefix("queue_depth.") { #expect(lines[found.line - 1].contains(key)) }
  }

  @Test("nothing is said of a policy that cannot be used") func errorsOnly() {
    let yaml = defaultPolicyYAML.replacing("sla: 4h", with: "sla: 9h").replacing("role: CFO", with: "role: CEO")
    #expect(PolicyDocument.parse(yaml).problems.allSatisfy { $0.severity == .error })
  }

  @Test("problems stand in the order of their lines") func order() {
    let yaml = defaultPolicyYAML.replacing("sla: 4h", with: "sla: 9h").replacing("[bond]", with: "[bond, bond]")
      .replacing("expire_after: 72h", with: "expire_after: 1h")
    let lines = PolicyDocument.parse(yaml).problems.map(\.line)
    #expect(lines.count >= 3)
    #expect(lines == lines.sorted())
  }

  @Test("a policy that was never written as YAML is written as one that means the same") func yaml() throws {
    var rules = PolicyDocument.builtIn().rules
    rules.currencies.append(.init(code: "EUR", rate: Amount(units: 1, nanos: 80_000_000), symbols: ["€", "\"", "é\\"]))
    rules.currencies.sort { ($0.code == "USD" ? 0 : 1, $0.code) < ($1.code == "USD" ? 0 : 1, $1.code) }
    rules.mnpiTerms += ["no", "1.5", "a: b", "x # y"]
    rules.domainSkills.append(.init(domain: "yes", skills: ["true", "null", "007", "- a", "line\nbreak\u{85}\u{1}"]))
    rules.domainSkills.sort { $0.domain < $1.domain }
    rules.queueDepth = .init(limit: 3, overflowFrom: [], overflowRole: "")
    let yaml = PolicyDocument.yaml(of: rules)
    let result = PolicyDocument.parse(yaml)
    #expect(result.policy?.rules == rules, "\(result.problems)\n\(yaml)")
    let builtIn = PolicyDocument.builtIn().rules
    #expect(PolicyDocument.parse(PolicyDocument.yaml(of: builtIn)).policy?.rules == builtIn)
  }
}
