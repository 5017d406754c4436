import ReviewCore

extension PolicyDocument {
  /// The policy as plain data, in the schema of the YAML and with every number as text: what is hashed and recorded.
  ///
  /// `read` gives the same rules back. Two documents with the same meaning have the same tree.
  public static func canonicalTree(_ rules: PolicyRules) -> PolicyTree {
    .object(
      [
        ("currencies", currencies(rules.currencies)),
        ("magnitudes", .object(rules.magnitudes.map { ($0.word, .text(String($0.factor))) })),
        ("roles", .list(rules.roles.map { .object([("name", .text($0.name)), ("limit", .amount($0.limit))]) })),
        ("amounts", .object(rules.amountThresholds.map { ($0.level.policyName, .amount($0.from)) })),
        ("actions", .object(rules.actions.map { ($0.name, action($0)) })),
        ("rules", ruleSection(rules)),
        ("infer_action", .list(rules.actionInferences.map(inference))),
        ("infer_domain", .list(rules.domainInferences.map(inference))),
        ("routing", .object(rules.routes.map { ($0.level.policyName, route($0)) })),
        (
          "committee", committee(rules.committee)
        ),
        ("skills", .object(rules.domainSkills.map { ($0.domain, .texts($0.skills)) })),
        ("queue_depth", queueDepth(rules.queueDepth)),
        ("evidence", .object(rules.evidenceMinimums.map { ($0.level.policyName, .text(String($0.characters))) })),
        ("modification", .object([("second_opinion_from", .amount(rules.modificationSecondOpinionFrom))])),
        ("auto_approve", .texts(rules.autoApprovedLevels.map(\.policyName))),
        ("sla", sla(rules)), ("reviewers", rules.reviewerLimits?.tree),
      ] + periods(rules.periods) + calendarSections(rules.workingTime))
  }

  private static func currencies(_ currencies: [PolicyRules.Currency]) -> PolicyTree {
    .object([
      ("base", currencies.first.map { .text($0.code) }),
      (
        "rates",
        .object(
          currencies.map { ($0.code, .object([("rate", .amount($0.rate)), ("symbols", .texts($0.symbols))])) })
      ),
    ])
  }

  private static func action(_ action: PolicyRules.Action) -> PolicyTree {
    .object([
      ("kind", .text(action.kind.rawValue)), ("executable", .boolean(action.isExecutable)),
      ("second_opinion_from", action.secondOpinionFrom.map { .text($0.policyName) }),
    ])
  }

  private static func ruleSection(_ rules: PolicyRules) -> PolicyTree {
    let levels = rules.ruleLevels
    let rule = { (level: RiskLevel, more: [(String, PolicyTree?)]) -> PolicyTree in
      .object([("level", .text(level.policyName))] + more)
    }
    return .object([
      ("mnpi", rule(levels.mnpi, [("terms", .texts(rules.mnpiTerms))])),
      ("advice", rule(levels.advice, [("terms", .texts(rules.adviceTerms))])),
      ("confidence", rule(levels.confidence, [("below", .text(rules.confidenceThreshold))])),
      ("decision_with_amount", rule(levels.decisionWithAmount, [])),
      ("decision_without_amount", rule(levels.decisionWithoutAmount, [])),
      ("analysis", rule(levels.analysis, [])), ("informational", rule(levels.informational, [])),
      ("unclassified", rule(levels.unclassified, [])),
    ])
  }

  private static func inference(_ inference: PolicyRules.Inference) -> PolicyTree {
    .object([("terms", .texts(inference.terms)), ("result", .text(inference.result))])
  }

  private static func route(_ route: PolicyRules.Route) -> PolicyTree {
    .object([
      ("role", .text(route.role)), ("sla", route.slaMicroseconds.map { .duration($0) }),
      ("opinions", route.approval == nil ? .text(String(route.opinions)) : nil),
      ("approval", route.approval?.tree), ("committee", .boolean(route.isCommitteeNeeded)),
      ("path", .texts(route.path)),
    ])
  }

  private static func committee(_ committee: PolicyRules.Committee) -> PolicyTree {
    guard let approval = committee.approval else {
      return .object([
        ("roles", .texts(committee.roles)), ("quorum", .text(String(committee.quorum))),
        ("chair", .text(committee.chairRole)),
      ])
    }
    return .object([("roles", .texts(committee.roles)), ("approval", approval.tree)])
  }

  private static func queueDepth(_ rule: PolicyRules.QueueDepthRule) -> PolicyTree {
    let overflows = !rule.overflowFrom.isEmpty
    return .object([
      ("limit", .text(String(rule.limit))), ("overflow_from", overflows ? .texts(rule.overflowFrom) : nil),
      ("overflow_to", rule.overflowRole.isEmpty ? nil : .text(rule.overflowRole)),
    ])
  }

  private static func sla(_ rules: PolicyRules) -> PolicyTree {
    .object([
      ("default", .duration(rules.defaultSLAMicroseconds)), ("warning_percent", .text(String(rules.warningPercent))),
      ("warning_remaining", rules.warningRemainingMicroseconds.map { .duration($0) }),
      ("auto_escalation", .boolean(rules.isAutoEscalationOn)),
      ("expire_after", .duration(rules.expireAfterMicroseconds)),
    ])
  }

  private static func periods(_ periods: PolicyRules.Periods) -> [(String, PolicyTree?)] {
    [
      ("override", .object([("minimum_justification", .text(String(periods.overrideMinimumCharacters)))])),
      ("aggregation", .object([("window", .durationOrOff(periods.aggregateWindowMicroseconds))])),
      ("claims", .object([("lease", .duration(periods.claimLeaseMicroseconds))])),
      ("information", .object([("pause", .duration(periods.informationPauseMicroseconds))])),
      (
        "execution",
        .object([
          ("window", .duration(periods.executionWindowMicroseconds)),
          ("permit_lifetime", .duration(periods.permitLifetimeMicroseconds)),
          ("permit_lifetime_maximum", .duration(periods.permitLifetimeMaximumMicroseconds)),
          ("clock_skew", .duration(periods.clockSkewMicroseconds)),
        ])
      ),
      ("audit", .object([("retention_days", .text(String(periods.auditRetentionDays)))])),
    ]
  }
}

extension PolicyTree {
  fileprivate static func texts(_ texts: [String]) -> PolicyTree { .list(texts.map { .text($0) }) }

  static func duration(_ microseconds: Int64) -> PolicyTree {
    .text(PolicyDuration.text(microseconds))
  }

  /// "off" for 0.
  fileprivate static func durationOrOff(_ microseconds: Int64) -> PolicyTree {
    microseconds == 0 ? .text(PolicyDuration.off) : .duration(microseconds)
  }

  fileprivate static func amount(_ amount: Amount) -> PolicyTree { .text(amount.decimalText) }

  fileprivate static func amount(_ amount: Amount?) -> PolicyTree? { amount.map { .amount($0) } }

  /// An absent value is an absent member.
  static func object(_ pairs: [(String, PolicyTree?)]) -> PolicyTree {
    .object(pairs.compactMap { key, value in value.map { Member(key: key, value: $0) } })
  }
}
