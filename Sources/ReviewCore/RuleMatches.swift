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
  case actionUnclassified
  case actionUnknown
  case currencyUnknown

  var name: String {
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
struct RuleMatches {
  /// One mask of rules for each level.
  private var masks = SIMD4<UInt16>()
  private(set) var isFailSafe = false

  mutating func add(_ rule: ClassificationRule, _ level: RiskLevel) {
    masks[Int(level.rawValue)] |= 1 << UInt16(rule.rawValue)
  }

  /// nil where nothing matched, which is a fault of the policy.
  var highestLevel: RiskLevel? {
    if masks[3] != 0 { return .critical }
    if masks[2] != 0 { return .high }
    if masks[1] != 0 { return .medium }
    return masks[0] != 0 ? .low : nil
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
    case nil where action.name.isEmpty: add(.actionUnclassified, levels.unclassified)
    case nil:
      add(.actionUnknown, .critical)
      isFailSafe = true
    }
  }

  mutating func add(proposal: Proposal, findings: TextFindings, policy: ReviewPolicy) {
    let levels = policy.rules.ruleLevels
    if proposal.containsMNPI || findings.mnpi != TextFindings.none { add(.mnpi, levels.mnpi) }
    if findings.advice != TextFindings.none { add(.advice, levels.advice) }
    // Not "below" but "not at least": what is no number, on either side, matches.
    if let confidence = proposal.modelConfidence, !(confidence >= policy.confidenceThreshold) {
      add(.confidence, levels.confidence)
    }
  }

  /// Names and sentences, most severe first, equal levels in the order of the table.
  func write(into assessment: inout RiskAssessment, sentences: RuleSentences) {
    var count = 0
    for level in 0..<4 { count += masks[level].nonzeroBitCount }
    guard count > 0 else {
      assessment.isFailSafe = true
      assessment.reason = "No rule matched"
      return
    }
    var writer = SentenceWriter(capacity: count * 72)
    assessment.matchedRules.reserveCapacity(count)
    var level = 4
    while level > 0 {
      level -= 1
      var mask = masks[level]
      while mask != 0, let rule = ClassificationRule(rawValue: UInt8(mask.trailingZeroBitCount)) {
        mask &= mask - 1
        if !assessment.matchedRules.isEmpty { writer.write("; " as StaticString) }
        assessment.matchedRules.append(rule.name)
        sentences.write(rule, to: &writer)
      }
    }
    assessment.reason = writer.text
  }
}
