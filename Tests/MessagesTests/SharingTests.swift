import Messages
import MessagesBase
import RPCCore
import Testing

@Suite("Messages refer to memory in arenas")
struct SharingTests {
  private typealias V1 = CountersignV1

  @Test("a copy of a message is the same message")
  func copies() {
    let money = V1.Money(in: Arena())
    let same = money
    same.units = 5
    #expect(money.units == 5)
  }

  @Test("a message of the same arena is shared, of another one copied")
  func sharing() {
    let arena = Arena()
    let query = V1.SubmitQueryRequest(in: arena)
    let own = V1.Money(in: arena)
    query.transactionAmount = own
    own.units = 1
    #expect(query.transactionAmount?.units == 1)
    let foreign = V1.Money(in: Arena())
    foreign.units = 2
    query.transactionAmount = foreign
    foreign.units = 3
    #expect(query.transactionAmount?.units == 2)
  }

  @Test("a list takes over messages and texts of another arena")
  func foreignElements() throws {
    let source = V1.Review(in: Arena())
    source.opinions.appendNew().reviewerID = "ann"
    source.killSwitchIDs.append("k")
    let target = V1.Review(in: Arena())
    target.opinions.append(contentsOf: source.opinions)
    target.killSwitchIDs.append(text: source.killSwitchIDs.text(at: 0))
    source.opinions[0].reviewerID = "bob"
    #expect(target.opinions.first?.reviewerID == "ann")
    #expect(target.killSwitchIDs.first == "k")
  }

  @Test("texts are passed on without a String, literals without a copy")
  func texts() throws {
    let arena = Arena()
    let query = V1.SubmitQueryRequest(in: arena)
    query.queryText = "buy"
    let used = arena.usedBytes
    let review = V1.Review(in: arena)
    let afterReview = arena.usedBytes
    review.queryTextUTF8 = query.queryTextUTF8
    review.statusReasonUTF8 = "recorded"
    #expect(arena.usedBytes == afterReview)
    #expect(used < afterReview)
    let elsewhere = V1.Review(in: Arena())
    elsewhere.queryTextUTF8 = query.queryTextUTF8
    query.queryText = "sell"
    #expect(try roundTripped(review).queryText == "buy")
    #expect(try roundTripped(review).statusReason == "recorded")
    #expect(elsewhere.queryTextUTF8 == "buy")
    #expect(elsewhere.queryTextUTF8.withBytes { Array($0) } == Array("buy".utf8))
  }

  @Test("a list can be assigned to itself and parts of itself")
  func selfAssignment() {
    let review = V1.Review(in: Arena())
    review.killSwitchIDs.assign(["a", "b", "c"])
    review.killSwitchIDs.assign(review.killSwitchIDs)
    #expect(Array(review.killSwitchIDs) == ["a", "b", "c"])
    review.killSwitchIDs.assign(review.killSwitchIDs.dropFirst())
    #expect(Array(review.killSwitchIDs) == ["b", "c"])
  }

  @Test("a decoded list can grow", arguments: 0...9)
  func growAfterDecoding(count: Int) throws {
    let review = V1.Review(in: Arena())
    review.killSwitchIDs.assign((0..<count).map(String.init))
    let read = try roundTripped(review)
    for index in count..<20 { read.killSwitchIDs.append(String(index)) }
    #expect(Array(read.killSwitchIDs) == (0..<20).map(String.init))
  }

  @Test("a message keeps its arena alive")
  func lifetime() throws {
    weak var arena: Arena?
    var risk: V1.RiskAssessment?
    do {
      let review = try roundTripped(sample())
      arena = review.arena
      risk = review.risk
    }
    #expect(arena != nil)
    #expect(risk?.reason == "large")
    risk = nil
    #expect(arena == nil)
  }

  private func sample() -> V1.Review {
    let review = V1.Review(in: Arena())
    review.mutableRisk.reason = "large"
    return review
  }
}
