import CNghttp2
import EventLoop
import RPCCore

/// The connection's timers, and how its life ends.
extension HTTP2Connection {
  /// Whoever answers this PING has seen the first GOAWAY.
  private static let noticePing = Array("goodbye?".utf8)
  private static let keepAlivePing = Array("areyouup".utf8)
  /// Streams with a higher number begin the end: three quarters of what RFC 9113 §5.1.1 has.
  static let streamIDMax: Int32 = 0x6000_0000

  var hasEnded: Bool {
    if case .ended = lifetime.phase { return true }
    return false
  }

  // MARK: Timers

  func setTimer(_ timer: Timer, inMicroseconds wait: Int64) -> EventLoop.TimerID {
    loop.setTimer(atMicroseconds: loop.clock.nowMicroseconds() + wait, self, token: timer.rawValue)
  }

  func cancelTimers() {
    for timer in [lifetimeTimer, slowStreamTimer, headTimer] { if let timer { loop.cancelTimer(timer) } }
    lifetimeTimer = nil
    slowStreamTimer = nil
    headTimer = nil
  }

  func timerFired(_ token: Int) {
    switch Timer(rawValue: token) {
    case .lifetime:
      lifetimeTimer = nil
      run(lifetime.look(facts))
    case .slowStreams:
      slowStreamTimer = nil
      checkSlowStreams()
    case .head:
      headTimer = nil
      checkSlowHead()
    case .pause:
      isReadingPaused = false
      owner?.connectionChangesReading()
    case nil: break
    }
  }

  /// Ends the calls whose caller has read too little, or not sent the request, for too long; asks again as long as any waits.
  private func checkSlowStreams() {
    for case let stream? in streams { stream.endIfSlow() }
    if streams.contains(where: { $0?.waitsForCaller ?? false }) { watchForSlowStreams() }
  }

  /// Makes sure that slow streams are looked for; called when one begins to wait for its caller.
  func watchForSlowStreams() {
    guard slowStreamTimer == nil, !hasEnded else { return }
    let limits = environment.limits
    let shortest = min(
      limits.sendStallMicrosecondsMax, limits.streamSendStallMicrosecondsMax, limits.requestMicrosecondsMax)
    slowStreamTimer = setTimer(.slowStreams, inMicroseconds: max(1, shortest / 6))
  }

  /// Makes sure that a head whose end does not come is noticed; called with a head that the present chunk did not complete.
  private func watchForSlowHead() {
    guard headTimer == nil, !hasEnded else { return }
    timedHeadCount = headCount
    headTimer = setTimer(.head, inMicroseconds: environment.limits.abuse.headMicrosecondsMax)
  }

  private func checkSlowHead() {
    guard isReadingHead else { return }
    if headCount == timedHeadCount { endForAbuse(.slowHead) } else { watchForSlowHead() }
  }

  // MARK: Abuse

  /// The verdict is acted upon once nghttp2 is done with the chunk.
  func note(_ event: AbuseMonitor.Event) {
    take(abuse.note(event, nowMicroseconds: loop.nowMicroseconds))
  }

  private func take(_ verdict: AbuseMonitor.Verdict) {
    switch verdict {
    case .ok: break
    case .pause: pauseReading()
    case .end(let reason): if abuseReason == nil { abuseReason = reason }
    }
  }

  private func pauseReading() {
    guard !isReadingPaused else { return }
    isReadingPaused = true
    counters.noteReadingPaused()
    _ = setTimer(.pause, inMicroseconds: environment.limits.abuse.pauseMicroseconds)
    owner?.connectionChangesReading()
  }

  /// A chunk was read: judges it as a whole.
  /// - Parameter taken: what nghttp2 returned; below zero it wants nothing more.
  func weigh(_ byteCount: Int, _ taken: Int) {
    take(
      abuse.received(
        byteCount: byteCount, visibleBytes: visibleBytes, usefulBytes: usefulBytes,
        nowMicroseconds: loop.nowMicroseconds))
    visibleBytes = 0
    usefulBytes = 0
    if taken < 0, abuseReason == nil { abuseReason = Self.reason(ofError: taken) }
    if let abuseReason { endForAbuse(abuseReason) }
    if hasBrokenProtocol { endForViolation() }
    if isReadingHead { watchForSlowHead() }
  }

  private static func reason(ofError error: Int) -> AbuseMonitor.Reason? {
    switch Int32(error) {
    case NGHTTP2_ERR_BAD_CLIENT_MAGIC.rawValue: return .notHTTP2
    case NGHTTP2_ERR_FLOODED.rawValue: return .controlFrames
    case NGHTTP2_ERR_TOO_MANY_CONTINUATIONS.rawValue: return .continuations
    default: return nil
    }
  }

  func endForAbuse(_ reason: AbuseMonitor.Reason) {
    guard !hasEnded else { return }
    counters.note(reason)
    submitGoAway(NGHTTP2_ENHANCE_YOUR_CALM.rawValue, reason.rawValue)
    end()
  }

  private func endForViolation() {
    guard !hasEnded else { return }
    counters.noteProtocolError()
    submitGoAway(NGHTTP2_PROTOCOL_ERROR.rawValue, "")
    end()
  }

  // MARK: The end (RFC 9113 §6.8)

  private var facts: ConnectionLifetime.Facts {
    ConnectionLifetime.Facts(
      nowMicroseconds: loop.clock.nowMicroseconds(), isEstablished: isEstablished,
      openStreams: openStreams, hasOpenedStreams: hasOpenedStreams, lastReadMicroseconds: lastReadMicroseconds,
      idleSinceMicroseconds: idleSinceMicroseconds)
  }

  /// Sets the timer for the next look.
  func planLifetime() {
    if let lifetimeTimer { loop.cancelTimer(lifetimeTimer) }
    lifetimeTimer = lifetime.nextMicroseconds(facts).map {
      loop.setTimer(atMicroseconds: $0, self, token: Timer.lifetime.rawValue)
    }
  }

  private func run(_ action: ConnectionLifetime.Action) {
    switch action {
    case .nothing: break
    case .sendKeepAlive: submitPing(Self.keepAlivePing)
    case .sendNotice: nghttp2_submit_shutdown_notice(session)
    case .sendGoAway(let reason):
      counters.note(reason)
      submitGoAway(NGHTTP2_NO_ERROR.rawValue, reason.rawValue)
    case .endCalls(let reason): failStreams(reason == .drain ? .shuttingDown : .connectionEnding)
    case .close(let reason): giveUp(reason)
    }
    planLifetime()
    needsFlush()
  }

  private func giveUp(_ reason: ConnectionLifetime.Reason?) {
    if let reason { counters.note(reason) }
    if reason == .handshake {
      submitGoAway(NGHTTP2_SETTINGS_TIMEOUT.rawValue, ConnectionLifetime.Reason.handshake.rawValue)
    }
    abandonCalls()
    if reason == .keepAlive { owner?.connectionIsLost() }
  }

  /// Asks the peer to open no more streams, serves those that were on their way, and finishes once all have ended.
  func drain() {
    isDraining = true
    beginEnd(.drain)
  }

  func beginEnd(_ reason: ConnectionLifetime.Reason) {
    run(lifetime.beginEnd(reason, nowMicroseconds: loop.clock.nowMicroseconds()))
  }

  /// The time for a graceful end is over: every call that still runs ends with UNAVAILABLE.
  func endCalls() {
    failStreams(.shuttingDown)
    drain()
    run(lifetime.noticeSeen(loop.clock.nowMicroseconds()))
  }

  private func failStreams(_ refusal: CallRefusal) {
    for case let stream? in streams { stream.fail(refusal) }
  }

  /// Cancels all calls; answers that are complete are still sent.
  func end() {
    guard lifetime.end() else { return }
    abandonCalls()
  }

  private func abandonCalls() {
    for case let stream? in streams { stream.cancel() }
    needsFlush()
  }

  // MARK: Frames

  func pingAcknowledged(_ payload: UnsafeRawBufferPointer) {
    guard payload.elementsEqual(Self.noticePing) else { return }
    run(lifetime.noticeSeen(loop.clock.nowMicroseconds()))
  }

  /// Only after the notice was serialised: PING overtakes GOAWAY in nghttp2's queue.
  func goAwaySent(_ errorCode: UInt32) {
    if case .noticed = lifetime.phase { submitPing(Self.noticePing) }
    if errorCode != NGHTTP2_NO_ERROR.rawValue, abuseReason == nil, !hasEnded { counters.noteProtocolError() }
  }

  private func submitPing(_ payload: [UInt8]) {
    nghttp2_submit_ping(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), payload)
    needsFlush()
  }

  private func submitGoAway(_ errorCode: UInt32, _ debug: String) {
    let debugData = Array(debug.utf8)
    lastServedStreamID = nghttp2_session_get_last_proc_stream_id(session)
    nghttp2_submit_goaway(
      session, UInt8(NGHTTP2_FLAG_NONE.rawValue), lastServedStreamID, errorCode, debugData, debugData.count)
    needsFlush()
  }
}
