/// Classifies a proposal (domain.md §2): every rule is tried, all that match are named, the highest level counts.
///
/// Pure; nothing ever lowers a level. The fields were validated before (`FieldValidator`). `amount.aggregate` needs
/// history: see `classifyRisk(_:policy:history:)`.
public func classifyRisk(_ proposal: Proposal, policy: ReviewPolicy) -> RiskAssessment {
  proposal.withView { view in RiskAssessment(findRisk(view, policy: policy), of: view, policy: policy) }
}

/// The same without a text: what the rules say, as numbers.
public func findRisk(_ proposal: ProposalView, policy: ReviewPolicy) -> RiskFinding {
  let findings = policy.terms.scan(proposal.queryText, amounts: policy.amountPatterns)
  let action = EffectiveAction(proposal: proposal, findings: findings, policy: policy)
  let amount = EffectiveAmount(proposal: proposal, findings: findings, action: action, policy: policy)
  var matches = RuleMatches()
  matches.add(amount: amount, policy: policy)
  matches.add(action: action, amount: amount, policy: policy)
  matches.add(proposal: proposal, findings: findings, policy: policy)
  return RiskFinding(
    matches: matches, action: action, amount: amount, advice: findings.advice,
    inferredDomain: proposal.domain.isEmpty ? findings.domain : TextFindings.none)
}

/// What the rules say about a proposal: numbers only, so that nothing is counted or freed. Its texts are written from it
/// where they are needed, with the same proposal and policy.
public struct RiskFinding: Sendable {
  var matches: RuleMatches
  let action: EffectiveAction
  let amount: EffectiveAmount
  /// Place of the matching advice term in the policy.
  let advice: Int
  /// Place of the inference that gave the domain; `TextFindings.none` where it is the stated one.
  let inferredDomain: Int
  /// How many others there were, and the sum with this one; nil without history.
  var aggregated: AmountHistory? = nil

  /// The highest level of the rules that matched; CRITICAL where none did, which is a fault of the policy.
  public var level: RiskLevel { matches.highestLevel ?? .critical }

  /// Whether something unknown, or a fault of the policy, made it CRITICAL.
  public var isFailSafe: Bool { matches.isFailSafe || matches.highestLevel == nil }

  /// Where the assessed amount came from.
  public var amountSource: AmountSource { amount.source }

  /// See `RiskAssessment.assessedAmount`: in the base currency; nil for unlimited.
  public var assessedAmount: Amount? { amount.assessed }

  /// What a reviewer must be told; the level stands.
  public func warnings(policy: ReviewPolicy) -> [String] { amount.warnings(policy: policy) }
}

extension RiskAssessment {
  /// A finding with its texts.
  init(_ finding: RiskFinding, of proposal: ProposalView, policy: ReviewPolicy) {
    let amount = finding.assessedAmount.map { Money(currencyCode: policy.baseCurrency, amount: $0) }
    let domain =
      finding.inferredDomain == TextFindings.none
      ? String(decoding: proposal.domain, as: UTF8.self) : policy.rules.domainInferences[finding.inferredDomain].result
    self.init(
      level: finding.level, reason: finding.reason(of: proposal, policy: policy), matchedRules: finding.ruleNames,
      isFailSafe: finding.isFailSafe, assessedAmount: amount, amountSource: finding.amountSource,
      aggregateAmount: finding.aggregated.map { Money(currencyCode: policy.baseCurrency, amount: $0.sum) },
      warnings: finding.warnings(policy: policy), actionType: finding.action.name(of: proposal, policy: policy),
      isActionInferred: finding.action.isInferred, domain: domain)
  }
}

/// The action type that counts: stated, or inferred from the text.
struct EffectiveAction: Sendable {
  /// Place in the policy's actions; `NameTable.none` where it does not know it, or there is none.
  let index: Int
  /// nil where the policy does not know it, or there is none.
  let kind: PolicyRules.ActionKind?
  /// Place of the inference that gave it; `TextFindings.none` where it is the stated one.
  let inference: Int
  /// Neither stated nor inferred.
  let isMissing: Bool

  var isInferred: Bool { inference != TextFindings.none }

  init(proposal: ProposalView, findings: TextFindings, policy: ReviewPolicy) {
    if proposal.actionType.isEmpty, findings.action != TextFindings.none {
      inference = findings.action
      index = policy.inferredActions[findings.action]
      isMissing = policy.rules.actionInferences[findings.action].result.isEmpty
    } else {
      inference = TextFindings.none
      isMissing = proposal.actionType.isEmpty
      index = isMissing ? NameTable.none : policy.actionNames.index(ofType: proposal.actionType)
    }
    kind = index == NameTable.none ? nil : policy.actionKinds[index]
  }

  /// By the policy's own name; as given where the policy does not know it.
  func name(of proposal: ProposalView, policy: ReviewPolicy) -> String {
    if index != NameTable.none { return policy.rules.actions[index].name }
    return isInferred
      ? policy.rules.actionInferences[inference].result : String(decoding: proposal.actionType, as: UTF8.self)
  }
}

/// The amount that counts, in the base currency.
struct EffectiveAmount: Sendable {
  /// nil where none is known, or its currency has no rate.
  let known: Amount?
  let source: AmountSource
  let isCurrencyUnknown: Bool
  private let stated: Amount?
  private let inText: Amount?

  init(proposal: ProposalView, findings: TextFindings, action: EffectiveAction, policy: ReviewPolicy) {
    inText = findings.largestAmount
    guard let amount = proposal.amount else {
      isCurrencyUnknown = false
      stated = nil
      known = Self.read(inText, for: action)
      source = known == nil ? .unspecified : .text
      return
    }
    guard let rate = policy.rate(ofCurrency: proposal.currencyCode) else {
      isCurrencyUnknown = true
      stated = nil
      known = nil
      source = .stated
      return
    }
    isCurrencyUnknown = false
    let value = amount.multiplied(byRate: rate) ?? .greatest
    let read = value > .zero ? nil : Self.read(inText, for: action)
    stated = value
    known = value > .zero ? value : read
    source = read == nil ? .stated : .text
  }

  /// An amount in the text counts only for decision actions (domain.md §2).
  private static func read(_ inText: Amount?, for action: EffectiveAction) -> Amount? {
    guard action.kind == .decision, let inText, inText > .zero else { return nil }
    return inText
  }

  /// nil, which is unlimited, where the amount cannot be told in the base currency; zero where there is none.
  var assessed: Amount? {
    if isCurrencyUnknown || known == .greatest { return nil }
    return known ?? .zero
  }

  /// A larger amount in the text than the one stated (domain.md §2).
  func warnings(policy: ReviewPolicy) -> [String] {
    guard let stated, let inText, inText > stated, source == .stated else { return [] }
    return ["The text names \(policy.displayText(inText)), more than the stated \(policy.displayText(stated))"]
  }
}

extension ReviewPolicy {
  /// What one unit of a currency is worth in the base currency; nil for a currency without a rate.
  func rate(ofCurrency code: UnsafeBufferPointer<UInt8>) -> Amount? {
    if code.isEmpty { return rules.currencies.first?.rate }
    let index = currencyCodes.index(of: code)
    return index == NameTable.none ? nil : rules.currencies[index].rate
  }
}
