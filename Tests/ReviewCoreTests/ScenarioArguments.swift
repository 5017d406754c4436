import Foundation
import Policy
import ReviewCore

/// The words of one step: `verb subject key=value … flag`; a value may hold spaces.
struct Arguments {
  private let text: String
  private static let keys = [
    "amount", "action", "text", "currency", "user", "behalf", "by", "as", "to", "flags", "evidence", "valid",
    "auto_escalation", "warning_remaining", "token", "version", "seen", "switch", "digest", "lifetime", "moves",
    "moved", "state", "permit", "limit", "agent", "executor", "reviewer",
  ]

  init(_ text: String) { self.text = text.trimmingCharacters(in: .whitespaces) }

  var subject: String { text.split(separator: " ").dropFirst().first.map(String.init) ?? "" }

  func value(_ key: String) -> String? {
    guard let start = text.range(of: " \(key)=") else { return nil }
    let rest = text[start.upperBound...]
    let ends = (Self.keys.map { " \($0)=" } + [" mnpi", " operator", " short", " everything"]).compactMap {
      rest.range(of: $0)?.lowerBound
    }
    return String(rest[..<(ends.min() ?? rest.endIndex)]).trimmingCharacters(in: .whitespaces)
  }

  func has(_ flag: String) -> Bool { " \(text) ".contains(" \(flag) ") }

  /// Of the second word, "hours:minutes".
  var duration: Int64 { Self.microseconds(subject) }

  static func microseconds(_ text: String) -> Int64 {
    let parts = text.split(separator: ":").compactMap { Int64($0) }
    return (parts[0] * 60 + parts[1]) * 60_000_000
  }

  func policy(_ policy: ReviewPolicy) -> ReviewPolicy {
    var rules = policy.rules
    if value("auto_escalation") == "false" || has("auto_escalation=false") { rules.isAutoEscalationOn = false }
    if has("warning_remaining=2h") { rules.warningRemainingMicroseconds = 7_200_000_000 }
    changeExecution(of: &rules)
    return ReviewPolicy(rules: rules)
  }

  func proposal(now: Instant) -> Proposal {
    Proposal(
      userID: value("user") ?? "user", queryText: value("text") ?? "Please decide",
      transactionAmount: value("amount").flatMap(Amount.init(decimalText:)).map {
        Money(currencyCode: value("currency") ?? "", amount: $0)
      },
      actionType: value("action") ?? "", containsMNPI: has("mnpi"),
      origin: value("behalf").map { Proposal.Origin(onBehalfOf: $0) }
        ?? value("agent").map { Proposal.Origin(agentID: $0) },
      validUntil: value("valid").map { now.advanced(byMicroseconds: Self.microseconds($0)) })
  }

  func command(_ verb: String) -> ReviewCommand? {
    let outcomes: [String: DecisionOutcome] = [
      "approve": .approved, "reject": .rejected, "modify": .modified, "up": .escalated,
    ]
    if let outcome = outcomes[verb] { return .submitReview(review(outcome)) }
    switch verb {
    case "escalate":
      return .escalate(
        ReviewCommand.Escalate(reviewerID: value("by") ?? "", reviewerRole: value("as") ?? "", reason: "please"))
    case "cancel":
      return .cancel(ReviewCommand.Cancel(userID: value("by") ?? "", isOperator: has("operator"), reason: "no need"))
    default: return holdCommand(verb)
    }
  }

  private func number(_ key: String) -> Int64? { value(key).flatMap { Int64($0) } }

  private func holdCommand(_ verb: String) -> ReviewCommand? {
    let (by, role) = (value("by") ?? "", value("as") ?? "")
    switch verb {
    case "claim":
      return .claim(
        ReviewCommand.Claim(
          reviewerID: by, reviewerRole: role, expectedVersion: number("version") ?? 0,
          seenSequence: number("seen") ?? .max))
    case "release": return .releaseClaim(ReviewCommand.ReleaseClaim(reviewerID: by, claimToken: number("token") ?? 0))
    case "ask":
      return .requestInformation(
        ReviewCommand.RequestInformation(reviewerID: by, reviewerRole: role, question: "Why so much?"))
    case "answer": return .provideInformation(ReviewCommand.ProvideInformation(userID: by, answer: "Because."))
    case "override":
      return .override(
        ReviewCommand.Override(
          reviewerID: by, reviewerRole: role,
          justification: String(repeating: "x", count: has("short") ? 49 : 50)))
    default: return nil
    }
  }

  private func review(_ outcome: DecisionOutcome) -> ReviewCommand.SubmitReview {
    let to = value("to").flatMap(Amount.init(decimalText:))
    let evidence = value("evidence").flatMap { Int($0) } ?? 60
    let flags = value("flags")?.split(separator: ",").compactMap { ReviewFlag(contractName: "REVIEW_FLAG_\($0)") } ?? []
    return ReviewCommand.SubmitReview(
      reviewerID: value("by") ?? "", reviewerRole: value("as") ?? "", outcome: outcome,
      supportingEvidence: " \n" + String(repeating: "é", count: evidence) + "\t ", flags: flags,
      modification: outcome == .modified
        ? Modification(
          recommendation: "less", transactionAmount: to.map { Money(currencyCode: value("currency") ?? "", amount: $0) }
        )
        : nil,
      claimToken: number("token") ?? 0,
      effectiveActionDigest: outcome == .modified ? digest(UInt8((to?.units ?? 0) / 1_000_000 % 200) + 2) : nil)
  }
}
