/// google.protobuf.Timestamp: an instant as seconds since 1970 and 0...999,999,999 nanoseconds after them.
public protocol TimestampMessage: ArenaMessage {
  var seconds: Int64 { get nonmutating set }
  var nanos: Int32 { get nonmutating set }
}

/// google.protobuf.Duration: seconds, and nanoseconds of the same sign.
public protocol DurationMessage: ArenaMessage {
  var seconds: Int64 { get nonmutating set }
  var nanos: Int32 { get nonmutating set }
}

private let nanosPerSecond: Int32 = 1_000_000_000
private let microsecondsPerSecond: Int64 = 1_000_000

extension TimestampMessage {
  /// An instant in microseconds since 1970.
  public init(unixMicroseconds: Int64, in arena: Arena) {
    self.init(in: arena)
    set(unixMicroseconds: unixMicroseconds)
  }

  /// The instant in microseconds since 1970, rounded down; nil outside of the years 1 to 9999 and for bad nanoseconds
  /// (timestamp.proto).
  public var unixMicroseconds: Int64? {
    let years1To9999: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
    guard years1To9999.contains(seconds), nanos >= 0, nanos < nanosPerSecond else { return nil }
    return seconds * microsecondsPerSecond + Int64(nanos / 1_000)
  }

  public func set(unixMicroseconds: Int64) {
    let (quotient, remainder) = unixMicroseconds.quotientAndRemainder(dividingBy: microsecondsPerSecond)
    seconds = remainder < 0 ? quotient - 1 : quotient
    nanos = Int32(remainder < 0 ? remainder + microsecondsPerSecond : remainder) * 1_000
  }
}

extension DurationMessage {
  /// A span of time in microseconds.
  public init(microseconds: Int64, in arena: Arena) {
    self.init(in: arena)
    set(microseconds: microseconds)
  }

  /// The span in microseconds, rounded towards zero; nil beyond 10,000 years and for nanoseconds that are bad or of the
  /// other sign (duration.proto).
  public var microseconds: Int64? {
    let years10000: Int64 = 315_576_000_000
    guard (-years10000...years10000).contains(seconds), nanos > -nanosPerSecond, nanos < nanosPerSecond else {
      return nil
    }
    guard seconds == 0 || nanos == 0 || (seconds < 0) == (nanos < 0) else { return nil }
    return seconds * microsecondsPerSecond + Int64(nanos / 1_000)
  }

  public func set(microseconds: Int64) {
    let parts = DurationParts(microseconds: microseconds)
    seconds = parts.seconds
    nanos = parts.nanos
  }
}

/// A span as google.protobuf.Duration splits it.
struct DurationParts {
  let seconds: Int64
  let nanos: Int32

  init(microseconds: Int64) {
    let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: microsecondsPerSecond)
    seconds = quotient
    nanos = Int32(remainder) * 1_000
  }
}
