import AuditTrail
import Countersign
import ReviewCore

@testable import ReviewEngine

/// Events as unkind as validation lets them be.
extension SeededGenerator {
  mutating func text() -> String {
    let pieces = [
      "\"", "\\", "/", "\u{1}", "\u{8}", "\t", "\n", "\u{C}", "\r", "\u{1F}", "\u{7F}", "é", "e\u{301}", "\u{212B}",
      "\u{D7FF}", "\u{E000}", "\u{FB33}", "\u{FFFD}", "\u{FFFF}", "\u{10000}", "\u{1F600}", "\u{10FFFF}", "\u{2028}",
      "a", "Z", "0", "{", "}", ":", ",", " ", "null", "",
    ]
    return (0..<Int.random(in: 0...6, using: &self)).map { _ in pick(pieces) }.joined()
  }

  mutating func texts() -> [String] { (0..<Int.random(in: 0...3, using: &self)).map { _ in text() } }

  mutating func bytes() -> [UInt8] { (0..<32).map { _ in UInt8.random(in: 0...255, using: &self) } }

  mutating func digest() -> ActionDigest { ActionDigest(bytes())! }

  /// Within the four-digit years of RFC 3339, whose ends are tried too.
  mutating func instant() -> Instant {
    let range = CanonicalTimestamp.range
    let values = [range.lowerBound, range.upperBound, 0, -1, Int64.random(in: range, using: &self)]
    return Instant(unixMicroseconds: pick(values))
  }

  mutating func money() -> Money {
    let units = pick([0, 1, 999_999, Int64.max, Int64.random(in: 0...Int64.max, using: &self)])
    return Money(
      currencyCode: pick(["USD", "EUR", text()]),
      amount: Amount(units: units, nanos: Int32.random(in: 0...999_999_999, using: &self)))
  }

  mutating func some<Value>(_ value: (inout Self) -> Value) -> Value? { once(in: 3) ? nil : value(&self) }

  mutating func request() -> ReviewEvent.RequestReference {
    once(in: 2) ? .none : ReviewEvent.RequestReference(id: "r" + text(), digest: bytes())
  }

  mutating func json(depth: Int = 0) -> JSONValue {
    switch Int.random(in: 0...(depth < 4 ? 6 : 4), using: &self) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &self))
    case 2: return .number(pick([0, -1, 0.1, 1e21, Double.leastNonzeroMagnitude, 9_007_199_254_740_991]))
    case 3, 4: return .string(text())
    case 5: return .array((0..<Int.random(in: 0...3, using: &self)).map { _ in json(depth: depth + 1) })
    default: return object(depth: depth)
    }
  }

  mutating func object(depth: Int = 0) -> JSONValue {
    var keys: Set<[UInt8]> = []
    return .object(
      (0..<Int.random(in: 0...4, using: &self)).compactMap { _ in
        let key = text()
        return keys.insert(Array(key.utf8)).inserted ? JSONValue.Member(key, json(depth: depth + 1)) : nil
      })
  }

  mutating func proposal() -> Proposal {
    var proposal = Proposal(
      userID: "u", queryText: text(), transactionAmount: some { $0.money() }, actionType: text(),
      containsMNPI: Bool.random(using: &self),
      modelConfidence: some {
        $0.pick([0, 1, 0.1, 1e-7, Double.leastNonzeroMagnitude, Double.random(in: 0...1, using: &$0)])
      },
      domain: text(),
      validUntil: some { $0.instant() })
    let keys = Set((0..<Int.random(in: 0...4, using: &self)).map { _ in Array(text().utf8) })
    proposal.labels = keys.map { Proposal.Label(key: String(decoding: $0, as: UTF8.self), value: text()) }
    proposal.labels.sort { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
    if once(in: 2) { proposal.origin = Proposal.Origin(agentID: "agent" + text(), onBehalfOf: text()) }
    return proposal
  }

  mutating func confidence() -> Double {
    pick([0, 1, 0.1, 1e-7, Double.leastNonzeroMagnitude, Double.random(in: 0...1, using: &self)])
  }

  mutating func modification() -> Modification {
    let rag = some { try? String(decoding: $0.object().canonicalJSON(), as: UTF8.self) } ?? nil
    return Modification(recommendation: text(), transactionAmount: some { $0.money() }, ragResponseJSON: rag)
  }

  mutating func routing() -> Routing {
    Routing(
      reviewerRole: text(), slaMicroseconds: pick([0, 1, 14_400_000_000, 999_999, 1_500_000, 86_400_000_001]),
      isCommitteeNeeded: Bool.random(using: &self), escalationPath: texts(), reason: text(), requiredSkills: texts(),
      requiredOpinions: Int.random(in: 1...9, using: &self),
      requirements: texts().map { OpinionRequirement(count: 2, reviewerRoles: [$0], met: 1) },
      moves: texts().map { RoleMove(fromRole: $0, toRole: "b", trigger: .queueDepth, reason: $0) })
  }

  mutating func submitted() throws -> ReviewEvent.Submitted {
    let proposal = proposal()
    let json = try ActionJSON.encode(proposal, ragResponse: once(in: 2) ? nil : object())
    return ReviewEvent.Submitted(
      request: request(), proposal: proposal, actionJSON: String(decoding: json, as: UTF8.self), actionDigest: digest(),
      risk: RiskAssessment(
        level: pick(RiskLevel.allCases), reason: text(), matchedRules: texts(), isFailSafe: Bool.random(using: &self),
        assessedAmount: some { $0.money() }, amountSource: pick(AmountSource.allCases),
        aggregateAmount: some { $0.money() }, warnings: texts(), actionType: text(),
        isActionInferred: Bool.random(using: &self), domain: text()
      ).taking(classifierFinding()),
      routing: routing(), policyVersion: text(), deadline: instant(), supersedesAuditID: text())
  }

  mutating func classifierFinding() -> ClassifierFinding? {
    switch Int.random(in: 0...2, using: &self) {
    case 0: nil
    case 1: .failure(text())
    default:
      .answer(
        ClassifierFinding.Answer(
          level: pick(RiskLevel.allCases), reasons: texts(), model: "m" + text(), modelVersion: text()))
    }
  }

  mutating func opinionRecorded(at: Instant) -> ReviewEvent.OpinionRecorded {
    ReviewEvent.OpinionRecorded(
      request: request(),
      opinion: Opinion(
        reviewerID: text(), reviewerRole: text(), outcome: pick(DecisionOutcome.allCases), supportingEvidence: text(),
        evidence: texts().map { Evidence(source: $0, uri: text(), sha256: once(in: 2) ? [] : bytes()) },
        flags: ReviewFlag.allCases.shuffled(using: &self), modification: some { $0.modification() }, createdAt: at,
        reviewVersion: Int64.random(in: 1...Int64.max, using: &self), actionDigest: digest(), voidReason: text()),
      requiredOpinions: 2, effectiveActionDigest: some { $0.digest() })
  }

  mutating func event(at: Instant) throws -> ReviewEvent {
    switch Int.random(in: 0...20, using: &self) {
    case 8...16: return holdEvent()
    case 17...20: return executionEvent()
    case 0: return .submitted(try submitted())
    case 1: return .opinionRecorded(opinionRecorded(at: at))
    case 2:
      return .decided(
        .init(
          status: pick([.approved, .modified, .rejected]), reviewers: texts(), modification: some { $0.modification() },
          effectiveActionDigest: some { $0.digest() }))
    case 3:
      return .escalated(
        .init(
          request: request(),
          move: RoleMove(fromRole: text(), toRole: text(), trigger: pick(EscalationTrigger.allCases), reason: text()),
          requestedBy: text(), routing: routing(), deadline: instant()))
    case 4: return .slaWarning(.init(role: text(), clockStartedAt: instant(), deadline: instant()))
    case 5: return .slaBreached(.init(role: text(), clockStartedAt: instant(), deadline: instant()))
    case 6: return .expired(.init(reason: text()))
    default: return .cancelled(.init(request: request(), reason: text()))
    }
  }

  mutating func holdEvent() -> ReviewEvent {
    switch Int.random(in: 0...8, using: &self) {
    case 0:
      return .claimed(
        .init(
          request: request(), reviewerID: text(), reviewerRole: text(),
          claimToken: Int64.random(in: 1...9, using: &self),
          expiresAt: instant(), takenOverFrom: text()))
    case 1: return .claimReleased(.init(request: request(), reviewerID: text(), claimToken: 2, reason: text()))
    case 2: return .claimExpired(.init(reviewerID: text(), claimToken: 2, expiresAt: instant()))
    case 3:
      return .informationRequested(
        .init(
          request: request(), reviewerID: text(), reviewerRole: text(), question: text(), pauseEndsAt: instant()))
    case 4: return .informationProvided(.init(request: request(), userID: text(), answer: text()))
    case 5: return .informationLapsed(.init(pauseEndedAt: instant()))
    case 6: return .blocked(.init(killSwitchID: text(), reason: text()))
    case 7: return .unblocked(.init(killSwitchID: text()))
    default:
      return .overridden(
        .init(
          request: request(), reviewerID: text(), reviewerRole: text(), justification: text(), deadline: instant()))
    }
  }
}
