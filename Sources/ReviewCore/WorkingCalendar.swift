/// One place's hours of work, ready to be asked: on at a moment or not, and until when.
///
/// A moment is on when the clock on the wall shows a time within the hours of the date that it shows. So a day on which
/// clocks go forward has less working time where the gap lies in the hours, and one on which they go back has more.
struct WorkingShift: Sendable {
  /// Seconds since midnight, ascending, apart from each other.
  typealias Day = [Range<Int64>]

  private static let daySeconds: Int64 = 86_400

  private let offsets: ZoneOffsets
  /// Seven, Monday first.
  private let week: [Day]
  /// In the order of the dates.
  private let dates: [(day: Int64, hours: Day)]

  init(_ calendar: PolicyRules.Calendar, offsets: ZoneOffsets) {
    self.offsets = offsets
    week = (0..<7).map { weekday in
      let before = calendar.week[(weekday + 6) % 7].filter(\.isOverMidnight)
      return Self.merged(
        before.map { 0..<$0.endMinute * 60 }
          + calendar.week[weekday].map {
            $0.startMinute * 60..<($0.isOverMidnight ? Self.daySeconds : $0.endMinute * 60)
          })
    }
    dates = calendar.dates.map { date in
      (date.date.daysSince1970, Self.merged(date.hours.map { $0.startMinute * 60..<$0.endMinute * 60 }))
    }
  }

  private static func merged(_ ranges: [Range<Int64>]) -> Day {
    var day: Day = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = day.last, last.upperBound >= range.lowerBound {
        day[day.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        day.append(range)
      }
    }
    return day
  }

  /// Whether the moment is on, and until when that holds at least; `endsAt` is later.
  func span(atUnixSeconds seconds: Int64) -> (isOn: Bool, endsAt: Int64) {
    let (offset, offsetEnd) = offsets.offset(atUnixSeconds: seconds)
    let (day, second) = Instant.divided(seconds + offset, by: Self.daySeconds)
    let midnight = day * Self.daySeconds - offset
    for range in hours(onDay: day) where second < range.upperBound {
      let isOn = second >= range.lowerBound
      return (isOn, min(offsetEnd, midnight + (isOn ? range.upperBound : range.lowerBound)))
    }
    return (false, min(offsetEnd, midnight + Self.daySeconds))
  }

  private func hours(onDay day: Int64) -> Day {
    if let date = date(day) { return date }
    return week[CalendarDate(daysSince1970: day).weekday]
  }

  private func date(_ day: Int64) -> Day? {
    var low = 0
    var high = dates.count
    while low < high {
      let middle = (low + high) / 2
      if dates[middle].day < day { low = middle + 1 } else { high = middle }
    }
    return low < dates.count && dates[low].day == day ? dates[low].hours : nil
  }
}

extension PolicyRules.Hours {
  /// Whether they end on the next day.
  public var isOverMidnight: Bool { endMinute <= startMinute }
}

/// Working time: on while any of its shifts is. Pure and immutable; two servers with one policy count the same.
public final class WorkingCalendar: Sendable {
  /// How many stretches that are on or off are looked at, from any moment: over four years of office hours, and over a
  /// year of three places with breaks.
  ///
  /// Past them everything counts as working time, so that a deadline comes rather too early than never.
  public static let spanCountMax = 4_096

  private let shifts: [WorkingShift]

  /// - Precondition: at least one calendar; each one's zone is in `timeZones`, and its week has seven days.
  public init(_ calendars: [PolicyRules.Calendar], timeZones: [PolicyRules.TimeZone]) {
    precondition(!calendars.isEmpty, "working time needs a calendar")
    shifts = calendars.map { calendar in
      guard let zone = timeZones.first(where: { $0.name == calendar.timeZone }) else {
        preconditionFailure("our bug: a calendar without its time zone")
      }
      return WorkingShift(calendar, offsets: zone.offsets)
    }
  }

  /// Whether work is done at the moment, and until when that holds at least; `endsAt` is later.
  public func span(at instant: Instant) -> (isOn: Bool, endsAt: Instant) {
    let seconds = Instant.divided(instant.unixMicroseconds, by: 1_000_000).quotient
    var isOn = false
    var end = Int64.max
    for shift in shifts {
      let span = shift.span(atUnixSeconds: seconds)
      isOn = isOn || span.isOn
      end = min(end, span.endsAt)
    }
    let (microseconds, overflow) = end.multipliedReportingOverflow(by: 1_000_000)
    return (isOn, Instant(unixMicroseconds: overflow ? .max : microseconds))
  }

  /// The first moment at which so much working time has passed since `start`; `start` itself for nothing or less.
  public func instant(_ start: Instant, afterMicroseconds microseconds: Int64) -> Instant {
    var left = microseconds
    var moment = start
    guard left > 0 else { return start }
    for _ in 0..<Self.spanCountMax {
      let span = span(at: moment)
      if span.isOn {
        let length = span.endsAt.microseconds(since: moment)
        if length >= left { break }
        left -= length
      }
      moment = span.endsAt
    }
    return moment.advanced(byMicroseconds: left)
  }

  /// How much working time lies between two moments; negative when `end` is before `start`.
  public func microseconds(from start: Instant, to end: Instant) -> Int64 {
    if end < start { return -microseconds(from: end, to: start) }
    var sum: Int64 = 0
    var moment = start
    for _ in 0..<Self.spanCountMax {
      if moment >= end { break }
      let span = span(at: moment)
      let next = min(span.endsAt, end)
      if span.isOn { sum += next.microseconds(since: moment) }
      moment = next
    }
    return sum + end.microseconds(since: moment)
  }
}
