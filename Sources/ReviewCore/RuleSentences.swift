/// The sentences of a policy's rules: what is the same in each is prepared, the rest is written between.
struct RuleSentences: Sendable {
  /// What stands before and behind the part that differs.
  private struct Frame: Sendable {
    var start: Int
    var leadEnd: Int
    var end: Int
  }

  private let bytes: [UInt8]
  /// One for each rule.
  private let frames: [Frame]

  init(rules: PolicyRules, currencySign: String) {
    var bytes: [UInt8] = []
    frames = ClassificationRule.allCases.map { rule in
      let (lead, tail) = Self.texts(of: rule, rules: rules, sign: currencySign)
      let start = bytes.count
      bytes += Array(lead.utf8) + Array(tail.utf8)
      return Frame(start: start, leadEnd: start + lead.utf8.count, end: bytes.count)
    }
    self.bytes = bytes
  }

  private static func texts(
    of rule: ClassificationRule, rules: PolicyRules, sign: String
  ) -> (lead: String, tail: String) {
    switch rule {
    case .mnpi: ("Involves material non-public information (MNPI)", "")
    case .amountCritical: amountTexts(.critical, rules: rules, sign: sign)
    case .amountHigh: amountTexts(.high, rules: rules, sign: sign)
    case .amountMedium: amountTexts(.medium, rules: rules, sign: sign)
    case .amountLow: amountTexts(.low, rules: rules, sign: sign)
    case .actionDecision: ("Decision action ", "")
    case .actionAnalysis: ("Analysis action ", "")
    case .actionInformational: ("Informational request", "")
    case .confidence: ("Model confidence ", " is below \(rules.confidenceThreshold)")
    case .advice: ("Asks for investment advice (\"", "\")")
    case .amountAggregate: ("Together with ", "")
    case .actionUnclassified: ("No action type given or inferred", "")
    case .actionUnknown: ("Unknown action type \"", "\"")
    case .currencyUnknown: ("No rate for currency \"", "\"")
    }
  }

  private static func amountTexts(
    _ level: RiskLevel, rules: PolicyRules, sign: String
  ) -> (lead: String, tail: String) {
    let from = rules.amountThresholds.first { $0.level == level }?.from
    let threshold = from.map { ReviewPolicy.shortText($0, sign: sign) ?? "\(sign)\($0.decimalText)" } ?? ""
    return ("Transaction amount \(sign)", " exceeds \(threshold) threshold")
  }

  func byteCount(_ rule: ClassificationRule) -> Int {
    let frame = frames[Int(rule.rawValue)]
    return frame.end - frame.start
  }

  @inline(__always)
  func write(_ rule: ClassificationRule, to writer: inout TextWriter, _ body: (inout TextWriter) -> Void) {
    let frame = frames[Int(rule.rawValue)]
    bytes.withUnsafeBufferPointer { bytes in
      writer.write(bytes, from: frame.start, to: frame.leadEnd)
      body(&writer)
      writer.write(bytes, from: frame.leadEnd, to: frame.end)
    }
  }
}

extension RiskFinding {
  private static let separator: StaticString = "; "
  private static let nothingMatched: StaticString = "No rule matched"
  /// Of what a requester wrote, so much is repeated, and so much room is left for it.
  private static let quotedScalars = 64
  private static let quotedBytesMax = quotedScalars * 4 + 3
  /// "-2.2250738585072014e-308"
  private static let doubleBytesMax = 24

  /// Names of the rules that matched, most severe first.
  public var ruleNames: [String] {
    var names: [String] = []
    names.reserveCapacity(matches.count)
    forEachRuleName { names.append("\($0)") }
    return names
  }

  /// Calls `body` with the names of the rules that matched, most severe first.
  public func forEachRuleName(_ body: (StaticString) -> Void) {
    matches.visit { body($0.name) }
  }

  /// The sentences of the rules that matched, joined by "; ".
  public func reason(of proposal: ProposalView, policy: ReviewPolicy) -> String {
    String(writtenIn: reasonBytesMax(policy: policy)) { writeReason(of: proposal, policy: policy, to: &$0) }
  }

  /// Room that `writeReason` needs at most.
  public func reasonBytesMax(policy: ReviewPolicy) -> Int {
    var total = Self.nothingMatched.utf8CodeUnitCount
    matches.visit { rule in
      total += policy.sentences.byteCount(rule) + Self.separator.utf8CodeUnitCount + variableBytesMax(rule, policy)
    }
    return total
  }

  private func variableBytesMax(_ rule: ClassificationRule, _ policy: ReviewPolicy) -> Int {
    switch rule {
    case .mnpi, .actionInformational, .actionUnclassified: 0
    case .amountCritical, .amountHigh, .amountMedium, .amountLow: TextWriter.amountBytesMax
    case .actionDecision: policy.actionNames.byteCount(action.index) + Self.withoutAmount.utf8CodeUnitCount
    case .actionAnalysis: policy.actionNames.byteCount(action.index)
    case .confidence: Self.doubleBytesMax
    case .advice: policy.rules.adviceTerms[advice].utf8.count
    case .amountAggregate: aggregateText(policy: policy).utf8.count
    case .actionUnknown, .currencyUnknown: Self.quotedBytesMax
    }
  }

  /// Writes the sentences of the rules that matched, joined by "; ".
  public func writeReason(of proposal: ProposalView, policy: ReviewPolicy, to writer: inout TextWriter) {
    let start = writer.count
    matches.visit { rule in
      if writer.count > start { writer.write(Self.separator) }
      policy.sentences.write(rule, to: &writer) { write(rule, of: proposal, policy: policy, to: &$0) }
    }
    if writer.count == start { writer.write(Self.nothingMatched) }
  }

  private static let withAmount: StaticString = " with an amount"
  private static let withoutAmount: StaticString = " without a known amount"

  /// The part of a rule's sentence that differs.
  @inline(__always)
  private func write(
    _ rule: ClassificationRule, of proposal: ProposalView, policy: ReviewPolicy, to writer: inout TextWriter
  ) {
    switch rule {
    case .mnpi, .actionInformational, .actionUnclassified: break
    case .amountCritical, .amountHigh, .amountMedium, .amountLow: writer.write(amount.known ?? .zero)
    case .actionDecision:
      policy.actionNames.write(action.index, to: &writer)
      // A currency without a rate is an amount that cannot be told.
      writer.write(amount.known == nil ? Self.withoutAmount : Self.withAmount)
    case .actionAnalysis: policy.actionNames.write(action.index, to: &writer)
    case .confidence: writer.write("\(proposal.modelConfidence ?? .nan)")
    case .advice: writer.write(policy.rules.adviceTerms[advice])
    case .amountAggregate: writer.write(aggregateText(policy: policy))
    case .actionUnknown: writer.write(Self.quoted(action.name(of: proposal, policy: policy)))
    case .currencyUnknown: writer.write(Self.quoted(String(decoding: proposal.currencyCode, as: UTF8.self)))
    }
  }

  /// What a requester wrote, cut so that a sentence stays one.
  private static func quoted(_ text: String) -> String {
    text.unicodeScalars.count <= quotedScalars
      ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(quotedScalars))) + "…"
  }
}
