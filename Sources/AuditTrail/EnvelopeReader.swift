/// The six members of an entry, read from its hashed bytes by the verifier.
struct Envelope {
  var actor: StoredText
  var auditID: StoredText
  var eventType: StoredText
  var sequence: Int64
  var timestampMicroseconds: Int64
}

/// A string as it stands between its quotes, valid as long as the buffer that it points into.
struct StoredText {
  var raw: Slice<UnsafeBufferPointer<UInt8>>
  /// Whether a backslash or a byte above ASCII is in it.
  var isPlain: Bool

  /// Whether it is the JSON form of exactly these bytes of text.
  func says(_ text: String) -> Bool {
    if isPlain {
      var text = text
      return text.withUTF8 { $0.elementsEqual(raw) }
    }
    return decoded.utf8.elementsEqual(text.utf8)
  }

  /// Undoes the escapes, which the scanner found to be right.
  var decoded: String {
    var bytes: [UInt8] = []
    var rest = raw
    while let byte = rest.popFirst() {
      bytes.append(byte == UInt8(ascii: "\\") ? Self.unescaped(&rest) : byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func unescaped(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> UInt8 {
    switch rest.removeFirst() {
    case UInt8(ascii: "b"): return 8
    case UInt8(ascii: "t"): return 9
    case UInt8(ascii: "n"): return 10
    case UInt8(ascii: "f"): return 12
    case UInt8(ascii: "r"): return 13
    case UInt8(ascii: "u"):
      let digits = rest.prefix(4)
      rest = rest.dropFirst(4)
      return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)!
    case let itself: return itself
    }
  }
}

/// Reads an envelope and nothing else: the six members in canonical order and form (domain.md §6).
enum EnvelopeReader {
  /// - Returns: nil unless the bytes are exactly the canonical form of an entry.
  static func read(_ json: UnsafeBufferPointer<UInt8>) -> Envelope? {
    var scanner = CanonicalScanner(json)
    guard scanner.literal(#"{"actor":"#), let actor = scanner.string(),
      scanner.literal(#","audit_id":"#), let auditID = scanner.string(),
      scanner.literal(#","data":"#), scanner.object(),
      scanner.literal(#","event_type":"#), let eventType = scanner.string(),
      scanner.literal(#","sequence":"#), let sequence = scanner.string().flatMap(integer),
      scanner.literal(#","timestamp":"#), let timestamp = scanner.string().flatMap(microseconds),
      scanner.literal("}"), scanner.isAtEnd
    else { return nil }
    return Envelope(
      actor: actor, auditID: auditID, eventType: eventType, sequence: sequence, timestampMicroseconds: timestamp)
  }

  /// A positive integer without leading zeros.
  private static func integer(_ text: StoredText) -> Int64? {
    guard let first = text.raw.first, first != UInt8(ascii: "0"), text.raw.count <= 19 else { return nil }
    return digits(text.raw).flatMap { Int64(exactly: $0) }
  }

  private static func digits(_ raw: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64? {
    var value: UInt64 = 0
    for byte in raw {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
    }
    return value
  }

  /// "YYYY-MM-DDThh:mm:ss.ffffffZ"; no leap second, which UTC in microseconds cannot say.
  private static func microseconds(_ text: StoredText) -> Int64? { microseconds(text.raw) }

  /// The same of a text that stands by itself.
  static func microseconds(ofText text: String) -> Int64? {
    var text = text
    return text.withUTF8 { microseconds(Slice(base: $0, bounds: $0.indices)) }
  }

  private static func microseconds(_ raw: Slice<UnsafeBufferPointer<UInt8>>) -> Int64? {
    guard raw.count == 27 else { return nil }
    func field(_ offset: Int, _ count: Int, before separator: Unicode.Scalar) -> Int64? {
      let start = raw.startIndex + offset
      guard raw[start + count] == UInt8(ascii: separator) else { return nil }
      return digits(raw[start..<start + count]).map { Int64($0) }
    }
    guard let year = field(0, 4, before: "-"), let month = field(5, 2, before: "-"), let day = field(8, 2, before: "T"),
      let hour = field(11, 2, before: ":"), let minute = field(14, 2, before: ":"),
      let second = field(17, 2, before: "."),
      let fraction = field(20, 6, before: "Z"), hour < 24, minute < 60, second < 60,
      let days = daysSince1970(year: year, month: month, day: day)
    else { return nil }
    return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000 + fraction
  }

  /// Counts the days of the years and months that are over.
  private static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64? {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    guard year >= 1, (1...12).contains(month), day >= 1, day <= monthLength(month, isLeap: isLeap) else { return nil }
    let years = year - 1
    var days = years * 365 + years / 4 - years / 100 + years / 400 - 719_162
    for earlier in 1..<month { days += monthLength(earlier, isLeap: isLeap) }
    return days + day - 1
  }

  private static func monthLength(_ month: Int64, isLeap: Bool) -> Int64 {
    switch month {
    case 2: isLeap ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
