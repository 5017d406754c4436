import CNghttp2
import EventLoop
import RPCCore

/// How a call is answered and how it ends.
extension ServerStream: TimerHandler {
  /// The deadline passed; also when the answer waits for the caller's window.
  func timerFired(_ token: Int) {
    deadlineTimer = nil
    fail(.deadlineExceeded)
  }

  /// Whether the handler has set anything of the answer beside messages; a refused head has no context yet.
  var hasOutgoingMetadata: Bool { context?.hasOutgoingMetadata ?? false }

  /// The metadata for the trailers.
  var trailingMetadata: Metadata {
    guard hasOutgoingMetadata else { return Metadata() }
    return context.trailingMetadata
  }

  var initialMetadata: Metadata {
    guard hasOutgoingMetadata else { return Metadata() }
    return context.initialMetadata
  }

  /// Puts a message into nghttp2's hands.
  /// - Returns: why nothing of it is sent: it is over a limit.
  func enqueue(_ plainMessage: [UInt8]) -> CallRefusal? {
    guard plainMessage.count - MessageBuffer.prefixBytes <= limits.responseMessageBytesMax else {
      return .responseTooLarge
    }
    let sealedMessage = context.hasOutgoingMetadata ? encoded(plainMessage) : plainMessage
    guard connection.hasRoomForAnswer(sealedMessage.count) else { return .queuedAnswersOverLimit }
    outgoing.append(sealedMessage)
    switch machine.sendMessage() {
    case .sendHeadThenMessage: connection.submitHead(self)
    case .sendMessage: resumeSending()
    case .refuse: outgoing.removeAll()
    }
    chargeAnswer()
    noteWaiting()
    return nil
  }

  /// Ends the call with the handler's status, after what waits to be sent.
  func finish(_ error: RPCError?) {
    ending = error
    let hasInitialMetadata = hasOutgoingMetadata && !initialMetadata.isEmpty
    switch machine.finish(hasInitialMetadata: hasInitialMetadata) {
    case .trailersOnly: connection.submitTrailersOnly(self)
    case .headThenTrailers:
      connection.submitHead(self, isDataFollowing: false)
      connection.submitTrailers(self)
    // HEADERS wait for no window, so without DATA before them the trailers must not wait for nghttp2 to ask for DATA.
    case .trailers where outgoing.isEmpty: connection.submitTrailers(self)
    case .trailers:
      isFinishing = true
      resumeSending()
    case .nothing: return
    }
    connection.needsFlush()
  }

  /// Ends the call against the handler, or without one. What waits to be sent is dropped.
  func fail(_ refusal: CallRefusal) {
    if machine.isOver { return giveUpAnswer(refusal) }
    connection.counters.note(refusal)
    self.refusal = refusal
    let error = refusal.error
    if outgoing.isMidMessage {
      // Trailers within a message would be an error of ours.
      _ = machine.abandon()
      resetAnswer(refusal)
    } else if let status = refusal.httpStatus {
      _ = machine.finish(hasInitialMetadata: false)
      connection.submitHTTP(self, status: status)
    } else {
      endAtOnce(error)
    }
    connection.needsFlush()
    stopHandler(error)
  }

  /// The handler has ended, but its answer still waits for the caller to read.
  private func giveUpAnswer(_ refusal: CallRefusal) {
    guard isFinishing, !outgoing.isEmpty else { return }
    connection.counters.note(refusal)
    isFinishing = false
    resetAnswer(refusal)
    connection.needsFlush()
  }

  /// The error code says what trailers cannot: gRPC's clients map ENHANCE_YOUR_CALM to RESOURCE_EXHAUSTED
  /// (PROTOCOL-HTTP2, "Errors").
  private func resetAnswer(_ refusal: CallRefusal) {
    dropAnswer()
    let isExhausted = refusal.error.code == .resourceExhausted
    connection.reset(self, (isExhausted ? NGHTTP2_ENHANCE_YOUR_CALM : NGHTTP2_CANCEL).rawValue)
  }

  /// The stream is gone, or is to be forgotten: nothing is sent any more.
  func cancel() {
    guard machine.abandon() else { return }
    dropAnswer()
    stopHandler(RPCError(.cancelled, "the caller ended the call"))
  }

  /// nghttp2 closed the stream, or its connection did. Whoever still waits is told so, also a task that outlived its handler.
  func streamClosed() {
    cancel()
    cancelDeadline()
    dropAnswer()
    releaseRequest()
    closeWaiters()
  }

  private func endAtOnce(_ error: RPCError) {
    ending = error
    dropAnswer()
    switch machine.finish(hasInitialMetadata: false) {
    case .trailersOnly: connection.submitTrailersOnly(self)
    // HEADERS wait for no window, so these pass the DATA that waits.
    case .trailers, .headThenTrailers: connection.submitTrailers(self)
    case .nothing: break
    }
  }

  private func cancelDeadline() {
    if let deadlineTimer { loop.cancelTimer(deadlineTimer) }
    deadlineTimer = nil
  }

  private func resumeSending() {
    guard isDeferred else { return }
    isDeferred = false
    nghttp2_session_resume_data(connection.session, id)
    connection.needsFlush()
  }
}
