import CNghttp2
import EventLoop
import RPCCore

/// Who decides which calls a client's connection carries. Told outside of nghttp2, so that it may open and end streams at once.
protocol ClientConnectionDelegate: AnyObject {
  /// The server's SETTINGS came: calls can be sent.
  func connectionIsReady(_ connection: ClientConnection)
  /// No further call may be opened; those that run may end.
  func connectionIsGoingAway(_ connection: ClientConnection)
  /// A stream ended, or the server takes more of them.
  func connectionHasRoom(_ connection: ClientConnection)
  /// The server did not process the call: it is to be sent again.
  func sendAgain(_ stream: ClientStream)
}

/// One HTTP/2 connection of a client: bytes in, bytes out, no socket. Confined to its event loop.
final class ClientConnection: TimerHandler {
  /// How the connection's life goes.
  enum Phase: Equatable {
    /// Our preface and SETTINGS are on their way. Can become `open`, `ended`.
    case starting
    /// Calls can be sent. Can become `goingAway`, `ended`.
    case open
    /// Either side sent GOAWAY: what runs may finish. Can become `ended`.
    case goingAway
    /// What is left to send is sent, then the socket is closed. Terminal.
    case ended
  }

  let loop: EventLoop
  let configuration: ChannelConfiguration
  let scheme: StaticString
  let authority: [UInt8]
  /// Whoever sets these calls `close` in the end, which lets go of them.
  var owner: (any ConnectionOwner)?
  var delegate: (any ClientConnectionDelegate)?

  private(set) var session: OpaquePointer!
  // The memory of the session.
  private let memory: FreeLists
  var phase = Phase.starting
  /// Why the connection ended, for the log of those whose calls it took along.
  private(set) var reason = "the connection was closed"
  /// Whether the server answered a call.
  var hasAnswered = false
  /// The server ended the connection because it was asked too often whether it lives.
  var isAskedTooOften = false
  /// What answers are charged, see `ClientLimits`.
  var bufferedResponseBytes = 0

  private var streams: [ClientStream?] = []
  private var freeSlots: [Int] = []
  /// Calls that went on to another connection, while nghttp2 may still ask for their DATA; emptied with the session's end.
  private var retired: [ClientStream] = []
  private(set) var openStreams = 0
  /// The head that is being read.
  var head = ResponseHead()
  var abuse: AbuseMonitor
  /// What nghttp2 told while it read or wrote, to be acted upon afterwards.
  var noticed = Noticed()
  /// Where `produce` writes to.
  var output: OutputBuffer?
  private(set) var outputBytesMax = 0
  private var keepalive: Keepalive?
  private var keepaliveTimer: EventLoop.TimerID?

  /// What waits for nghttp2 to return.
  struct Noticed {
    var isReady = false
    var isGoingAway = false
    var hasRoom = false
    var violation: (code: UInt32, reason: String)?
    var sendAgain: [ClientStream] = []
  }

  /// - Parameter keepaliveFactor: see `Keepalive`.
  init?(
    loop: EventLoop, configuration: ChannelConfiguration, authority: String, isSecure: Bool, memory: FreeLists,
    keepaliveFactor: Int64 = 1
  ) {
    self.loop = loop
    self.configuration = configuration
    self.memory = memory
    self.authority = Array(authority.utf8)
    scheme = isSecure ? "https" : "http"
    abuse = AbuseMonitor(configuration.abuse)
    guard let session = SessionFactory.makeClientSession(self, memory: memory) else { return nil }
    self.session = session
    submitSettings()
    keepalive = Keepalive(
      configuration.limits.keepalive, factor: keepaliveFactor, nowMicroseconds: loop.clock.nowMicroseconds())
    if let keepalive { setKeepaliveTimer(keepalive.firstMicroseconds) }
  }

  deinit {
    if let session { nghttp2_session_del(session) }
  }

  var limits: ClientLimits { _read { yield configuration.limits } }

  private func submitSettings() {
    let settings = [
      nghttp2_settings_entry(settings_id: Int32(NGHTTP2_SETTINGS_ENABLE_PUSH.rawValue), value: 0),
      nghttp2_settings_entry(settings_id: Int32(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS.rawValue), value: 0),
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE.rawValue), value: UInt32(limits.streamWindowBytes)),
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE.rawValue),
        value: UInt32(limits.head.headerListBytesMax)),
    ]
    nghttp2_submit_settings(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), settings, settings.count)
    nghttp2_session_set_local_window_size(
      session, UInt8(NGHTTP2_FLAG_NONE.rawValue), 0, limits.connectionWindowBytes)
  }

  // MARK: Bytes

  /// True once nothing more is to be read or sent, and the socket is to be closed after what `produce` gave.
  var isFinished: Bool {
    session == nil || phase == .ended || (phase == .goingAway && openStreams == 0)
      || (nghttp2_session_want_read(session) == 0 && nghttp2_session_want_write(session) == 0)
  }

  /// Takes bytes that the server sent. What is left to send is still to be sent, also when they end the connection.
  func receive(_ bytes: UnsafeRawBufferPointer) {
    guard phase != .ended else { return }
    keepalive?.read(nowMicroseconds: loop.nowMicroseconds)
    let taken = nghttp2_session_mem_recv(session, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    if taken < 0 { end("the server broke the protocol: \(String(cString: nghttp2_strerror(Int32(taken))))") }
    actOnNoticed()
    owner?.connectionNeedsFlush()
  }

  /// Appends what is to be sent, about `byteCountMax` bytes; less means that nothing more is to be sent for now.
  func produce(into buffer: OutputBuffer, byteCountMax: Int) {
    guard session != nil else { return }
    output = buffer
    outputBytesMax = byteCountMax
    if let error = buffer.takeOutput(of: session, byteCountMax: byteCountMax) {
      end("no more can be sent: \(String(cString: nghttp2_strerror(error)))")
    }
    output = nil
    actOnNoticed()
  }

  private func actOnNoticed() {
    guard phase != .ended || !noticed.sendAgain.isEmpty else { return }
    let now = noticed
    noticed = Noticed()
    if let violation = now.violation { endForViolation(violation.code, violation.reason) }
    if now.isReady, phase == .starting {
      phase = .open
      delegate?.connectionIsReady(self)
    }
    if now.isGoingAway, phase == .open || phase == .starting {
      phase = .goingAway
      delegate?.connectionIsGoingAway(self)
    }
    for stream in now.sendAgain { delegate?.sendAgain(stream) }
    if now.hasRoom, phase == .open { delegate?.connectionHasRoom(self) }
  }

  private func endForViolation(_ code: UInt32, _ reason: String) {
    let debugData = Array(reason.utf8)
    nghttp2_submit_goaway(
      session, UInt8(NGHTTP2_FLAG_NONE.rawValue), 0, code, debugData, debugData.count)
    end(reason)
  }

  // MARK: The end

  /// Takes no further calls, and tells the server so; what runs may finish.
  func drain() {
    guard phase == .open || phase == .starting else { return }
    phase = .goingAway
    nghttp2_submit_goaway(
      session, UInt8(NGHTTP2_FLAG_NONE.rawValue), 0, NGHTTP2_NO_ERROR.rawValue, nil, 0)
    owner?.connectionNeedsFlush()
  }

  /// Every call ends; what is left to send is still sent.
  func end(_ reason: String) {
    guard phase != .ended else { return }
    phase = .ended
    self.reason = reason
    for case let stream? in streams where stream.connectionEnded(reason) {
      retire(stream)
      noticed.sendAgain.append(stream)
    }
    owner?.connectionNeedsFlush()
  }

  /// Lets a stream go while nghttp2 still knows its address.
  private func retire(_ stream: ClientStream) {
    nghttp2_session_set_stream_user_data(session, stream.id, nil)
    retired.append(stream)
    remove(stream)
  }

  /// The connection is lost or was closed: all calls end, nothing can be sent any more.
  func close(_ reason: String) {
    end(reason)
    if let keepaliveTimer { loop.cancelTimer(keepaliveTimer) }
    keepaliveTimer = nil
    for case let stream? in streams { remove(stream) }
    if let session { nghttp2_session_del(session) }
    session = nil
    retired = []
    actOnNoticed()
    owner = nil
    delegate = nil
  }

  // MARK: Streams

  func stream(_ streamID: Int32) -> ClientStream? {
    guard let pointer = nghttp2_session_get_stream_user_data(session, streamID) else { return nil }
    return Unmanaged<ClientStream>.fromOpaque(pointer).takeUnretainedValue()
  }

  func insert(_ stream: ClientStream) {
    let slot = freeSlots.popLast() ?? streams.count
    if slot == streams.count { streams.append(stream) } else { streams[slot] = stream }
    stream.slot = slot
    openStreams += 1
  }

  /// Forgets a stream that is closed.
  func remove(_ stream: ClientStream) {
    guard streams.indices.contains(stream.slot), streams[stream.slot] === stream else { return }
    streams[stream.slot] = nil
    freeSlots.append(stream.slot)
    stream.slot = -1
    openStreams -= 1
    noticed.hasRoom = true
    stream.detach()
  }

  // MARK: Keepalive

  private func setKeepaliveTimer(_ atMicroseconds: Int64) {
    keepaliveTimer = loop.setTimer(atMicroseconds: atMicroseconds, self, token: 0)
  }

  func timerFired(_ token: Int) {
    keepaliveTimer = nil
    guard phase != .ended else { return }
    switch keepalive?.timer(nowMicroseconds: loop.nowMicroseconds, hasCalls: openStreams > 0) {
    case .ping(let next):
      nghttp2_submit_ping(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), nil)
      owner?.connectionNeedsFlush()
      setKeepaliveTimer(next)
    case .wait(let until): setKeepaliveTimer(until)
    case .giveUp: end("the server does not answer to PING")
    case nil: break
    }
  }
}
