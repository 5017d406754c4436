import Foundation
import Messages
import MessagesBase
import RPCCore
import Testing

/// What Google's protobuf made of random and hostile bytes (Tests/EndToEnd/wire_vectors.py).
@Suite("Google's protobuf reads and writes the same")
struct WireVectorTests {
  private struct Vector {
    let line: Substring
    let type: Substring
    let bytes: [UInt8]
    let verdict: Substring
    /// protobuf's own encoding of what it read.
    let encoding: [UInt8]

    init?(_ line: Substring) {
      let words = line.split(separator: " ")
      guard words.count >= 3 else { return nil }
      self.line = line
      type = words[0]
      bytes = Self.bytes(words[1])
      verdict = words[2]
      encoding = words.count > 3 ? Self.bytes(words[3]) : []
    }

    private static func bytes(_ hexadecimal: Substring) -> [UInt8] {
      var rest = hexadecimal
      var bytes: [UInt8] = []
      while rest.count >= 2 {
        bytes.append(UInt8(rest.prefix(2), radix: 16)!)
        rest = rest.dropFirst(2)
      }
      return bytes
    }
  }

  private static func vectors() throws -> [Vector] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "WireVectors.txt")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
      .compactMap(Vector.init)
  }

  @Test("what we read, protobuf reads, and writes the same; what protobuf writes, we read")
  func vectors() throws {
    var read = 0
    for vector in try Self.vectors() {
      let ours = try Self.reencoded(vector)
      guard let ours else {
        #expect(vector.verdict != "plain", "refused: \(vector.line)")
        continue
      }
      read += 1
      #expect(vector.verdict != "refused", "protobuf refuses: \(vector.line)")
      #expect(ours == vector.encoding, "\(vector.line)")
    }
    #expect(read > 400 && read < 600, "\(read) of the vectors can be read")
  }

  /// nil where we refuse.
  private static func reencoded(_ vector: Vector) throws -> [UInt8]? {
    switch vector.type {
    case "ClassifyRiskRequest": try reencoded(vector.bytes, as: CountersignV1.ClassifyRiskRequest.self)
    case "RiskAssessment": try reencoded(vector.bytes, as: CountersignV1.RiskAssessment.self)
    case "Routing": try reencoded(vector.bytes, as: CountersignV1.Routing.self)
    case "ListReviewsRequest": try reencoded(vector.bytes, as: CountersignV1.ListReviewsRequest.self)
    case "Money": try reencoded(vector.bytes, as: CountersignV1.Money.self)
    case "SlaStatus": try reencoded(vector.bytes, as: CountersignV1.SlaStatus.self)
    default: throw RPCError(.unimplemented, "no such type: \(vector.type)")
    }
  }

  private static func reencoded<Message: ArenaMessage>(_ bytes: [UInt8], as type: Message.Type) throws -> [UInt8]? {
    guard let message = try? decode(bytes, as: Message.self) else { return nil }
    return try encoded(message)
  }
}
