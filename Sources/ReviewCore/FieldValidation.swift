/// Limits of the fields of requests (domain.md §2). Exceeding one is INVALID_ARGUMENT.
public enum FieldLimits {
  public static let queryTextBytes = 8_192
  public static let identifierBytes = 128
  public static let requestIDBytes = 128
  public static let labelCount = 32
  public static let labelKeyBytes = 64
  public static let labelValueBytes = 256
  public static let supportingEvidenceBytes = 8_192
  public static let evidenceCount = 20
  public static let evidenceBytes = 1_024
  public static let reasonBytes = 2_048
  public static let answerBytes = 8_192
  /// Roles, skills or principals of one reviewer.
  public static let nameCount = 64
  public static let addressBytes = 256
  /// One second to one day; no claim outlives the clock anyway.
  public static let claimLeaseMicroseconds: ClosedRange<Int64> = 1_000_000...86_400_000_000
}

/// Collects every bad field of a request, so that one answer names them all.
public struct FieldValidator: Sendable {
  /// In the order of the checks.
  public private(set) var violations: [FieldViolation] = []

  public init() {}

  /// nil where every field is good.
  public var refusal: Refusal? { violations.isEmpty ? nil : Refusal(fieldViolations: violations) }

  /// Notes a violation.
  public mutating func add(_ field: String, _ description: String) {
    violations.append(FieldViolation(field, description))
  }

  /// An id: 1 to 128 of `[A-Za-z0-9._:@/+-]`.
  public mutating func identifier(_ field: String, _ value: String, isRequired: Bool = true) {
    if value.isEmpty {
      if isRequired { add(field, "must not be empty") }
    } else if value.utf8.count > FieldLimits.identifierBytes {
      add(field, "must have at most \(FieldLimits.identifierBytes) bytes")
    } else if !value.utf8.allSatisfy(isIdentifierByte) {
      add(field, "must consist of A-Z, a-z, 0-9 and ._:@/+-")
    }
  }

  /// An id of a person: an id, and none of the names that the service uses itself.
  public mutating func person(_ field: String, _ value: String) {
    identifier(field, value)
    if value == "system" || value == "anonymous" { add(field, "must not be \"\(value)\"") }
  }

  /// A text of at most so many bytes without NUL.
  ///
  /// - Parameter field: only made where it is bad.
  public mutating func text(
    _ field: @autoclosure () -> String, _ value: String, maximumBytes: Int? = nil, isRequired: Bool = false
  ) {
    if isRequired, isBlank(value) {
      add(field(), value.isEmpty ? "must not be empty" : "must not be only white space")
    }
    if let maximumBytes, value.utf8.count > maximumBytes { add(field(), "must have at most \(maximumBytes) bytes") }
    if containsNUL(value) { add(field(), "must not contain NUL") }
  }

  /// An amount: not negative, well-formed.
  public mutating func money(_ field: String, _ money: Money) {
    text("\(field).currency_code", money.currencyCode, maximumBytes: FieldLimits.identifierBytes)
    let (units, nanos) = (money.amount.units, money.amount.nanos)
    if units < 0 { add("\(field).units", "must not be negative") }
    if nanos.magnitude > 999_999_999 {
      add("\(field).nanos", "must be at most 999999999")
    } else if (units > 0 && nanos < 0) || (units < 0 && nanos > 0) {
      add("\(field).nanos", "must have the sign of units")
    } else if nanos < 0 {
      add("\(field).nanos", "must not be negative")
    }
  }

  /// A version that is expected, or a token: 0 for none.
  public mutating func notNegative(_ field: String, _ value: Int64) {
    if value < 0 { add(field, "must not be negative") }
  }
}

/// Whether there is nothing but white space. A visible ASCII byte in front, the usual case, needs no Unicode properties.
private func isBlank(_ text: String) -> Bool {
  if let first = text.utf8.first, 0x21...0x7E ~= first { return false }
  return text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
}

/// Looks at every byte instead of leaving at the first NUL, so that many are looked at in one step.
private func containsNUL(_ text: String) -> Bool {
  text.withUTF8Bytes { bytes in
    var found: UInt8 = 0
    for byte in bytes { found |= byte == 0 ? 1 : 0 }
    return found != 0
  }
}

private func isIdentifierByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
  case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "/"), UInt8(ascii: "+"),
    UInt8(ascii: "-"):
    true
  default: false
  }
}
