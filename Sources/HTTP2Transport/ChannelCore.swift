import EventLoop
import RPCCore

/// What a channel is on its loop: its connections, and the calls that wait for one. Confined to the loop.
final class ChannelCore: StopHandler, @unchecked Sendable {
  // Unchecked: touched by the loop's thread alone, but for the immutable `loop` and `configuration`.

  /// So much is read from a socket at a time.
  private static let readBytesMax = 64 << 10

  let loop: EventLoop
  let configuration: ChannelConfiguration
  /// Of the HTTP/2 sessions.
  let memory = FreeLists()
  /// Shared by the channel's connections: one is served at a time.
  let readBuffer: UnsafeMutableRawBufferPointer
  let writeBuffer = OutputBuffer()
  /// What TLS made of the read buffer, and of the write buffer.
  private(set) lazy var plainBuffer = UnsafeMutableRawBufferPointer.allocate(
    byteCount: Self.readBytesMax, alignment: 16)
  private let tlsOutput = TLSOutput()
  let compression = MessageCompression()
  private(set) var subchannels: [Subchannel] = []
  /// Whose turn it is.
  private var nextIndex = 0
  /// Calls that wait for a connection or a stream, first come, first served.
  private var queue: [ClientStream] = []
  private var sentAgainCount = 0
  private var isServing = false
  private(set) var isClosed = false
  private var whenEmpty: [@Sendable () -> Void] = []

  init(to addresses: [ListenAddress], configuration: ChannelConfiguration, on loop: EventLoop) {
    self.loop = loop
    self.configuration = configuration
    readBuffer = .allocate(byteCount: Self.readBytesMax, alignment: 16)
    subchannels = addresses.map { Subchannel($0, self) }
  }

  deinit {
    readBuffer.deallocate()
    if configuration.tls != nil { plainBuffer.deallocate() }
  }

  func authority(of address: ListenAddress) -> String {
    if let authority = configuration.authority { return authority }
    switch address {
    case .tcp: return address.description
    case .unix: return "localhost"
    }
  }

  /// A session for the server at this address; nil in cleartext.
  /// - Throws: when the server's name can be none.
  func makeTLSSession(to address: ListenAddress) throws(TLSFailure) -> TLSSession? {
    guard let context = configuration.tls?.current else { return nil }
    guard let session = TLSSession(client: context, serverName: serverName(of: address), output: tlsOutput) else {
      throw TLSFailure(.other, detail: "no certificate can have the server's name")
    }
    return session
  }

  private func serverName(of address: ListenAddress) -> TLSServerName {
    if let name = configuration.serverName { return name }
    switch address {
    case .tcp(let host, _): return PeerAddress.numeric(address) == nil ? .name(host) : .address(host)
    case .unix: return .name("localhost")
    }
  }

  // MARK: Calls

  func connect() {
    loop.whenStopped(tell: self)
    for subchannel in subchannels { subchannel.connect() }
  }

  /// Finds a connection for a call, or lets it wait for one.
  func place(_ stream: ClientStream) {
    if isClosed { return stream.fail(RPCError(.unavailable, "the channel is closed")) }
    if queue.isEmpty, send(stream) { return }
    guard !stream.machine.isOver else { return }
    connect()
    if !stream.options.waitsForReady, isFailing { return stream.fail(unavailable) }
    guard queue.count < configuration.limits.queuedCallsMax else {
      return stream.fail(RPCError(.resourceExhausted, "too many calls wait for a connection"))
    }
    queue.append(stream)
  }

  func placeAgain(_ stream: ClientStream) {
    // Its deadline may have passed, or its caller gone, before the connection gave it back.
    guard !stream.machine.isOver else { return }
    sentAgainCount += 1
    place(stream)
  }

  /// A call that waits has ended.
  func forget(_ stream: ClientStream) { queue.removeAll { $0 === stream } }

  /// - Returns: whether the call waits no more: it was sent, or it ended.
  private func send(_ stream: ClientStream) -> Bool {
    while let connection = nextConnection() {
      if connection.headExceedsPeerLimit(stream) {
        stream.fail(RPCError(.resourceExhausted, "the metadata is larger than the server takes"))
        return true
      }
      if connection.open(stream) { return true }
      connection.drain()
    }
    return false
  }

  /// Round robin over what is ready (gRPC's `round_robin`).
  private func nextConnection() -> ClientConnection? {
    for offset in subchannels.indices {
      let index = (nextIndex + offset) % subchannels.count
      if let connection = subchannels[index].connectionWithRoom {
        nextIndex = (index + 1) % subchannels.count
        return connection
      }
    }
    return nil
  }

  /// Sends what waits, as long as there is room.
  func serveQueue() {
    guard !isServing else { return }
    isServing = true
    defer { isServing = false }
    while let stream = queue.first, send(stream) {
      if queue.first === stream { queue.removeFirst() }
    }
  }

  // MARK: The connections tell

  /// Every address is out of order: who does not wait for readiness is told so.
  private var isFailing: Bool { subchannels.allSatisfy(\.isFailing) }

  private var unavailable: RPCError {
    let reasons = subchannels.map { "\($0.address): \($0.lastError)" }.joined(separator: "; ")
    return RPCError(.unavailable, "no server can be reached", detail: reasons)
  }

  func subchannelFailed() {
    guard isFailing, !isClosed else { return }
    let error = unavailable
    for stream in queue where !stream.options.waitsForReady { stream.fail(error) }
  }

  func healthChanged() {
    serveQueue()
    subchannelFailed()
  }

  // MARK: The end

  /// Takes no more calls; `body` is called once the last connection is closed.
  func drain(_ body: @escaping @Sendable () -> Void) {
    isClosed = true
    whenEmpty.append(body)
    failWaiting()
    for subchannel in subchannels { subchannel.drain() }
    tellIfEmpty()
  }

  /// Closes everything at once; running calls end with UNAVAILABLE.
  func close() {
    isClosed = true
    failWaiting()
    for subchannel in subchannels { subchannel.close() }
    tellIfEmpty()
  }

  /// Nobody moves bytes any more: the calls end now, not when somebody closes the channel.
  func loopStops() { close() }

  private func failWaiting() {
    let waiting = queue
    for stream in waiting { stream.fail(RPCError(.unavailable, "the channel is closed")) }
  }

  func tellIfEmpty() {
    guard isClosed, subchannels.allSatisfy(\.isEmpty) else { return }
    loop.forget(self)
    let waiting = whenEmpty
    whenEmpty = []
    for body in waiting { body() }
  }

  var snapshot: ChannelSnapshot {
    ChannelSnapshot(
      addresses: subchannels.map { ($0.address, $0.connectivity) }, queuedCalls: queue.count,
      openStreams: subchannels.reduce(0) { $0 + $1.openStreams }, callsSentAgain: sentAgainCount)
  }
}
