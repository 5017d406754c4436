import Messages
import MessagesBase
import RPCCore
import Testing

@Suite("A text must be UTF-8 without NUL")
struct TextCheckTests {
  private typealias V1 = CountersignV1

  static let invalid: [[UInt8]] = [
    [0xFF], [0xFE, 0x00], [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE2, 0x82], [0xE0, 0x9F, 0xBF],
    [0xED, 0xA0, 0x80], [0xEF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
    [0xF0, 0x9F, 0x98], [0x00], [0x61, 0x00, 0x62], [0xE2, 0x28, 0xA1], [0xF0, 0x9F, 0x28, 0x80],
    [0xF0, 0x9F, 0x98, 0x28],
  ]

  @Test("bad bytes are found wherever they are", arguments: invalid)
  func badTextIsFound(_ bad: [UInt8]) {
    for before in 0..<20 {
      let text = [UInt8](repeating: 0x61, count: before) + bad + [UInt8](repeating: 0x62, count: 20 - before)
      let error = decodeError(wire { $0.message(text, field: 1) }, as: V1.Money.self)
      #expect(error?.code == .invalidArgument)
      #expect(error?.message == "currency_code: must be valid UTF-8 without NUL")
    }
  }

  @Test("each scalar value passes but for NUL, as the standard library says")
  func everyScalar() {
    for value in stride(from: UInt32(1), through: 0x10FFFF, by: 41) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = Array(String(scalar).utf8)
      #expect(decodeError(wire { $0.message(text, field: 1) }, as: V1.Money.self) == nil)
    }
  }

  @Test("random bytes are judged as the standard library judges them")
  func random() {
    var generator = SeededGenerator()
    for _ in 0..<20_000 {
      let length = Int.random(in: 1...6, using: &generator)
      let text = (0..<length).map { _ in
        [UInt8.random(in: 0...255, using: &generator), .random(in: 0x80...0xBF, using: &generator), 0xE2, 0xED]
          .randomElement(
            using: &generator)!
      }
      let isValid = String(validating: text, as: UTF8.self) != nil && !text.contains(0)
      let error = decodeError(wire { $0.message(text, field: 1) }, as: V1.Money.self)
      #expect((error == nil) == isValid, "\(text), seed \(generator.seed)")
    }
  }

  @Test("the way to the field is named, with the index in lists")
  func paths() throws {
    let bad: [UInt8] = [0xFF]
    let bytes = wire {
      $0.string("A-1", field: 2)
      $0.message(field: 7) { $0.string("10-Q", field: 1) }
      $0.message(field: 7) { $0.message(bad, field: 1) }
      $0.message(field: 9) { modification in
        modification.message(field: 3) { structure in
          structure.message(field: 1) { entry in
            entry.message(field: 2) { $0.message(bad, field: 3) }
          }
        }
      }
      $0.message(bad, field: 3)
    }
    let error = try #require(decodeError(bytes, as: V1.SubmitReviewRequest.self))
    #expect(error.code == .invalidArgument)
    #expect(error.message == "evidence[1].source: must be valid UTF-8 without NUL (and 2 more)")
    let status = try decode(error.statusDetails, as: GoogleRPC.Status.self)
    #expect(status.code == StatusCode.invalidArgument.rawValue)
    #expect(status.message == error.message)
    let detail = try #require(status.details.first)
    #expect(detail.typeURL == "type.googleapis.com/google.rpc.BadRequest")
    let badRequest = try decode(detail.value, as: GoogleRPC.BadRequest.self)
    #expect(
      badRequest.fieldViolations.map(\.field) == [
        "evidence[1].source", "modification.rag_response.fields[0].value.string_value", "reviewer_id",
      ])
  }

  @Test("elements of a list of texts are named too")
  func elements() {
    let bytes = wire {
      $0.string("a", field: 36)
      $0.message([0], field: 36)
    }
    #expect(
      decodeError(bytes, as: V1.Review.self)?.message == "kill_switch_ids[1]: must be valid UTF-8 without NUL")
  }

  @Test("bytes and unknown fields may hold anything")
  func bytesAreFree() {
    let bytes = wire {
      $0.message([0xFF, 0], field: 26)
      $0.message([0xFF, 0], field: 99)
    }
    #expect(decodeError(bytes, as: V1.Review.self) == nil)
  }

  @Test("malformed bytes behind a bad text are INTERNAL: what follows was not understood")
  func malformedWins() {
    let bytes = wire { $0.message([0xFF], field: 1) } + [0x0A]
    #expect(decodeError(bytes, as: V1.Money.self)?.code == .internal)
  }
}
