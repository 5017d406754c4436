/// Writes RFC 8785 JSON straight into bytes, without a tree.
///
/// The caller gives the keys of an object in the order of their UTF-16 code units; debug builds stop at a wrong one.
/// Commas are put where they belong. Everything the service writes itself uses the string forms: no binary floating point
/// (domain.md §6).
public struct CanonicalJSONWriter: ~Copyable {
  @usableFromInline var output: GrowingBytes
  /// Whether a comma must stand before the next key or value.
  @usableFromInline var needsComma = false
  #if DEBUG
    @usableFromInline var order = KeyOrderCheck()
  #endif

  public init(reservingCapacity capacity: Int = 0) { output = GrowingBytes(reservingCapacity: capacity) }

  /// What was written so far: a copy.
  public var bytes: [UInt8] { withBytes { Array($0) } }

  /// How many bytes were written so far.
  public var count: Int { output.count }

  /// Calls `body` with what was written so far.
  public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    body(UnsafeRawBufferPointer(start: output.start, count: output.count))
  }

  /// Forgets what was written and keeps the memory for the next value.
  public mutating func removeAll() {
    output.count = 0
    needsComma = false
    #if DEBUG
      order = KeyOrderCheck()
    #endif
  }

  // MARK: Objects and arrays

  /// An object; `members` writes its keys and values.
  @inlinable @inline(__always)
  public mutating func object<Failure>(_ members: (inout Self) throws(Failure) -> Void) throws(Failure) {
    beginObject()
    try members(&self)
    endObject()
  }

  /// An array; `elements` writes its values.
  @inlinable @inline(__always)
  public mutating func array<Failure>(_ elements: (inout Self) throws(Failure) -> Void) throws(Failure) {
    beginArray()
    try elements(&self)
    endArray()
  }

  /// An array of strings.
  public mutating func array(_ strings: [String]) {
    beginArray()
    for text in strings { string(text) }
    endArray()
  }

  /// A key of plain ASCII without quotes, backslashes or control characters; its value must follow.
  @inlinable @inline(__always)
  public mutating func key(_ key: StaticString) {
    #if DEBUG
      order.check(UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    #endif
    let count = key.utf8CodeUnitCount
    var next = output.room(for: count + 4)
    if needsComma {
      next.pointee = UInt8(ascii: ",")
      next += 1
    }
    next.pointee = UInt8(ascii: "\"")
    (next + 1).update(from: key.utf8Start, count: count)
    next[count + 1] = UInt8(ascii: "\"")
    next[count + 2] = UInt8(ascii: ":")
    output.count += count + (needsComma ? 4 : 3)
    needsComma = false
  }

  /// Any key; its value must follow.
  public mutating func key(_ key: String) {
    #if DEBUG
      Array(key.utf8).withUnsafeBufferPointer { order.check($0) }
    #endif
    string(key)
    output.append(UInt8(ascii: ":"))
    needsComma = false
  }

  // MARK: Values

  public mutating func null() { literal("null") }

  public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

  /// A string, with the escapes of RFC 8785 §3.2.2.2 and no others.
  public mutating func string(_ text: String) {
    beginValue()
    output.append(UInt8(ascii: "\""))
    if text.utf8.withContiguousStorageIfAvailable({ JSONEscapes.append($0, to: &output) }) == nil {
      Array(text.utf8).withUnsafeBufferPointer { JSONEscapes.append($0, to: &output) }
    }
    output.append(UInt8(ascii: "\""))
  }

  /// A string, or null.
  public mutating func string(_ text: String?) {
    if let text { string(text) } else { null() }
  }

  /// A string of the decimal digits: 64-bit integers are no JSON numbers (RFC 7493 §2.2).
  public mutating func integerString(_ value: Int64) { quoted { $0.append(decimal: value) } }

  /// A string of lower-case hexadecimal digits.
  public mutating func hexadecimal(_ value: [UInt8]) { value.withUnsafeBytes { hexadecimal($0) } }

  /// A string of lower-case hexadecimal digits.
  public mutating func hexadecimal(_ value: UnsafeRawBufferPointer) { quoted { $0.append(inHexadecimal: value) } }

  /// A string of 64 lower-case hexadecimal digits.
  public mutating func hexadecimal(_ digest: SHA256Digest) { digest.withUnsafeBytes { hexadecimal($0) } }

  /// A string like "2026-01-31T23:59:59.000000Z" (RFC 3339, UTC, always six digits).
  ///
  /// - Precondition: `CanonicalTimestamp.range` contains it.
  public mutating func timestamp(unixMicroseconds: Int64) {
    quoted { output in
      CanonicalTimestamp.write(unixMicroseconds, to: output.room(for: CanonicalTimestamp.byteCount))
      output.count += CanonicalTimestamp.byteCount
    }
  }

  /// A timestamp, or null.
  public mutating func timestamp(unixMicroseconds: Int64?) {
    if let unixMicroseconds { timestamp(unixMicroseconds: unixMicroseconds) } else { null() }
  }

  /// A string like "14400s".
  public mutating func duration(seconds: Int64) {
    quoted { output in
      output.append(decimal: seconds)
      output.append(UInt8(ascii: "s"))
    }
  }

  /// A number in ECMAScript's text (RFC 8785 §3.2.2.3): only for JSON that others gave us.
  ///
  /// - Throws: `.notFinite`.
  public mutating func number(_ value: Double) throws(JSONError) {
    guard value.isFinite else { throw JSONError(.notFinite) }
    var text: [UInt8] = []
    ECMAScriptNumber.append(value, to: &text)
    canonical(text)
  }

  /// One value that is canonical JSON already; not checked.
  public mutating func canonical(_ json: [UInt8]) {
    beginValue()
    json.withUnsafeBufferPointer { output.append($0) }
  }

  /// Any value; the members of its objects may be in any order.
  ///
  /// - Throws: `.notFinite`, `.duplicateKey` or `.tooDeep`; what was written so far is then of no use.
  public mutating func value(_ value: JSONValue) throws(JSONError) { try self.value(value, depth: 0) }
}

extension CanonicalJSONWriter {
  @inlinable @inline(__always)
  mutating func beginObject() {
    beginValue()
    output.append(UInt8(ascii: "{"))
    needsComma = false
    #if DEBUG
      order.objectBegins()
    #endif
  }

  @inlinable @inline(__always)
  mutating func endObject() {
    output.append(UInt8(ascii: "}"))
    needsComma = true
    #if DEBUG
      order.objectEnds()
    #endif
  }

  @inlinable @inline(__always)
  mutating func beginArray() {
    beginValue()
    output.append(UInt8(ascii: "["))
    needsComma = false
  }

  @inlinable @inline(__always)
  mutating func endArray() {
    output.append(UInt8(ascii: "]"))
    needsComma = true
  }

  /// A comma, unless this is the first in its array or object or the value of a key; the next value needs one.
  @inlinable @inline(__always)
  mutating func beginValue() {
    if needsComma { output.append(UInt8(ascii: ",")) }
    needsComma = true
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

  private mutating func literal(_ text: StaticString) {
    beginValue()
    output.append(text)
  }

  private mutating func quoted(_ content: (inout GrowingBytes) -> Void) {
    beginValue()
    output.append(UInt8(ascii: "\""))
    content(&output)
    output.append(UInt8(ascii: "\""))
  }
}
