import AuditTrail
import Countersign
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

/// domain.md §7, as far as the engine goes; the rows that other suites show are named there.
@Suite("What fails ends in the safe state", .timeLimit(.minutes(2)))
struct FailSafeTests {
  /// Names a role at such length that the move to it fits into no entry, although the submission does.
  private static let policyWithAnError: EnginePolicy = {
    var rules = Bench.policy.policy.rules
    let endless = String(repeating: "x", count: 17_000)
    rules.roles.insert(PolicyRules.Role(name: endless, limit: nil), at: 2)
    for index in rules.routes.indices where rules.routes[index].level == .medium {
      rules.routes[index].path = ["Analyst", endless, "Head of Trading"]
    }
    return EnginePolicy(recording: ReviewPolicy(rules: rules))
  }()

  // domain.md §7 Workflow error.
  @Test("an error inside the workflow blocks, calls an operator, and only the highest role overrides, saying why")
  func workflowError() async throws {
    let bench = try await Bench(
      SQLiteStore.open(location: "memory:"), policy: Self.policyWithAnError)
    let review = try await bench.engine.submit(.investment(500_000))
    bench.clock.advance(hours: 9)
    bench.engine.moveClocks()
    await bench.settle()
    #expect(
      try await bench.store.eventTypes(of: review.auditID)
        == ["query.submitted", "review.sla_warning", "review.blocked"])
    #expect(bench.reports.all == ["blocked \(review.auditID.text)"], "an operator is called once")
    let blocked = try await bench.engine.review(review.auditID)
    #expect(blocked.state.status == .blocked && blocked.statusReason.contains("error inside the workflow"))
    let opinion = await bench.engine.refusal { _ = try await $0.submitReview(.by("al", "Analyst"), of: review.auditID) }
    #expect(opinion?.reason == .wrongStatus)
    func override(_ role: String, characters: Int) -> ReviewCommand.Override {
      ReviewCommand.Override(
        reviewerID: "bea", reviewerRole: role, justification: String(repeating: "y", count: characters))
    }
    let short = await bench.engine.refusal {
      _ = try await $0.overrideReview(override("Board Committee", characters: 49), of: review.auditID)
    }
    #expect(short?.reason == .evidenceTooShort)
    let low = await bench.engine.refusal {
      _ = try await $0.overrideReview(override("CFO", characters: 50), of: review.auditID)
    }
    #expect(low?.reason == .roleInsufficient)
    let answer = try await bench.engine.overrideReview(override("Board Committee", characters: 50), of: review.auditID)
    #expect(answer.review.state.status == .pending, "it never approves")
    #expect(answer.review.state.deadline == bench.clock.now().advanced(byMicroseconds: 8 * 3_600_000_000))
    await bench.stop()
  }

  private func damage(_ store: FaultStore, _ sequences: Int64...) {
    store.set {
      $0.tamper = { entry in
        var entry = entry
        if sequences.contains(entry.sequence) { entry.canonicalJSON[entry.canonicalJSON.count - 40] ^= 1 }
        return entry
      }
    }
  }

  // domain.md §7 Chain broken.
  @Test("a broken chain is written again once an operator accepted it at a start, and what breaks later stops it again")
  func acceptedBreak() async throws {
    let store = FaultStore(try SQLiteStore.open(location: "memory:", origin: "test"))
    let first = try await Bench(store)
    for number in 0..<6 { _ = try await first.engine.submit(.investment(8_000_000, user: "u\(number)")) }
    await first.stop()
    damage(store, 5)
    let refusing = try await Bench(store, clock: first.clock)
    #expect(await refusing.engine.refusal { _ = try await $0.submit(.question()) }?.reason == .chainBroken)
    #expect(refusing.reports.all == ["broken 5"] && refusing.engine.headSequence == 8)
    await refusing.stop()
    let reason = "damaged by the disk in rack 2, compared with the copy"
    let accepting = try await Bench(store, clock: first.clock, acceptedState: reason)
    #expect(accepting.reports.all == ["broken 5"], "it is told all the same")
    #expect(accepting.engine.headSequence == 9)
    let entry = try #require(try await store.allEntries().last)
    #expect(
      entry.eventType == "service.started" && String(decoding: entry.canonicalJSON, as: UTF8.self).contains(reason))
    _ = try await accepting.engine.submit(.question())
    await accepting.stop()
    let later = try await Bench(store, clock: first.clock)
    _ = try await later.engine.submit(.question())
    let whole = try await later.engine.verifyAuditTrail(from: 0, through: 0)
    #expect(whole.chain.firstInvalidSequence == 5, "a verification tells the truth")
    _ = try await later.engine.submit(.question())
    #expect(later.reports.all.isEmpty && later.engine.status().brokenSequence == nil)
    damage(store, 5, 11)
    _ = try await later.engine.verifyAuditTrail(from: 0, through: 0)
    #expect(await later.engine.refusal { _ = try await $0.submit(.question()) }?.reason == .chainBroken)
    #expect(later.reports.all == ["broken 11"])
    await later.stop()
  }
}
