/// The encoding of `grpc-message` (PROTOCOL-HTTP2, "Status-Message"): UTF-8 in which all but printable ASCII, and the
/// percent sign, is written as %XX. So is a space at either end, where a header field must have none (RFC 9113 §8.2.1).
public enum PercentEncoding {
  private static let hexDigits = Array("0123456789ABCDEF".utf8)

  /// Encodes a text; the whole of it if it fits into `bytesMax`, else as many of its characters as fit.
  public static func encode(_ text: String, bytesMax: Int = .max) -> [UInt8] {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(min(text.utf8.count, bytesMax))
    for scalar in text.unicodeScalars {
      let before = encoded.count
      if before == 0, scalar == " " {
        appendEscaped(UInt8(ascii: " "), to: &encoded)
      } else {
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(byte, to: &encoded) }
      }
      if encoded.count > bytesMax {
        encoded.removeSubrange(before...)
        break
      }
    }
    escapeLastSpace(&encoded, bytesMax: bytesMax)
    return encoded
  }

  private static func escapeLastSpace(_ encoded: inout [UInt8], bytesMax: Int) {
    guard encoded.last == UInt8(ascii: " ") else { return }
    encoded.removeLast()
    if encoded.count + 3 <= bytesMax { return appendEscaped(UInt8(ascii: " "), to: &encoded) }
    // No room for the escape: the text ends before its spaces.
    while encoded.last == UInt8(ascii: " ") { encoded.removeLast() }
  }

  /// Decodes leniently: what is no valid escape stands for itself, as the specification asks of a reader.
  public static func decode(_ bytes: some Collection<UInt8>) -> String {
    let bytes = Array(bytes)
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = hexValue(bytes[index + 1]),
        let low = hexValue(bytes[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  private static func append(_ byte: UInt8, to encoded: inout [UInt8]) {
    if byte >= 0x20, byte <= 0x7e, byte != UInt8(ascii: "%") {
      encoded.append(byte)
    } else {
      appendEscaped(byte, to: &encoded)
    }
  }

  private static func appendEscaped(_ byte: UInt8, to encoded: inout [UInt8]) {
    encoded.append(UInt8(ascii: "%"))
    encoded.append(hexDigits[Int(byte >> 4)])
    encoded.append(hexDigits[Int(byte & 15)])
  }

  private static func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: return digit - 0x30
    case 0x41...0x46: return digit - 0x41 + 10
    case 0x61...0x66: return digit - 0x61 + 10
    default: return nil
    }
  }
}
