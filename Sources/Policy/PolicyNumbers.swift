import ReviewCore

// Sections that hold numbers and levels.
extension PolicyReader {
  struct RuleSection {
    var levels: PolicyRules.RuleLevels
    var confidence: String
    var mnpi: [String]
    var advice: [String]
  }

  mutating func rules(_ node: PolicyNode?) -> RuleSection {
    let names = [
      "mnpi", "advice", "confidence", "decision_with_amount", "decision_without_amount", "analysis", "informational",
      "unclassified",
    ]
    let section = node.map { members($0, allowed: names) }
    var rules: [String: PolicyMembers] = [:]
    for name in names {
      guard let rule = section.flatMap({ required($0, name) }) else { continue }
      let extra = name == "mnpi" || name == "advice" ? ["terms"] : name == "confidence" ? ["below"] : []
      rules[name] = members(rule, allowed: ["level"] + extra)
    }
    return RuleSection(
      levels: PolicyRules.RuleLevels(
        mnpi: level(of: rules["mnpi"]), decisionWithoutAmount: level(of: rules["decision_without_amount"]),
        decisionWithAmount: level(of: rules["decision_with_amount"]), analysis: level(of: rules["analysis"]),
        informational: level(of: rules["informational"]), confidence: level(of: rules["confidence"]),
        advice: level(of: rules["advice"]), unclassified: level(of: rules["unclassified"])),
      confidence: confidence(rules["confidence"].flatMap { required($0, "below") }),
      mnpi: terms(rules["mnpi"].flatMap { required($0, "terms") }),
      advice: terms(rules["advice"].flatMap { required($0, "terms") }))
  }

  private mutating func level(of rule: PolicyMembers?) -> RiskLevel { level(rule.flatMap { required($0, "level") }) }

  /// The text is kept: it is shown as it was written.
  private mutating func confidence(_ node: PolicyNode?) -> String {
    let text = text(node)
    if let node, Amount(decimalText: text).map({ $0 < .zero || $0 > Amount(units: 1) }) ?? true {
      report(node, "must be a decimal from 0 to 1")
    }
    return text
  }

  struct SLASection {
    var standard: Int64
    var warningPercent: Int64
    var warningRemaining: Int64?
    var autoEscalation: Bool
    var expireAfter: Int64
  }

  mutating func sla(_ node: PolicyNode?) -> SLASection {
    let keys = ["default", "warning_percent", "warning_remaining", "auto_escalation", "expire_after"]
    let section = node.map { members($0, allowed: keys) }
    return SLASection(
      standard: duration(section.flatMap { required($0, "default") }),
      warningPercent: integer(section.flatMap { required($0, "warning_percent") }, 1...99),
      warningRemaining: section?["warning_remaining"].map { duration($0) },
      autoEscalation: boolean(section.flatMap { required($0, "auto_escalation") }),
      expireAfter: duration(section.flatMap { required($0, "expire_after") }))
  }

  mutating func evidence(_ node: PolicyNode?) -> [PolicyRules.EvidenceMinimum] {
    guard let node else { return [] }
    let minimums = byLevel(node) { reader, value in reader.integer(value, 1...8_192) }
    for level in RiskLevel.allCases where !minimums.contains(where: { $0.level == level }) {
      report(node, "\(level.policyName) is missing")
    }
    return minimums.map { PolicyRules.EvidenceMinimum(level: $0.level, characters: Int($0.value)) }
  }

  /// Only LOW may be approved without a person (domain.md §3).
  mutating func autoApproved(_ node: PolicyNode?) -> [RiskLevel] {
    var levels: [RiskLevel] = []
    for item in items(node) {
      let level = level(item)
      if level != .low { report(item, "only LOW may be approved without a person") }
      if !levels.contains(level) { levels.append(level) }
    }
    return levels
  }

  /// The only member of a section.
  mutating func single<Value>(
    _ node: PolicyNode?, _ key: String, _ read: (inout PolicyReader, PolicyNode?) -> Value
  ) -> Value {
    let section = node.map { members($0, allowed: [key]) }
    return read(&self, section.flatMap { required($0, key) })
  }

  mutating func periods(_ section: [String: PolicyNode]) -> PolicyRules.Periods {
    let keys = ["window", "permit_lifetime", "permit_lifetime_maximum", "clock_skew"]
    let execution = section["execution"].map { members($0, allowed: keys) }
    let lifetime = duration(execution.flatMap { required($0, "permit_lifetime") })
    let maximum = duration(execution.flatMap { required($0, "permit_lifetime_maximum") })
    if let node = section["execution"], lifetime > maximum || maximum > 3_600_000_000 {
      report(node, "permit_lifetime must not exceed permit_lifetime_maximum, which is at most 1h")
    }
    return PolicyRules.Periods(
      aggregateWindowMicroseconds: single(section["aggregation"], "window") { $0.durationOrOff($1) },
      claimLeaseMicroseconds: single(section["claims"], "lease") { $0.duration($1) },
      informationPauseMicroseconds: single(section["information"], "pause") { $0.duration($1) },
      executionWindowMicroseconds: duration(execution.flatMap { required($0, "window") }),
      permitLifetimeMicroseconds: lifetime, permitLifetimeMaximumMicroseconds: maximum,
      clockSkewMicroseconds: duration(execution.flatMap { required($0, "clock_skew") }),
      overrideMinimumCharacters: Int(
        single(section["override"], "minimum_justification") { $0.integer($1, 1...2_048) }),
      auditRetentionDays: single(section["audit"], "retention_days") { $0.integer($1, 1...36_500) })
  }
}
