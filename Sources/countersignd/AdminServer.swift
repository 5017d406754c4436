import EventLoop
import Glibc

/// Answers probes over HTTP/1.1 on the control loop: one request on a connection, few connections, short waits.
final class AdminServer: AcceptHandler, @unchecked Sendable {
  // Unchecked: after `start` everything is touched by the loop's thread alone.

  /// More at one time are closed as soon as they are accepted.
  static let connectionsMax = 32
  /// From the accept to the end of the answer; beyond: closed.
  static let connectionMicrosecondsMax: Int64 = 5_000_000

  fileprivate let loop: EventLoop
  fileprivate let health: @Sendable () -> AdminExchange.Health
  private var listener: Listener?
  private var connections: [ObjectIdentifier: AdminConnection] = [:]

  /// With the port that was chosen.
  let address: ListenAddress

  private init(address: ListenAddress, loop: EventLoop, health: @escaping @Sendable () -> AdminExchange.Health) {
    self.address = address
    self.loop = loop
    self.health = health
  }

  /// Binds and answers from now on until `stop()`; to be kept until then.
  static func start(
    _ address: ListenAddress, on loop: EventLoop, health: @escaping @Sendable () -> AdminExchange.Health
  ) throws(SystemError) -> AdminServer {
    let (sockets, bound) = try ListeningSocket.bind(address, count: 1)
    let server = AdminServer(address: bound, loop: loop, health: health)
    loop.submit { server.listener = try? Listener(sockets[0], on: loop, server) }
    return server
  }

  /// Accepts no more probes. Callable from any thread.
  func stop() {
    loop.submit { self.listener?.close() }
  }

  func accepted(descriptor: Int32, peerAddress: String, isTCP: Bool) {
    guard connections.count < Self.connectionsMax else {
      close(descriptor)
      return
    }
    let connection = AdminConnection(descriptor: descriptor, server: self)
    connections[ObjectIdentifier(connection)] = connection
    if !connection.start() { ended(connection) }
  }

  fileprivate func ended(_ connection: AdminConnection) {
    connection.end()
    connections[ObjectIdentifier(connection)] = nil
  }
}

/// One probe: reads a head, writes an answer, waits for the other side to close.
private final class AdminConnection: ReadinessHandler, TimerHandler {
  private let descriptor: Int32
  private unowned let server: AdminServer
  private var registration: EventLoop.Registration?
  private var timer: EventLoop.TimerID?
  private var received: [UInt8] = []
  private var answer: ArraySlice<UInt8> = []
  private var isAnswered = false

  init(descriptor: Int32, server: AdminServer) {
    self.descriptor = descriptor
    self.server = server
  }

  func start() -> Bool {
    let end = server.loop.clock.nowMicroseconds() + AdminServer.connectionMicrosecondsMax
    timer = server.loop.setTimer(atMicroseconds: end, self, token: 0)
    registration = try? server.loop.register(descriptor: descriptor, .read, self)
    return registration != nil
  }

  func end() {
    if let timer { server.loop.cancelTimer(timer) }
    if let registration { server.loop.deregister(registration) }
    close(descriptor)
  }

  func timerFired(_ token: Int) { server.ended(self) }

  func ready(_ readiness: Readiness) {
    let goesOn = readiness.isReadable && !receive() ? false : send()
    if !goesOn { server.ended(self) }
  }

  /// False when the other side is done or gone. What comes after the head is read and dropped.
  private func receive() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 0 else { return count < 0 && (errno == EAGAIN || errno == EINTR) }
    guard !isAnswered else { return true }
    received.append(contentsOf: buffer[..<count])
    if let response = AdminExchange.response(to: received, health: server.health) {
      (answer, isAnswered, received) = (response[...], true, [])
    }
    return true
  }

  /// False when nothing can be sent any more. Half-closes after the answer, so that it is not lost behind unread bytes.
  private func send() -> Bool {
    guard isAnswered, !answer.isEmpty else { return true }
    let count = answer.withUnsafeBytes {
      Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    guard count >= 0 else { return errno == EAGAIN || errno == EINTR }
    answer = answer.dropFirst(count)
    if answer.isEmpty { shutdown(descriptor, Int32(SHUT_WR)) }
    if let registration { server.loop.change(registration, to: answer.isEmpty ? .read : [.read, .write]) }
    return true
  }
}
