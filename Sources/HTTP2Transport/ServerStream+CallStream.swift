import EventLoop
import RPCCore

/// The two directions as a handler uses them. Whoever calls from another executor is brought to the loop first.
extension ServerStream: CallStream {
  func nextMessage() async throws(RPCError) -> [UInt8]? {
    guard loop.isCurrent else { return try await onLoop { stream in await stream.receive() }.get() }
    if let message = messages.popFirst() { return taken(message) }
    return try await receive().get()
  }

  func send(_ sealedMessage: [UInt8]) async throws(RPCError) {
    guard loop.isCurrent else {
      let failure = await onLoop { stream in await stream.deliver(sealedMessage) }
      if let failure { throw failure }
      return
    }
    if let failure = await deliver(sealedMessage) { throw failure }
  }

  private func onLoop<Value: Sendable>(_ body: @Sendable (ServerStream) async -> Value) async -> Value {
    await withTaskExecutorPreference(loop) { await body(self) }
  }

  private func receive() async -> Result<[UInt8]?, RPCError> {
    if let message = messages.popFirst() { return .success(taken(message)) }
    if let failure { return .failure(failure) }
    if !machine.isRequestOpen { return .success(nil) }
    guard receiver == nil else {
      return .failure(RPCError(.internal, "internal error", detail: "two tasks read the messages of one call"))
    }
    return await withTaskCancellationHandler {
      await withUnsafeContinuation { receiver = $0 }
    } onCancel: {
      // Of a task group the transport knows nothing: a reader that is cancelled in it must not wait for the peer.
      loop.submit { self.wakeReceiver(.failure(Self.cancelled)) }
    }
  }

  /// Nil once the message is taken and there is room for another one.
  private func deliver(_ sealedMessage: [UInt8]) async -> RPCError? {
    if let failure { return failure }
    if machine.isOver { return Self.cancelled }
    guard enqueue(sealedMessage) else {
      return RPCError(.resourceExhausted, "the answer is larger than this server sends")
    }
    guard outgoing.byteCount > limits.streamSendBufferBytesMax else { return nil }
    return await withTaskCancellationHandler {
      await withUnsafeContinuation { senders.append($0) }
    } onCancel: {
      loop.submit { self.wakeSenders(Self.cancelled) }
    }
  }

  private static let cancelled = RPCError(.cancelled, "the call was cancelled")

  /// Gives the caller its window back once no message waits any more.
  private func taken(_ message: [UInt8]) -> [UInt8] {
    release(message.count)
    if messages.isEmpty { giveBackHeldWindow() }
    connection.owner?.connectionNeedsFlush()
    return message
  }
}
