/// The sentence of each rule, built only for rules that match.
struct RuleSentences {
  let proposal: Proposal
  let findings: TextFindings
  let action: EffectiveAction
  let amount: EffectiveAmount
  let policy: ReviewPolicy

  func append(_ rule: ClassificationRule, to reason: inout String) {
    switch rule {
    case .mnpi: reason += "Involves material non-public information (MNPI)"
    case .amountCritical, .amountHigh, .amountMedium, .amountLow: appendAmount(rule, to: &reason)
    case .actionDecision:
      reason += "Decision action "
      reason += action.name
      // A currency without a rate is an amount that cannot be told.
      reason += amount.known == nil ? " without a known amount" : " with an amount"
    case .actionAnalysis:
      reason += "Analysis action "
      reason += action.name
    case .actionInformational: reason += "Informational request"
    case .confidence:
      reason += "Model confidence \(proposal.modelConfidence ?? .nan) is below \(policy.rules.confidenceThreshold)"
    case .advice: reason += "Asks for investment advice (\"\(policy.rules.adviceTerms[findings.advice])\")"
    case .actionUnclassified: reason += "No action type given or inferred"
    case .actionUnknown: reason += "Unknown action type \"\(quoted(action.name))\""
    case .currencyUnknown:
      reason += "No rate for currency \"\(quoted(proposal.transactionAmount?.currencyCode ?? ""))\""
    }
  }

  private func appendAmount(_ rule: ClassificationRule, to reason: inout String) {
    guard let known = amount.known, let level = rule.amountLevel else { return }
    reason += "Transaction amount "
    reason += policy.displayText(known)
    reason += " exceeds "
    reason += policy.thresholdTexts[Int(level.rawValue)]
    reason += " threshold"
  }

  /// What a requester wrote, cut so that a sentence stays one.
  private func quoted(_ text: String) -> String {
    text.unicodeScalars.count <= Self.quotedScalars
      ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.quotedScalars))) + "…"
  }

  private static let quotedScalars = 64
}
