import ReviewCore

/// The rule of a time zone in POSIX form with the extension of RFC 8536 §3.3.1: "CET-1CEST,M3.5.0,M10.5.0/3".
struct PosixTimeZoneRule {
  /// A day of each year and a time of it.
  struct YearlyMoment {
    enum Day {
      /// Jn: 1 to 365, 29 February never counted.
      case withoutLeapDay(Int64)
      /// n: 0 to 365, 29 February counted.
      case ofYear(Int64)
      /// Mm.w.d: month, week 1 to 5 where 5 is the last, day of the week with 0 for Sunday.
      case ofMonth(Int64, week: Int64, weekday: Int64)
    }
    var day: Day
    /// From -167 to 167 hours.
    var seconds: Int64
  }

  var standardOffsetSeconds: Int64
  var daylight: (offsetSeconds: Int64, start: YearlyMoment, end: YearlyMoment)?

  /// - Returns: nil unless all of the text is a rule.
  init?(_ text: String) {
    var scanner = Scanner(Array(text.utf8))
    guard scanner.name(), let west = scanner.time(hoursMax: 24) else { return nil }
    standardOffsetSeconds = -west
    if scanner.isAtEnd { return }
    guard scanner.name() else { return nil }
    var offset = standardOffsetSeconds + 3_600
    if !scanner.isNext(",") {
      guard let west = scanner.time(hoursMax: 24) else { return nil }
      offset = -west
    }
    guard let start = scanner.moment(), let end = scanner.moment(), scanner.isAtEnd else { return nil }
    daylight = (offset, start, end)
  }

  /// The transitions of the years, ascending; one that changes nothing is left out. Empty without daylight saving.
  func transitions(years: ClosedRange<Int64>) -> [ZoneOffsets.Transition] {
    guard let daylight else { return [] }
    let moments = years.flatMap { year in
      [
        ZoneOffsets.Transition(
          unixSeconds: daylight.start.localSeconds(year: year) - standardOffsetSeconds,
          offsetSeconds: daylight.offsetSeconds),
        ZoneOffsets.Transition(
          unixSeconds: daylight.end.localSeconds(year: year) - daylight.offsetSeconds,
          offsetSeconds: standardOffsetSeconds),
      ]
    }
    // Where one year's end is the next year's start, as where daylight saving never ends, the start comes last.
    let sorted = moments.enumerated().sorted {
      ($0.element.unixSeconds, $0.offset) < ($1.element.unixSeconds, $1.offset)
    }.map(\.element)
    return sorted.enumerated().filter { index, moment in
      index + 1 == sorted.count || sorted[index + 1].unixSeconds != moment.unixSeconds
    }.map(\.element).removingRepeatedOffsets()
  }

  private struct Scanner {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    func isNext(_ character: Unicode.Scalar) -> Bool { rest.first == UInt8(ascii: character) }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard isNext(character) else { return false }
      rest.removeFirst()
      return true
    }

    /// Three letters or more, or "<+0530>".
    mutating func name() -> Bool {
      if take("<") {
        let end = rest.firstIndex(of: UInt8(ascii: ">"))
        guard let end, end - rest.startIndex >= 3 else { return false }
        rest = rest[(end + 1)...]
        return true
      }
      let letters = rest.prefix { (0x41...0x5A).contains($0 & 0xDF) }.count
      rest = rest.dropFirst(letters)
      return letters >= 3
    }

    private mutating func number(_ range: ClosedRange<Int64>) -> Int64? {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      rest = rest.dropFirst(digits.count)
      guard digits.count <= 3, let value = Int64(String(decoding: digits, as: UTF8.self)) else { return nil }
      return range.contains(value) ? value : nil
    }

    /// [+-]hh[:mm[:ss]] in seconds.
    mutating func time(hoursMax: Int64) -> Int64? {
      let sign: Int64 = take("-") ? -1 : 1
      if sign == 1 { _ = take("+") }
      guard var seconds = number(0...hoursMax).map({ $0 * 3_600 }) else { return nil }
      for unit in [Int64(60), 1] where take(":") {
        guard let value = number(0...59) else { return nil }
        seconds += value * unit
      }
      return sign * seconds
    }

    /// A comma, a day, and "/" with a time other than 02:00.
    mutating func moment() -> YearlyMoment? {
      guard take(","), let day = day() else { return nil }
      guard take("/") else { return YearlyMoment(day: day, seconds: 7_200) }
      return time(hoursMax: 167).map { YearlyMoment(day: day, seconds: $0) }
    }

    private mutating func day() -> YearlyMoment.Day? {
      if take("J") { return number(1...365).map(YearlyMoment.Day.withoutLeapDay) }
      guard take("M") else { return number(0...365).map(YearlyMoment.Day.ofYear) }
      guard let month = number(1...12), take("."), let week = number(1...5), take("."), let weekday = number(0...6)
      else { return nil }
      return .ofMonth(month, week: week, weekday: weekday)
    }
  }
}

extension PosixTimeZoneRule.YearlyMoment {
  /// The moment in a year as the clock on the wall shows it, in seconds since 1970.
  fileprivate func localSeconds(year: Int64) -> Int64 {
    let day =
      switch day {
      case .withoutLeapDay(let number): first(year) + number - 1 + (number >= 60 && isLeap(year) ? 1 : 0)
      case .ofYear(let number): first(year) + number
      case .ofMonth(let month, let week, let weekday): self.day(year, month, week, weekday)
      }
    return day * 86_400 + seconds
  }

  private func first(_ year: Int64, _ month: Int64 = 1) -> Int64 {
    CalendarDate(year: year, month: month, day: 1)?.daysSince1970 ?? 0
  }

  private func isLeap(_ year: Int64) -> Bool { first(year + 1) - first(year) == 366 }

  private func day(_ year: Int64, _ month: Int64, _ week: Int64, _ weekday: Int64) -> Int64 {
    let first = first(year, month)
    // 0 is Sunday here; 1970-01-01 was a Thursday.
    let day = first + (weekday - (first + 4) % 7 + 7) % 7 + (week - 1) * 7
    let next = month == 12 ? self.first(year + 1) : self.first(year, month + 1)
    return day < next ? day : day - 7
  }
}

extension [ZoneOffsets.Transition] {
  /// Without those that leave the offset as it was.
  func removingRepeatedOffsets() -> Self {
    enumerated().filter { index, element in
      index == 0 || self[index - 1].offsetSeconds != element.offsetSeconds
    }.map(\.element)
  }
}
