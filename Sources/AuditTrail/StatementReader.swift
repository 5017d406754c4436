/// Why bytes are no statement of the kind that is asked for.
public enum StatementError: Error, Sendable, Equatable {
  /// Not one JSON object.
  case malformed
  /// `typ` says that it is another kind of statement, or none.
  case wrongType
  /// `v` is one that this version does not know.
  case unknownVersion
  /// This member is missing or is not in the form that it must have.
  case invalidMember(String)
  /// Every member is there, but the bytes are not their RFC 8785 form, or there are further members.
  case notCanonical
}

/// Reads members of a statement by name.
struct StatementReader {
  /// A larger statement is malformed: ours are about one kilobyte.
  static let bytesMax = 65_536

  private let value: JSONValue
  private let path: String

  private init(_ value: JSONValue, path: String) {
    self.value = value
    self.path = path
  }

  /// - Throws: `.malformed`, `.wrongType`, `.unknownVersion`.
  init(_ statement: [UInt8], type: String) throws(StatementError) {
    do throws(JSONError) {
      value = try JSONValue(parsing: statement, bytesMax: Self.bytesMax)
    } catch {
      throw .malformed
    }
    path = ""
    guard case .object = value else { throw .malformed }
    guard value["typ"] == .string(type) else { throw .wrongType }
    guard value["v"] == .string("1") else { throw .unknownVersion }
  }

  func invalid(_ key: String) -> StatementError { .invalidMember(path + key) }

  func isNull(_ key: String) -> Bool { value[key] == .null }

  /// A string that is not empty.
  func text(_ key: String) throws(StatementError) -> String {
    guard case .string(let text) = value[key], !text.isEmpty else { throw invalid(key) }
    return text
  }

  func digest(_ key: String) throws(StatementError) -> SHA256Digest {
    guard let digest = SHA256Digest(hexadecimal: try text(key)) else { throw invalid(key) }
    return digest
  }

  func digestOrNull(_ key: String) throws(StatementError) -> SHA256Digest? { isNull(key) ? nil : try digest(key) }

  /// One of an enum's names.
  func named<Name: RawRepresentable<String>>(_ key: String, as: Name.Type = Name.self) throws(StatementError) -> Name {
    guard let name = Name(rawValue: try text(key)) else { throw invalid(key) }
    return name
  }

  func microseconds(_ key: String) throws(StatementError) -> Int64 {
    guard let microseconds = EnvelopeReader.microseconds(ofText: try text(key)) else { throw invalid(key) }
    return microseconds
  }

  func flag(_ key: String) throws(StatementError) -> Bool {
    guard case .bool(let flag) = value[key] else { throw invalid(key) }
    return flag
  }

  func positiveInteger(_ key: String) throws(StatementError) -> Int64 {
    guard let integer = Int64(try text(key)), integer > 0 else { throw invalid(key) }
    return integer
  }

  func texts(_ key: String) throws(StatementError) -> [String] {
    guard case .array(let elements) = value[key] else { throw invalid(key) }
    var texts: [String] = []
    for element in elements {
      guard case .string(let text) = element, !text.isEmpty else { throw invalid(key) }
      texts.append(text)
    }
    return texts
  }

  /// A reader for each object of a list.
  func objects(_ key: String) throws(StatementError) -> [StatementReader] {
    guard case .array(let elements) = value[key] else { throw invalid(key) }
    var readers: [StatementReader] = []
    for (index, element) in elements.enumerated() {
      guard case .object = element else { throw invalid(key) }
      readers.append(StatementReader(element, path: "\(path)\(key)[\(index)]."))
    }
    return readers
  }

  func amountOrNull(_ key: String) throws(StatementError) -> StatementAmount? {
    guard let member = value[key] else { throw invalid(key) }
    if member == .null { return nil }
    guard case .string(let currency) = member["currency_code"], case .string(let text) = member["amount"],
      let amount = StatementAmount(currencyCode: currency, amountText: text)
    else { throw invalid(key) }
    return amount
  }
}

extension CanonicalJSONWriter {
  mutating func amount(_ amount: StatementAmount?) {
    guard let amount else { return null() }
    object { writer in
      writer.key("amount")
      writer.string(amount.amountText)
      writer.key("currency_code")
      writer.string(amount.currencyCode)
    }
  }
}
