/// The sentence of each rule, built only for rules that match.
struct RuleSentences {
  let policy: ReviewPolicy
  let proposal: Proposal
  let actionName: String
  let known: Amount?
  /// Place of the matching advice term in the policy.
  let advice: Int

  func write(_ rule: ClassificationRule, to writer: inout SentenceWriter) {
    switch rule {
    case .mnpi: writer.write("Involves material non-public information (MNPI)" as StaticString)
    case .amountCritical: writeAmount(.critical, to: &writer)
    case .amountHigh: writeAmount(.high, to: &writer)
    case .amountMedium: writeAmount(.medium, to: &writer)
    case .amountLow: writeAmount(.low, to: &writer)
    case .actionDecision:
      writer.write("Decision action " as StaticString)
      writer.write(actionName)
      // A currency without a rate is an amount that cannot be told.
      writer.write(known == nil ? " without a known amount" : " with an amount" as StaticString)
    case .actionAnalysis:
      writer.write("Analysis action " as StaticString)
      writer.write(actionName)
    case .actionInformational: writer.write("Informational request" as StaticString)
    case .confidence:
      writer.write("Model confidence \(proposal.modelConfidence ?? .nan) is below \(policy.rules.confidenceThreshold)")
    case .advice: writer.write("Asks for investment advice (\"\(policy.rules.adviceTerms[advice])\")")
    case .actionUnclassified: writer.write("No action type given or inferred" as StaticString)
    case .actionUnknown: writer.write("Unknown action type \"\(quoted(actionName))\"")
    case .currencyUnknown:
      writer.write("No rate for currency \"\(quoted(proposal.transactionAmount?.currencyCode ?? ""))\"")
    }
  }

  private func writeAmount(_ level: RiskLevel, to writer: inout SentenceWriter) {
    writer.write("Transaction amount " as StaticString)
    writer.write(known ?? .zero, sign: policy.currencySign)
    writer.write(" exceeds " as StaticString)
    writer.write(policy.thresholdTexts[Int(level.rawValue)])
    writer.write(" threshold" as StaticString)
  }

  /// What a requester wrote, cut so that a sentence stays one.
  private func quoted(_ text: String) -> String {
    text.unicodeScalars.count <= Self.quotedScalars
      ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.quotedScalars))) + "…"
  }

  private static let quotedScalars = 64
}
