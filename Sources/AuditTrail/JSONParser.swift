extension JSONValue {
  /// The most bytes that `init(parsing:)` reads unless told otherwise.
  public static let parsedBytesMax = 4 << 20

  /// Reads exactly one value of RFC 8259 in UTF-8, with the limits of I-JSON (RFC 7493): no key twice, no half surrogate pairs.
  ///
  /// A number is rounded to the nearest double, as ECMAScript reads it; one that is too large for a double is refused.
  /// - Throws: `JSONError` with the offset of the byte where it went wrong.
  public init(parsing json: [UInt8], bytesMax: Int = parsedBytesMax) throws(JSONError) {
    guard json.count <= bytesMax else { throw JSONError(.tooLarge, at: bytesMax) }
    var parser = JSONParser(text: json)
    self = try parser.document()
  }
}

/// A recursive-descent reader; the depth is bounded, so the stack is.
private struct JSONParser {
  let text: [UInt8]
  var position = 0

  init(text: [UInt8]) { self.text = text }

  mutating func document() throws(JSONError) -> JSONValue {
    let value = try value(depth: 0)
    skipSpace()
    guard position == text.count else { throw malformed() }
    return value
  }

  private func malformed() -> JSONError { JSONError(.malformed, at: position) }

  private var next: UInt8? { position < text.count ? text[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    guard depth <= JSONValue.depthMax else { throw JSONError(.tooDeep, at: position) }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let end = position + word.utf8CodeUnitCount
    let matches = word.withUTF8Buffer { end <= text.count && text[position..<end].elementsEqual($0) }
    guard matches else { throw malformed() }
    position = end
    return value
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    skipSpace()
    if take("]") { return .array(elements) }
    repeat {
      elements.append(try value(depth: depth + 1))
      skipSpace()
    } while take(",")
    guard take("]") else { throw malformed() }
    return .array(elements)
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    let start = position
    position += 1
    var members: [JSONValue.Member] = []
    skipSpace()
    if take("}") { return .object(members) }
    repeat {
      members.append(try member(depth: depth))
      skipSpace()
    } while take(",")
    guard take("}") else { throw malformed() }
    do { _ = try members.sortedByKey() } catch { throw JSONError(error.code, at: start) }
    return .object(members)
  }

  private mutating func member(depth: Int) throws(JSONError) -> JSONValue.Member {
    skipSpace()
    guard next == UInt8(ascii: "\"") else { throw malformed() }
    let key = try string()
    skipSpace()
    guard take(":") else { throw malformed() }
    return JSONValue.Member(key, try value(depth: depth + 1))
  }
}

// MARK: Strings

extension JSONParser {
  private mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    var utf8: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw malformed() }
      position += 1
      if byte == UInt8(ascii: "\\") { try escape(into: &utf8) } else { utf8.append(byte) }
    }
    guard take("\"") else { throw malformed() }
    guard let string = String(validating: utf8, as: UTF8.self) else { throw JSONError(.malformed, at: start) }
    return string
  }

  private mutating func escape(into utf8: inout [UInt8]) throws(JSONError) {
    guard let letter = next else { throw malformed() }
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): utf8.append(letter)
    case UInt8(ascii: "b"): utf8.append(0x08)
    case UInt8(ascii: "t"): utf8.append(0x09)
    case UInt8(ascii: "n"): utf8.append(0x0A)
    case UInt8(ascii: "f"): utf8.append(0x0C)
    case UInt8(ascii: "r"): utf8.append(0x0D)
    case UInt8(ascii: "u"): utf8.append(contentsOf: UTF8.encode(try escapedScalar())!)
    default:
      position -= 1
      throw malformed()
    }
  }

  /// After `\u`: four digits, and for a pair of surrogates the second escape too.
  private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
    let start = position
    let first = try fourDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, take("\\"), take("u") else { throw JSONError(.loneSurrogate, at: start) }
    let second = try fourDigits()
    guard (0xDC00...0xDFFF).contains(second) else { throw JSONError(.loneSurrogate, at: start) }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))!
  }

  private mutating func fourDigits() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw malformed() }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}

// MARK: Numbers

extension JSONParser {
  private mutating func number() throws(JSONError) -> Double {
    let start = position
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    let value = Double(String(decoding: text[start..<position], as: UTF8.self))
    guard let value, value.isFinite else { throw JSONError(.notFinite, at: start) }
    return value
  }

  /// At least one.
  private mutating func digits() throws(JSONError) {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw malformed() }
  }
}
