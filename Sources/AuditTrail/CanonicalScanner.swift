/// Tells in one pass, without a tree, whether bytes are RFC 8785: exactly what parsing and writing them again would give.
///
/// Each function moves past what it found, or says no and leaves the scanner of no further use.
struct CanonicalScanner {
  /// The requester's JSON may be nested `JSONValue.depthMax` deep inside of an entry's data.
  private static let depthMax = 2 * JSONValue.depthMax

  private let text: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// Whether these bytes are one canonical value and no more.
  static func isCanonical(_ json: [UInt8]) -> Bool {
    json.withUnsafeBufferPointer { text in
      var scanner = CanonicalScanner(text)
      return scanner.value(depth: 0) && scanner.isAtEnd
    }
  }

  var isAtEnd: Bool { position == text.count }

  mutating func literal(_ expected: StaticString) -> Bool {
    let count = expected.utf8CodeUnitCount
    guard text.count - position >= count else { return false }
    for offset in 0..<count where text[position + offset] != expected.utf8Start[offset] { return false }
    position += count
    return true
  }

  mutating func object() -> Bool { object(depth: 0) }

  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard position < text.count, text[position] == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) -> Bool {
    guard position < text.count, depth <= Self.depthMax else { return false }
    switch text[position] {
    case UInt8(ascii: "\""): return string() != nil
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "t"): return literal("true")
    case UInt8(ascii: "f"): return literal("false")
    case UInt8(ascii: "n"): return literal("null")
    default: return number()
    }
  }

  private mutating func array(depth: Int) -> Bool {
    guard take("[") else { return false }
    if take("]") { return true }
    repeat {
      guard value(depth: depth + 1) else { return false }
    } while take(",")
    return take("]")
  }

  private mutating func object(depth: Int) -> Bool {
    guard take("{") else { return false }
    if take("}") { return true }
    var previous: StoredText?
    repeat {
      guard let key = string(), previous.map({ Self.ascends($0, key) }) ?? true,
        take(":"), value(depth: depth + 1)
      else { return false }
      previous = key
    } while take(",")
    return take("}")
  }

  /// Whether the second key comes after the first in UTF-16 code units (RFC 8785 §3.2.3).
  private static func ascends(_ first: StoredText, _ second: StoredText) -> Bool {
    if first.isPlain && second.isPlain { return first.raw.lexicographicallyPrecedes(second.raw) }
    return first.decoded.utf16.lexicographicallyPrecedes(second.decoded.utf16)
  }
}

// MARK: Strings

extension CanonicalScanner {
  /// - Returns: what stands between the quotes; nil unless it is valid UTF-8 with just the escapes of RFC 8785 §3.2.2.2.
  mutating func string() -> StoredText? {
    guard take("\"") else { return nil }
    let start = position
    var isPlain = true
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: "\"") {
        defer { position += 1 }
        return StoredText(raw: text[start..<position], isPlain: isPlain)
      }
      if byte >= 0x20, byte < 0x80, byte != UInt8(ascii: "\\") {
        position += 1
        continue
      }
      isPlain = false
      guard byte >= 0x80 ? scalarAboveASCII(byte) : byte == UInt8(ascii: "\\") && escape() else { return nil }
    }
    return nil
  }

  /// An escape in the one form that is allowed for its character.
  private mutating func escape() -> Bool {
    position += 1
    guard position < text.count else { return false }
    switch text[position] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "b"), UInt8(ascii: "t"), UInt8(ascii: "n"),
      UInt8(ascii: "f"), UInt8(ascii: "r"):
      position += 1
      return true
    default: return literal("u00") && controlDigits()
    }
  }

  /// The two digits of a control character that has no short escape.
  private mutating func controlDigits() -> Bool {
    guard text.count - position >= 2 else { return false }
    let (high, low) = (text[position], text[position + 1])
    position += 2
    switch (high, low) {
    case (UInt8(ascii: "1"), UInt8(ascii: "0")...UInt8(ascii: "9")),
      (UInt8(ascii: "1"), UInt8(ascii: "a")...UInt8(ascii: "f")),
      (UInt8(ascii: "0"), UInt8(ascii: "0")...UInt8(ascii: "7")), (UInt8(ascii: "0"), UInt8(ascii: "b")),
      (UInt8(ascii: "0"), UInt8(ascii: "e")...UInt8(ascii: "f")):
      return true
    default: return false
    }
  }

  /// Well-formed UTF-8 of two to four bytes (Unicode, Table 3-7).
  private mutating func scalarAboveASCII(_ lead: UInt8) -> Bool {
    let count: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: count = 2
    case 0xE0: (count, second) = (3, 0xA0...0xBF)
    case 0xED: (count, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: count = 3
    case 0xF0: (count, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: count = 4
    case 0xF4: (count, second) = (4, 0x80...0x8F)
    default: return false
    }
    guard text.count - position >= count, second.contains(text[position + 1]) else { return false }
    for offset in 2..<max(count, 2) where text[position + offset] & 0xC0 != 0x80 { return false }
    position += count
    return true
  }
}

// MARK: Numbers

extension CanonicalScanner {
  /// The longest integer of which every value is a double of its own.
  private static let exactDigits = 15

  private mutating func number() -> Bool {
    let start = position
    while position < text.count, Self.mayBeInNumber(text[position]) { position += 1 }
    let raw = UnsafeBufferPointer(rebasing: text[start..<position])
    return Self.isShortInteger(raw) || Self.isShortestText(raw)
  }

  private static func mayBeInNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: "e"):
      true
    default: false
    }
  }

  private static func isShortInteger(_ raw: UnsafeBufferPointer<UInt8>) -> Bool {
    var digits = raw[...]
    if digits.first == UInt8(ascii: "-") { digits.removeFirst() }
    guard let first = digits.first, digits.count <= exactDigits else { return false }
    if first == UInt8(ascii: "0") { return raw.count == 1 }
    return digits.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
  }

  /// Whether ECMAScript would write the number that it reads here as it stands here.
  private static func isShortestText(_ raw: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let value = Double(String(decoding: raw, as: UTF8.self)), value.isFinite else { return false }
    var text: [UInt8] = []
    ECMAScriptNumber.append(value, to: &text)
    return text.elementsEqual(raw)
  }
}
