import CProtobufC
import Messages
import RPCCore
import Testing

@_spi(GeneratedMessages) @testable import MessagesBase

/// Our decoder and encoder beside protobuf-c's own, which share nothing but the structures.
@Suite("protobuf-c reads and writes the same")
struct OtherDecoderTests {
  private typealias V1 = CountersignV1

  @Test("what we decode, protobuf-c decodes to the same, and both encode it alike")
  func random() throws {
    var generator = SeededGenerator()
    var decoded = 0
    for round in 0..<6_000 {
      let bytes = RandomWire.message(of: round % 6, &generator)
      let isDecoded = try sameOfAll(bytes, kind: round % 6, "seed \(generator.seed) round \(round)")
      if isDecoded { decoded += 1 }
    }
    print("protobuf-c: seed \(generator.seed), \(decoded) decoded by both")
    #expect(decoded > 1_500 && decoded < 5_900, "the bytes are too wild or too tame: \(decoded)")
  }

  @Test("a message without fields has an encoding, and keeps what it does not know")
  func withoutFields() throws {
    #expect(try encoded(V1.GetServiceStatusRequest(in: Arena())) == [])
    let unknown = wire { $0.integer(5, field: 3) }
    #expect(try encoded(decode(unknown, as: V1.GetServiceStatusRequest.self)) == unknown)
  }

  private func sameOfAll(_ bytes: [UInt8], kind: Int, _ comment: String) throws -> Bool {
    switch kind {
    case 0: try same(bytes, as: V1.Review.self, comment)
    case 1: try same(bytes, as: V1.SubmitReviewRequest.self, comment)
    case 2: try same(bytes, as: V1.ClassifyRiskRequest.self, comment)
    case 3: try same(bytes, as: GoogleProtobuf.Value.self, comment)
    case 4: try same(bytes, as: GRPCReflectionV1.ServerReflectionResponse.self, comment)
    default: try same(bytes, as: V1.ListReviewsRequest.self, comment)
    }
  }

  /// - Returns: whether it was decoded.
  private func same<Message: ArenaMessage>(_ bytes: [UInt8], as type: Message.Type, _ comment: String) throws -> Bool {
    let ours = try? decode(bytes, as: Message.self)
    guard let ours else { return false }
    let other = bytes.withUnsafeBufferPointer {
      protobuf_c_message_unpack(Message.messageDescriptor.pointer, nil, bytes.count, $0.baseAddress)
    }
    guard let other else {
      Issue.record("protobuf-c refuses \(bytes): \(comment)")
      return true
    }
    defer { protobuf_c_message_free_unpacked(other, nil) }
    let mine = UnsafePointer(ours.messageReference.storage.assumingMemoryBound(to: ProtobufCMessage.self))
    let expected = packed(other)
    #expect(packed(mine) == expected, "decoded differently: \(bytes) \(comment)")
    #expect(try encoded(ours) == expected, "encoded differently: \(bytes) \(comment)")
    return true
  }

  private func packed(_ message: UnsafePointer<ProtobufCMessage>) -> [UInt8] {
    let count = protobuf_c_message_get_packed_size(message)
    return [UInt8](unsafeUninitializedCapacity: count) { bytes, initializedCount in
      initializedCount = count == 0 ? 0 : protobuf_c_message_pack(message, bytes.baseAddress!)
    }
  }
}

/// Bytes that are mostly messages: fields of small numbers in any order and number, some in the wrong wire type, some cut.
enum RandomWire {
  static func message(of kind: Int, _ generator: inout SeededGenerator, depth: Int = 0) -> [UInt8] {
    var writer = WireWriter()
    for _ in 0..<Int.random(in: 0...8, using: &generator) {
      field(UInt32.random(in: 1...20, using: &generator), &writer, &generator, depth: depth)
    }
    var bytes = writer.bytes
    if depth == 0, Int.random(in: 0..<8, using: &generator) == 0, !bytes.isEmpty { bytes.removeLast() }
    return bytes
  }

  private static func field(
    _ number: UInt32, _ writer: inout WireWriter, _ generator: inout SeededGenerator, depth: Int
  ) {
    switch Int.random(in: 0..<12, using: &generator) {
    case 0..<5: writer.message(Array(text(&generator).utf8), field: number)
    case 5..<8:
      let inner = depth < 4 ? message(of: 0, &generator, depth: depth + 1) : []
      writer.message(inner, field: number)
    case 8..<11:
      writer.varint(UInt64(number) << 3)
      writer.varint(generator.next() >> UInt64.random(in: 0..<64, using: &generator))
    default:
      writer.varint(UInt64(number) << 3 | 1)
      // Eight bytes as varints of one byte each.
      for _ in 0..<8 { writer.varint(UInt64.random(in: 0..<128, using: &generator)) }
    }
  }

  private static func text(_ generator: inout SeededGenerator) -> String {
    ["", "a", "USD", "Raise the position", "\u{E9}\u{1F600}", "\u{10FFFF}", "x\u{7F}"].randomElement(using: &generator)!
  }
}
