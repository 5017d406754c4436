import CNghttp2
import EventLoop
import RPCCore

/// Who moves a connection's bytes.
protocol ConnectionOwner: AnyObject {
  /// The connection has something to send, or is finished: `produce` is to be called before the loop waits again.
  func connectionNeedsFlush()
}

/// Who moves the bytes of a server's connection.
protocol ServerConnectionOwner: ConnectionOwner {
  /// The connection ends without a last word: nobody is there to hear it.
  func connectionIsLost()
  /// Whether to read has changed, see `HTTP2Connection.isReadingPaused`.
  func connectionChangesReading()
}

/// One HTTP/2 connection of the server: bytes in, bytes out, no socket. Confined to its event loop.
///
/// What arrives is only noted while nghttp2 reads it; handlers start once everything is read that the loop's turn brought, so a stream
/// that is reset in the same chunk costs no handler. Properties that every call changes have no check of exclusive access at run time: none of
/// their methods calls back, and the checks are a tenth of a call.
final class HTTP2Connection: TimerHandler {
  enum Timer: Int {
    case lifetime
    case slowStreams
    case head
    case pause
  }

  let loop: EventLoop
  let handlers: HandlerPool
  let environment: ServerEnvironment
  let counters: LoopCounters
  /// Set anew once a TLS handshake has shown who it is, before any call.
  @exclusivity(unchecked) var peer: Peer
  /// Whoever sets it calls `close` in the end, which lets go of it.
  @exclusivity(unchecked) var owner: (any ServerConnectionOwner)?

  @exclusivity(unchecked) private(set) var session: OpaquePointer!
  @exclusivity(unchecked) var lifetime: ConnectionLifetime
  /// What the caller has in use over all its connections.
  @exclusivity(unchecked) var peerShare: PeerShare? {
    didSet { peerHandlers = peerShare?.loops[loop.index] }
  }
  /// This loop's part of it.
  @exclusivity(unchecked) private var peerHandlers: HandlerCount?
  @exclusivity(unchecked) var activeHandlers = 0
  /// What requests are charged, see `TransportLimits`.
  @exclusivity(unchecked) var bufferedRequestBytes = 0
  /// What answers that wait to be sent take.
  @exclusivity(unchecked) var queuedAnswerBytes = 0
  /// The largest header list that the peer takes, within our own limit.
  @exclusivity(unchecked) var trailerListBytesMax: Int

  @exclusivity(unchecked) var streams: [ServerStream?] = []
  @exclusivity(unchecked) var freeSlots: [Int] = []
  @exclusivity(unchecked) var openStreams = 0
  /// Streams whose handler starts once the present chunk is read.
  @exclusivity(unchecked) var startable: [ServerStream?] = []
  /// The head that is being read.
  @exclusivity(unchecked) var head = RequestHead()
  let headLimits: RequestHead.Limits
  let routes: RoutingTable
  @exclusivity(unchecked) var abuse: AbuseMonitor
  @exclusivity(unchecked) var abuseReason: AbuseMonitor.Reason?
  /// The peer did what ends a connection, and libnghttp2 did not notice.
  @exclusivity(unchecked) var hasBrokenProtocol = false
  /// While true, nothing is to be read from the socket.
  @exclusivity(unchecked) var isReadingPaused = false
  /// What nghttp2 told of the chunk that is being read, see `AbuseMonitor.received`.
  @exclusivity(unchecked) var visibleBytes = 0
  @exclusivity(unchecked) var usefulBytes = 0
  /// Where `produce` writes to.
  @exclusivity(unchecked) var output: OutputBuffer?
  /// How much of it is asked for.
  @exclusivity(unchecked) private(set) var outputBytesMax = 0

  @exclusivity(unchecked) var lifetimeTimer: EventLoop.TimerID?
  @exclusivity(unchecked) var slowStreamTimer: EventLoop.TimerID?
  @exclusivity(unchecked) var headTimer: EventLoop.TimerID?
  @exclusivity(unchecked) var hasPeerSettings = false
  @exclusivity(unchecked) var hasSettingsAcknowledgement = false
  @exclusivity(unchecked) var isEstablished = false
  @exclusivity(unchecked) var hasOpenedStreams = false
  /// On the loop's clock.
  @exclusivity(unchecked) var lastReadMicroseconds: Int64
  /// Since when no stream is open, on the loop's clock.
  @exclusivity(unchecked) var idleSinceMicroseconds: Int64
  /// A head has begun and is not complete.
  @exclusivity(unchecked) var isReadingHead = false
  /// How many heads have begun.
  @exclusivity(unchecked) var headCount = 0
  /// The one that the timer was set for.
  @exclusivity(unchecked) var timedHeadCount = 0
  @exclusivity(unchecked) var headStreamID: Int32 = 0
  /// Of the last GOAWAY, once it is submitted: what it calls unprocessed the caller may repeat elsewhere (RFC 9113 §6.8).
  var lastServedStreamID = Int32.max
  /// The server ends, and not this connection alone.
  var isDraining = false
  /// The owner was asked to flush and has not begun to.
  @exclusivity(unchecked) private var isFlushAwaited = false
  /// True while nghttp2 reads or writes, when neither may be called again.
  @exclusivity(unchecked) private var isInSession = false

  init?(loop: EventLoop, handlers: HandlerPool, environment: ServerEnvironment, peerAddress: String) {
    self.loop = loop
    self.handlers = handlers
    self.environment = environment
    headLimits = environment.limits.head
    routes = environment.routes
    peer = Peer(address: peerAddress)
    counters = environment.counters[loop.index]
    abuse = AbuseMonitor(environment.limits.abuse)
    let now = loop.clock.nowMicroseconds()
    lastReadMicroseconds = now
    idleSinceMicroseconds = now
    lifetime = ConnectionLifetime(
      environment.limits.lifetime, nowMicroseconds: now, jitter: Double.random(in: -1...1))
    trailerListBytesMax = environment.limits.trailerListBytesMax
    guard let session = SessionFactory.makeServerSession(self, memory: handlers.memory) else { return nil }
    self.session = session
    submitSettings()
    planLifetime()
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
    session == nil || hasEnded
      || (nghttp2_session_want_read(session) == 0 && nghttp2_session_want_write(session) == 0)
  }

  /// Takes bytes that the peer sent.
  /// - Returns: false when they end the connection. What is left to send is still to be sent.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard !hasEnded else { return false }
    lastReadMicroseconds = loop.nowMicroseconds
    isInSession = true
    let taken = nghttp2_session_mem_recv(session, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    isInSession = false
    weigh(bytes.count, taken)
    startHandlers()
    needsFlush()
    if taken < 0 { end() }
    return taken >= 0
  }

  /// Appends what is to be sent, about `byteCountMax` at most. Nothing appended means that there is nothing for now.
  func produce(into buffer: OutputBuffer, byteCountMax: Int) {
    isFlushAwaited = false
    guard !isInSession, session != nil else { return }
    serialize(into: buffer, byteCountMax: byteCountMax)
    guard let abuseReason, !hasEnded else { return }
    endForAbuse(abuseReason)
    serialize(into: buffer, byteCountMax: byteCountMax)
  }

  /// There is something to send, or the connection is finished. Whoever owns the connection is asked once until it produces.
  func needsFlush() {
    guard !isFlushAwaited, let owner else { return }
    isFlushAwaited = true
    owner.connectionNeedsFlush()
  }

  private func serialize(into buffer: OutputBuffer, byteCountMax: Int) {
    isInSession = true
    output = buffer
    outputBytesMax = byteCountMax
    if buffer.takeOutput(of: session, byteCountMax: byteCountMax) != nil { end() }
    output = nil
    isInSession = false
  }

  /// The connection is lost or was closed: all calls are cancelled, all timers end, nothing can be sent any more.
  func close() {
    end()
    cancelTimers()
    owner = nil
    for case let stream? in streams { remove(stream) }
    if let session { nghttp2_session_del(session) }
    session = nil
  }

  // MARK: Streams

  func stream(_ streamID: Int32) -> ServerStream? {
    guard let pointer = nghttp2_session_get_stream_user_data(session, streamID) else { return nil }
    return Unmanaged<ServerStream>.fromOpaque(pointer).takeUnretainedValue()
  }

  /// Calls `body` with a stream of the table, without counting a reference. It must not remove the stream.
  @inline(__always) @discardableResult
  func withStream<Result>(_ streamID: Int32, _ body: (ServerStream) -> Result) -> Result? {
    guard let pointer = nghttp2_session_get_stream_user_data(session, streamID) else { return nil }
    return Unmanaged<ServerStream>.fromOpaque(pointer)._withUnsafeGuaranteedRef(body)
  }

  func insert(_ stream: ServerStream) {
    let slot = freeSlots.popLast() ?? streams.count
    if slot == streams.count { streams.append(stream) } else { streams[slot] = stream }
    stream.slot = slot
    takeTurns(stream)
    openStreams += 1
    hasOpenedStreams = true
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
    if openStreams == 0 { idleSinceMicroseconds = loop.nowMicroseconds }
    counters.streamsOpen.add(-1)
    abuse.streamClosed()
    stream.streamClosed()
  }

  private func startHandlers() {
    guard !startable.isEmpty else { return }
    handlers.add(&startable)
  }

  /// Counts one more running handler, if there may be one.
  func beginHandler(isStreaming: Bool) -> Bool {
    guard activeHandlers < environment.limits.activeHandlersPerConnectionMax,
      environment.hasRoomForHandler(isStreaming: isStreaming, peer: peerShare, loopIndex: loop.index)
    else { return false }
    countHandler(isStreaming, 1)
    return true
  }

  /// A handler that was counted has ended; the connection may be closed by now.
  func endHandler(isStreaming: Bool) { countHandler(isStreaming, -1) }

  private func countHandler(_ isStreaming: Bool, _ difference: Int) {
    activeHandlers += difference
    counters.activeHandlers.add(difference)
    if isStreaming {
      counters.activeStreamHandlers.add(difference)
      peerHandlers?.streams.add(difference)
    } else {
      peerHandlers?.calls.add(difference)
    }
  }

  /// Whether `byteCount` more may wait to be sent.
  func hasRoomForAnswer(_ byteCount: Int) -> Bool {
    queuedAnswerBytes + byteCount <= environment.limits.queuedAnswerBytesPerConnectionMax
      && environment.hasRoomForAnswer(byteCount, loopIndex: loop.index)
  }
}
