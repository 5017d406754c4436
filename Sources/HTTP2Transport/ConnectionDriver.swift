import EventLoop
import Glibc

/// Moves bytes between one socket and one HTTP/2 connection.
///
/// TLS has its place here: between `receive` and the connection on the way in, between the connection and `transmit` on the way out.
final class ConnectionDriver: ReadinessHandler, TurnHandler, TimerHandler, ConnectionOwner {
  private enum Timer: Int {
    case linger
    case sendStall
  }

  private let descriptor: Int32
  private let worker: ServerWorker
  let connection: HTTP2Connection
  /// The driver's place in its worker's table.
  var slot = 0

  private var registration: EventLoop.Registration?
  private var interest = Interest.read
  /// What the socket did not take.
  private let unsent = OutputBuffer()
  private var isFlushScheduled = false
  private var isHalfClosed = false
  private var lingerTimer: EventLoop.TimerID?
  private var stallTimer: EventLoop.TimerID?
  /// What the socket took since the timer was set.
  private var sentBytes = 0

  init?(descriptor: Int32, peerAddress: String, worker: ServerWorker) {
    guard
      let connection = HTTP2Connection(
        loop: worker.loop, handlers: worker.handlers, environment: worker.environment, peerAddress: peerAddress)
    else { return nil }
    self.descriptor = descriptor
    self.worker = worker
    self.connection = connection
  }

  private var loop: EventLoop { worker.loop }
  private var limits: TransportLimits { _read { yield worker.environment.limits } }

  /// Starts to read, and sends our SETTINGS.
  func start() throws(SystemError) {
    registration = try loop.register(descriptor: descriptor, .read, self)
    connection.owner = self
    connectionNeedsFlush()
  }

  func ready(_ readiness: Readiness) {
    if readiness.isReadable, interest.contains(.read) { receive() }
    if readiness.isWritable, !unsent.isEmpty { connectionNeedsFlush() }
  }

  func connectionNeedsFlush() {
    guard !isFlushScheduled else { return }
    isFlushScheduled = true
    loop.atEndOfTurn(self)
  }

  func endOfTurn() {
    isFlushScheduled = false
    if registration != nil { flush() }
  }

  func timerFired(_ token: Int) {
    close()
  }

  // MARK: In

  private func receive() {
    let buffer = worker.readBuffer
    let count = read(descriptor, buffer.baseAddress, buffer.count)
    if count > 0 {
      // While we linger, what arrives is read only so that the kernel does not answer it with a reset.
      guard !isHalfClosed else { return }
      _ = connection.receive(UnsafeRawBufferPointer(start: buffer.baseAddress, count: count))
    } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
      close()
    }
  }

  // MARK: Out

  private func flush() {
    while true {
      if !unsent.isEmpty {
        guard transmit(unsent) else { return }
        if !unsent.isEmpty { break }
      }
      let buffer = worker.writeBuffer
      buffer.removeAll()
      connection.produce(into: buffer, byteCountMax: limits.outputChunkBytes)
      if buffer.isEmpty { break }
      guard transmit(buffer) else { return }
      if !buffer.isEmpty, let rest = buffer.bytes.baseAddress { unsent.append(rest, count: buffer.count) }
    }
    updateInterest()
    if unsent.isEmpty, connection.isFinished { halfClose() }
  }

  /// Writes as much as the socket takes.
  /// - Returns: false when the connection is lost, and closed.
  private func transmit(_ buffer: OutputBuffer) -> Bool {
    let count = send(descriptor, buffer.bytes.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
    if count >= 0 {
      buffer.consume(count)
      sentBytes += count
      if buffer.isEmpty || sentBytes >= limits.sendProgressBytesMin { stopStallTimer() }
      return true
    }
    if errno == EAGAIN || errno == EINTR { return true }
    close()
    return false
  }

  private func updateInterest() {
    var wanted: Interest = unsent.count > limits.outputPauseBytes ? [] : .read
    if !unsent.isEmpty { wanted.insert(.write) }
    if !unsent.isEmpty, stallTimer == nil { stallTimer = setTimer(.sendStall, limits.sendStallMicrosecondsMax) }
    if unsent.isEmpty { unsent.release() }
    guard wanted != interest, let registration else { return }
    interest = wanted
    loop.change(registration, to: wanted)
  }

  private func stopStallTimer() {
    sentBytes = 0
    guard let stallTimer else { return }
    loop.cancelTimer(stallTimer)
    self.stallTimer = nil
  }

  private func setTimer(_ timer: Timer, _ wait: Int64) -> EventLoop.TimerID {
    loop.setTimer(atMicroseconds: loop.clock.nowMicroseconds() + wait, self, token: timer.rawValue)
  }

  // MARK: The end

  /// Says that nothing more follows, and gives the peer time to read it: closing with unread input would send a reset, and the
  /// peer would lose our GOAWAY.
  private func halfClose() {
    guard !isHalfClosed else { return }
    isHalfClosed = true
    connection.end()
    shutdown(descriptor, Int32(SHUT_WR))
    lingerTimer = setTimer(.linger, limits.lingerMicrosecondsMax)
  }

  /// Closes the socket; running calls are cancelled.
  func close() {
    guard let registration else { return }
    self.registration = nil
    loop.deregister(registration)
    Glibc.close(descriptor)
    stopStallTimer()
    if let lingerTimer { loop.cancelTimer(lingerTimer) }
    lingerTimer = nil
    connection.close()
    worker.closed(self)
  }
}
