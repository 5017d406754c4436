import ReviewCore

/// What is recorded of a time zone, and the offsets that follow from it.
///
/// The same for every form of the same data: what a rule already says, files repeat for more years or for fewer.
enum TimeZoneTable {
  /// 2020-01-01T00:00:00Z: what was before is of no use to a clock that starts today; the first offset holds.
  static let startUnixSeconds: Int64 = 1_577_836_800
  /// Rules are followed through this year; from then on the last offset holds.
  static let lastYear: Int64 = 2099
  /// The end of that year; no exception is later.
  static let endUnixSeconds: Int64 = 4_102_444_800
  /// No zone has half as many.
  static let exceptionCountMax = 512

  /// A zone of a time zone file.
  ///
  /// - Parameters:
  ///   - transitions: ascending.
  ///   - rule: what holds after them; empty where the last offset holds for ever.
  /// - Returns: nil for a rule that cannot be read, or no offset at all.
  static func timeZone(
    name: String, transitions: [ZoneOffsets.Transition], rule: String
  ) -> PolicyRules.TimeZone? {
    guard let rule = rule.isEmpty ? transitions.last.map({ fixedRule($0.offsetSeconds) }) : rule,
      let parsed = PosixTimeZoneRule(rule)
    else { return nil }
    return timeZone(name: name, exceptions: exceptions(transitions, to: offsets([], parsed)), rule: rule)
  }

  /// A zone as it was recorded.
  ///
  /// - Returns: nil for a rule that cannot be read, or exceptions that do not ascend from the start or are too many.
  static func timeZone(
    name: String, exceptions: [ZoneOffsets.Transition], rule: String
  ) -> PolicyRules.TimeZone? {
    guard let parsed = PosixTimeZoneRule(rule), exceptions.count <= exceptionCountMax,
      exceptions.allSatisfy({ (startUnixSeconds...endUnixSeconds).contains($0.unixSeconds) }),
      zip(exceptions, exceptions.dropFirst()).allSatisfy({ $0.unixSeconds < $1.unixSeconds })
    else { return nil }
    return PolicyRules.TimeZone(
      name: name, exceptions: exceptions, rule: rule, offsets: offsets(exceptions, parsed))
  }

  /// The offsets of a file up to where the rule alone says the same; from the last of them on the rule holds.
  private static func exceptions(
    _ transitions: [ZoneOffsets.Transition], to rule: ZoneOffsets
  ) -> [ZoneOffsets.Transition] {
    guard let last = transitions.last, last.unixSeconds > startUnixSeconds else { return [] }
    let file = ZoneOffsets(transitions: transitions)
    let moments = Set((transitions + rule.transitions).map(\.unixSeconds) + [startUnixSeconds])
      .filter { $0 >= startUnixSeconds && $0 <= last.unixSeconds }.sorted()
    let both = moments.map { moment in
      (
        ZoneOffsets.Transition(
          unixSeconds: moment, offsetSeconds: file.offset(atUnixSeconds: moment).offsetSeconds),
        byRule: rule.offset(atUnixSeconds: moment).offsetSeconds
      )
    }
    guard let differing = both.lastIndex(where: { $0.0.offsetSeconds != $0.byRule }) else { return [] }
    // The first moment at which both agree again is where the rule begins, whether the file changes there or not.
    return both[...differing].map(\.0).removingRepeatedOffsets()
      + both.dropFirst(differing + 1).prefix(1).map(\.0)
  }

  private static func offsets(
    _ exceptions: [ZoneOffsets.Transition], _ rule: PosixTimeZoneRule
  ) -> ZoneOffsets {
    let firstYear = CalendarDate(daysSince1970: startUnixSeconds / 86_400).parts.year
    let byRule = rule.transitions(years: firstYear - 1...lastYear)
    let start =
      exceptions.last
      ?? ZoneOffsets.Transition(
        unixSeconds: startUnixSeconds,
        offsetSeconds: byRule.last { $0.unixSeconds <= startUnixSeconds }?.offsetSeconds
          ?? rule.standardOffsetSeconds)
    let later = byRule.filter { $0.unixSeconds > start.unixSeconds }
    return ZoneOffsets(transitions: (exceptions.dropLast() + [start] + later).removingRepeatedOffsets())
  }

  /// The same offset for ever, for example "<+0530>-05:30".
  private static func fixedRule(_ offsetSeconds: Int64) -> String {
    let minutes = abs(offsetSeconds) / 60
    let digits = { (value: Int64) -> String in value < 10 ? "0\(value)" : "\(value)" }
    let (hour, minute) = (digits(minutes / 60), digits(minutes % 60))
    let seconds = abs(offsetSeconds) % 60 == 0 ? "" : ":\(digits(abs(offsetSeconds) % 60))"
    let isWest = offsetSeconds < 0
    return "<\(isWest ? "-" : "+")\(hour)\(minute)>\(isWest ? "" : "-")\(hour):\(minute)\(seconds)"
  }
}
