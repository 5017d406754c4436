import Countersign
import ReviewCore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("Working time in the chain (domain.md §5)", .timeLimit(.minutes(2)))
struct WorkingTimeTests {
  /// The built-in policy with office hours in Berlin for every role.
  private static func officeHours() throws -> EnginePolicy {
    var rules = Bench.policy.policy.rules
    let zone = ZoneOffsets(transitions: [
      ZoneOffsets.Transition(unixSeconds: 1_577_836_800, offsetSeconds: 3_600),
      ZoneOffsets.Transition(unixSeconds: 1_774_746_000, offsetSeconds: 7_200),
    ])
    let day = [PolicyRules.Hours(startMinute: 9 * 60, endMinute: 17 * 60)]
    rules.workingTime.timeZones = [
      PolicyRules.TimeZone(
        name: "Europe/Berlin", exceptions: zone.transitions, rule: "<+02>-2", offsets: zone)
    ]
    rules.workingTime.calendars = [
      PolicyRules.Calendar(
        name: "berlin", timeZone: "Europe/Berlin", week: (0..<7).map { $0 < 5 ? day : [] })
    ]
    rules.workingTime.levels = [PolicyRules.LevelCalendar(level: .high, calendar: "berlin")]
    return EnginePolicy(recording: ReviewPolicy(rules: rules))
  }

  @Test("a review keeps the calendar and the time zone that it was submitted with, over a restart with another policy")
  func restart() async throws {
    let store = try SQLiteStore.open(location: "memory:", origin: "test")
    // A Sunday, 01:00 in Berlin.
    let first = try await Bench(store, policy: Self.officeHours())
    let review = try await first.engine.submit(.investment(8_000_000))
    let monday = ManualClock.start.advanced(byMicroseconds: 32 * 3_600_000_000)
    let before = try await first.engine.review(review.auditID).state
    #expect(before.deadline == monday.advanced(byMicroseconds: 4 * 3_600_000_000))
    await first.stop()

    let second = try await Bench(store, clock: first.clock)
    let after = try await second.engine.review(review.auditID).state
    #expect(after.deadline == before.deadline)
    #expect(after.warningAt == before.warningAt)
    #expect(after.slaStatus(now: monday).remainingMicroseconds == 4 * 3_600_000_000)
    // 40 hours of wall clock: the breach of a wall clock would have come long ago.
    second.clock.advance(hours: 35)
    await second.settle()
    #expect(try await store.eventTypes(of: review.auditID) == ["query.submitted"])
    second.clock.advance(minutes: 13)
    try await second.fireTimer()
    #expect(try await store.eventTypes(of: review.auditID) == ["query.submitted", "review.sla_warning"])
    second.clock.advance(hours: 1)
    try await second.fireTimer()
    let escalated = try await second.engine.review(review.auditID).state
    #expect(escalated.status == .escalated && escalated.wasBreached)
    // 13:13 in Berlin and four hours: until 09:13 on Tuesday.
    #expect(escalated.deadline == monday.advanced(byMicroseconds: (24 * 60 + 13) * 60_000_000))
    await second.stop()
  }
}
