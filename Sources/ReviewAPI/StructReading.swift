import AuditTrail
import Messages
import MessagesBase
import ReviewCore

/// A google.protobuf.Struct as JSON (domain.md §2): within limits, and only what has one canonical form everywhere.
struct StructReader {
  /// In canonical form.
  static let canonicalBytesMax = 32 << 10
  /// Objects and lists inside of one another; the outermost counts as 1.
  static let depthMax = 32
  /// The greatest integer that every JSON reader keeps exactly (RFC 7493 §2.2).
  static let integerMax = 9_007_199_254_740_991.0

  private let field: String
  private var problems: [String] = []

  /// The value; nil when absent, or bad and noted in `fields`.
  static func read(_ value: GoogleProtobuf.Struct?, _ field: String, _ fields: inout FieldValidator) -> JSONValue? {
    guard let value else { return nil }
    var reader = StructReader(field: field)
    let json = reader.object(value, depth: 1)
    for problem in reader.problems { fields.add(field, problem) }
    guard reader.problems.isEmpty else { return nil }
    guard let bytes = try? json.canonicalJSON(), bytes.count <= canonicalBytesMax else {
      fields.add(field, "must have at most \(canonicalBytesMax) bytes in canonical form")
      return nil
    }
    return json
  }

  private init(field: String) { self.field = field }

  /// Each kind of problem once: a list of a thousand NaN is one bad field.
  private mutating func note(_ problem: String) {
    if !problems.contains(problem) { problems.append(problem) }
  }

  private mutating func object(_ object: GoogleProtobuf.Struct, depth: Int) -> JSONValue {
    guard isShallow(depth) else { return .null }
    var members: [JSONValue.Member] = []
    members.reserveCapacity(object.fields.count)
    for entry in object.fields.lastOfEachKey() {
      members.append(JSONValue.Member(entry.key, value(entry.value, depth: depth)))
    }
    return .object(members)
  }

  private mutating func value(_ value: GoogleProtobuf.Value?, depth: Int) -> JSONValue {
    switch value?.kind {
    case nil:
      note("must not hold a value without a kind")
      return .null
    case .nullValue: return .null
    case .boolValue(let value): return .bool(value)
    case .stringValue(let text): return .string(text)
    case .numberValue(let number): return self.number(number)
    case .structValue(let object): return self.object(object, depth: depth + 1)
    case .listValue(let list): return self.list(list, depth: depth + 1)
    }
  }

  private mutating func list(_ list: GoogleProtobuf.ListValue, depth: Int) -> JSONValue {
    guard isShallow(depth) else { return .null }
    var elements: [JSONValue] = []
    elements.reserveCapacity(list.values.count)
    for element in list.values { elements.append(value(element, depth: depth)) }
    return .array(elements)
  }

  private mutating func number(_ number: Double) -> JSONValue {
    if !number.isFinite {
      note("must not hold NaN or an infinity")
    } else if number.magnitude > Self.integerMax, number.rounded(.towardZero) == number {
      note("must not hold an integral number beyond 9007199254740991: send a string")
    }
    return .number(number)
  }

  private mutating func isShallow(_ depth: Int) -> Bool {
    if depth > Self.depthMax { note("must not be nested deeper than \(Self.depthMax)") }
    return depth <= Self.depthMax
  }
}

extension RepeatedField where Element: MapEntry, Element.Key == String {
  /// The last entry of each key, ordered by key: of a repeated key the last entry counts (protobuf encoding, "Maps").
  ///
  /// Keys are compared byte by byte; a String's own comparison would take two spellings of one character for one key.
  func lastOfEachKey() -> [(key: String, value: Element.Value)] {
    var sorted = enumerated().map { (offset: $0.offset, key: $0.element.key, entry: $0.element) }
    sorted.sort { left, right in
      if left.key.utf8.elementsEqual(right.key.utf8) { return left.offset < right.offset }
      return left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
    }
    var result: [(key: String, value: Element.Value)] = []
    for (index, item) in sorted.enumerated() {
      let isLast = index + 1 == sorted.count || !sorted[index + 1].key.utf8.elementsEqual(item.key.utf8)
      if isLast { result.append((item.key, item.entry.value)) }
    }
    return result
  }
}
