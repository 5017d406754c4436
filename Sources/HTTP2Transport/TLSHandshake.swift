import EventLoop
import Glibc

/// An accepted connection until its TLS handshake is done, has failed, or took too long. It costs no HTTP/2 session until then.
final class TLSHandshake: ReadinessHandler, TimerHandler {
  private let descriptor: Int32
  private let peerAddress: String
  /// What the caller has in use over all its connections.
  let share: PeerShare
  private unowned let worker: ServerWorker
  private let session: TLSSession
  private var registration: EventLoop.Registration?
  private var timer: EventLoop.TimerID?
  private var unsent = OutputBuffer()
  private var hasBegun = false
  /// It has failed; what is unsent is sent, and the peer gets time to read it.
  private var isLingering = false
  private var isHalfClosed = false

  /// - Returns: nil without memory.
  init?(descriptor: Int32, peerAddress: String, share: PeerShare, context: TLSContext, worker: ServerWorker) {
    guard let session = TLSSession(server: context, output: worker.tlsOutput) else { return nil }
    self.descriptor = descriptor
    self.peerAddress = peerAddress
    self.share = share
    self.worker = worker
    self.session = session
  }

  private var loop: EventLoop { worker.loop }

  func start() throws(SystemError) {
    registration = try loop.register(descriptor: descriptor, .read, self)
    setTimer(worker.environment.limits.tlsHandshakeMicrosecondsMax)
  }

  private func setTimer(_ wait: Int64) {
    if let timer { loop.cancelTimer(timer) }
    timer = loop.setTimer(atMicroseconds: loop.clock.nowMicroseconds() + wait, self, token: 0)
  }

  func timerFired(_ token: Int) {
    timer = nil
    if !isLingering { worker.counters.note(.timeout) }
    close()
  }

  func ready(_ readiness: Readiness) {
    if readiness.isReadable { receive() }
    if readiness.isWritable, registration != nil { flush() }
  }

  private func receive() {
    let buffer = worker.readBuffer
    let count = read(descriptor, buffer.baseAddress, buffer.count)
    guard count > 0 else {
      if count < 0, errno == EAGAIN || errno == EINTR { return }
      if !isLingering { worker.counters.note(.closedEarly) }
      return close()
    }
    guard !isLingering else { return }
    let bytes = UnsafeRawBufferPointer(start: buffer.baseAddress, count: count)
    if hasBegun || begin(bytes) { goOn(bytes) }
  }

  /// False when the peer does not even try TLS.
  private func begin(_ bytes: UnsafeRawBufferPointer) -> Bool {
    hasBegun = true
    switch ForeignProtocol(firstBytes: bytes) {
    case .tls: return true
    case .http1: refuse(.plainHTTP1, ForeignProtocol.tlsWanted)
    case .http2: refuse(.plainHTTP2, ForeignProtocol.tlsWanted)
    case nil: refuse(.notTLS)
    }
    return false
  }

  private func goOn(_ bytes: UnsafeRawBufferPointer) {
    session.receive(bytes)
    let step = session.handshake()
    if let records = session.output.bytes.baseAddress { unsent.append(records, count: session.output.count) }
    session.output.removeAll()
    switch step {
    case .needsMore: flush()
    case .established: handOver()
    case .failed(let failure): refuse(failure.reason)
    }
  }

  /// The rest of the chunk, which may hold the first frames, is still the session's: the driver goes on reading at once.
  private func handOver() {
    leaveLoop()
    worker.established(
      self, descriptor: descriptor, peerAddress: peerAddress, session: session, unsent: unsent)
  }

  private func refuse(_ reason: TLSFailure.Reason, _ answer: StaticString = "") {
    worker.counters.note(reason)
    unsent.append(answer.utf8Start, count: answer.utf8CodeUnitCount)
    isLingering = true
    setTimer(worker.environment.limits.lingerMicrosecondsMax)
    flush()
  }

  private func flush() {
    while !unsent.isEmpty {
      let count = send(descriptor, unsent.bytes.baseAddress, unsent.count, Int32(MSG_NOSIGNAL))
      if count < 0, errno == EAGAIN || errno == EINTR { break }
      guard count >= 0 else { return close() }
      unsent.consume(count)
    }
    if let registration { loop.change(registration, to: unsent.isEmpty ? .read : [.read, .write]) }
    guard isLingering, unsent.isEmpty, !isHalfClosed else { return }
    isHalfClosed = true
    shutdown(descriptor, Int32(SHUT_WR))
  }

  private func leaveLoop() {
    if let registration { loop.deregister(registration) }
    registration = nil
    if let timer { loop.cancelTimer(timer) }
    timer = nil
  }

  /// Closes the socket.
  func close() {
    guard registration != nil else { return }
    leaveLoop()
    Glibc.close(descriptor)
    worker.gaveUp(self)
  }
}
