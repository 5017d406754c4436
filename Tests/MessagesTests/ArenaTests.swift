import Messages
import MessagesBase
import RPCCore
import Testing

@Suite("An arena has a limit")
struct ArenaTests {
  private typealias V1 = CountersignV1

  @Test("over the limit a text is left out and the message cannot be encoded")
  func text() {
    let arena = Arena(limitBytes: 1_000)
    let money = V1.Money(in: arena)
    money.currencyCode = "EUR"
    money.currencyCode = String(repeating: "x", count: 2_000)
    #expect(money.currencyCode == "")
    #expect(arena.fault == .limitReached)
    #expect(throws: RPCError.self) { try money.sealed() }
    var buffer = MessageBuffer()
    do throws(RPCError) {
      try money.encode(into: &buffer)
      Issue.record("encoded over the limit")
    } catch {
      #expect(error.code == .resourceExhausted)
    }
    #expect(buffer.messageBytes == 0)
  }

  @Test("over the limit lists stop growing, messages stay usable")
  func lists() {
    let arena = Arena(limitBytes: 4_096)
    let review = V1.Review(in: arena)
    for index in 0..<10_000 { review.opinions.appendNew().reviewerID = String(index) }
    #expect(review.opinions.count < 100)
    #expect(review.opinions.allSatisfy { $0.outcome == .unspecified })
    #expect(arena.fault == .limitReached)
  }

  @Test("a text with NUL is left out and the message cannot be encoded")
  func textWithNUL() {
    let money = V1.Money(in: Arena())
    money.currencyCode = "EU\0R"
    #expect(money.currencyCode == "")
    do throws(RPCError) {
      _ = try money.sealed()
      Issue.record("encoded a text with NUL")
    } catch {
      #expect(error.code == .internal)
    }
  }

  @Test("a fault goes along with a message that is copied elsewhere")
  func faultIsCopied() {
    let source = V1.Money(in: Arena())
    source.currencyCode = "\0"
    let target = V1.Review(in: Arena())
    target.transactionAmount = source
    #expect(target.arena.fault == .textWithNUL)
  }

  @Test("memory is zeroed and lists do not overlap")
  func manySizes() throws {
    let arena = Arena(expectedBytes: 64)
    let reviews = (0..<200).map { index in
      let review = V1.Review(in: arena)
      review.queryText = String(repeating: "q", count: index * 37)
      review.killSwitchIDs.append(String(index))
      return review
    }
    for (index, review) in reviews.enumerated() {
      #expect(review.queryText.utf8.count == index * 37)
      #expect(Array(review.killSwitchIDs) == [String(index)])
      #expect(review.version == 0)
    }
  }

  @Test("decoding stops at the limit of its arena, not at the machine's")
  func decodeLimit() {
    var limits = DecodeLimits()
    limits.unpackedBytesMax = 2_000
    let review = V1.Review(in: Arena())
    for _ in 0..<100 { _ = review.opinions.appendNew() }
    let bytes = (try? encoded(review)) ?? []
    #expect(decodeError(bytes, as: V1.Review.self, limits: limits)?.code == .resourceExhausted)
    #expect(decodeError(bytes, as: V1.Review.self) == nil)
  }
}
