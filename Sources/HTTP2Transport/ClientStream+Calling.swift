import EventLoop
import RPCCore

/// A call as its caller uses it, from any task. Whoever is not on the loop is brought there; a task that is cancelled while it waits
/// cancels the call.
extension ClientStream {
  static let cancelled = RPCError(.cancelled, "the call was cancelled")
  static let deadlineExceeded = RPCError(.deadlineExceeded, "deadline exceeded")
  private static let endedEarly = RPCError(.cancelled, "the server has ended the call, and takes no more messages")

  /// Runs on the loop's thread: at once when we are there.
  private func onLoop(_ body: @escaping @Sendable () -> Void) {
    if loop.isCurrent { body() } else { loop.submit(body) }
  }

  /// Waits for what `body`, on the loop, gives to the continuation.
  private func wait<Value: Sendable>(
    _ body: @escaping @Sendable (UnsafeContinuation<Value, Never>) -> Void
  ) async -> Value {
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in onLoop { body(continuation) } }
    } onCancel: {
      loop.submit { self.cancel() }
    }
  }

  /// The whole of a call with one message each way.
  func unary(_ sealedRequest: [UInt8]) async throws(RPCError) -> [UInt8] {
    let result: Result<[UInt8]?, RPCError> = await wait { continuation in
      if let error = self.refusal(of: sealedRequest) { return continuation.resume(returning: .failure(error)) }
      self.enqueue(sealedRequest)
      self.halfClose()
      self.start()
      self.receive(continuation)
    }
    guard let message = try result.get() else { throw ResponseRefusal.noMessage.error }
    return message
  }

  /// Begins a call of any number of messages; waits for nothing.
  func open() { onLoop { self.start() } }

  func send(_ sealedMessage: [UInt8]) async throws(RPCError) {
    if let error = await wait({ self.deliver(sealedMessage, $0) }) { throw error }
  }

  func finishSending() async throws(RPCError) {
    let error: RPCError? = await wait { continuation in
      self.halfClose()
      continuation.resume(returning: self.end?.error)
    }
    if let error { throw error }
  }

  func nextMessage() async throws(RPCError) -> [UInt8]? {
    try await wait { self.receive($0) }.get()
  }

  func head() async throws(RPCError) -> Metadata {
    let error: RPCError? = await wait { continuation in
      if self.initialMetadata != nil || self.end != nil { return continuation.resume(returning: self.headError) }
      self.headWaiters.append(continuation)
    }
    if let error { throw error }
    return await wait { $0.resume(returning: (self.initialMetadata ?? HeaderBlock()).metadata()) }
  }

  func trailers() async -> Metadata {
    await withUnsafeContinuation { continuation in
      onLoop { continuation.resume(returning: self.trailingMetadata.metadata()) }
    }
  }

  /// From any thread.
  func cancelFromAnywhere() { loop.submit { self.cancel() } }

  /// From any thread.
  func abandonFromAnywhere() { loop.submit { self.abandon() } }

  // MARK: On the loop

  private func refusal(of sealedMessage: [UInt8]) -> RPCError? {
    if sealedMessage.count - MessageBuffer.prefixBytes <= limits.requestMessageBytesMax { return nil }
    return RPCError(.resourceExhausted, "the message is larger than this client sends")
  }

  private func deliver(_ sealedMessage: [UInt8], _ continuation: UnsafeContinuation<RPCError?, Never>) {
    if let end { return continuation.resume(returning: end.error ?? Self.endedEarly) }
    guard machine.maySend() else {
      return continuation.resume(
        returning: RPCError(.internal, "internal error", detail: "a message after the caller's half-close"))
    }
    if let error = refusal(of: sealedMessage) { return continuation.resume(returning: error) }
    enqueue(sealedMessage)
    if outgoing.byteCount <= limits.streamSendBufferBytesMax { return continuation.resume(returning: nil) }
    senders.append(continuation)
  }

  private func receive(_ continuation: UnsafeContinuation<Result<[UInt8]?, RPCError>, Never>) {
    guard receiver == nil else {
      return continuation.resume(
        returning: .failure(RPCError(.internal, "internal error", detail: "two tasks read the answers of one call")))
    }
    receiver = continuation
    wakeReceiver()
  }

  /// Gives the reader the next message, or the end. A method that answers once is answered only when its status came: an answer
  /// whose call failed is none.
  func wakeReceiver() {
    // Taken away first: a message that cannot be read ends the call, which wakes the reader, too.
    guard let waiting = receiver else { return }
    receiver = nil
    if let result = nextResult() { waiting.resume(returning: result) } else { receiver = waiting }
  }

  private func nextResult() -> Result<[UInt8]?, RPCError>? {
    if machine.answersOnce {
      guard let end else { return nil }
      if let error = end.error { return .failure(error) }
    }
    if let message = nextMessagePlain() { return .success(message) }
    return end.map { end in end.error.map { .failure($0) } ?? .success(nil) }
  }

  private var headError: RPCError? { initialMetadata == nil ? end?.error : nil }

  func wakeHeadWaiters() {
    let woken = headWaiters
    headWaiters = []
    for waiter in woken { waiter.resume(returning: headError) }
  }

  /// Room to send, or the end of the call.
  func wakeSenders() {
    guard !senders.isEmpty else { return }
    let woken = senders
    senders = []
    for sender in woken { sender.resume(returning: end.map { $0.error ?? Self.endedEarly }) }
  }
}

extension ResponseRefusal {
  /// What the framer says of a server's messages.
  init(_ refusal: CallRefusal) {
    switch refusal {
    case .compressedWithoutEncoding: self = .compressedWithoutEncoding
    case .messageTooLarge: self = .messageTooLarge
    case .truncatedMessage: self = .truncatedMessage
    case .corruptMessage: self = .malformedCompression
    case .compressionRatioOverLimit: self = .messageTooLarge
    default: self = .malformedPrefix
    }
  }
}

/// The caller's end of a call: when nobody holds it any more, the call is cancelled.
final class ClientCallHandle: ClientCall {
  private let stream: ClientStream

  init(_ stream: ClientStream) { self.stream = stream }

  deinit { stream.abandonFromAnywhere() }

  func send(_ sealedMessage: [UInt8]) async throws(RPCError) { try await stream.send(sealedMessage) }

  func halfClose() async throws(RPCError) { try await stream.finishSending() }

  func nextMessage() async throws(RPCError) -> [UInt8]? { try await stream.nextMessage() }

  func initialMetadata() async throws(RPCError) -> Metadata { try await stream.head() }

  func trailingMetadata() async -> Metadata { await stream.trailers() }

  func cancel() { stream.cancelFromAnywhere() }
}
