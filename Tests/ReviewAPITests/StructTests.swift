import AuditTrail
import Messages
import MessagesBase
import ReviewCore
import Testing

@testable import ReviewAPI

@Suite("google.protobuf.Struct as JSON and back")
struct StructTests {
  private static func read(_ value: GoogleProtobuf.Struct) -> (json: JSONValue?, problems: [String]) {
    var fields = FieldValidator()
    let json = StructReader.read(value, "rag_response", &fields)
    return (json, fields.violations.map(\.description))
  }

  /// An object with a value inside of so many objects, itself counted.
  private static func nested(_ depth: Int) -> GoogleProtobuf.Struct {
    let outermost = GoogleProtobuf.Struct(in: Arena())
    var object = outermost
    for _ in 1..<depth {
      let entry = object.fields.appendNew()
      entry.key = "o"
      object = entry.mutableValue.mutableStructValue
    }
    return outermost
  }

  @Test("32 levels are read, 33 are not")
  func depth() {
    #expect(Self.read(Self.nested(32)).json != nil)
    let deeper = Self.read(Self.nested(33))
    #expect(deeper.json == nil)
    #expect(deeper.problems == ["must not be nested deeper than 32"])
  }

  @Test("of a repeated key the last value counts, and two spellings of one character are two keys")
  func repeatedKeys() {
    let object = GoogleProtobuf.Struct(in: Arena())
    for (key, number) in [("b", 1.0), ("a", 2), ("b", 3), ("\u{E9}", 4), ("e\u{301}", 5)] {
      object.fields.append(key: key, value: Arena.make { $0.numberValue = number })
    }
    let text = Self.read(object).json.flatMap { try? $0.canonicalJSON() }.map { String(decoding: $0, as: UTF8.self) }
    #expect(text == "{\"a\":2,\"b\":3,\"e\u{301}\":5,\"\u{E9}\":4}")
  }

  @Test("the largest integer is read, larger ones and only those are not", arguments: [1.0, -1])
  func integers(_ sign: Double) {
    func read(_ number: Double) -> Bool {
      let object = GoogleProtobuf.Struct(in: Arena())
      object.fields.append(key: "n", value: Arena.make { $0.numberValue = sign * number })
      return Self.read(object).json != nil
    }
    #expect(read(9_007_199_254_740_991))
    #expect(!read(9_007_199_254_740_992))
    #expect(!read(1e300))
    #expect(read(0.1))
  }

  @Test("32 KiB in canonical form are read, one byte more is not")
  func size() {
    func read(_ count: Int) -> Bool {
      let object = GoogleProtobuf.Struct(in: Arena())
      object.fields.append(key: "s", value: Arena.make { $0.stringValue = String(repeating: "x", count: count) })
      return Self.read(object).json != nil
    }
    let around = #"{"s":""}"#.utf8.count
    #expect(read((32 << 10) - around))
    #expect(!read((32 << 10) - around + 1))
  }

  @Test("any JSON comes back as it was, over the wire", arguments: 0..<50)
  func roundTrip(_ seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let json = JSONValue.object((0..<4).map { JSONValue.Member("k\($0)", .random(&random, depth: 0)) })
    let object = try #require(Arena().object(json))
    let sent = try GoogleProtobuf.Struct.decodedAnswer(object.sealed())
    #expect(try Self.read(sent).json?.canonicalJSON() == json.canonicalJSON(), "seed \(seed)")
  }
}

/// SplitMix64: the same numbers for the same seed.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

extension JSONValue {
  fileprivate static func random(_ random: inout SplitMix, depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth < 5 ? 7 : 5), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .number(Double.random(in: -1e6...1e6, using: &random))
    case 3: return .number(Double(Int.random(in: -1000...1000, using: &random)))
    case 4: return .string(String(repeating: "é\"\\\n😀", count: Int.random(in: 0..<3, using: &random)))
    case 5: return .array((0..<3).map { _ in .random(&random, depth: depth + 1) })
    default: return .object((0..<3).map { Member("m\($0)", .random(&random, depth: depth + 1)) })
    }
  }
}
