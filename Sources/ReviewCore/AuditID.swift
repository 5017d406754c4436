/// The id of a review: a UUIDv7 (RFC 9562 §5.7), so that ids sort by time of submission.
public struct AuditID: Hashable, Comparable, Sendable {
  /// The first eight bytes, big-endian: 48 bits of milliseconds, version, 12 bits.
  public let high: UInt64
  /// The last eight bytes, big-endian: variant and 62 bits.
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Makes an id of that moment; `random` fills the 74 free bits.
  public init(at instant: Instant, random: (UInt64, UInt64)) {
    let milliseconds = UInt64(bitPattern: instant.unixMicroseconds / 1000) & 0xFFFF_FFFF_FFFF
    high = milliseconds << 16 | 0x7000 | random.0 & 0x0FFF
    low = 0x8000_0000_0000_0000 | random.1 & 0x3FFF_FFFF_FFFF_FFFF
  }

  public static func < (left: Self, right: Self) -> Bool { (left.high, left.low) < (right.high, right.low) }
}
