import CLinux
import Glibc

/// Takes a connection that was accepted on its loop: the descriptor, non-blocking, is its own from here on.
public protocol AcceptHandler: AnyObject {
  func accepted(descriptor: Int32, peerAddress: String, isTCP: Bool)
}

/// A listening socket of one loop. No error of a single connection, nor a lack of descriptors, ends it.
public final class Listener: ReadinessHandler, TimerHandler {
  /// So many connections are taken in one turn before the connections that are there get their turn.
  private static let acceptCountMax = 64
  /// So long nothing is accepted while the process has no descriptors left.
  private static let pauseMicroseconds: Int64 = 100_000

  /// accept4(2), or what a test puts in its place.
  typealias Accept = (Int32, UnsafeMutablePointer<sockaddr>?, UnsafeMutablePointer<socklen_t>?) -> Int32

  private let loop: EventLoop
  private let accept: Accept
  private let descriptor: Int32
  private let isTCP: Bool
  private unowned let handler: any AcceptHandler
  /// Nil while accepting pauses, and once it has ended.
  private var registration: EventLoop.Registration?
  private var isClosed = false
  /// Given up for a moment when descriptors run out, so that a waiting connection can be taken and closed.
  private var reserve: Int32

  /// Starts to accept. On the loop's thread.
  public convenience init(
    _ socket: ListeningSocket, on loop: EventLoop, _ handler: any AcceptHandler
  ) throws(SystemError) {
    try self.init(socket, on: loop, handler, accept: { clinux_accept($0, $1, $2) })
  }

  init(
    _ socket: ListeningSocket, on loop: EventLoop, _ handler: any AcceptHandler, accept: @escaping Accept
  ) throws(SystemError) {
    self.accept = accept
    self.loop = loop
    descriptor = socket.descriptor
    isTCP = socket.isTCP
    self.handler = handler
    reserve = clinux_open_null()
    try watch()
  }

  private func watch() throws(SystemError) {
    registration = try loop.register(descriptor: descriptor, isTCP ? .read : [.read, .exclusive], self)
  }

  /// Ends the accepting and closes the socket. On the loop's thread.
  public func close() {
    guard !isClosed else { return }
    isClosed = true
    if let registration { loop.deregister(registration) }
    registration = nil
    Glibc.close(descriptor)
    Glibc.close(reserve)
  }

  public func ready(_ readiness: Readiness) {
    for _ in 0..<Self.acceptCountMax {
      guard registration != nil, acceptOne() else { return }
    }
  }

  public func timerFired(_ token: Int) {
    guard !isClosed, registration == nil else { return }
    do { try watch() } catch { resumeLater() }
  }

  private func resumeLater() {
    _ = loop.setTimer(atMicroseconds: loop.nowMicroseconds + Self.pauseMicroseconds, self, token: 0)
  }

  /// False when there is nothing more to accept for now.
  private func acceptOne() -> Bool {
    var peer = ResolvedAddress()
    peer.length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let accepted = peer.withPointer { accept(descriptor, $0, $1) }
    guard accepted < 0 else {
      handler.accepted(descriptor: accepted, peerAddress: peer.text(), isTCP: isTCP)
      return true
    }
    switch errno {
    case EAGAIN: return false
    case EMFILE, ENFILE, ENOBUFS, ENOMEM: return shed()
    default: return true  // ECONNABORTED and the network's own errors belong to that one connection.
    }
  }

  /// No descriptors: turns one waiting connection away rather than let it hang, else pauses.
  private func shed() -> Bool {
    Glibc.close(reserve)
    let turnedAway = accept(descriptor, nil, nil)
    if turnedAway >= 0 { Glibc.close(turnedAway) }
    reserve = clinux_open_null()
    if turnedAway >= 0 { return true }
    if let registration {
      // Not `change`: what is watched exclusively, a unix socket, cannot be changed, and would wake us all the time.
      loop.deregister(registration)
      self.registration = nil
      resumeLater()
    }
    return false
  }
}
