/// Instants as the audit trail writes them: RFC 3339, UTC, exactly six digits and Z (domain.md §6).
public enum CanonicalTimestamp {
  /// 0001-01-01T00:00:00.000000Z to 9999-12-31T23:59:59.999999Z in microseconds since 1970: what four digits can say.
  public static let range: ClosedRange<Int64> = -62_135_596_800_000_000...253_402_300_799_999_999

  /// How many bytes every one takes.
  public static let byteCount = 27

  /// "2026-01-31T23:59:59.000000Z".
  ///
  /// - Returns: nil outside of `range`.
  public static func text(unixMicroseconds: Int64) -> String? {
    guard range.contains(unixMicroseconds) else { return nil }
    return String(unsafeUninitializedCapacity: byteCount) { room in
      write(unixMicroseconds, to: room.baseAddress!)
      return byteCount
    }
  }

  /// Writes all `byteCount` bytes.
  static func write(_ unixMicroseconds: Int64, to room: UnsafeMutablePointer<UInt8>) {
    precondition(range.contains(unixMicroseconds), "our bug: no such year in RFC 3339")
    let (days, time) = unixMicroseconds.flooredDivision(by: 86_400_000_000)
    let date = civilDate(daysSince1970: days)
    let (seconds, microseconds) = time.quotientAndRemainder(dividingBy: 1_000_000)
    var next = room
    write(date.year / 100, to: &next)
    write(date.year % 100, before: "-", to: &next)
    write(date.month, before: "-", to: &next)
    write(date.day, before: "T", to: &next)
    write(seconds / 3600, before: ":", to: &next)
    write(seconds / 60 % 60, before: ":", to: &next)
    write(seconds % 60, before: ".", to: &next)
    write(microseconds / 10_000, to: &next)
    write(microseconds / 100 % 100, to: &next)
    write(microseconds % 100, before: "Z", to: &next)
  }

  @inline(__always)
  private static func write(
    _ value: Int64, before separator: Unicode.Scalar, to next: inout UnsafeMutablePointer<UInt8>
  ) {
    write(value, to: &next)
    next.pointee = UInt8(ascii: separator)
    next += 1
  }

  /// Two digits.
  @inline(__always)
  private static func write(_ value: Int64, to next: inout UnsafeMutablePointer<UInt8>) {
    next[0] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10)
    next[1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10)
    next += 2
  }

  /// The Gregorian date of a day, counted in eras of 400 years that begin on 1 March.
  private static func civilDate(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = (days + 719_468).flooredDivision(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
  }
}

extension Int64 {
  /// Quotient and remainder with a remainder that is never negative.
  fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
