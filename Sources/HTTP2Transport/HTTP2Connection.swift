import CNghttp2
import EventLoop
import RPCCore

/// Who moves a connection's bytes.
protocol ConnectionOwner: AnyObject {
  /// The connection has something to send, or is finished: `produce` is to be called before the loop waits again.
  func connectionNeedsFlush()
}

/// One HTTP/2 connection of the server: bytes in, bytes out, no socket. Confined to its event loop.
///
/// What arrives is only noted while nghttp2 reads it; handlers start once the whole chunk is read, so a stream that is reset
/// in the same chunk costs no handler. Properties that every call changes have no check of exclusive access at run time: none of
/// their methods calls back, and the checks are a tenth of a call.
final class HTTP2Connection: TimerHandler {
  enum Timer: Int {
    case handshake
    case sendStall
    case goAwayPing
  }

  /// How the connection's life ends.
  enum Phase: Equatable {
    case open
    /// The first GOAWAY of a graceful end is sent: new streams are still served. Can become `goingAway`, `ended`.
    case shutdownNotice
    /// The last GOAWAY is sent: what runs may finish. Can become `ended`.
    case goingAway
    /// What is left to send is sent, then the socket is closed. Terminal.
    case ended
  }

  let loop: EventLoop
  let handlers: HandlerPool
  let environment: ServerEnvironment
  let counters: LoopCounters
  /// Set anew once a TLS handshake has shown who it is, before any call.
  var peer: Peer
  /// Whoever sets it calls `close` in the end, which lets go of it.
  var owner: (any ConnectionOwner)?

  private(set) var session: OpaquePointer!
  var phase = Phase.open
  var activeHandlers = 0
  /// What requests are charged, see `TransportLimits`.
  var bufferedRequestBytes = 0
  /// What answers that wait to be sent take.
  var queuedAnswerBytes = 0
  /// The largest header list that the peer takes, within our own limit.
  var trailerListBytesMax: Int

  @exclusivity(unchecked) var streams: [ServerStream?] = []
  @exclusivity(unchecked) var freeSlots: [Int] = []
  var openStreams = 0
  /// Streams whose handler starts once the present chunk is read.
  @exclusivity(unchecked) var startable: [ServerStream] = []
  /// The head that is being read.
  @exclusivity(unchecked) var head = RequestHead()
  let headLimits: RequestHead.Limits
  let routes: RoutingTable
  @exclusivity(unchecked) var abuse: AbuseMonitor
  var abuseReason: AbuseMonitor.Reason?
  /// Where `produce` writes to.
  var output: OutputBuffer?
  /// How much of it is asked for.
  private(set) var outputBytesMax = 0

  var handshakeTimer: EventLoop.TimerID?
  var stallTimer: EventLoop.TimerID?
  var goAwayTimer: EventLoop.TimerID?
  var hasPeerSettings = false
  var hasSettingsAcknowledgement = false
  /// True while nghttp2 reads or writes, when neither may be called again.
  private var isInSession = false

  init?(loop: EventLoop, handlers: HandlerPool, environment: ServerEnvironment, peerAddress: String) {
    self.loop = loop
    self.handlers = handlers
    self.environment = environment
    headLimits = environment.limits.head
    routes = environment.routes
    peer = Peer(address: peerAddress)
    counters = environment.counters[loop.index]
    abuse = AbuseMonitor(environment.abuse)
    trailerListBytesMax = environment.limits.trailerListBytesMax
    guard let session = SessionFactory.shared.makeServerSession(self, memory: handlers.memory) else { return nil }
    self.session = session
    submitSettings()
    handshakeTimer = setTimer(.handshake, inMicroseconds: environment.limits.handshakeMicrosecondsMax)
  }

  deinit {
    if let session { nghttp2_session_del(session) }
  }

  private func submitSettings() {
    let limits = environment.limits
    let settings = [
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS.rawValue), value: UInt32(limits.concurrentStreamsMax)
      ),
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE.rawValue), value: UInt32(limits.streamWindowBytes)),
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE.rawValue),
        value: UInt32(limits.head.headerListBytesMax)),
      // Without the priority tree of RFC 7540 there is nothing in it to attack.
      nghttp2_settings_entry(settings_id: Int32(NGHTTP2_SETTINGS_NO_RFC7540_PRIORITIES.rawValue), value: 1),
    ]
    nghttp2_submit_settings(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), settings, settings.count)
    nghttp2_session_set_local_window_size(
      session, UInt8(NGHTTP2_FLAG_NONE.rawValue), 0, limits.connectionWindowBytes)
  }

  // MARK: Bytes

  /// True once nothing more is to be read or sent, and the socket is to be closed after what `produce` gave.
  var isFinished: Bool {
    session == nil || phase == .ended
      || (nghttp2_session_want_read(session) == 0 && nghttp2_session_want_write(session) == 0)
  }

  /// Takes bytes that the peer sent.
  /// - Returns: false when they end the connection. What is left to send is still to be sent.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard phase != .ended else { return false }
    isInSession = true
    let taken = nghttp2_session_mem_recv(session, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    isInSession = false
    if let abuseReason { endForAbuse(abuseReason) }
    startHandlers()
    owner?.connectionNeedsFlush()
    if taken < 0 { end() }
    return taken >= 0
  }

  /// Appends what is to be sent, about `byteCountMax` at most. Nothing appended means that there is nothing for now.
  func produce(into buffer: OutputBuffer, byteCountMax: Int) {
    guard !isInSession, session != nil else { return }
    serialize(into: buffer, byteCountMax: byteCountMax)
    guard let abuseReason, phase != .ended else { return }
    endForAbuse(abuseReason)
    serialize(into: buffer, byteCountMax: byteCountMax)
  }

  private func serialize(into buffer: OutputBuffer, byteCountMax: Int) {
    isInSession = true
    output = buffer
    outputBytesMax = byteCountMax
    while buffer.count < byteCountMax {
      var chunk: UnsafePointer<UInt8>?
      let before = buffer.count
      let count = nghttp2_session_mem_send(session, &chunk)
      if count > 0, let chunk { buffer.append(chunk, count: count) }
      if count < 0 { end() }
      // A DATA frame goes straight to the buffer, through `writeData`.
      if buffer.count == before { break }
    }
    output = nil
    isInSession = false
  }

  /// The connection is lost or was closed: all calls are cancelled, all timers end, nothing can be sent any more.
  func close() {
    end()
    for timer in [handshakeTimer, stallTimer, goAwayTimer] { if let timer { loop.cancelTimer(timer) } }
    handshakeTimer = nil
    stallTimer = nil
    goAwayTimer = nil
    owner = nil
    for case let stream? in streams { remove(stream) }
    if let session { nghttp2_session_del(session) }
    session = nil
  }

  /// Cancels all calls; answers that are complete are still sent.
  func end() {
    guard phase != .ended else { return }
    phase = .ended
    for case let stream? in streams { stream.cancel() }
    owner?.connectionNeedsFlush()
  }

  private func endForAbuse(_ reason: AbuseMonitor.Reason) {
    guard phase != .ended else { return }
    counters.note(reason)
    let debugData = Array(reason.rawValue.utf8)
    nghttp2_submit_goaway(
      session, UInt8(NGHTTP2_FLAG_NONE.rawValue), nghttp2_session_get_last_proc_stream_id(session),
      NGHTTP2_ENHANCE_YOUR_CALM.rawValue, debugData, debugData.count)
    end()
  }

  // MARK: Streams

  func stream(_ streamID: Int32) -> ServerStream? {
    guard let pointer = nghttp2_session_get_stream_user_data(session, streamID) else { return nil }
    return Unmanaged<ServerStream>.fromOpaque(pointer).takeUnretainedValue()
  }

  func insert(_ stream: ServerStream) {
    let slot = freeSlots.popLast() ?? streams.count
    if slot == streams.count { streams.append(stream) } else { streams[slot] = stream }
    stream.slot = slot
    takeTurns(stream)
    openStreams += 1
    counters.streamsOpened.add(1)
    counters.streamsOpen.add(1)
  }

  /// Lets the stream's DATA alternate with that of the others, whatever the caller asks for (RFC 9218 §4.2, §8).
  private func takeTurns(_ stream: ServerStream) {
    var priority = nghttp2_extpri(urgency: UInt32(NGHTTP2_EXTPRI_DEFAULT_URGENCY), inc: 1)
    nghttp2_session_change_extpri_stream_priority(session, stream.id, &priority, 1)
  }

  /// Forgets a stream that is closed; cancels its call if that still runs.
  func remove(_ stream: ServerStream) {
    guard streams[stream.slot] === stream else { return }
    nghttp2_session_set_stream_user_data(session, stream.id, nil)
    streams[stream.slot] = nil
    freeSlots.append(stream.slot)
    openStreams -= 1
    counters.streamsOpen.add(-1)
    stream.streamClosed()
  }

  private func startHandlers() {
    guard !startable.isEmpty else { return }
    handlers.run(startable)
    startable.removeAll(keepingCapacity: true)
  }

  // MARK: Timers

  func setTimer(_ timer: Timer, inMicroseconds wait: Int64) -> EventLoop.TimerID {
    loop.setTimer(atMicroseconds: loop.clock.nowMicroseconds() + wait, self, token: timer.rawValue)
  }

  func timerFired(_ token: Int) {
    switch Timer(rawValue: token) {
    case .handshake:
      handshakeTimer = nil
      end()
    case .sendStall:
      stallTimer = nil
      checkSlowStreams()
    case .goAwayPing:
      goAwayTimer = nil
      finishGoingAway()
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
    guard stallTimer == nil, phase != .ended else { return }
    let limits = environment.limits
    let shortest = min(
      limits.sendStallMicrosecondsMax, limits.streamSendStallMicrosecondsMax, limits.requestMicrosecondsMax)
    stallTimer = setTimer(.sendStall, inMicroseconds: max(1, shortest / 6))
  }

  /// Whether `byteCount` more may wait to be sent.
  func hasRoomForAnswer(_ byteCount: Int) -> Bool {
    queuedAnswerBytes + byteCount <= environment.limits.queuedAnswerBytesPerConnectionMax
      && environment.hasRoomForAnswer(byteCount, loopIndex: loop.index)
  }

  // MARK: Graceful end (RFC 9113 §6.8)

  /// Asks the peer to open no more streams, serves those that were on their way, and finishes once all have ended.
  func drain() {
    guard phase == .open else { return }
    phase = .shutdownNotice
    nghttp2_submit_shutdown_notice(session)
    owner?.connectionNeedsFlush()
    goAwayTimer = setTimer(.goAwayPing, inMicroseconds: environment.limits.goAwayPingMicrosecondsMax)
  }

  /// Whoever answers this PING has seen the notice. Submitted only after the notice was serialised: PING overtakes GOAWAY in
  /// nghttp2's queue.
  func submitGoAwayPing() {
    nghttp2_submit_ping(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), nil)
    owner?.connectionNeedsFlush()
  }

  func finishGoingAway() {
    guard phase == .shutdownNotice else { return }
    phase = .goingAway
    nghttp2_submit_goaway(
      session, UInt8(NGHTTP2_FLAG_NONE.rawValue), nghttp2_session_get_last_proc_stream_id(session),
      NGHTTP2_NO_ERROR.rawValue, nil, 0)
    owner?.connectionNeedsFlush()
  }

  /// The time for a graceful end is over: every call that still runs ends with UNAVAILABLE.
  func endCalls() {
    for case let stream? in streams { stream.fail(.shuttingDown) }
    drain()
    finishGoingAway()
  }
}
