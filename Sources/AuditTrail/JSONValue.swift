/// A JSON value (RFC 8259) of which a canonical form exists (RFC 8785): strings of Unicode scalars, numbers of IEEE 754.
public enum JSONValue: Sendable {
  case null
  case bool(Bool)
  /// Must be finite; `canonicalJSON()` refuses others.
  case number(Double)
  case string(String)
  case array([JSONValue])
  /// In the order given; a key that is there twice is refused by `canonicalJSON()` and never comes out of the parser.
  case object([Member])

  /// A key and its value.
  public struct Member: Sendable, Equatable {
    public var key: String
    public var value: JSONValue

    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }

    public static func == (left: Self, right: Self) -> Bool {
      left.key.utf8.elementsEqual(right.key.utf8) && left.value == right.value
    }
  }

  /// The deepest nesting of arrays and objects that is read or written; deeper is `.tooDeep`.
  public static let depthMax = 64

  /// The value of this key; nil when absent or when this is no object. Keys are compared by their bytes.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  /// RFC 8785 of this value.
  ///
  /// - Throws: `.notFinite`, `.duplicateKey` or `.tooDeep`.
  public func canonicalJSON() throws(JSONError) -> [UInt8] {
    var writer = CanonicalJSONWriter()
    try writer.value(self)
    return writer.bytes
  }
}

extension JSONValue: Equatable {
  /// Equal scalar by scalar: unlike `String`'s, this comparison does not normalise.
  public static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _): false
    }
  }
}

/// Why bytes are not JSON that we read, or why a value has no canonical form.
public struct JSONError: Error, Sendable, Equatable {
  public enum Code: Sendable, Equatable {
    /// Not RFC 8259, or not UTF-8.
    case malformed
    /// One object has the same key twice (RFC 7493 §2.3).
    case duplicateKey
    /// Nested deeper than `JSONValue.depthMax`.
    case tooDeep
    /// More bytes than the caller allows.
    case tooLarge
    /// NaN or an infinity, or a number text beyond the range of a double.
    case notFinite
    /// A `\u` escape of half a surrogate pair.
    case loneSurrogate
  }

  public var code: Code
  /// Where in the text; 0 when a value was written.
  public var offset: Int

  public init(_ code: Code, at offset: Int = 0) {
    self.code = code
    self.offset = offset
  }
}
