import Foundation
import Policy
import ReviewCore
import Testing

@Suite struct EnvironmentOverridesTests {
  @Test("each variable sets its number") func values() throws {
    let overrides = EnvironmentOverrides(
      defaultSLAHours: "0.5", slaWarningThreshold: "0.75", enableAutoEscalation: "false",
      escalationThresholdHours: "1", auditRetentionDays: "3000")
    let rules = try #require(overrides.apply(to: PolicyDocument.builtIn()).policy).rules
    #expect(rules.defaultSLAMicroseconds == 1_800_000_000)
    #expect(rules.warningPercent == 75)
    #expect(!rules.isAutoEscalationOn)
    #expect(rules.warningRemainingMicroseconds == 3_600_000_000)
    #expect(rules.periods.auditRetentionDays == 3000)
    #expect(PolicyDocument.read(PolicyDocument.canonicalTree(rules), version: "").policy?.rules == rules)
  }

  @Test("nothing set changes nothing") func nothing() {
    #expect(EnvironmentOverrides().apply(to: PolicyDocument.builtIn()).policy == PolicyDocument.builtIn())
  }

  @Test("every bad value is named by its variable") func badValues() {
    let result = EnvironmentOverrides(
      defaultSLAHours: "0", slaWarningThreshold: "0.805", enableAutoEscalation: "yes", escalationThresholdHours: "-1",
      auditRetentionDays: "x"
    ).apply(to: PolicyDocument.builtIn())
    #expect(result.policy == nil)
    #expect(
      result.problems.map(\.path) == [
        "DEFAULT_SLA_HOURS", "SLA_WARNING_THRESHOLD", "ENABLE_AUTO_ESCALATION", "ESCALATION_THRESHOLD_HOURS",
        "AUDIT_RETENTION_DAYS",
      ])
  }

  @Test("the default SLA is that of levels whose route names none") func defaultSLA() throws {
    let yaml = "sla: 8h, "
    let text = try #require(builtInYAML().contains(yaml) ? builtInYAML().replacing(yaml, with: "") : nil)
    let policy = try #require(PolicyDocument.parse(text).policy)
    let changed = try #require(EnvironmentOverrides(defaultSLAHours: "3").apply(to: policy).policy)
    let proposal = Proposal(queryText: "x", actionType: "earnings_analysis")
    let routing = routeToReviewer(
      classifyRisk(proposal, policy: changed), proposal: proposal, roster: .empty, queueDepths: .empty, policy: changed)
    #expect(routing.slaMicroseconds == 3 * 3_600_000_000)
  }
}

private func builtInYAML() throws -> String {
  let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/Policy/default-policy.yaml").standardizedFileURL
  return try String(contentsOf: file, encoding: .utf8)
}
