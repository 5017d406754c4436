/// The rules of domain.md §2 in the order of its table.
enum ClassificationRule: UInt8, CaseIterable {
  case mnpi
  case amountCritical
  case amountHigh
  case amountMedium
  case amountLow
  case actionDecision
  case actionAnalysis
  case actionInformational
  case confidence
  case advice
  case amountAggregate
  case actionUnclassified
  case actionUnknown
  case currencyUnknown

  var name: StaticString {
    switch self {
    case .mnpi: "mnpi"
    case .amountCritical: "amount.critical"
    case .amountHigh: "amount.high"
    case .amountMedium: "amount.medium"
    case .amountLow: "amount.low"
    case .actionDecision: "action.decision"
    case .actionAnalysis: "action.analysis"
    case .actionInformational: "action.informational"
    case .confidence: "confidence"
    case .advice: "advice"
    case .amountAggregate: "amount.aggregate"
    case .actionUnclassified: "action.unclassified"
    case .actionUnknown: "action.unknown"
    case .currencyUnknown: "currency.unknown"
    }
  }

  init(amountLevel: RiskLevel) {
    switch amountLevel {
    case .low: self = .amountLow
    case .medium: self = .amountMedium
    case .high: self = .amountHigh
    case .critical: self = .amountCritical
    }
  }
}

/// Which rules matched, at which level: one bit each, so that matching allocates nothing.
struct RuleMatches: Sendable {
  /// 16 bits for the rules of each level, the lowest level's first.
  private var bits: UInt64 = 0
  private(set) var isFailSafe = false

  mutating func add(_ rule: ClassificationRule, _ level: RiskLevel) {
    bits |= 1 << (UInt64(level.rawValue) * 16 + UInt64(rule.rawValue))
  }

  /// nil where nothing matched, which is a fault of the policy.
  var highestLevel: RiskLevel? {
    bits == 0 ? nil : RiskLevel(rawValue: UInt8(63 - bits.leadingZeroBitCount) / 16)
  }

  var count: Int { bits.nonzeroBitCount }

  /// Calls `body` with each rule, most severe first, equal levels in the order of the table.
  @inline(__always)
  func visit(_ body: (ClassificationRule) -> Void) {
    var level: UInt64 = 4
    while level > 0 {
      level -= 1
      var rules = UInt16(truncatingIfNeeded: bits >> (level * 16))
      while rules != 0, let rule = ClassificationRule(rawValue: UInt8(rules.trailingZeroBitCount)) {
        rules &= rules - 1
        body(rule)
      }
    }
  }

  mutating func add(amount: EffectiveAmount, policy: ReviewPolicy) {
    if amount.isCurrencyUnknown {
      add(.currencyUnknown, .critical)
      isFailSafe = true
    }
    guard let known = amount.known else { return }
    for threshold in policy.rules.amountThresholds where known >= threshold.from {
      add(ClassificationRule(amountLevel: threshold.level), threshold.level)
    }
  }

  mutating func add(action: EffectiveAction, amount: EffectiveAmount, policy: ReviewPolicy) {
    let levels = policy.rules.ruleLevels
    switch action.kind {
    case .decision?:
      let hasAmount = amount.known != nil
      add(.actionDecision, hasAmount ? levels.decisionWithAmount : levels.decisionWithoutAmount)
    case .analysis?: add(.actionAnalysis, levels.analysis)
    case .informational?: add(.actionInformational, levels.informational)
    case nil where action.isMissing: add(.actionUnclassified, levels.unclassified)
    case nil:
      add(.actionUnknown, .critical)
      isFailSafe = true
    }
  }

  mutating func add(proposal: ProposalView, findings: TextFindings, policy: ReviewPolicy) {
    let levels = policy.rules.ruleLevels
    if proposal.containsMNPI || findings.mnpi != TextFindings.none { add(.mnpi, levels.mnpi) }
    if findings.advice != TextFindings.none { add(.advice, levels.advice) }
    // Not "below" but "not at least": what is no number, on either side, matches.
    if let confidence = proposal.modelConfidence, !(confidence >= policy.confidenceThreshold) {
      add(.confidence, levels.confidence)
    }
  }
}
