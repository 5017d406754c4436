import MessagesBase
import RPCCore
import Synchronization
import Testing

/// A stream whose answers a test takes one by one; the handler waits until a message is taken.
final class StreamUnderTest<Response: ArenaMessage>: Sendable {
  private let stream: TakenStream
  private let task: Task<RPCError?, Never>

  init(requests: [[UInt8]] = [], _ handler: @escaping @Sendable (any CallStream) async throws -> Void) {
    let stream = TakenStream(requests: requests)
    self.stream = stream
    task = Task {
      defer { stream.finish() }
      do {
        try await handler(stream)
        return nil
      } catch {
        return error as? RPCError ?? RPCError(.unknown, "\(error)")
      }
    }
  }

  /// The next message; nil at the end of the stream.
  func next() async throws -> Response? {
    guard let bytes = await stream.take() else { return nil }
    return try Response.decodedAnswer(bytes)
  }

  /// The next message, which must be there.
  func expectNext() async throws -> Response { try #require(try await next()) }

  /// How the call ended; nil is OK.
  func end() async -> RPCError? { await task.value }

  func cancel() async {
    task.cancel()
    while await stream.take() != nil {}
    _ = await task.value
  }
}

/// Hands messages over through an AsyncStream; not bounded, as tests are.
final class TakenStream: CallStream {
  private let requests: Mutex<ArraySlice<[UInt8]>>
  private let sender: AsyncStream<[UInt8]>.Continuation
  private let messages: AsyncStream<[UInt8]>

  init(requests: [[UInt8]]) {
    self.requests = Mutex(requests[...])
    (messages, sender) = AsyncStream.makeStream(of: [UInt8].self)
  }

  func nextMessage() async throws(RPCError) -> [UInt8]? { requests.withLock { $0.popFirst() } }

  func send(_ sealedMessage: [UInt8]) async throws(RPCError) {
    if Task.isCancelled { throw RPCError(.cancelled, "the call was cancelled") }
    sender.yield(sealedMessage)
  }

  func finish() { sender.finish() }

  func take() async -> [UInt8]? {
    var iterator = messages.makeAsyncIterator()
    return await iterator.next()
  }
}
