import Testing

@testable import RPCCore

@Suite("The protocol of one call")
struct CallMachineTests {
  @Test("a unary call: one message, half-close, the handler, head, message, trailers")
  func unary() {
    var call = CallMachine(.one)
    #expect(call.receiveMessage() == .keep)
    #expect(call.receiveEnd(isAtMessageBoundary: true) == .startHandler)
    #expect(call.sendMessage() == .sendHeadThenMessage)
    #expect(call.finish(hasInitialMetadata: false) == .trailers)
    #expect(call.isOver)
    #expect(call.finish(hasInitialMetadata: false) == .nothing)
    #expect(call.sendMessage() == .refuse)
  }

  @Test("a method of one message refuses none and two (statuscodes.md: UNIMPLEMENTED)")
  func cardinality() {
    var call = CallMachine(.one)
    #expect(call.receiveEnd(isAtMessageBoundary: true) == .refuse(.noRequestMessage))
    call = CallMachine(.one)
    #expect(call.receiveMessage() == .keep)
    #expect(call.receiveMessage() == .refuse(.tooManyRequestMessages))
  }

  @Test("a request that ends within a message is refused", arguments: [CallMachine.Cardinality.one, .many])
  func truncated(cardinality: CallMachine.Cardinality) {
    var call = CallMachine(cardinality)
    _ = call.receiveMessage()
    #expect(call.receiveEnd(isAtMessageBoundary: false) == .refuse(.truncatedMessage))
  }

  @Test("a failure before the first message is trailers alone, unless there is initial metadata")
  func early() {
    var call = CallMachine(.many)
    #expect(call.finish(hasInitialMetadata: false) == .trailersOnly)
    #expect(call.isRequestOpen)
    call = CallMachine(.many)
    #expect(call.finish(hasInitialMetadata: true) == .headThenTrailers)
  }

  @Test("after its end nothing of a call counts any more")
  func afterTheEnd() {
    var call = CallMachine(.many)
    _ = call.finish(hasInitialMetadata: false)
    #expect(call.receiveMessage() == .drop)
    #expect(call.receiveEnd(isAtMessageBoundary: false) == .nothing)
    #expect(!call.isRequestOpen)
    #expect(call.abandon() == false)
  }

  @Test("a lost call is over, once")
  func lost() {
    var call = CallMachine(.many)
    #expect(call.abandon() == true)
    #expect(call.abandon() == false)
    #expect(call.sendMessage() == .refuse)
    #expect(call.finish(hasInitialMetadata: true) == .nothing)
  }
}
