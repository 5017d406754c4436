/// Time as one clock counts it: all of it, or the working time of a calendar. Every instant stays one of UTC.
struct ClockTime {
  /// nil for a wall clock.
  let calendar: WorkingCalendar?

  /// The first moment at which so much has passed since `start`.
  func instant(_ start: Instant, afterMicroseconds microseconds: Int64) -> Instant {
    guard let calendar else { return start.advanced(byMicroseconds: microseconds) }
    return calendar.instant(start, afterMicroseconds: microseconds)
  }

  /// What passed from `start` to `end`; negative when `end` is before `start`.
  func microseconds(from start: Instant, to end: Instant) -> Int64 {
    guard let calendar else { return end.microseconds(since: start) }
    return calendar.microseconds(from: start, to: end)
  }
}

/// The calendars of a policy, by what uses them.
final class CalendarTable: Sendable {
  private let byLevel: [WorkingCalendar?]
  private let byRank: [WorkingCalendar?]

  /// - Returns: nil where every clock is a wall clock.
  init?(_ rules: PolicyRules) {
    let time = rules.workingTime
    if time.levels.isEmpty && time.roles.isEmpty { return nil }
    let calendar = { (names: [String]) -> WorkingCalendar? in
      let named = time.calendars.filter { names.contains($0.name) }
      return named.isEmpty ? nil : WorkingCalendar(named, timeZones: time.timeZones)
    }
    byLevel = RiskLevel.allCases.map { level in
      calendar(time.levels.filter { $0.level == level }.map(\.calendar))
    }
    byRank = rules.roles.map { role in
      calendar(time.roles.first { $0.role == role.name }?.calendars ?? [])
    }
  }

  /// CRITICAL is always on wall-clock time, whatever a policy says (domain.md §5).
  func clock(level: RiskLevel, rank: Int) -> ClockTime {
    if level == .critical { return ClockTime(calendar: nil) }
    return ClockTime(calendar: byRank[rank] ?? byLevel[Int(level.rawValue)])
  }
}

extension ReviewPolicy {
  /// How the clock of a review of that level counts in a role's queue.
  func clock(level: RiskLevel, rank: Int) -> ClockTime {
    calendars?.clock(level: level, rank: rank) ?? ClockTime(calendar: nil)
  }

  /// When a clock that starts at `now` ends.
  func clockEnd(of routing: Routing, level: RiskLevel, now: Instant) -> Instant {
    guard let calendars else { return now.advanced(byMicroseconds: routing.slaMicroseconds) }
    return calendars.clock(level: level, rank: rank(ofRole: routing.reviewerRole) ?? highestRank)
      .instant(now, afterMicroseconds: routing.slaMicroseconds)
  }
}

extension ReviewCase {
  /// How the present clock counts.
  var clockTime: ClockTime { policy.clock(level: level, rank: effectiveRank) }
}
