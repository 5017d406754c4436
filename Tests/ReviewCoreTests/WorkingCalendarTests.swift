import Foundation
import Testing

@testable import Policy
@testable import ReviewCore

/// A moment of UTC as "2026-03-29T01:00:00Z".
func utc(_ text: String) -> Instant {
  let seconds = (try? Date(text, strategy: .iso8601))?.timeIntervalSince1970 ?? .nan
  return Instant(unixMicroseconds: Int64(seconds) * 1_000_000)
}

/// Hours of every weekday from Monday, as `["09:00-17:00"]`; the weekend is free unless given.
func calendar(
  _ zone: String, _ days: [String], weekend: [String] = [], holidays: [String] = [],
  shortened: [(String, String)] = []
) -> PolicyRules.Calendar {
  let hours = { (texts: [String]) in texts.compactMap { PolicyRules.Hours(text: $0) } }
  let dates =
    holidays.map { ($0, [PolicyRules.Hours]()) } + shortened.map { ($0.0, hours([$0.1])) }
  return PolicyRules.Calendar(
    name: zone, timeZone: zone, week: (0..<7).map { hours($0 < 5 ? days : weekend) },
    dates: dates.compactMap { text, hours in
      CalendarDate(text: text).map { PolicyRules.DateHours(date: $0, hours: hours) }
    }.sorted { $0.date < $1.date })
}

func workingCalendar(_ calendars: PolicyRules.Calendar...) throws -> WorkingCalendar {
  let zones = try Set(calendars.map(\.timeZone)).sorted().map { try TimeZoneDatabase.system.timeZone($0) }
  return WorkingCalendar(calendars, timeZones: zones)
}

@Suite("Working time (domain.md §5)") struct WorkingCalendarTests {
  static let changingClocksTable: [(String, String, String, String, Int64)] = [
    // Clocks go from 02:00 to 03:00: the whole day has 23 hours, the night shift loses its hour.
    ("Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "00:00-24:00", 1_380),
    ("Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "01:30-03:30", 60),
    ("Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "02:15-02:45", 0),
    // From 03:00 back to 02:00: 25 hours, and the hour between them twice.
    ("Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "00:00-24:00", 1_500),
    ("Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "01:30-03:30", 180),
    ("Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "02:15-02:45", 60),
    ("Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "09:00-17:00", 480),
    ("America/New_York", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z", "00:00-24:00", 1_380),
    ("America/New_York", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z", "00:00-24:00", 1_500),
    ("America/New_York", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z", "00:30-01:30", 90),
    // Half an hour: 02:00 back to 01:30 in April, 02:00 to 02:30 in October.
    ("Australia/Lord_Howe", "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z", "00:00-24:00", 1_470),
    ("Australia/Lord_Howe", "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z", "01:45-02:15", 45),
    ("Australia/Lord_Howe", "2026-10-03T13:30:00Z", "2026-10-04T13:00:00Z", "00:00-24:00", 1_410),
    ("Australia/Lord_Howe", "2026-10-03T13:30:00Z", "2026-10-04T13:00:00Z", "01:00-03:00", 90),
    ("Asia/Kolkata", "2026-03-28T18:30:00Z", "2026-03-29T18:30:00Z", "00:00-24:00", 1_440),
    ("Asia/Kolkata", "2026-10-24T18:30:00Z", "2026-10-25T18:30:00Z", "09:30-18:00", 510),
  ]

  @Test(
    "a day on which clocks change has the working time that the clock on the wall shows",
    arguments: changingClocksTable)
  func changingClocks(zone: String, start: String, end: String, hours: String, minutes: Int64) throws {
    let calendar = try workingCalendar(calendar(zone, [hours], weekend: [hours]))
    #expect(calendar.microseconds(from: utc(start), to: utc(end)) == minutes * 60_000_000)
  }

  static let endsTable: [(String, Int64, String)] = [
    // Friday 16:00 in Berlin with 4 hours: the rest on Monday, in summer time since Sunday.
    ("2026-03-27T15:00:00Z", 4, "2026-03-30T10:00:00Z"),
    // Exactly at the end of a day, not at the begin of the next.
    ("2026-03-26T08:00:00Z", 8, "2026-03-26T16:00:00Z"),
    // Outside of the hours it waits for them.
    ("2026-03-26T20:00:00Z", 1, "2026-03-27T09:00:00Z"),
    // 60 hours are seven and a half days: over a week, over Good Friday and Easter Monday.
    ("2026-03-30T07:00:00Z", 60, "2026-04-10T11:00:00Z"),
    // Christmas Eve until noon, the holidays and the weekend after.
    ("2026-12-23T16:00:00Z", 4, "2026-12-28T09:00:00Z"),
  ]

  @Test(
    "a clock ends where its working time is used up",
    arguments: endsTable)
  func ends(start: String, hours: Int64, end: String) throws {
    let calendar = try workingCalendar(
      calendar(
        "Europe/Berlin", ["09:00-17:00"], holidays: ["2026-04-03", "2026-04-06", "2026-12-25"],
        shortened: [("2026-12-24", "09:00-12:00")]))
    let moment = calendar.instant(utc(start), afterMicroseconds: hours * 3_600_000_000)
    #expect(moment == utc(end), "\(moment.text)")
  }

  @Test("hours over midnight belong to two dates, and a holiday closes only its own")
  func overMidnight() throws {
    let calendar = try workingCalendar(
      calendar("Europe/Berlin", ["22:00-06:00"], weekend: ["22:00-06:00"], holidays: ["2026-06-03"]))
    let hours = { (from: String, to: String) in
      calendar.microseconds(from: utc(from), to: utc(to)) / 3_600_000_000
    }
    #expect(hours("2026-06-01T20:00:00Z", "2026-06-02T04:00:00Z") == 8)
    #expect(hours("2026-06-02T20:00:00Z", "2026-06-03T04:00:00Z") == 2)
    #expect(hours("2026-06-03T20:00:00Z", "2026-06-04T04:00:00Z") == 6)
  }

  @Test("several places count while any of them is at work")
  func places() throws {
    let calendar = try workingCalendar(
      calendar("Asia/Tokyo", ["09:00-17:00"]), calendar("Europe/Berlin", ["09:00-17:00"]),
      calendar("America/New_York", ["09:00-17:00"]))
    // Wednesday in July: Tokyo 00:00-08:00, Berlin 07:00-15:00, New York 13:00-21:00.
    #expect(
      calendar.microseconds(from: utc("2026-07-01T00:00:00Z"), to: utc("2026-07-02T00:00:00Z")) == 21 * 3_600_000_000)
    #expect(
      calendar.instant(utc("2026-07-01T20:30:00Z"), afterMicroseconds: 3_600_000_000) == utc("2026-07-02T00:30:00Z"))
  }

  @Test("a calendar that is never on again counts every hour in the end: a deadline comes early, never not at all")
  func neverOn() throws {
    let never = PolicyRules.Calendar(
      name: "x", timeZone: "Europe/Berlin", week: Array(repeating: [], count: 7), dates: [])
    let calendar = try workingCalendar(never)
    let start = utc("2026-01-01T00:00:00Z")
    let end = calendar.instant(start, afterMicroseconds: 3_600_000_000)
    #expect(end > start && end < start.advanced(byMicroseconds: 20 * 366 * 86_400_000_000))
  }
}

/// Time and calendars looked at minute by minute, with Foundation's time zones: slow, and by other means.
private struct MinuteOracle {
  /// No clock changes within a quarter of an hour.
  private var quarter: Int64 = -1
  private var offsets: [Int] = []
  let calendars: [(zone: TimeZone, calendar: PolicyRules.Calendar)]

  init(_ calendars: [(zone: TimeZone, calendar: PolicyRules.Calendar)]) { self.calendars = calendars }

  mutating func isOn(_ unixSeconds: Int64) -> Bool {
    if unixSeconds / 900 != quarter {
      quarter = unixSeconds / 900
      let date = Date(timeIntervalSince1970: Double(unixSeconds))
      offsets = calendars.map { $0.zone.secondsFromGMT(for: date) }
    }
    return zip(calendars, offsets).contains { place, offset in
      let calendar = place.calendar
      let minutes = (unixSeconds + Int64(offset)) / 60
      let (day, minute) = minutes.quotientAndRemainder(dividingBy: 1_440)
      if let date = calendar.dates.first(where: { $0.date.daysSince1970 == day }) {
        return date.hours.contains { ($0.startMinute..<$0.endMinute).contains(minute) }
      }
      let weekday = Int((day + 3) % 7)
      return calendar.week[weekday].contains {
        $0.isOverMidnight ? minute >= $0.startMinute : ($0.startMinute..<$0.endMinute).contains(minute)
      } || calendar.week[(weekday + 6) % 7].contains { $0.isOverMidnight && minute < $0.endMinute }
    }
  }
}

@Suite("Working time against a count of minutes") struct WorkingCalendarOracleTests {
  static let zones = [
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca",
    "America/St_Johns", "Europe/Dublin", "Asia/Tokyo",
  ]

  @Test("sums and ends are those of the count", arguments: 0..<40)
  func oracle(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let calendars = (0..<random.next(1...2)).map { _ in randomCalendar(&random) }
    let subject = WorkingCalendar(
      calendars,
      timeZones: try Set(calendars.map(\.timeZone)).sorted().map { try TimeZoneDatabase.system.timeZone($0) })
    var oracle = MinuteOracle(try calendars.map { (try #require(TimeZone(identifier: $0.timeZone)), $0) })
    // Begins a few days before the clocks of most of these zones change.
    let beginnings = [1_774_396_800, 1_772_668_800, 1_792_627_200, 1_793_232_000, 1_790_812_800, 1_798_761_600]
    let start = Int64(beginnings[Int(random.next(0...5))]) + random.next(0...4_000) * 60
    let target = random.next(1...4_000)
    var worked: Int64 = 0
    for minute in 0..<Int64(21 * 1_440) {
      let seconds = start + minute * 60
      if minute % 97 == 0 || worked == target {
        let sum = subject.microseconds(
          from: Instant(unixMicroseconds: start * 1_000_000), to: Instant(unixMicroseconds: seconds * 1_000_000))
        #expect(sum == worked * 60_000_000, "seed \(seed) minute \(minute) \(calendars)")
        if sum != worked * 60_000_000 { return }
      }
      if worked == target {
        let end = subject.instant(
          Instant(unixMicroseconds: start * 1_000_000), afterMicroseconds: target * 60_000_000)
        #expect(end == Instant(unixMicroseconds: seconds * 1_000_000), "seed \(seed) \(end.text) \(calendars)")
        break
      }
      if oracle.isOn(seconds) { worked += 1 }
    }
  }

  private func randomCalendar(_ random: inout SplitMix) -> PolicyRules.Calendar {
    let zone = Self.zones[Int(random.next(0...Int64(Self.zones.count - 1)))]
    let week = (0..<7).map { _ -> [PolicyRules.Hours] in
      let start = random.next(0...900)
      switch random.next(0...4) {
      case 0: return []
      case 1: return [PolicyRules.Hours(startMinute: start, endMinute: start + random.next(1...500))]
      case 2:
        return [
          PolicyRules.Hours(startMinute: start / 2, endMinute: start / 2 + 100),
          PolicyRules.Hours(startMinute: start / 2 + 100 + random.next(1...100), endMinute: 1_000),
        ]
      case 3: return [PolicyRules.Hours(startMinute: 0, endMinute: 1_440)]
      default: return [PolicyRules.Hours(startMinute: 1_300, endMinute: random.next(1...300))]
      }
    }
    let dates = (0..<random.next(0...4)).map { _ in
      PolicyRules.DateHours(
        date: CalendarDate(daysSince1970: 20_520 + random.next(0...320)),
        hours: random.next(0...1) == 0 ? [] : [PolicyRules.Hours(startMinute: 60, endMinute: 200)])
    }
    let distinct = Dictionary(dates.map { ($0.date, $0) }) { first, _ in first }.values.sorted { $0.date < $1.date }
    return PolicyRules.Calendar(name: zone, timeZone: zone, week: week, dates: distinct)
  }
}

/// Repeatable: the same seed, the same numbers.
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next(_ range: ClosedRange<Int64>) -> Int64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    word ^= word >> 31
    return range.lowerBound + Int64(word % UInt64(range.upperBound - range.lowerBound + 1))
  }
}
