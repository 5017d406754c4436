import RPCCore

/// A task that waits, with a number of its own: its cancellation wakes it and nobody else.
struct Waiter<Value: Sendable> {
  let number: Int
  let continuation: UnsafeContinuation<Value, Never>
}

/// Who waits for whom, and for how long: the caller's messages, its windows, the tasks of the handler.
extension ServerStream {
  static let cancelled = RPCError(.cancelled, "the call was cancelled")

  // MARK: For the caller

  /// Whether the call waits for the rest of its one request message, or for room to send.
  var waitsForCaller: Bool { waitingSinceMicroseconds != nil || waitsForRequest }

  private var waitsForRequest: Bool {
    machine.cardinality == .one && machine.isRequestOpen && !machine.isOver
  }

  /// Ends the call if its caller has made it wait for too long.
  func endIfSlow() {
    let now = loop.nowMicroseconds
    if let since = waitingSinceMicroseconds, now - since >= sendStallMicrosecondsMax { return fail(.sendStalled) }
    if waitsForRequest, now - openedMicroseconds >= limits.requestMicrosecondsMax { fail(.requestTooSlow) }
  }

  private var sendStallMicrosecondsMax: Int64 {
    guard methodIndex >= 0 else { return limits.sendStallMicrosecondsMax }
    switch connection.environment.routes.methods[methodIndex].handler {
    case .unary, .clientStreaming: return limits.sendStallMicrosecondsMax
    case .serverStreaming, .bidirectional: return limits.streamSendStallMicrosecondsMax
    }
  }

  func noteWaiting() {
    connection.needsFlush()
    guard waitingSinceMicroseconds == nil, !outgoing.isEmpty else { return }
    waitingSinceMicroseconds = loop.nowMicroseconds
    connection.watchForSlowStreams()
  }

  /// nghttp2 took some of what waits. Only enough of it is progress: a caller that lets a byte through now and then is as
  /// stalled as one that lets none.
  func sent(_ count: Int) {
    chargeAnswer()
    sentBytes += count
    if outgoing.isEmpty {
      waitingSinceMicroseconds = nil
      sentBytes = 0
    } else if sentBytes >= limits.sendProgressBytesMin {
      waitingSinceMicroseconds = loop.nowMicroseconds
      sentBytes = 0
    }
    if !senders.isEmpty, outgoing.byteCount <= limits.streamSendBufferBytesMax / 2 { wakeSenders(nil) }
  }

  /// Forgets what waits to be sent.
  func dropAnswer() {
    outgoing.removeAll()
    chargeAnswer()
    waitingSinceMicroseconds = nil
  }

  /// Brings the budgets of the connection and the loop in line with what waits.
  func chargeAnswer() {
    let difference = outgoing.heldBytes - chargedAnswerBytes
    guard difference != 0 else { return }
    chargedAnswerBytes += difference
    connection.queuedAnswerBytes += difference
    connection.counters.queuedAnswerBytes.add(difference)
  }

  // MARK: The handler's tasks

  func nextWaiterNumber() -> Int {
    waiterCount += 1
    return waiterCount
  }

  func cancelReceiver(_ number: Int) {
    if receiver?.number == number { wakeReceiver(.failure(Self.cancelled)) }
  }

  func cancelSender(_ number: Int) {
    guard let index = senders.firstIndex(where: { $0.number == number }) else { return }
    senders.remove(at: index).continuation.resume(returning: Self.cancelled)
  }

  func wakeSenders(_ error: RPCError?) {
    guard !senders.isEmpty else { return }
    let woken = senders
    senders = []
    for sender in woken { sender.continuation.resume(returning: error) }
  }

  func wakeReceiver(_ result: Result<[UInt8]?, RPCError>) {
    let woken = receiver
    receiver = nil
    woken?.continuation.resume(returning: result)
  }
}
