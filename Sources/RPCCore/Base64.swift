/// Base64 as `-bin` metadata uses it (RFC 4648 §4): written without padding, read with or without.
public enum Base64 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xff, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }()

  /// Encodes without padding.
  public static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var encoded: [UInt8] = []
    encoded.reserveCapacity((bytes.count * 4 + 2) / 3)
    var bits: UInt32 = 0
    var bitCount: UInt32 = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      bitCount += 8
      while bitCount >= 6 {
        bitCount -= 6
        encoded.append(digits[Int(bits >> bitCount & 63)])
      }
    }
    if bitCount > 0 { encoded.append(digits[Int(bits << (6 - bitCount) & 63)]) }
    return encoded
  }

  /// Decodes; nil for another character, a length that no bytes have, misplaced padding, or bits left over that are not zero.
  public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(text.count * 3 / 4)
    var bits: UInt32 = 0
    var digitCount = 0
    var paddingCount = 0
    for byte in text {
      if byte == UInt8(ascii: "=") {
        paddingCount += 1
        continue
      }
      let value = values[Int(byte)]
      guard value != 0xff, paddingCount == 0 else { return nil }
      bits = bits << 6 | UInt32(value)
      digitCount += 1
      switch digitCount % 4 {
      case 0: decoded.append(UInt8(truncatingIfNeeded: bits))
      case 2: decoded.append(UInt8(truncatingIfNeeded: bits >> 4))
      case 3: decoded.append(UInt8(truncatingIfNeeded: bits >> 2))
      default: break
      }
    }
    guard isWellFormed(digitCount: digitCount, paddingCount: paddingCount, lastBits: bits) else { return nil }
    return decoded
  }

  private static func isWellFormed(digitCount: Int, paddingCount: Int, lastBits: UInt32) -> Bool {
    switch digitCount % 4 {
    case 0: return paddingCount == 0
    case 2: return (paddingCount == 0 || paddingCount == 2) && lastBits & 15 == 0
    case 3: return (paddingCount == 0 || paddingCount == 1) && lastBits & 3 == 0
    default: return false
    }
  }
}
