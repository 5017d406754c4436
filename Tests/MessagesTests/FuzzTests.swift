import Messages
import MessagesBase
import RPCCore
import Testing

@Suite("No bytes whatever crash the decoder")
struct FuzzTests {
  private typealias V1 = CountersignV1

  @Test("a message with random changes is decoded or refused, and what is decoded can be encoded")
  func mutations() throws {
    var generator = SeededGenerator()
    let original = try encoded(Samples.review())
    var decoded = 0
    var refused: Set<Int32> = []
    for _ in 0..<20_000 {
      let bytes = mutated(original, &generator)
      do throws(RPCError) {
        let review = try decode(bytes, as: V1.Review.self)
        touch(review)
        let again = try encoded(review)
        #expect(decodeError(again, as: V1.Review.self) == nil, "seed \(generator.seed)")
        decoded += 1
      } catch {
        refused.insert(error.code.rawValue)
      }
    }
    print("fuzz: seed \(generator.seed), \(decoded) decoded, refused with \(refused.sorted())")
    #expect(decoded > 1_000 && decoded < 19_000, "the changes are too wild or too tame")
    #expect(refused.isSubset(of: [3, 8, 13]))
    #expect(refused.contains(3) && refused.contains(13))
  }

  @Test("random bytes are decoded or refused, as any message of the contract")
  func noise() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<20_000 {
      let length = Int.random(in: 0...64, using: &generator)
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      _ = decodeError(bytes, as: V1.WatchPendingReviewsResponse.self)
      _ = decodeError(bytes, as: V1.SubmitReviewRequest.self)
      _ = decodeError(bytes, as: GoogleProtobuf.Value.self)
    }
  }

  private func mutated(_ original: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let position = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes[position] = .random(in: 0...255, using: &generator)
      case 1: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      case 2: bytes.remove(at: position)
      case 3: bytes.insert(.random(in: 0...255, using: &generator), at: position)
      default:
        let end = Int.random(in: position..<bytes.count, using: &generator)
        bytes.append(contentsOf: bytes[position...end])
      }
      if bytes.isEmpty { return original }
    }
    return bytes
  }

  /// Reads everything that a handler might.
  private func touch(_ review: V1.Review) {
    var total = review.queryText.count + review.queryTextUTF8.count + review.actionDigest.count
    total += review.opinions.reduce(0) { $0 + $1.reviewerID.count + $1.flags.count + $1.evidence.count }
    total += review.labels.dictionary.count + review.killSwitchIDs.reduce(0) { $0 + $1.count }
    total += Int(review.risk?.level.rawValue ?? 0) & 1
    total += review.ragResponse?.fields.reduce(0) { $0 + $1.key.count + ($1.value?.stringValue?.count ?? 0) } ?? 0
    #expect(total >= 0)
  }
}
