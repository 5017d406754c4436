import EventLoop
import Glibc

/// One loop's part of a server: its listeners and connections. Confined to the loop.
final class ServerWorker: AcceptHandler, StopHandler, @unchecked Sendable {
  // Unchecked: touched by the loop's thread alone, but for the immutable `loop` and `environment`.

  /// So much is read from a socket at a time.
  private static let readBytesMax = 64 << 10
  /// Silence after which the kernel asks whether a peer is still there, and how often it asks.
  private static let keepAliveIdleSeconds: Int32 = 60
  private static let keepAliveIntervalSeconds: Int32 = 10

  let loop: EventLoop
  let environment: ServerEnvironment
  let handlers: HandlerPool
  /// Shared by the loop's connections: one is served at a time.
  let readBuffer: UnsafeMutableRawBufferPointer
  let writeBuffer = OutputBuffer()
  /// What TLS made of the read buffer, and of the write buffer.
  private(set) lazy var plainBuffer = UnsafeMutableRawBufferPointer.allocate(
    byteCount: Self.readBytesMax, alignment: 16)
  let tlsOutput = TLSOutput()
  let counters: LoopCounters
  private var listeners: [Listener] = []
  private var drivers: [ConnectionDriver?] = []
  private var freeSlots: [Int] = []
  private var handshakes: [ObjectIdentifier: TLSHandshake] = [:]
  private var isDraining = false
  private var whenEmpty: [@Sendable () -> Void] = []

  init(loop: EventLoop, environment: ServerEnvironment) {
    self.loop = loop
    self.environment = environment
    handlers = HandlerPool(loop: loop)
    counters = environment.counters[loop.index]
    readBuffer = .allocate(byteCount: Self.readBytesMax, alignment: 16)
  }

  deinit {
    readBuffer.deallocate()
    if environment.tls != nil { plainBuffer.deallocate() }
  }

  /// Accepts on a socket. One that cannot be watched is closed, so that the kernel gives its connections to the other loops.
  func listen(_ socket: ListeningSocket) {
    guard !isDraining, let listener = try? Listener(socket, on: loop, self) else {
      close(socket.descriptor)
      return
    }
    listeners.append(listener)
    loop.whenStopped(tell: self)
  }

  func accepted(descriptor: Int32, peerAddress: String, isTCP: Bool) {
    counters.connectionsAccepted.add(1)
    switch environment.census.admit(peerAddress: peerAddress) {
    case .refused(let refusal):
      counters.note(refusal)
      close(descriptor)
    case .admitted(let share):
      if isTCP { setOptions(descriptor) }
      if let tls = environment.tls {
        startHandshake(descriptor: descriptor, peerAddress: peerAddress, share, context: tls.current)
      } else {
        startConnection(
          ConnectionDriver(descriptor: descriptor, peerAddress: peerAddress, worker: self), descriptor, share)
      }
    }
  }

  private func refuse(_ descriptor: Int32, _ share: PeerShare) {
    counters.note(ConnectionRefusal.resources)
    close(descriptor)
    environment.census.leave(share)
  }

  private func startConnection(_ driver: ConnectionDriver?, _ descriptor: Int32, _ share: PeerShare) {
    guard let driver else { return refuse(descriptor, share) }
    driver.connection.peerShare = share
    insert(driver)
    do { try driver.start() } catch {
      counters.note(ConnectionRefusal.resources)
      driver.discard()
    }
    if isDraining { driver.connection.drain() }
  }

  private func startHandshake(descriptor: Int32, peerAddress: String, _ share: PeerShare, context: TLSContext) {
    guard !isDraining,
      let handshake = TLSHandshake(
        descriptor: descriptor, peerAddress: peerAddress, share: share, context: context, worker: self),
      (try? handshake.start()) != nil
    else { return refuse(descriptor, share) }
    handshakes[ObjectIdentifier(handshake)] = handshake
    counters.connectionsOpen.add(1)
  }

  /// The handshake is done: a connection takes its place.
  func established(
    _ handshake: TLSHandshake, descriptor: Int32, peerAddress: String, session: TLSSession, unsent: OutputBuffer
  ) {
    counters.tlsHandshakes.add(1)
    remove(handshake)
    let driver = ConnectionDriver(
      descriptor: descriptor, peerAddress: peerAddress, worker: self, tls: session, unsent: unsent)
    startConnection(driver, descriptor, handshake.share)
  }

  /// The handshake came to nothing, and its socket is closed.
  func gaveUp(_ handshake: TLSHandshake) {
    remove(handshake)
    environment.census.leave(handshake.share)
    tellIfEmpty()
  }

  private func remove(_ handshake: TLSHandshake) {
    guard handshakes.removeValue(forKey: ObjectIdentifier(handshake)) != nil else { return }
    counters.connectionsOpen.add(-1)
  }

  private func insert(_ driver: ConnectionDriver) {
    let slot = freeSlots.popLast() ?? drivers.count
    if slot == drivers.count { drivers.append(driver) } else { drivers[slot] = driver }
    driver.slot = slot
    counters.connectionsOpen.add(1)
  }

  func closed(_ driver: ConnectionDriver) {
    guard drivers[driver.slot] === driver else { return }
    drivers[driver.slot] = nil
    freeSlots.append(driver.slot)
    counters.connectionsOpen.add(-1)
    if let share = driver.connection.peerShare { environment.census.leave(share) }
    tellIfEmpty()
  }

  /// Frames go out at once; a peer that vanished without a word is noticed, whether we send or not.
  private func setOptions(_ descriptor: Int32) {
    set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    set(descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, environment.limits.unacknowledgedMillisecondsMax)
    set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPIDLE, Self.keepAliveIdleSeconds)
    set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPINTVL, Self.keepAliveIntervalSeconds)
    set(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1)
  }

  private func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
    var value = value
    setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }

  // MARK: The end

  /// Accepts nothing more and lets the connections end; `body` is called once the last one is closed.
  func drain(_ body: @escaping @Sendable () -> Void) {
    isDraining = true
    for listener in listeners { listener.close() }
    listeners = []
    whenEmpty.append(body)
    for handshake in handshakes.values { handshake.close() }
    for case let driver? in drivers { driver.connection.drain() }
    tellIfEmpty()
  }

  /// Ends the calls that still run with UNAVAILABLE.
  func endCalls() {
    for case let driver? in drivers { driver.connection.endCalls() }
  }

  /// Closes everything at once.
  func stop() {
    isDraining = true
    for listener in listeners { listener.close() }
    listeners = []
    for handshake in handshakes.values { handshake.close() }
    for case let driver? in drivers { driver.close() }
    tellIfEmpty()
  }

  /// Nobody moves bytes any more: handlers that wait for their callers must not wait for ever.
  func loopStops() { stop() }

  private func tellIfEmpty() {
    guard counters.connectionsOpen.count == 0, isDraining else { return }
    loop.forget(self)
    handlers.drainIdle()
    let waiting = whenEmpty
    whenEmpty = []
    for body in waiting { body() }
  }
}
