import EventLoop
import Glibc
import RPCCore

/// Moves bytes between one socket and one HTTP/2 connection; with TLS between the two, if the connection came with a session.
final class ConnectionDriver: ReadinessHandler, TurnHandler, TimerHandler, ServerConnectionOwner {
  private enum Timer: Int {
    case linger
    case sendStall
  }

  private let descriptor: Int32
  private let worker: ServerWorker
  let connection: HTTP2Connection
  /// Established; nil in cleartext.
  private let tls: TLSSession?
  /// The driver's place in its worker's table.
  @exclusivity(unchecked) var slot = 0

  @exclusivity(unchecked) private var registration: EventLoop.Registration?
  @exclusivity(unchecked) private var interest = Interest.read
  /// What the socket did not take.
  private let unsent: OutputBuffer
  @exclusivity(unchecked) private var isFlushScheduled = false
  /// Whether the peer's first bytes were looked at.
  @exclusivity(unchecked) private var hasBegun = false
  /// The peer speaks no HTTP/2: what the connection would say is not sent.
  @exclusivity(unchecked) private var isForeign = false
  @exclusivity(unchecked) private var hasSaidGoodbye = false
  @exclusivity(unchecked) private var isHalfClosed = false
  @exclusivity(unchecked) private var lingerTimer: EventLoop.TimerID?
  @exclusivity(unchecked) private var stallTimer: EventLoop.TimerID?
  /// What the socket took since the timer was set.
  @exclusivity(unchecked) private var sentBytes = 0

  /// - Parameters:
  ///   - tls: what the handshake left, established.
  ///   - unsent: what the socket did not take of the handshake.
  init?(
    descriptor: Int32, peerAddress: String, worker: ServerWorker, tls: TLSSession? = nil,
    unsent: OutputBuffer = OutputBuffer()
  ) {
    guard
      let connection = HTTP2Connection(
        loop: worker.loop, handlers: worker.handlers, environment: worker.environment, peerAddress: peerAddress)
    else { return nil }
    self.descriptor = descriptor
    self.worker = worker
    self.connection = connection
    self.tls = tls
    self.unsent = unsent
    hasBegun = tls != nil
    if let tls { connection.peer = Peer(address: peerAddress, tls) }
  }

  private var loop: EventLoop { worker.loop }
  private var limits: TransportLimits { _read { yield worker.environment.limits } }

  /// Starts to read. Our SETTINGS follow the peer's first bytes in cleartext, so that a peer of another protocol gets an answer that it
  /// can read, and the handshake at once.
  func start() throws(SystemError) {
    connection.owner = self
    registration = try loop.register(descriptor: descriptor, .read, self)
    guard let tls else { return }
    connectionNeedsFlush()
    readRecords(tls)
  }

  func ready(_ readiness: Readiness) {
    if readiness.isReadable, interest.contains(.read) { receive() }
    if readiness.isWritable, !unsent.isEmpty { connectionNeedsFlush() }
    // Nobody else would notice while the reading pauses, and the kernel would wake the loop without end.
    if readiness.isGone, interest.isEmpty { close() }
  }

  func connectionNeedsFlush() {
    guard !isFlushScheduled else { return }
    isFlushScheduled = true
    loop.atEndOfTurn(self)
  }

  func connectionIsLost() { close() }

  func connectionChangesReading() {
    if registration != nil { updateInterest() }
  }

  func endOfTurn() {
    isFlushScheduled = false
    if registration != nil { flush() }
  }

  func timerFired(_ token: Int) {
    if Timer(rawValue: token) == .sendStall { worker.counters.note(ConnectionLifetime.Reason.sendStall) }
    close()
  }

  // MARK: In

  private func receive() {
    let buffer = worker.readBuffer
    let count = read(descriptor, buffer.baseAddress, buffer.count)
    if count > 0 {
      // While we linger, what arrives is read only so that the kernel does not answer it with a reset.
      guard !isHalfClosed else { return }
      let bytes = UnsafeRawBufferPointer(start: buffer.baseAddress, count: count)
      if let tls {
        tls.receive(bytes)
        readRecords(tls)
      } else if hasBegun || begin(bytes) {
        _ = connection.receive(bytes)
      }
    } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
      close()
    }
  }

  /// False when the peer speaks another protocol: it is told so, and the connection ends.
  private func begin(_ bytes: UnsafeRawBufferPointer) -> Bool {
    hasBegun = true
    guard let other = ForeignProtocol(firstBytes: bytes), other != .http2 else { return true }
    worker.counters.note(other)
    let answer = other.answerInCleartext
    unsent.append(answer.utf8Start, count: answer.utf8CodeUnitCount)
    isForeign = true
    connection.end()
    return false
  }

  /// Decrypts what arrived, to its last byte. What the session has to say itself must leave the loop's output before anybody else uses
  /// that: it waits with what is unsent.
  private func readRecords(_ tls: TLSSession) {
    while registration != nil {
      let step = tls.read(into: worker.plainBuffer)
      keepRecords(of: tls)
      switch step {
      case .bytes(let count):
        _ = connection.receive(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(worker.plainBuffer)[..<count]))
      case .needsMore: return
      case .closed: return close()
      case .failed(let failure):
        worker.counters.note(failure.reason)
        connection.end()
        return
      }
    }
  }

  private func keepRecords(of tls: TLSSession) {
    guard !tls.output.isEmpty else { return }
    if let records = tls.output.bytes.baseAddress { unsent.append(records, count: tls.output.count) }
    tls.output.removeAll()
    connectionNeedsFlush()
  }

  // MARK: Out

  private func flush() {
    while !isHalfClosed {
      if !unsent.isEmpty {
        guard transmit(unsent) else { return }
        if !unsent.isEmpty { break }
      }
      if isForeign { break }
      let buffer = worker.writeBuffer
      buffer.removeAll()
      connection.produce(into: buffer, byteCountMax: limits.outputChunkBytes)
      if buffer.isEmpty { break }
      let isLast = buffer.count < limits.outputChunkBytes
      if let tls {
        guard tls.write(buffer.bytes) else {
          connection.end()
          break
        }
        guard transmitRecords(of: tls) else { return }
      } else {
        guard transmit(buffer) else { return }
        if !buffer.isEmpty, let rest = buffer.bytes.baseAddress { unsent.append(rest, count: buffer.count) }
      }
      if isLast { break }
    }
    updateInterest()
    if unsent.isEmpty, connection.isFinished { halfClose() }
  }

  /// Writes as much as the socket takes.
  /// - Returns: false when the connection is lost, and closed.
  private func transmit(_ buffer: OutputBuffer) -> Bool {
    let count = send(buffer.bytes)
    if count > 0 { buffer.consume(count) }
    if count > 0, buffer.isEmpty { stopStallTimer() }
    return count >= 0
  }

  /// Writes what the session encrypted, and keeps what the socket does not take.
  /// - Returns: false when the connection is lost, and closed.
  private func transmitRecords(of tls: TLSSession) -> Bool {
    let records = tls.output.bytes
    let count = send(records)
    if count >= 0, count < records.count { unsent.append(records.baseAddress! + count, count: records.count - count) }
    if count == records.count { stopStallTimer() }
    tls.output.removeAll()
    return count >= 0
  }

  /// - Returns: how much the socket took; -1 when the connection is lost, and closed.
  private func send(_ bytes: UnsafeRawBufferPointer) -> Int {
    let count = Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    if count >= 0 {
      sentBytes += count
      if sentBytes >= limits.sendProgressBytesMin { stopStallTimer() }
      return count
    }
    if errno == EAGAIN || errno == EINTR { return 0 }
    close()
    return -1
  }

  private func updateInterest() {
    var wanted: Interest = unsent.count > limits.outputPauseBytes || connection.isReadingPaused ? [] : .read
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
    guard !isHalfClosed, sayGoodbye() else { return }
    isHalfClosed = true
    connection.end()
    shutdown(descriptor, Int32(SHUT_WR))
    lingerTimer = setTimer(.linger, limits.lingerMicrosecondsMax)
  }

  /// Sends close_notify (RFC 8446 §6.1).
  /// - Returns: false when the connection is lost, or the socket did not take it yet: then comes another flush.
  private func sayGoodbye() -> Bool {
    guard let tls, !hasSaidGoodbye else { return true }
    hasSaidGoodbye = true
    tls.close()
    guard !tls.output.isEmpty else { return true }
    guard transmitRecords(of: tls) else { return false }
    if !unsent.isEmpty { updateInterest() }
    return unsent.isEmpty
  }

  /// Ends what could not be started.
  func discard() {
    Glibc.close(descriptor)
    connection.close()
    worker.closed(self)
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
