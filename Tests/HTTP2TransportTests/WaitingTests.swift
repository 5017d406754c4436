import RPCCore
import Synchronization
import Testing

@testable import HTTP2Transport

@Suite("Tasks that wait within a call")
struct WaitingTests {
  /// Sends or reads on the stream in a task of its own, and notes its name and how that ended.
  private func start(
    _ name: String, _ conversation: Conversation, _ handlers: TestHandlers,
    _ body: @escaping @Sendable () async throws -> Void
  ) -> Task<Void, Never> {
    let task = Task(executorPreference: conversation.loop) {
      do {
        try await body()
        handlers.note("\(name) done")
      } catch {
        handlers.note("\(name) \((error as? RPCError)?.code ?? .unknown)")
      }
    }
    for _ in 0..<3 { conversation.loop.turn(waitMicrosecondsMax: 0) }
    return task
  }

  private let large = sealed([UInt8](repeating: 1, count: 100_000))

  @Test("cancelling one sender leaves the others of its stream waiting")
  func senders() throws {
    let handlers = TestHandlers()
    let conversation = try Conversation(client: ClientSession(windowBytes: 0), handlers: handlers)
    let streamID = conversation.client.call("/t.S/Slow", endStream: false)
    conversation.exchange()
    let stream = try #require(conversation.connection.stream(streamID))
    let message = large
    let first = start("first", conversation, handlers) { try await stream.send(message) }
    _ = start("second", conversation, handlers) { try await stream.send(message) }
    first.cancel()
    conversation.exchange()
    #expect(handlers.notes.withLock { $0 } == ["first cancelled"])
    conversation.client.reset(streamID)
    conversation.exchange()
    #expect(handlers.notes.withLock { $0 } == ["first cancelled", "second cancelled"])
    handlers.release()
    conversation.exchange()
  }

  @Test("a reader that is turned away, and then cancelled, leaves the one that waits alone")
  func readers() throws {
    let handlers = TestHandlers()
    let conversation = try Conversation(handlers: handlers)
    let streamID = conversation.client.call("/t.S/Slow", endStream: false)
    conversation.exchange()
    let stream = try #require(conversation.connection.stream(streamID))
    let first = start("first", conversation, handlers) { _ = try await stream.nextMessage() }
    // The first one's message and its cancellation cross: the second one waits when the cancellation arrives.
    conversation.client.upload(streamID, sealed([1]))
    _ = conversation.client.output().withUnsafeBytes { conversation.connection.receive($0) }
    first.cancel()
    _ = start("second", conversation, handlers) { _ = try await stream.nextMessage() }
    #expect(handlers.notes.withLock { $0 } == ["first done"])
    conversation.client.upload(streamID, sealed([2]))
    conversation.exchange()
    #expect(handlers.notes.withLock { $0 } == ["first done", "second done"])
    conversation.client.reset(streamID)
    handlers.release()
    conversation.exchange()
  }

  @Test("a task that outlives its handler is woken when the stream is gone")
  func escaped() throws {
    let handlers = TestHandlers()
    let conversation = try Conversation(client: ClientSession(windowBytes: 0), handlers: handlers)
    let streamID = conversation.client.call("/t.S/Slow")
    conversation.exchange()
    let stream = try #require(conversation.connection.stream(streamID))
    let message = large
    _ = start("escaped", conversation, handlers) { try await stream.send(message) }
    handlers.release()
    conversation.exchange()
    #expect(conversation.snapshot.activeHandlers == 0)
    #expect(handlers.notes.withLock { $0.isEmpty })
    conversation.client.reset(streamID)
    conversation.exchange()
    #expect(handlers.notes.withLock { $0 } == ["escaped cancelled"])
  }
}
