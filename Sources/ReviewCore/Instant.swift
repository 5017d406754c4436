/// A moment of UTC, in microseconds. The core never asks what time it is: `now` is an argument.
public struct Instant: Hashable, Comparable, Sendable {
  public var unixMicroseconds: Int64

  public init(unixMicroseconds: Int64) { self.unixMicroseconds = unixMicroseconds }

  public static func < (left: Self, right: Self) -> Bool { left.unixMicroseconds < right.unixMicroseconds }

  /// The moment so many microseconds later; the end of time where that would overflow.
  public func advanced(byMicroseconds microseconds: Int64) -> Instant {
    let (sum, overflow) = unixMicroseconds.addingReportingOverflow(microseconds)
    return Instant(unixMicroseconds: overflow ? (microseconds > 0 ? .max : .min) : sum)
  }

  /// Microseconds from `earlier` to this moment; negative when it is later.
  public func microseconds(since earlier: Instant) -> Int64 { unixMicroseconds - earlier.unixMicroseconds }
}
