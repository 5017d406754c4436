/// Writes RFC 8785 JSON straight into bytes, without a tree.
///
/// The caller gives the keys of an object in the order of their UTF-16 code units; debug builds stop at a wrong one.
/// Commas are put where they belong. Everything the service writes itself uses the string forms: no binary floating point
/// (domain.md §6).
public struct CanonicalJSONWriter: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8]
  #if DEBUG
    private var order = KeyOrderCheck()
  #endif

  public init(reservingCapacity capacity: Int = 0) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// Forgets what was written and keeps the memory for the next value.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    #if DEBUG
      order = KeyOrderCheck()
    #endif
  }

  // MARK: Objects and arrays

  /// An object; `members` writes its keys and values.
  public mutating func object<Failure>(_ members: (inout Self) throws(Failure) -> Void) throws(Failure) {
    beginObject()
    try members(&self)
    endObject()
  }

  /// An array; `elements` writes its values.
  public mutating func array<Failure>(_ elements: (inout Self) throws(Failure) -> Void) throws(Failure) {
    beginValue()
    bytes.append(UInt8(ascii: "["))
    try elements(&self)
    bytes.append(UInt8(ascii: "]"))
  }

  /// An array of strings.
  public mutating func array(_ strings: some Sequence<String>) {
    array { writer in for text in strings { writer.string(text) } }
  }

  /// A key of plain ASCII without quotes, backslashes or control characters; its value must follow.
  public mutating func key(_ key: StaticString) {
    key.withUTF8Buffer { utf8 in
      beginKey(utf8)
      bytes.append(UInt8(ascii: "\""))
      bytes.append(contentsOf: utf8)
    }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  /// Any key; its value must follow.
  public mutating func key(_ key: String) {
    var key = key
    key.withUTF8 { utf8 in
      beginKey(utf8)
      appendQuoted(utf8)
    }
    bytes.append(UInt8(ascii: ":"))
  }

  // MARK: Values

  public mutating func null() { literal("null") }

  public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

  /// A string, with the escapes of RFC 8785 §3.2.2.2 and no others.
  public mutating func string(_ text: String) {
    beginValue()
    var text = text
    text.withUTF8 { appendQuoted($0) }
  }

  /// A string, or null.
  public mutating func string(_ text: String?) {
    if let text { string(text) } else { null() }
  }

  /// A string of the decimal digits: 64-bit integers are no JSON numbers (RFC 7493 §2.2).
  public mutating func integerString(_ value: Int64) {
    quoted { $0.appendDecimal(value) }
  }

  /// A string of lower-case hexadecimal digits.
  public mutating func hexadecimal(_ value: [UInt8]) {
    quoted { $0.value(inHexadecimal: value) }
  }

  /// A string of 64 lower-case hexadecimal digits.
  public mutating func hexadecimal(_ digest: SHA256Digest) {
    quoted { writer in digest.withUnsafeBytes { writer.value(inHexadecimal: $0) } }
  }

  /// A string like "2026-01-31T23:59:59.000000Z" (RFC 3339, UTC, always six digits).
  ///
  /// - Precondition: `CanonicalTimestamp.range` contains it.
  public mutating func timestamp(unixMicroseconds: Int64) {
    quoted { CanonicalTimestamp.append(unixMicroseconds, to: &$0.bytes) }
  }

  /// A timestamp, or null.
  public mutating func timestamp(unixMicroseconds: Int64?) {
    if let unixMicroseconds { timestamp(unixMicroseconds: unixMicroseconds) } else { null() }
  }

  /// A string like "14400s".
  public mutating func duration(seconds: Int64) {
    quoted {
      $0.appendDecimal(seconds)
      $0.bytes.append(UInt8(ascii: "s"))
    }
  }

  /// A number in ECMAScript's text (RFC 8785 §3.2.2.3): only for JSON that others gave us.
  ///
  /// - Throws: `.notFinite`.
  public mutating func number(_ value: Double) throws(JSONError) {
    guard value.isFinite else { throw JSONError(.notFinite) }
    beginValue()
    ECMAScriptNumber.append(value, to: &bytes)
  }

  /// One value that is canonical JSON already; not checked.
  public mutating func canonical(_ json: [UInt8]) {
    beginValue()
    bytes.append(contentsOf: json)
  }

  /// Any value; the members of its objects may be in any order.
  ///
  /// - Throws: `.notFinite`, `.duplicateKey` or `.tooDeep`; what was written so far is then of no use.
  public mutating func value(_ value: JSONValue) throws(JSONError) { try self.value(value, depth: 0) }
}

extension CanonicalJSONWriter {
  mutating func beginObject() {
    beginValue()
    bytes.append(UInt8(ascii: "{"))
    #if DEBUG
      order.objectBegins()
    #endif
  }

  mutating func endObject() {
    bytes.append(UInt8(ascii: "}"))
    #if DEBUG
      order.objectEnds()
    #endif
  }

  private mutating func value(_ value: JSONValue, depth: Int) throws(JSONError) {
    guard depth <= JSONValue.depthMax else { throw JSONError(.tooDeep) }
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .number(let value): try number(value)
    case .string(let text): string(text)
    case .array(let elements):
      try array { writer throws(JSONError) in
        for element in elements { try writer.value(element, depth: depth + 1) }
      }
    case .object(let members): try object(members, depth: depth)
    }
  }

  private mutating func object(_ members: [JSONValue.Member], depth: Int) throws(JSONError) {
    let sorted = try members.sortedByKey()
    try object { writer throws(JSONError) in
      for member in sorted {
        writer.key(member.key)
        try writer.value(member.value, depth: depth + 1)
      }
    }
  }

  /// A comma, unless this is the first in its array or object or the value of a key.
  ///
  /// The last byte tells: a string ends in a quote, so no text can look like an opening bracket or a colon.
  private mutating func beginValue() {
    switch bytes.last {
    case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"): break
    default: bytes.append(UInt8(ascii: ","))
    }
  }

  private mutating func beginKey(_ key: UnsafeBufferPointer<UInt8>) {
    beginValue()
    #if DEBUG
      order.check(key)
    #endif
  }

  private mutating func literal(_ text: StaticString) {
    beginValue()
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func quoted(_ content: (inout Self) -> Void) {
    beginValue()
    bytes.append(UInt8(ascii: "\""))
    content(&self)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func appendQuoted(_ utf8: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    JSONEscapes.append(utf8, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func appendDecimal(_ value: Int64) { DecimalText.append(value, to: &bytes) }

  private mutating func value(inHexadecimal value: some Sequence<UInt8>) {
    for byte in value {
      bytes.append(hexadecimalDigit(byte >> 4))
      bytes.append(hexadecimalDigit(byte & 15))
    }
  }
}
