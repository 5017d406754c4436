import Messages
import MessagesBase
import RPCCore
import Testing

@Suite("Messages encoded once")
struct EncodedMessageTests {
  private typealias V1 = CountersignV1

  private static func money(_ units: Int64, _ code: String) throws -> EncodedMessage {
    let money = V1.Money(in: Arena())
    money.units = units
    money.currencyCode = code
    return try EncodedMessage(money)
  }

  private static func decoded<Message: ArenaMessage>(_ message: Message) throws -> Message {
    let sealed = try message.sealed()
    return try sealed.dropFirst(MessageBuffer.prefixBytes).withUnsafeBytes { try Message.decoded(from: $0) }
  }

  @Test(
    "the field reads as not set, and is there once decoded", arguments: ["", "USD", String(repeating: "x", count: 200)])
  func onlyInTheEncoding(code: String) throws {
    let query = V1.SubmitQueryRequest(in: Arena())
    query.queryText = "q"
    query.append(try Self.money(7, code), field: 4)
    #expect(query.transactionAmount == nil)
    let decoded = try Self.decoded(query)
    #expect(decoded.queryText == "q")
    #expect(decoded.transactionAmount?.units == 7)
    #expect(decoded.transactionAmount?.currencyCode == code)
  }

  @Test("elements of a list come in their order")
  func several() throws {
    let list = V1.Review(in: Arena())
    for name in ["ann", "bob"] {
      let opinion = V1.Opinion(in: Arena())
      opinion.reviewerID = name
      list.append(try EncodedMessage(opinion), field: Self.opinionsField)
    }
    #expect(try Self.decoded(list).opinions.map(\.reviewerID) == ["ann", "bob"])
  }

  @Test("no room in the arena is told when the message is encoded")
  func noRoom() throws {
    let query = V1.SubmitQueryRequest(in: Arena(limitBytes: 400))
    query.append(try Self.money(1, String(repeating: "x", count: 500)), field: 4)
    #expect(throws: RPCError.self) { try query.sealed() }
  }

  private static let opinionsField: UInt32 = 15
}
