import AuditTrail
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("The clocks of reviews", .timeLimit(.minutes(2)))
struct ClockTests {
  // domain.md §5 Exactly once.
  @Test("warn once, breach once and escalate, and start anew")
  func oneReview() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.engine.submit(.investment(8_000_000))
    bench.clock.advance(minutes: 192)
    try await bench.fireTimer()
    bench.engine.moveClocks()
    await bench.settle()
    #expect(try await bench.store.eventTypes(of: review.auditID).dropFirst() == ["review.sla_warning"])
    bench.clock.advance(minutes: 48)
    await bench.settle()
    #expect(try await bench.store.eventTypes(of: review.auditID).count == 2, "at the deadline, not past it")
    bench.clock.advance(microseconds: 1)
    try await bench.fireTimer()
    #expect(
      try await bench.store.eventTypes(of: review.auditID).dropFirst(2) == ["review.sla_breached", "review.escalated"])
    let now = try await bench.engine.review(review.auditID).state
    #expect(now.reviewerRole == "Head of Trading" && now.status == .escalated)
    #expect(now.deadline == bench.clock.now().advanced(byMicroseconds: 4 * 3_600_000_000))
    await bench.stop()
  }

  // domain.md §5 Late timer.
  @Test("that a late timer finds are written with the present time, in order, one escalation for each")
  func late() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.engine.submit(.investment(8_000_000))
    bench.clock.advance(hours: 30)
    try await bench.fireTimer()
    let entries = try await bench.store.entries(of: [review.auditID], through: .max)
    #expect(
      entries.map(\.eventType).dropFirst() == ["review.sla_warning", "review.sla_breached", "review.escalated"])
    #expect(entries.dropFirst().allSatisfy { $0.timestampMicroseconds == bench.clock.now().unixMicroseconds })
    #expect(entries.dropFirst().allSatisfy { $0.actor == "system" })
    bench.clock.advance(hours: 43)
    try await bench.fireTimer()
    #expect(try await bench.engine.review(review.auditID).state.status == .expired)
    bench.clock.advance(hours: 100)
    bench.engine.moveClocks()
    let sequence = bench.engine.headSequence
    await bench.settle()
    #expect(bench.engine.headSequence == sequence, "nothing more comes of it")
    await bench.stop()
  }

  // domain.md §4 Due first.
  @Test("are moved before a command is judged, although no timer fired")
  func beforeCommands() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.engine.submit(.investment(8_000_000))
    bench.clock.advance(hours: 5)
    let refusal = await bench.engine.refusal {
      _ = try await $0.submitReview(.by("jane", "Senior Analyst"), of: review.auditID)
    }
    #expect(refusal?.reason == .roleInsufficient, "it has gone to the Head of Trading")
    #expect(try await bench.engine.review(review.auditID).state.version == 4)
    bench.clock.advance(hours: 70)
    let late = await bench.engine.refusal {
      _ = try await $0.submitReview(.by("hugo", "Head of Trading"), of: review.auditID)
    }
    #expect(late?.reason == .reviewFinal)
    await bench.stop()
  }

  @Test("are moved for more reviews than one transaction takes, without another timer")
  func many() async throws {
    var limits = EngineLimits.still
    limits.dueReviewCountMax = 10
    let store = FaultStore(try SQLiteStore.open(location: "memory:"))
    let bench = try await Bench(store, limits: limits)
    for number in 0..<35 { _ = try await bench.engine.submit(.investment(12_000_000, user: "u\(number)")) }
    let before = bench.engine.headSequence
    bench.clock.advance(minutes: 97)
    bench.engine.moveClocks()
    try await bench.engine.waitForEntries(after: before + 34, until: nil)
    #expect(try await bench.store.allEntries().filter { $0.eventType == "review.sla_warning" }.count == 35)
    var model = ChainModel(origin: store.origin)
    try await model.expectMatches(bench)
    await bench.stop()
  }

  // domain.md §5 Times.
  @Test("never run back in the chain when the wall clock does")
  func wallClockGoesBack() async throws {
    let bench = try await Bench.memory()
    let first = try await bench.engine.submit(.investment(8_000_000))
    bench.clock.advance(hours: -1)
    let second = try await bench.engine.submit(.investment(8_000_000))
    #expect(second.submittedAt == first.submittedAt && bench.engine.now() == first.submittedAt)
    var model = ChainModel(origin: bench.store.origin)
    try await model.expectMatches(bench)
    // Due by the chain's time, although the wall clock is an hour behind.
    bench.clock.advance(minutes: 60 + 192)
    try await bench.fireTimer()
    bench.clock.advance(hours: -1)
    #expect(bench.engine.now() == first.submittedAt.advanced(byMicroseconds: 192 * 60_000_000))
    await bench.stop()
  }
}
