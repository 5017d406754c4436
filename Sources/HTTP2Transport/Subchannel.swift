import EventLoop
import Glibc
import RPCCore

/// A channel's connection to one address: made, kept, made anew. Confined to the channel's loop.
final class Subchannel: TimerHandler, ClientConnectionDelegate {
  private enum Timer: Int {
    /// The present attempt takes too long.
    case connect
    /// The wait before the next attempt is over.
    case backoff
  }

  let address: ListenAddress
  private unowned let channel: ChannelCore
  private(set) var machine: SubchannelMachine
  private(set) var lastError = "not connected"
  /// The connection that takes calls, or is about to.
  private var driver: ClientDriver?
  /// Addresses of the name that the present attempt has not tried.
  private var untried: [PeerAddress] = []
  /// Tells the present attempt from an earlier one whose look-up comes late.
  private var attempt = 0
  private var timer: EventLoop.TimerID?
  /// Connections that take no more calls, until those that run have ended.
  private var leaving: [ClientDriver] = []
  private var health: HealthWatch?
  /// A server that found our PINGs too many is asked less often (gRFC A8).
  private var keepaliveFactor: Int64 = 1

  init(_ address: ListenAddress, _ channel: ChannelCore) {
    self.address = address
    self.channel = channel
    machine = SubchannelMachine(backoff: ConnectionBackoff(channel.configuration.limits.backoff))
  }

  private var loop: EventLoop { channel.loop }
  private var now: Int64 { loop.clock.nowMicroseconds() }

  /// The connection, when it can take a call now.
  var connectionWithRoom: ClientConnection? {
    guard isUsable, let connection = driver?.connection, connection.hasRoom else { return nil }
    return connection
  }

  /// Connected, and healthy as far as anybody asks.
  private var isUsable: Bool {
    guard case .ready = machine.state else { return false }
    return health?.isServing ?? true
  }

  /// Whether calls that do not wait for readiness should fail.
  var isFailing: Bool {
    if case .ready = machine.state { return health?.isKnownNotToServe ?? false }
    return machine.hasFailed
  }

  var connectivity: Connectivity {
    switch machine.state {
    case .idle: return .idle
    case .connecting: return machine.hasFailed ? .transientFailure : .connecting
    case .ready: return isUsable ? .ready : isFailing ? .transientFailure : .connecting
    case .waiting: return machine.hasFailed ? .transientFailure : .connecting
    case .closed: return .shutdown
    }
  }

  var openStreams: Int {
    (driver?.connection.openStreams ?? 0) + leaving.reduce(0) { $0 + $1.connection.openStreams }
  }

  // MARK: Connecting

  /// Connects if nobody did.
  func connect() {
    if machine.connect(nowMicroseconds: now) { startAttempt() }
  }

  private func startAttempt() {
    attempt += 1
    let number = attempt
    setTimer(.connect, at: now + channel.configuration.limits.connectMicrosecondsMax)
    if let addresses = PeerAddress.numeric(address) { return tryAddresses(addresses) }
    let core = channel
    let index = core.subchannels.firstIndex { $0 === self } ?? 0
    PeerAddress.lookUp(address, on: loop) { result in core.subchannels[index].lookedUp(number, result) }
  }

  private func lookedUp(_ number: Int, _ result: Result<[PeerAddress], SystemError>) {
    guard number == attempt, case .connecting = machine.state else { return }
    switch result {
    case .success(let addresses): tryAddresses(addresses)
    case .failure(let error): attemptFailed("\(error)")
    }
  }

  private func tryAddresses(_ addresses: [PeerAddress]) {
    untried = addresses
    lastError = "\(address) has no address"
    tryNextAddress()
  }

  private func tryNextAddress() {
    while !untried.isEmpty {
      do { return try open(untried.removeFirst()) } catch { lastError = "\(error)" }
    }
    attemptFailed(lastError)
  }

  private func open(_ peer: PeerAddress) throws {
    let tls = try channel.makeTLSSession(to: address)
    guard
      let connection = ClientConnection(
        loop: loop, configuration: channel.configuration, authority: channel.authority(of: address),
        isSecure: tls != nil, memory: channel.memory, keepaliveFactor: keepaliveFactor)
    else { throw SystemError("make a session", number: ENOMEM) }
    connection.delegate = self
    do {
      driver = try ClientDriver(to: peer, connection: connection, tls: tls, channel: channel) { [unowned self] in
        closed(connection, $0)
      }
    } catch {
      connection.close("\(error)")
      throw error
    }
  }

  private func attemptFailed(_ reason: String) {
    lastError = reason
    untried = []
    attempt += 1
    ended(hasAnswered: false)
    channel.subchannelFailed()
  }

  private func ended(hasAnswered: Bool) {
    driver = nil
    health?.stop()
    health = nil
    cancelTimer()
    switch machine.ended(nowMicroseconds: now, hasAnswered: hasAnswered, random: .random(in: 0...1)) {
    case .connect: startAttempt()
    case .waitUntil(let time): setTimer(.backoff, at: time)
    case .nothing: break
    }
  }

  /// The driver of this connection is done.
  private func closed(_ connection: ClientConnection, _ reason: String) {
    leaving.removeAll { $0.connection === connection }
    channel.tellIfEmpty()
    guard driver?.connection === connection else { return }
    driver = nil
    lastError = reason
    if case .connecting = machine.state { return tryNextAddress() }
    ended(hasAnswered: connection.hasAnswered)
    channel.subchannelFailed()
  }

  // MARK: The connection tells

  func connectionIsReady(_ connection: ClientConnection) {
    guard driver?.connection === connection else { return }
    machine.connected(nowMicroseconds: now)
    cancelTimer()
    untried = []
    if let service = channel.configuration.healthService {
      health = HealthWatch(service: service, channel, connection) { [unowned channel] in channel.healthChanged() }
      health?.start()
    } else {
      channel.serveQueue()
    }
  }

  func connectionIsGoingAway(_ connection: ClientConnection) {
    guard let driver, driver.connection === connection else { return }
    leaving.append(driver)
    if connection.isAskedTooOften { keepaliveFactor = min(keepaliveFactor * 2, Keepalive.factorMax) }
    lastError = "the server is going away"
    ended(hasAnswered: connection.hasAnswered)
    channel.subchannelFailed()
  }

  func connectionHasRoom(_ connection: ClientConnection) { channel.serveQueue() }

  func sendAgain(_ stream: ClientStream) { channel.placeAgain(stream) }

  // MARK: Timers

  private func setTimer(_ timer: Timer, at time: Int64) {
    cancelTimer()
    self.timer = loop.setTimer(atMicroseconds: time, self, token: timer.rawValue)
  }

  private func cancelTimer() {
    if let timer { loop.cancelTimer(timer) }
    timer = nil
  }

  func timerFired(_ token: Int) {
    timer = nil
    switch Timer(rawValue: token) {
    case .connect:
      untried = []
      if let driver { driver.close("no connection in time") } else { attemptFailed("the name was not found in time") }
    case .backoff: if machine.waited(nowMicroseconds: now) { startAttempt() }
    case nil: break
    }
  }

  // MARK: The end

  /// Connects no more, and lets running calls finish.
  func drain() {
    machine.close()
    cancelTimer()
    health?.stop()
    health = nil
    guard let driver else { return }
    leaving.append(driver)
    self.driver = nil
    if driver.connection.phase == .starting {
      driver.close("the channel was closed")
    } else {
      driver.connection.drain()
    }
  }

  /// Closes everything at once.
  func close() {
    drain()
    for driver in leaving { driver.close("the channel was closed") }
  }

  var isEmpty: Bool { driver == nil && leaving.isEmpty }
}
