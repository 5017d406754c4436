/// A date of the Gregorian calendar, without a time or a place.
public struct CalendarDate: Hashable, Comparable, Sendable {
  /// 0 is 1970-01-01.
  public let daysSince1970: Int64

  public init(daysSince1970: Int64) { self.daysSince1970 = daysSince1970 }

  /// - Returns: nil for a date that does not exist, or outside of the years 1970 to 9999.
  public init?(year: Int64, month: Int64, day: Int64) {
    guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    // Counted in eras of 400 years that begin on 1 March, as `Instant.civilDate` reads them back.
    let (era, yearOfEra) = Instant.divided(month > 2 ? year : year - 1, by: 400)
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    daysSince1970 = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    let date = Instant.civilDate(daysSince1970: daysSince1970)
    if date != (year, month, day) { return nil }
  }

  public static func < (left: Self, right: Self) -> Bool { left.daysSince1970 < right.daysSince1970 }

  /// 0 for Monday to 6 for Sunday.
  public var weekday: Int { Int(Instant.divided(daysSince1970 + 3, by: 7).remainder) }

  /// Year, month from 1 and day from 1.
  public var parts: (year: Int64, month: Int64, day: Int64) { Instant.civilDate(daysSince1970: daysSince1970) }

  /// For example "2026-12-25".
  public var text: String { String(Instant(unixMicroseconds: daysSince1970 * 86_400_000_000).text.prefix(10)) }
}
