import Messages
import MessagesBase
import RPCCore
import Testing

@Suite("Bytes are checked before protobuf-c sees them")
struct WireScanTests {
  private typealias V1 = CountersignV1

  struct Malformed: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]
  }

  static let malformed = [
    Malformed(testDescription: "a tag without a value", bytes: [0x0A]),
    Malformed(testDescription: "a text that ends too early", bytes: [0x0A, 5, 0x61]),
    Malformed(testDescription: "a length of 2^63", bytes: [0x0A] + [UInt8](repeating: 0x80, count: 9) + [1]),
    Malformed(testDescription: "a varint without an end", bytes: [0x10, 0x80, 0x80]),
    Malformed(testDescription: "a varint of eleven bytes", bytes: [0x10] + [UInt8](repeating: 0x80, count: 10) + [0]),
    Malformed(
      testDescription: "a varint of more than 64 bits", bytes: [0x10] + [UInt8](repeating: 0xFF, count: 9) + [2]),
    Malformed(testDescription: "field number 0", bytes: [0x00, 0]),
    Malformed(testDescription: "a field number over 2^29", bytes: [0xF8, 0xFF, 0xFF, 0xFF, 0x1F, 0]),
    Malformed(testDescription: "a group", bytes: [0x0B, 0x0C]),
    Malformed(testDescription: "an unknown group", bytes: [0xA3, 0x06, 0xA4, 0x06]),
    Malformed(testDescription: "wire type 6", bytes: [0x0E]),
    Malformed(testDescription: "wire type 7", bytes: [0x0F]),
    Malformed(testDescription: "a text as a number", bytes: [0x08, 1]),
    Malformed(testDescription: "a number as a text", bytes: [0x12, 0]),
    Malformed(testDescription: "a number as fixed64", bytes: [0x11, 0, 0, 0, 0, 0, 0, 0, 0]),
    Malformed(testDescription: "an unknown fixed32 cut short", bytes: [0xA5, 0x06, 0, 0, 0]),
    Malformed(testDescription: "an unknown fixed64 cut short", bytes: [0xA1, 0x06, 0, 0, 0, 0, 0, 0, 0]),
  ]

  @Test("malformed bytes are INTERNAL", arguments: malformed)
  func malformedBytes(_ malformed: Malformed) {
    let error = decodeError(malformed.bytes, as: V1.Money.self)
    #expect(error?.code == .internal)
    #expect(error?.message == "request message cannot be parsed")
  }

  @Test("a message inside cannot reach beyond its end")
  func innerEnd() {
    // transaction_amount of 2 bytes holds a text of 5, which the bytes behind it would complete.
    let bytes: [UInt8] = [0x22, 2, 0x0A, 5, 0x61, 0x61, 0x61, 0x61, 0x61]
    #expect(decodeError(bytes, as: V1.Review.self)?.code == .internal)
  }

  @Test(
    "a singular message that comes twice is refused: protobuf-c would lose the scalars of the first, here the amount",
    arguments: [true, false])
  func twice(isAmountFirst: Bool) {
    let amount = wire { $0.message(field: 4) { $0.integer(9_000_000, field: 2) } }
    let currency = wire { $0.message(field: 4) { $0.string("USD", field: 1) } }
    #expect(decodeError(amount, as: V1.Review.self) == nil)
    let error = decodeError(isAmountFirst ? amount + currency : currency + amount, as: V1.Review.self)
    #expect(error?.code == .internal)
    #expect(decodeError(amount + wire { $0.message([], field: 4) }, as: V1.Review.self)?.code == .internal)
    #expect(decodeError(wire { $0.message([], field: 4) } + amount, as: V1.Review.self)?.code == .internal)
  }

  @Test("a oneof's message that comes twice is refused; two members of it, and repeated messages, are not")
  func twiceInOneof() {
    typealias Value = GoogleProtobuf.Value
    let structure = wire { $0.message([], field: 5) }
    let list = wire { $0.message([], field: 6) }
    #expect(decodeError(structure + structure, as: Value.self)?.code == .internal)
    #expect(decodeError(structure + list, as: Value.self) == nil)
    let values = wire { $0.message(list, field: 1) } + wire { $0.message(list, field: 1) }
    #expect(decodeError(values, as: GoogleProtobuf.ListValue.self) == nil)
  }

  @Test("every prefix of a message is refused or decoded, and never more than the message")
  func prefixes() throws {
    let bytes = try encoded(Samples.review())
    for length in 0..<bytes.count {
      let error = decodeError(Array(bytes[..<length]), as: V1.Review.self)
      #expect(error == nil || error?.code == .internal)
    }
  }

  @Test("128 messages inside of one another pass, 129 do not, a million neither")
  func depth() {
    /// The outermost is a ListValue; ListValue.values is field 1, Value.list_value field 6.
    func nested(_ levels: Int) -> [UInt8] {
      var bytes: [UInt8] = []
      for level in 1..<levels {
        bytes = wire { $0.message(bytes, field: (levels - level) % 2 == 1 ? 1 : 6) }
      }
      return bytes
    }
    #expect(decodeError(nested(128), as: GoogleProtobuf.ListValue.self) == nil)
    #expect(decodeError(nested(129), as: GoogleProtobuf.ListValue.self)?.code == .resourceExhausted)
    var deep: [UInt8] = []
    for _ in 0..<30_000 {
      deep = [0x32] + varint(deep.count + 1 + varint(deep.count).count) + [0x0A] + varint(deep.count) + deep
    }
    #expect(decodeError(deep, as: GoogleProtobuf.Value.self)?.code == .resourceExhausted)
  }

  private func varint(_ value: Int) -> [UInt8] { wire { $0.varint(UInt64(value)) } }

  struct Bomb: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]
  }

  static let bombs = [
    Bomb(testDescription: "2 million empty opinions", bytes: repeated([0x7A, 0], 2_000_000)),
    Bomb(testDescription: "2 million empty labels", bytes: repeated([0x52, 0], 2_000_000)),
    Bomb(testDescription: "2 million times the same text", bytes: repeated([0x0A, 0], 2_000_000)),
    Bomb(testDescription: "unknown fields", bytes: repeated([0xF8, 0x07, 0], 1_001)),
    Bomb(testDescription: "unknown bytes", bytes: wire { $0.message([UInt8](repeating: 0, count: 65_537), field: 99) }),
  ]

  private static func repeated(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
    Array(repeatElement(bytes, count: count).joined())
  }

  @Test("what would take far more memory than it has bytes is RESOURCE_EXHAUSTED", arguments: bombs)
  func bombIsRefused(_ bomb: Bomb) {
    #expect(decodeError(bomb.bytes, as: V1.Review.self)?.code == .resourceExhausted)
  }

  @Test("packed elements count one by one, and must be whole")
  func packedBombs() {
    typealias Numbers = GRPCReflectionV1.ExtensionNumberResponse
    let many = wire { $0.message([UInt8](repeating: 1, count: 100_001), field: 2) }
    #expect(decodeError(many, as: Numbers.self)?.code == .resourceExhausted)
    let cut = wire { $0.message([1, 0x80], field: 2) }
    #expect(decodeError(cut, as: Numbers.self)?.code == .internal)
    let none = wire { $0.message([], field: 2) }
    #expect(decodeError(none, as: Numbers.self) == nil)
    let flags = wire { $0.message([UInt8](repeating: 2, count: 1_000), field: 6) }
    #expect((try? decode(flags, as: V1.Opinion.self))?.flags.count == 1_000)
  }

  @Test("exactly at a limit is allowed")
  func limits() throws {
    var limits = DecodeLimits()
    limits.elementsMax = 5
    let reviews = V1.Review(in: Arena())
    for _ in 0..<5 { _ = reviews.opinions.appendNew() }
    #expect(decodeError(try encoded(reviews), as: V1.Review.self, limits: limits) == nil)
    _ = reviews.opinions.appendNew()
    #expect(decodeError(try encoded(reviews), as: V1.Review.self, limits: limits)?.code == .resourceExhausted)
  }

  @Test("a full page of reviews is within the limits of a response")
  func response() throws {
    let page = V1.ListPendingReviewsResponse(in: Arena())
    for _ in 0..<1_000 { page.reviews.append(try Samples.review()) }
    let bytes = try encoded(page)
    #expect(try decode(bytes, as: V1.ListPendingReviewsResponse.self, limits: .response).reviews.count == 1_000)
  }

  @Test("the estimate covers what decoding takes, so that one slab is enough")
  func estimate() throws {
    let bytes = try encoded(Samples.review())
    let review = try decode(bytes, as: V1.Review.self)
    var limits = DecodeLimits()
    limits.unpackedBytesMax = review.arena.usedBytes - 8
    #expect(decodeError(bytes, as: V1.Review.self, limits: limits)?.code == .resourceExhausted)
    limits.unpackedBytesMax = review.arena.usedBytes * 3 / 2
    #expect(decodeError(bytes, as: V1.Review.self, limits: limits) == nil, "the estimate is far too high")
  }
}
