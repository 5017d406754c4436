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

  /// The lower-case text of 36 characters (RFC 9562 §4).
  public var text: String {
    String(unsafeUninitializedCapacity: 36) { characters in
      var count = 0
      for position in 0..<32 {
        if position == 8 || position == 12 || position == 16 || position == 20 {
          characters[count] = 0x2D
          count += 1
        }
        let word = position < 16 ? high : low
        characters[count] = hexadecimalDigit(UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (position & 15)) & 15))
        count += 1
      }
      return count
    }
  }

  /// Reads the lower-case text of 36 characters.
  ///
  /// - Returns: nil for anything else, capital letters included, so that an id has one text only.
  public init?(text: String) {
    var words: (UInt64, UInt64) = (0, 0)
    var position = 0
    for (index, byte) in text.utf8.enumerated() {
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == 0x2D else { return nil }
        continue
      }
      guard position < 32, let value = hexadecimalValue(byte) else { return nil }
      if position < 16 { words.0 = words.0 << 4 | value } else { words.1 = words.1 << 4 | value }
      position += 1
    }
    guard position == 32 else { return nil }
    self.init(high: words.0, low: words.1)
  }
}

private func hexadecimalValue(_ byte: UInt8) -> UInt64? {
  switch byte {
  case 0x30...0x39: UInt64(byte - 0x30)
  case 0x61...0x66: UInt64(byte - 0x57)
  default: nil
  }
}
