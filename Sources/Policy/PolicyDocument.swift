import ReviewCore

/// Policies as documents: YAML for people, a tree for the audit trail, values for the rules.
public enum PolicyDocument {
  /// What reading gave.
  public struct Result: Sendable {
    /// nil where a problem is an error.
    public var policy: ReviewPolicy?
    /// Every problem at once, in the order of the document's lines.
    public var problems: [PolicyProblem]
  }

  /// Reads and checks YAML. The policy has no version yet: that is a hash over `canonicalTree`.
  ///
  /// Warnings are looked for in a policy without errors only.
  /// - Parameter timeZones: asked for the zones of calendars that the document does not bring itself.
  public static func parse(_ yaml: String, timeZones: TimeZoneDatabase = .system) -> Result {
    var reading = YAMLReading()
    guard let node = reading.read(yaml) else { return Result(policy: nil, problems: reading.problems) }
    var result = read(node, version: "", timeZones: timeZones)
    if let policy = result.policy {
      result.problems += PolicyWarnings.find(in: policy.rules, of: node)
      result.problems.sort { $0.line < $1.line }
    }
    return result
  }

  /// Reads a tree that was recorded; the same checks. Its calendars have their time zones with them.
  ///
  /// - Parameter version: the hash of the tree's canonical JSON.
  public static func read(_ tree: PolicyTree, version: String) -> Result {
    read(PolicyNode(tree), version: version, timeZones: nil)
  }

  /// The built-in policy, without a version.
  public static func builtIn() -> ReviewPolicy {
    guard let policy = parse(defaultPolicyYAML).policy else {
      preconditionFailure("our bug: the built-in policy does not pass its own checks")
    }
    return policy
  }

  private static func read(_ node: PolicyNode, version: String, timeZones: TimeZoneDatabase?) -> Result {
    var reader = PolicyReader()
    let rules = reader.document(node, timeZones: timeZones)
    let problems = reader.problems.sorted { $0.line < $1.line }
    let isUsable = !problems.contains { $0.severity == .error }
    return Result(policy: isUsable ? ReviewPolicy(rules: rules, version: version) : nil, problems: problems)
  }
}

extension PolicyReader {
  static let sections = [
    "currencies", "magnitudes", "roles", "amounts", "actions", "rules", "infer_action", "infer_domain", "routing",
    "committee", "skills", "queue_depth", "evidence", "override", "modification", "auto_approve", "sla",
    "aggregation", "claims", "information", "execution", "audit",
  ]

  /// Sections that a policy need not have, and without which it is as before them.
  static let optionalSections = ["calendars", "working_time", "time_zones", "reviewers"]

  mutating func document(_ node: PolicyNode, timeZones: TimeZoneDatabase? = .system) -> PolicyRules {
    let document = members(node, allowed: Self.sections + Self.optionalSections)
    let section = Dictionary(
      Self.sections.map { ($0, required(document, $0)) }, uniquingKeysWith: { first, _ in first }
    ).compactMapValues { $0 }
    let roles = roles(section["roles"])
    let actions = actions(section["actions"])
    let ruleSection = rules(section["rules"])
    let sla = sla(section["sla"])
    let routes = routes(section["routing"], roles: roles)
    var rules = PolicyRules(
      currencies: currencies(section["currencies"]), magnitudes: magnitudes(section["magnitudes"]), roles: roles,
      actions: actions, amountThresholds: amounts(section["amounts"]), ruleLevels: ruleSection.levels,
      confidenceThreshold: ruleSection.confidence, mnpiTerms: ruleSection.mnpi, adviceTerms: ruleSection.advice,
      actionInferences: inferences(section["infer_action"], known: actions.map(\.name)),
      domainInferences: inferences(section["infer_domain"]), routes: routes,
      defaultSLAMicroseconds: sla.standard, committee: committee(section["committee"], roles: roles),
      domainSkills: skills(section["skills"]), queueDepth: queueDepth(section["queue_depth"], roles: roles),
      evidenceMinimums: evidence(section["evidence"]),
      modificationSecondOpinionFrom: single(section["modification"], "second_opinion_from") { $0.amount($1) },
      autoApprovedLevels: autoApproved(section["auto_approve"]), warningPercent: sla.warningPercent,
      warningRemainingMicroseconds: sla.warningRemaining, isAutoEscalationOn: sla.autoEscalation,
      expireAfterMicroseconds: sla.expireAfter, periods: periods(section))
    rules.workingTime = workingTime(
      document, roles: roles, routes: routes, defaultSLA: sla.standard, database: timeZones)
    rules.reviewerLimits = reviewers(document["reviewers"])
    return rules
  }
}
