import AuditTrail
import ReviewCore

/// A recorded entry that cannot be read as what it should be: damage, or a newer version's.
struct UnreadableEntry: Error {
  let detail: String
}

/// Reads members of recorded JSON by name; a missing or wrong one is damage.
extension JSONValue {
  func member(_ key: String) throws(UnreadableEntry) -> JSONValue {
    guard let value = self[key] else { throw UnreadableEntry(detail: "\(key) is missing") }
    return value
  }

  func text(_ key: String) throws(UnreadableEntry) -> String {
    guard case .string(let text) = try member(key) else { throw UnreadableEntry(detail: "\(key) is no string") }
    return text
  }

  /// Empty where the member is null or absent.
  func textOrEmpty(_ key: String) throws(UnreadableEntry) -> String {
    guard let value = self[key] else { return "" }
    switch value {
    case .null: return ""
    case .string(let text): return text
    case .bool, .number, .array, .object: throw UnreadableEntry(detail: "\(key) is no string")
    }
  }

  func flag(_ key: String) throws(UnreadableEntry) -> Bool {
    guard case .bool(let flag) = try member(key) else { throw UnreadableEntry(detail: "\(key) is no boolean") }
    return flag
  }

  func integer(_ key: String) throws(UnreadableEntry) -> Int64 {
    guard let integer = Int64(try text(key)) else { throw UnreadableEntry(detail: "\(key) is no integer") }
    return integer
  }

  func list(_ key: String) throws(UnreadableEntry) -> [JSONValue] {
    guard case .array(let elements) = try member(key) else { throw UnreadableEntry(detail: "\(key) is no array") }
    return elements
  }

  func texts(_ key: String) throws(UnreadableEntry) -> [String] {
    var texts: [String] = []
    for element in try list(key) {
      guard case .string(let text) = element else { throw UnreadableEntry(detail: "\(key) holds no strings") }
      texts.append(text)
    }
    return texts
  }

  /// The member unless it is null or absent.
  func present(_ key: String) -> JSONValue? {
    guard let value = self[key], value != .null else { return nil }
    return value
  }

  func named<Name: ContractEnum>(_ key: String, as type: Name.Type = Name.self) throws(UnreadableEntry) -> Name {
    let text = try text(key)
    guard let value = Name(contractName: text) else { throw UnreadableEntry(detail: "\(key): unknown \(text)") }
    return value
  }

  func digest(_ key: String) throws(UnreadableEntry) -> ActionDigest? {
    guard present(key) != nil else { return nil }
    guard let digest = SHA256Digest(hexadecimal: try text(key)).flatMap({ ActionDigest($0.bytes) }) else {
      throw UnreadableEntry(detail: "\(key) is no digest")
    }
    return digest
  }

  func money(_ key: String) throws(UnreadableEntry) -> Money? {
    guard let value = present(key) else { return nil }
    guard let amount = Amount(decimalText: try value.text("amount")) else {
      throw UnreadableEntry(detail: "\(key) is no amount")
    }
    return Money(currencyCode: try value.text("currency_code"), amount: amount)
  }

  func instant(_ key: String) throws(UnreadableEntry) -> Instant? {
    guard present(key) != nil else { return nil }
    guard let microseconds = RecordedTime.microseconds(try text(key)) else {
      throw UnreadableEntry(detail: "\(key) is no timestamp")
    }
    return Instant(unixMicroseconds: microseconds)
  }

  func requiredInstant(_ key: String) throws(UnreadableEntry) -> Instant {
    guard let instant = try instant(key) else { throw UnreadableEntry(detail: "\(key) is missing") }
    return instant
  }

  /// Microseconds of "14400s" or "0.5s".
  func duration(_ key: String) throws(UnreadableEntry) -> Int64 {
    let text = try text(key)
    guard text.hasSuffix("s"), let amount = Amount(decimalText: String(text.dropLast())) else {
      throw UnreadableEntry(detail: "\(key) is no duration")
    }
    let (whole, overflow) = amount.units.multipliedReportingOverflow(by: 1_000_000)
    let (sum, overflowOfSum) = whole.addingReportingOverflow(Int64(amount.nanos / 1_000))
    guard !overflow, !overflowOfSum else { throw UnreadableEntry(detail: "\(key) is too long") }
    return sum
  }

  /// Bytes of lower-case hexadecimal; empty for null.
  func bytes(_ key: String) throws(UnreadableEntry) -> [UInt8] {
    guard present(key) != nil else { return [] }
    guard let digest = SHA256Digest(hexadecimal: try text(key)) else {
      throw UnreadableEntry(detail: "\(key) is no SHA-256")
    }
    return digest.bytes
  }
}

/// Reads the chain's own timestamps back.
enum RecordedTime {
  /// Microseconds since 1970 of "2026-01-31T23:59:59.000000Z"; nil for any other form.
  static func microseconds(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count == CanonicalTimestamp.byteCount, bytes[26] == UInt8(ascii: "Z") else { return nil }
    func number(_ range: Range<Int>) -> Int64? {
      var value: Int64 = 0
      for byte in bytes[range] {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int64(byte - UInt8(ascii: "0"))
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
      let minute = number(14..<16), let second = number(17..<19), let fraction = number(20..<26)
    else { return nil }
    let seconds = daysSince1970(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second
    let microseconds = seconds * 1_000_000 + fraction
    // What it would be written as: so that no 32nd of a month and no other form is taken.
    return CanonicalTimestamp.range.contains(microseconds)
      && CanonicalTimestamp.text(unixMicroseconds: microseconds) == text ? microseconds : nil
  }

  /// Days of the Gregorian calendar, counted in years that begin on 1 March.
  private static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let leapDays = shifted / 4 - shifted / 100 + shifted / 400
    return 365 * shifted + leapDays + dayOfYear - 719_468
  }
}
