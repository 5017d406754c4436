/// Classifies a proposal (domain.md §2): every rule is tried, all that match are named, the highest level counts.
///
/// Pure; nothing ever lowers a level. The fields were validated before (`FieldValidator`). `amount.aggregate` needs
/// history and is not part of it.
public func classifyRisk(_ proposal: Proposal, policy: ReviewPolicy) -> RiskAssessment {
  let findings = policy.terms.scan(proposal.queryText, amounts: policy.amountPatterns)
  let action = EffectiveAction(proposal: proposal, findings: findings, policy: policy)
  let amount = EffectiveAmount(proposal: proposal, findings: findings, action: action, policy: policy)
  var matches = RuleMatches()
  matches.add(amount: amount, policy: policy)
  matches.add(action: action, amount: amount, policy: policy)
  matches.add(proposal: proposal, findings: findings, policy: policy)
  let sentences = RuleSentences(
    policy: policy, proposal: proposal, actionName: action.name, known: amount.known, advice: findings.advice)
  var assessment = RiskAssessment(
    level: matches.highestLevel ?? .critical, reason: "", matchedRules: [],
    isFailSafe: matches.isFailSafe, assessedAmount: amount.assessed(in: policy.baseCurrency),
    amountSource: amount.source, warnings: amount.warnings(policy: policy), actionType: action.name,
    isActionInferred: action.isInferred, domain: effectiveDomain(of: proposal, findings: findings, policy: policy))
  matches.write(into: &assessment, sentences: sentences)
  return assessment
}

private func effectiveDomain(of proposal: Proposal, findings: TextFindings, policy: ReviewPolicy) -> String {
  guard proposal.domain.isEmpty, findings.domain != TextFindings.none else { return proposal.domain }
  return policy.rules.domainInferences[findings.domain].result
}

/// The action type that counts: stated, or inferred from the text.
struct EffectiveAction {
  /// nil where the policy does not know it, or there is none.
  let kind: PolicyRules.ActionKind?
  let name: String
  let isInferred: Bool

  init(proposal: borrowing Proposal, findings: TextFindings, policy: ReviewPolicy) {
    isInferred = proposal.actionType.isEmpty && findings.action != TextFindings.none
    let given = isInferred ? policy.rules.actionInferences[findings.action].result : proposal.actionType
    let index = given.isEmpty ? nil : policy.actionIndex(ofType: given)
    kind = index.map { policy.rules.actions[$0].kind }
    name = index.map { policy.rules.actions[$0].name } ?? given
  }
}

/// The amount that counts, in the base currency.
struct EffectiveAmount {
  /// nil where none is known, or its currency has no rate.
  let known: Amount?
  let source: AmountSource
  let isCurrencyUnknown: Bool
  private let stated: Amount?
  private let inText: Amount?

  init(
    proposal: borrowing Proposal, findings: TextFindings, action: borrowing EffectiveAction, policy: ReviewPolicy
  ) {
    inText = findings.largestAmount
    let money = proposal.transactionAmount
    let rate = money.flatMap { policy.rate(ofCurrency: $0.currencyCode) }
    isCurrencyUnknown = money != nil && rate == nil
    stated = rate.flatMap { rate in money.map { $0.amount.multiplied(byRate: rate) ?? .greatest } }
    if isCurrencyUnknown {
      known = nil
      source = .stated
    } else if let stated, stated > .zero {
      known = stated
      source = .stated
    } else if action.kind == .decision, let inText, inText > .zero {
      known = inText
      source = .text
    } else {
      known = nil
      source = stated == nil ? .unspecified : .stated
    }
  }

  /// nil, which is unlimited, where the amount cannot be told in the base currency; zero where there is none.
  func assessed(in baseCurrency: String) -> Money? {
    if isCurrencyUnknown || known == .greatest { return nil }
    return Money(currencyCode: baseCurrency, amount: known ?? .zero)
  }

  /// A larger amount in the text than the one stated (domain.md §2).
  func warnings(policy: ReviewPolicy) -> [String] {
    guard let stated, let inText, inText > stated, source == .stated else { return [] }
    return ["The text names \(policy.displayText(inText)), more than the stated \(policy.displayText(stated))"]
  }
}

extension ReviewPolicy {
  /// What one unit of a currency is worth in the base currency; nil for a currency without a rate.
  func rate(ofCurrency code: String) -> Amount? {
    if code.isEmpty || code == baseCurrency { return rules.currencies.first?.rate }
    return rules.currencies.first { $0.code == code }?.rate
  }
}
