import Synchronization
import Testing

@testable import HTTP2Transport
@testable import RPCCore

/// Writes down what it sees, under a name; refuses whom it is told to.
private final class Witness: ServerInterceptor {
  private let name: String
  private let notes: Notes

  final class Notes: Sendable {
    private let lines = Mutex<[String]>([])
    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
  }

  init(_ name: String, _ notes: Notes) {
    self.name = name
    self.notes = notes
  }

  func callBegins(_ context: ServerContext) async throws(RPCError) {
    notes.add("\(name) begins \(context.path)")
    context.initialMetadata.append("x-\(name)", "head")
    if context.metadata[first: "x-refuse"] == Array(name.utf8) { throw RPCError(.permissionDenied, "not you") }
  }

  func messageReceived(_ message: UnsafeRawBufferPointer, _ context: ServerContext) {
    notes.add("\(name) received \(message.count)")
  }

  func messageSent(_ sealedMessage: [UInt8], _ context: ServerContext) {
    notes.add("\(name) sent \(sealedMessage.count - 5)")
  }

  func callEnded(_ context: ServerContext, _ error: RPCError?) {
    context.trailingMetadata.append("x-\(name)", "\(error?.code ?? .ok)")
    notes.add("\(name) ended \(error?.code ?? .ok)")
  }
}

@Suite("Interceptors")
struct InterceptorTests {
  private let notes = Witness.Notes()

  private func conversation(_ handlers: TestHandlers = TestHandlers()) throws -> Conversation {
    var router = Router(interceptors: [Witness("a", notes), Witness("b", notes)])
    for method in handlers.router.methods.values { router.add(path: method.path, method.handler) }
    return try Conversation(handlers: handlers, router: router)
  }

  @Test("they stand around the handler, the first one outermost, and may add metadata")
  func unary() throws {
    let answer = try conversation().call("/t.S/Echo", sealed([1, 2, 3]))
    #expect(
      notes.all == [
        "a begins /t.S/Echo", "b begins /t.S/Echo", "a received 3", "b received 3", "b sent 3", "a sent 3",
        "b ended ok",
        "a ended ok",
      ])
    #expect(answer.messages == [[1, 2, 3]] && answer.status == 0)
    #expect(answer.head.suffix(2).map(\.0) == ["x-a", "x-b"])
    #expect(answer.trailers.map(\.0) == ["grpc-status", "x-b", "x-a"])
  }

  @Test("one that refuses keeps the handler and those behind it from running; those before it learn of it")
  func refusal() throws {
    let handlers = TestHandlers()
    let conversation = try conversation(handlers)
    #expect(conversation.call("/t.S/Wait", sealed([]), headers: [("x-refuse", "b")]).status == 7)
    #expect(notes.all == ["a begins /t.S/Wait", "b begins /t.S/Wait", "a ended permissionDenied"])
    #expect(conversation.call("/t.S/Chat", headers: [("x-refuse", "a")]).status == 7)
    #expect(notes.all.suffix(1) == ["a begins /t.S/Chat"])
    #expect(handlers.notes.withLock { $0.isEmpty })
    #expect(conversation.snapshot.activeHandlers == 0)
  }

  @Test("they see each message of a stream, in both directions, and the handler's status")
  func streams() throws {
    let conversation = try conversation()
    #expect(conversation.call("/t.S/Chat", sealed([1]) + sealed([2, 2])).messages == [[1], [2, 2]])
    #expect(
      notes.all.filter { $0.hasPrefix("a") } == [
        "a begins /t.S/Chat", "a received 1", "a sent 1", "a received 2", "a sent 2", "a ended ok",
      ])
    #expect(conversation.call("/t.S/Sum", sealed([1])).messages.count == 1)
    #expect(notes.all.suffix(2) == ["b ended ok", "a ended ok"])
    #expect(conversation.call("/t.S/Count", sealed([2])).messages.count == 2)
    #expect(notes.all.suffix(6) == ["b sent 1", "a sent 1", "b sent 1", "a sent 1", "b ended ok", "a ended ok"])
    #expect(conversation.call("/t.S/Fail", sealed([])).status == 5)
    #expect(notes.all.suffix(1) == ["a ended notFound"])
  }

  @Test("where the transport ends the call, its status is what they are told")
  func ending() throws {
    let conversation = try conversation()
    let late = conversation.client.call("/t.S/Chat", endStream: false, headers: [("grpc-timeout", "5m")])
    let cancelled = conversation.client.call("/t.S/Chat", endStream: false)
    conversation.exchange()
    conversation.advance(byMicroseconds: 6_000)
    #expect(conversation.client.answers[late]?.status == 4)
    #expect(notes.all.suffix(1) == ["a ended deadlineExceeded"])
    conversation.client.reset(cancelled)
    conversation.exchange()
    #expect(notes.all.suffix(1) == ["a ended cancelled"])
  }

  @Test("a path of another spelling never reaches them")
  func canonicalPath() throws {
    let conversation = try conversation()
    for path in ["/t.S/echo", "//t.S/Echo", "/t.S/Echo/", "/t.S/%45cho", "/t.S/Echo?"] {
      #expect(conversation.call(path, sealed([])).status == 12)
    }
    #expect(notes.all.isEmpty)
  }
}
