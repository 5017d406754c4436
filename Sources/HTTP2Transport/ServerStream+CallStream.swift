import EventLoop
import RPCCore

/// The two directions as a handler uses them. Whoever calls from another executor is brought to the loop first.
extension ServerStream: CallStream {
  nonisolated(nonsending) func nextMessage() async throws(RPCError) -> [UInt8]? {
    guard loop.isCurrent else { return try await onLoop { stream in await stream.receive() }.get() }
    if let message = messages.popFirst() { return try taken(message).get() }
    return try await receive().get()
  }

  nonisolated(nonsending) func send(_ sealedMessage: [UInt8]) async throws(RPCError) {
    guard loop.isCurrent else { return try await sendFromElsewhere(sealedMessage) }
    // What is done at once needs no memory of the task: a stream that waits for its next event holds a slab less.
    if let failure = hand(over: sealedMessage) { throw failure }
    if !hasRoomToSend, let failure = await waitForRoom() { throw failure }
  }

  /// The message stays charged until the handler ends, who may have made what it likes of it.
  func requestWasRead() {
    if loop.isCurrent { request.removeAll() }
  }

  private nonisolated(nonsending) func sendFromElsewhere(_ sealedMessage: [UInt8]) async throws(RPCError) {
    let failure = await onLoop { stream -> RPCError? in
      if let failure = stream.hand(over: sealedMessage) { return failure }
      return stream.hasRoomToSend ? nil : await stream.waitForRoom()
    }
    if let failure { throw failure }
  }

  /// Concurrent, so that it leaves the executor of an actor that calls.
  @concurrent private func onLoop<Value: Sendable>(_ body: @Sendable (ServerStream) async -> Value) async -> Value {
    await withTaskExecutorPreference(loop) { await body(self) }
  }

  private nonisolated(nonsending) func receive() async -> Result<[UInt8]?, RPCError> {
    if let message = messages.popFirst() { return taken(message) }
    releaseTaken()
    if let failure { return .failure(failure) }
    if !machine.isRequestOpen { return .success(nil) }
    guard receiver == nil else {
      return .failure(RPCError(.internal, "internal error", detail: "two tasks read the messages of one call"))
    }
    let number = nextWaiterNumber()
    return await withTaskCancellationHandler {
      await withUnsafeContinuation { receiver = Waiter(number: number, continuation: $0) }
    } onCancel: {
      // Of a task group the transport knows nothing: a reader that is cancelled in it must not wait for the peer.
      loop.submit { self.cancelReceiver(number) }
    }
  }

  private var hasRoomToSend: Bool { outgoing.byteCount <= limits.streamSendBufferBytesMax }

  /// Nil once the transport has the message.
  private func hand(over sealedMessage: [UInt8]) -> RPCError? {
    if let failure { return failure }
    if machine.isOver { return Self.cancelled }
    if let refusal = enqueue(sealedMessage) {
      // A message that is too large is the handler's matter; a caller that reads nothing is not.
      if refusal != .responseTooLarge { fail(refusal) }
      return refusal.error
    }
    return nil
  }

  /// Nil once there is room for a further message.
  private nonisolated(nonsending) func waitForRoom() async -> RPCError? {
    let number = nextWaiterNumber()
    return await withTaskCancellationHandler {
      await withUnsafeContinuation { senders.append(Waiter(number: number, continuation: $0)) }
    } onCancel: {
      loop.submit { self.cancelSender(number) }
    }
  }

  /// Gives the caller its window back once no message waits any more. The message stays charged as long as the handler has it:
  /// until it takes the next one, or ends.
  private func taken(_ message: ArrivedMessages.Message) -> Result<[UInt8]?, RPCError> {
    noteTaken(message.bytes)
    if messages.isEmpty { giveBackHeldWindow() }
    connection.needsFlush()
    if let plain = decoded(message) { return .success(plain) }
    return .failure(failure ?? Self.cancelled)
  }
}
