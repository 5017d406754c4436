import RPCCore
import Testing

@Suite("A call, as its client sees it")
struct ClientCallMachineTests {
  private func head(_ fields: [(String, String)] = goodHead) throws -> ResponseHead {
    try #require(responseHead(fields))
  }

  private func trailers(_ status: String = "0") throws -> ResponseHead {
    try #require(responseHead([("grpc-status", status)]))
  }

  private func begun(answersOnce: Bool) throws -> ClientCallMachine {
    var call = ClientCallMachine(answersOnce: answersOnce)
    #expect(
      try call.receiveHead(head(), endsStream: false, isAtMessageBoundary: true) == .begin)
    return call
  }

  @Test("One message, then OK")
  func unary() throws {
    var call = try begun(answersOnce: true)
    #expect(call.receiveMessage() == .keep)
    #expect(
      try call.receiveHead(trailers(), endsStream: true, isAtMessageBoundary: true) == .end(nil))
    #expect(call.isOver)
    #expect(call.lose(.reset(8), mayReplay: true) == .ignore)
  }

  @Test("A method that answers once must do so once")
  func cardinality() throws {
    var none = try begun(answersOnce: true)
    #expect(
      try none.receiveHead(trailers(), endsStream: true, isAtMessageBoundary: true) == .refuse(.noMessage))
    var two = try begun(answersOnce: true)
    #expect(two.receiveMessage() == .keep)
    #expect(two.receiveMessage() == .refuse(.tooManyMessages))
    #expect(two.receiveMessage() == .drop)
    var failed = try begun(answersOnce: true)
    #expect(
      failed.receiveHead(try trailers("5"), endsStream: true, isAtMessageBoundary: true)
        == .end(RPCError(.notFound, "")))
  }

  @Test("A streaming method answers any number")
  func streaming() throws {
    var call = try begun(answersOnce: false)
    for _ in 0..<3 { #expect(call.receiveMessage() == .keep) }
    #expect(
      try call.receiveHead(trailers(), endsStream: true, isAtMessageBoundary: true) == .end(nil))
    var empty = try begun(answersOnce: false)
    #expect(
      try empty.receiveHead(trailers(), endsStream: true, isAtMessageBoundary: true) == .end(nil))
  }

  @Test("What comes in another order is refused")
  func order() throws {
    var early = ClientCallMachine(answersOnce: false)
    #expect(early.receiveMessage() == .refuse(.outOfOrder))
    var twice = try begun(answersOnce: false)
    #expect(
      try twice.receiveHead(head(), endsStream: false, isAtMessageBoundary: true) == .refuse(.outOfOrder))
    var cut = try begun(answersOnce: false)
    #expect(cut.receiveMessage() == .keep)
    #expect(
      try cut.receiveHead(trailers(), endsStream: true, isAtMessageBoundary: false) == .refuse(.truncatedMessage))
    var bare = try begun(answersOnce: false)
    #expect(bare.receiveEndWithoutTrailers() == .refuse(.noStatus))
    #expect(bare.receiveEndWithoutTrailers() == .ignore)
  }

  @Test("Heads before the head are passed over")
  func informational() throws {
    var call = ClientCallMachine(answersOnce: false)
    #expect(
      try call.receiveHead(head([(":status", "103")]), endsStream: false, isAtMessageBoundary: true) == .ignore)
    #expect(!call.hasBegun)
    #expect(
      try call.receiveHead(head(), endsStream: false, isAtMessageBoundary: true) == .begin)
  }

  @Test("A refused call is sent again once, an unsent one a few times, any other never")
  func sendAgain() throws {
    var refused = ClientCallMachine(answersOnce: true)
    #expect(refused.lose(.refused, mayReplay: true) == .sendAgain)
    #expect(refused.lose(.refused, mayReplay: true) == .end(RPCError(.unavailable, "the server refused the call")))
    var unsent = ClientCallMachine(answersOnce: true)
    for _ in 0..<5 { #expect(unsent.lose(.unsent, mayReplay: true) == .sendAgain) }
    #expect(unsent.lose(.unsent, mayReplay: true) != .sendAgain)
    for loss: ClientCallMachine.Loss in [.reset(8), .connectionLost("gone")] {
      var lost = ClientCallMachine(answersOnce: true)
      #expect(lost.lose(loss, mayReplay: true) != .sendAgain)
      #expect(lost.isOver)
    }
  }

  @Test("Nothing is sent again once an answer began, or when its messages are forgotten")
  func committed() throws {
    var begun = try begun(answersOnce: true)
    #expect(begun.lose(.refused, mayReplay: true) != .sendAgain)
    var forgotten = ClientCallMachine(answersOnce: true)
    #expect(forgotten.lose(.refused, mayReplay: false) != .sendAgain)
  }

  @Test("The caller may send until it half-closes or the call is over")
  func sending() throws {
    var call = ClientCallMachine(answersOnce: false)
    #expect(call.maySend())
    #expect(call.halfClose() == true)
    #expect(!call.maySend())
    #expect(call.halfClose() == false)
    #expect(call.abandon() == true)
    #expect(call.abandon() == false)
    #expect(
      try call.receiveHead(head(), endsStream: false, isAtMessageBoundary: true) == .ignore)
    #expect(call.receiveMessage() == .drop)
  }
}
