import ReviewCore

extension PolicyDocument {
  /// The sections of calendars; none where every clock is a wall clock, so that such a policy keeps its version.
  static func calendarSections(_ time: PolicyRules.WorkingTime) -> [(String, PolicyTree?)] {
    guard !time.calendars.isEmpty else { return [] }
    return [
      ("calendars", object(time.calendars.map { ($0.name, calendar($0)) })),
      (
        "working_time",
        object([
          ("levels", time.levels.isEmpty ? nil : object(time.levels.map { ($0.level.policyName, .text($0.calendar)) })),
          (
            "roles",
            time.roles.isEmpty
              ? nil : object(time.roles.map { ($0.role, .list($0.calendars.map { .text($0) })) })
          ),
        ])
      ),
      ("time_zones", object(time.timeZones.map { ($0.name, timeZone($0)) })),
    ]
  }

  private static func calendar(_ calendar: PolicyRules.Calendar) -> PolicyTree {
    let days = zip(PolicyReader.weekdays, calendar.week).filter { !$1.isEmpty }
    let holidays = calendar.dates.filter(\.hours.isEmpty)
    let shortened = calendar.dates.filter { !$0.hours.isEmpty }
    return object([
      ("time_zone", .text(calendar.timeZone)), ("hours", object(days.map { ($0, hours($1)) })),
      ("holidays", holidays.isEmpty ? nil : .list(holidays.map { .text($0.date.text) })),
      ("shortened_days", shortened.isEmpty ? nil : object(shortened.map { ($0.date.text, hours($0.hours)) })),
    ])
  }

  private static func hours(_ hours: [PolicyRules.Hours]) -> PolicyTree { .list(hours.map { .text($0.text) }) }

  private static func timeZone(_ zone: PolicyRules.TimeZone) -> PolicyTree {
    object([
      ("exceptions", zone.exceptions.isEmpty ? nil : .list(zone.exceptions.map { .text($0.text) })),
      ("rule", .text(zone.rule)),
    ])
  }

  private static func object(_ pairs: [(String, PolicyTree?)]) -> PolicyTree {
    .object(pairs.compactMap { key, value in value.map { PolicyTree.Member(key: key, value: $0) } })
  }
}

extension PolicyRules.Hours {
  /// From "09:00-17:30"; nil for anything else, and for hours of no length.
  init?(text: String) {
    let times = text.split(separator: "-", omittingEmptySubsequences: false).map { Self.minute(String($0)) }
    guard times.count == 2, let start = times[0], let end = times[1], start < 1_440, end > 0 || start > 0,
      start != end
    else { return nil }
    // Hours until midnight end at 24:00.
    self.init(startMinute: start, endMinute: end == 0 ? 1_440 : end)
  }

  var text: String { "\(Self.text(startMinute))-\(Self.text(endMinute))" }

  private static func minute(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = number(bytes[0...1]),
      let minute = number(bytes[3...4]), hour < 24 || (hour == 24 && minute == 0), minute < 60
    else { return nil }
    return hour * 60 + minute
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    digits.allSatisfy { (0x30...0x39).contains($0) } ? digits.reduce(0) { $0 * 10 + Int64($1) - 0x30 } : nil
  }

  private static func text(_ minute: Int64) -> String {
    let digits = { (value: Int64) -> String in value < 10 ? "0\(value)" : "\(value)" }
    return "\(digits(minute / 60)):\(digits(minute % 60))"
  }
}

extension CalendarDate {
  /// From "2026-12-25"; nil for anything else.
  init?(text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
    let numbers = text.split(separator: "-").map { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64($0) : nil }
    guard numbers.count == 3, let year = numbers[0], let month = numbers[1], let day = numbers[2] else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

extension ZoneOffsets.Transition {
  /// From "1711846800 7200".
  init?(text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false).map { Int64($0) }
    guard parts.count == 2, let seconds = parts[0], let offset = parts[1], (-93_599...93_599).contains(offset) else {
      return nil
    }
    self.init(unixSeconds: seconds, offsetSeconds: offset)
  }

  var text: String { "\(unixSeconds) \(offsetSeconds)" }
}
