import AuditTrail
import Countersign
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("Second looks at decisions", .timeLimit(.minutes(2)))
struct RereviewTests {
  private func bench(percent: Int, autoApprove: Bool = false, adds: Bool = false) async throws -> Bench {
    var rules = PolicyDocument.builtIn().rules
    rules.reviewerLimits = ReviewerLimits(rereviewPercent: percent)
    if !adds { rules.periods.aggregateWindowMicroseconds = 0 }
    if autoApprove { rules.autoApprovedLevels = [.low] }
    return try await Bench(
      SQLiteStore.open(location: "memory:", origin: "test"),
      policy: EnginePolicy(recording: ReviewPolicy(rules: rules)))
  }

  /// The second looks in the chain.
  private func secondLooks(_ bench: Bench) async throws -> [(auditID: AuditID, rereview: Rereview, entry: AuditEntry)] {
    var found: [(AuditID, Rereview, AuditEntry)] = []
    for entry in try await bench.store.allEntries() {
      guard case .submitted(let submitted)? = try EventDecoding.event(of: entry), let rereview = submitted.rereview
      else { continue }
      found.append((try #require(AuditID(text: entry.auditID)), rereview, entry))
    }
    return found
  }

  @Test("an auditor finds from the chain alone that exactly those approvals were chosen that the hashes say")
  func auditor() async throws {
    let bench = try await bench(percent: 40)
    for number in 0..<40 {
      let review = try await bench.engine.submit(.investment(2_000_000, text: "Number \(number)"))
      bench.clock.advance(seconds: 1)
      let outcome: DecisionOutcome = number % 4 == 3 ? .rejected : .approved
      _ = try await bench.engine.submitReview(.by("jane", "Senior Analyst", outcome), of: review.auditID)
    }
    var expected: [Int64] = []
    for entry in try await bench.store.allEntries() where entry.eventType == "review.decided" {
      guard case .decided(let decided)? = try EventDecoding.event(of: entry), decided.status == .approved else {
        continue
      }
      let bytes = SHA256.hash(Array("countersign-rereview/v1\n".utf8) + entry.currentHash.withUnsafeBytes { Array($0) })
        .withUnsafeBytes { Array($0) }
      var word: UInt64 = 0
      for byte in bytes.prefix(8) { word = word * 256 + UInt64(byte) }
      if word % 100 < 40 { expected.append(entry.sequence) }
    }
    let looks = try await secondLooks(bench)
    #expect(looks.map(\.rereview.decidedSequence) == expected)
    #expect(expected.count > 3 && expected.count < 27)
    #expect(looks.allSatisfy { $0.entry.sequence == $0.rereview.decidedSequence + 1 && $0.entry.actor == "system" })
    let commands = try looks.map { try EventDecoding.data(of: $0.entry).integer("command") }
    #expect(commands == expected.map { $0 - 1 }, "of the same command as the opinion")
    #expect(try await bench.engine.verifyAuditTrail(from: 0, through: 0).chain.isValid)
    await bench.stop()
  }

  @Test("it is the same proposal, needs one other person, executes nothing, and cannot be withdrawn by the requester")
  func life() async throws {
    let bench = try await bench(percent: 100)
    let first = try await bench.engine.submit(.investment(12_000_000))
    _ = try await bench.engine.submitReview(.by("hugo", "Head of Trading"), of: first.auditID)
    _ = try await bench.engine.submitReview(.by("cara", "CFO"), of: first.auditID)
    let look = try #require(try await secondLooks(bench).first)
    let decided = try await bench.engine.review(first.auditID)
    #expect(decided.state.status == .approved && decided.effectiveActionDigest != nil && decided.executableUntil != nil)
    let waiting = try await bench.engine.review(look.auditID)
    #expect(waiting.state.status == .pending && waiting.state.actionDigest == first.actionDigest)
    #expect(waiting.state.requiredOpinions == 1 && !waiting.state.isCommitteeNeeded)
    #expect(waiting.submitted.rereview?.reviewers == ["hugo", "cara"])
    func reason(_ who: String, _ role: String) async -> Refusal.Reason? {
      await bench.engine.refusal { _ = try await $0.submitReview(.by(who, role), of: look.auditID) }?.reason
    }
    #expect(await reason("hugo", "CFO") == .duplicateReviewer)
    #expect(await reason("cara", "CFO") == .duplicateReviewer)
    #expect(await reason("trading-bot", "CFO") == .selfReview)
    let cancel = ReviewCommand.Cancel(userID: "trading-bot", reason: "no")
    #expect(
      await bench.engine.refusal { _ = try await $0.cancelQuery(cancel, of: look.auditID) }?.reason
        == .identityMismatch)
    #expect(await reason("bea", "Board Committee") == nil)
    let done = try await bench.engine.review(look.auditID)
    #expect(done.state.status == .approved && done.effectiveActionDigest == nil && done.executableUntil == nil)
    #expect(try await secondLooks(bench).count == 1, "no second look at a second look")
    #expect(try await bench.engine.review(first.auditID) == decided, "the first one has not changed")
    await bench.stop()
  }

  @Test("a rejection is no approval; without the policy's word there is none; LOW without a person is sampled, too")
  func which() async throws {
    let sampling = try await bench(percent: 100, autoApprove: true)
    let rejected = try await sampling.engine.submit(.investment(2_000_000))
    _ = try await sampling.engine.submitReview(.by("jane", "Senior Analyst", .rejected), of: rejected.auditID)
    #expect(try await secondLooks(sampling).isEmpty)
    _ = try await sampling.engine.submit(.question())
    let look = try #require(try await secondLooks(sampling).first)
    #expect(try await sampling.engine.review(look.auditID).state.status == .pending, "a person looks")
    await sampling.stop()
    let none = try await bench(percent: 0)
    let approved = try await none.engine.submit(.investment(2_000_000))
    _ = try await none.engine.submitReview(.by("jane", "Senior Analyst"), of: approved.auditID)
    #expect(try await secondLooks(none).isEmpty)
    await none.stop()
  }

  @Test("its amount is in no sum, before or after it ends") func sums() async throws {
    let bench = try await bench(percent: 100, adds: true)
    let first = try await bench.engine.submit(.investment(600_000))
    _ = try await bench.engine.submitReview(.by("anna", "Analyst"), of: first.auditID)
    let look = try #require(try await secondLooks(bench).first)
    func sum() async throws -> Amount? { try await bench.engine.submit(.investment(1_000)).aggregateAmount }
    #expect(try await sum() == Amount(units: 601_000))
    _ = try await bench.engine.submitReview(.by("abe", "Analyst", .rejected), of: look.auditID)
    #expect(try await sum() == Amount(units: 602_000))
    #expect(try await bench.engine.review(look.auditID).state.rereview == look.rereview)
    await bench.stop()
  }
}
