import Foundation
import Policy
import ReviewCore
import Testing

/// One case of ClassificationTable.txt.
struct ClassificationCase: Sendable, CustomTestStringConvertible {
  var name: String
  var proposal = Proposal(queryText: "")
  var verdict = ""
  var sentences: [String] = []
  var facts: [String] = []
  var testDescription: String { name }

  static let all: [ClassificationCase] = {
    var cases: [ClassificationCase] = []
    for line in testFile("ClassificationTable.txt").split(separator: "\n") where !line.hasPrefix("#") {
      let text = line.drop { $0 == " " }
      if let name = text.removing("case ") {
        cases.append(ClassificationCase(name: name))
        continue
      }
      var current = cases.removeLast()
      if let given = text.removing("given ") {
        current.proposal = proposal(given)
      } else if let sentence = text.removing("- ") {
        current.sentences.append(sentence)
      } else if text.contains(" / ") {
        current.verdict = String(text)
      } else {
        current.facts.append(String(text))
      }
      cases.append(current)
    }
    return cases
  }()

  private static func proposal(_ given: String) -> Proposal {
    var proposal = Proposal(queryText: "")
    var currency = ""
    for field in given.components(separatedBy: " | ") {
      if field == "mnpi" { proposal.containsMNPI = true }
      if let value = field.removing("text=") { proposal.queryText = value.replacing("\\n", with: "\n") }
      if let value = field.removing("amount=") {
        proposal.transactionAmount = Amount(decimalText: value).map { Money(amount: $0) }
      }
      if let value = field.removing("currency=") { currency = value }
      if let value = field.removing("action=") { proposal.actionType = value }
      if let value = field.removing("domain=") { proposal.domain = value }
      if let value = field.removing("confidence=") { proposal.modelConfidence = Double(value) }
    }
    proposal.transactionAmount?.currencyCode = currency
    return proposal
  }
}

extension StringProtocol {
  /// What follows a prefix; nil without it.
  func removing(_ prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}

/// A file beside this one.
func testFile(_ name: String) -> String {
  let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: name)
  guard let text = try? String(contentsOf: file, encoding: .utf8) else { fatalError("no file \(name)") }
  return text
}

@Suite struct ClassificationTests {
  static let policy = PolicyDocument.builtIn()

  @Test("a proposal gets the level, role, SLA, rules and sentences of domain.md", arguments: ClassificationCase.all)
  func table(_ example: ClassificationCase) {
    let risk = classifyRisk(example.proposal, policy: Self.policy)
    let routing = routeToReviewer(
      risk, proposal: example.proposal, roster: .empty, queueDepths: .empty, policy: Self.policy)
    let level = risk.level.contractName.removing("RISK_LEVEL_") ?? ""
    let hours = routing.slaMicroseconds / 3_600_000_000
    let rules = risk.matchedRules.joined(separator: " ")
    #expect("\(level) / \(routing.reviewerRole) / \(hours)h / \(rules)" == example.verdict)
    if !example.sentences.isEmpty { #expect(risk.reason == example.sentences.joined(separator: "; ")) }
    #expect(risk.reason.components(separatedBy: "; ").count == risk.matchedRules.count)
    #expect(risk.isFailSafe == example.facts.contains("fail-safe"))
    for fact in example.facts { expect(fact, risk, routing) }
  }

  private func expect(_ fact: String, _ risk: RiskAssessment, _ routing: Routing) {
    let value = fact.split(separator: " ", maxSplits: 1).last.map(String.init)
    switch fact.split(separator: " ").first {
    case "inferred":
      #expect(risk.actionType == value)
      #expect(risk.isActionInferred)
    case "assessed": #expect(risk.assessedAmount?.amount.decimalText ?? "unlimited" == value)
    case "source": #expect(risk.amountSource.contractName == value)
    case "domain": #expect(risk.domain == value)
    case "opinions": #expect(String(routing.requiredOpinions) == value)
    case "warning": #expect(risk.warnings == [value])
    case "fail-safe": break
    default: Issue.record("unknown fact \(fact)")
    }
  }

  @Test("the table is as large as it should be") func size() {
    #expect(ClassificationCase.all.count >= 40)
    #expect(Set(ClassificationCase.all.map(\.name)).count == ClassificationCase.all.count)
  }

  @Test("nothing ever lowers a level: adding a word, an amount or a flag keeps it or raises it")
  func monotonous() {
    // The text of a decision may hold the one exception of the rules: an unknown amount is HIGH, a known one counts.
    for example in ClassificationCase.all {
      let before = classifyRisk(example.proposal, policy: Self.policy).level
      var more = example.proposal
      more.containsMNPI = true
      #expect(classifyRisk(more, policy: Self.policy).level == .critical)
      more = example.proposal
      more.modelConfidence = 0
      #expect(classifyRisk(more, policy: Self.policy).level >= before)
      more = example.proposal
      more.queryText += " should i buy"
      #expect(classifyRisk(more, policy: Self.policy).level >= max(before, .high))
    }
  }

  @Test("every byte string of a text is scanned without a trap, and never below LOW")
  func anyText() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<3_000 {
      let words = [
        "$", "USD ", "mnpi", "é", "\u{A0}", "$9999999999999999999", ".5", ",", "million", "should i", " buy", "€",
      ]
      let text = (0..<Int.random(in: 1...8, using: &generator))
        .map { _ in words.randomElement(using: &generator) ?? "" }.joined()
      let proposal = Proposal(queryText: text, actionType: "investment_decision")
      #expect(classifyRisk(proposal, policy: Self.policy).level >= .medium)
    }
  }
}

/// xorshift64*: the same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }
}
