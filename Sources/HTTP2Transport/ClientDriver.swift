import EventLoop
import Glibc

/// Connects one socket, and moves bytes between it and one HTTP/2 connection of a client; with TLS between the two, if there is a
/// session for it.
final class ClientDriver: ReadinessHandler, TurnHandler, ConnectionOwner {
  private enum Phase {
    /// The kernel connects. Can become `handshaking`, `open`, `closed`.
    case connecting
    /// TLS shakes hands. Can become `open`, `closed`.
    case handshaking
    /// Bytes flow. Can become `closed`.
    case open
    /// Terminal.
    case closed
  }

  let connection: ClientConnection
  private let descriptor: Int32
  private let address: PeerAddress
  private let channel: ChannelCore
  /// Nil in cleartext.
  private let tls: TLSSession?
  /// Told once, when the connection is lost, closed, or could not be made.
  private var whenClosed: ((_ reason: String) -> Void)?

  private var phase = Phase.connecting
  private var registration: EventLoop.Registration?
  private var interest = Interest.write
  /// What the socket did not take.
  private let unsent = OutputBuffer()
  private var isFlushScheduled = false

  /// Starts to connect. On the loop's thread.
  init(
    to address: PeerAddress, connection: ClientConnection, tls: TLSSession?, channel: ChannelCore,
    whenClosed: @escaping (_ reason: String) -> Void
  ) throws(SystemError) {
    self.address = address
    self.connection = connection
    self.tls = tls
    self.channel = channel
    self.whenClosed = whenClosed
    descriptor = try OutgoingSocket.connect(to: address)
    do throws(SystemError) {
      registration = try channel.loop.register(descriptor: descriptor, .write, self)
    } catch {
      Glibc.close(descriptor)
      throw error
    }
    connection.owner = self
  }

  private var loop: EventLoop { channel.loop }
  private var limits: ClientLimits { _read { yield channel.configuration.limits } }

  func ready(_ readiness: Readiness) {
    switch phase {
    case .connecting: finishConnecting()
    case .handshaking, .open:
      if readiness.isReadable, interest.contains(.read) { receive() }
      if readiness.isWritable, !unsent.isEmpty { connectionNeedsFlush() }
    case .closed: break
    }
  }

  private func finishConnecting() {
    if let error = OutgoingSocket.error(of: descriptor, address) { return close("\(error)") }
    OutgoingSocket.limitSilence(of: descriptor, milliseconds: limits.unacknowledgedMillisecondsMax)
    guard let tls else {
      phase = .open
      return connectionNeedsFlush()
    }
    phase = .handshaking
    handshake(tls)
  }

  /// Goes on with the handshake.
  /// - Returns: whether it is done.
  @discardableResult
  private func handshake(_ tls: TLSSession) -> Bool {
    let step = tls.handshake()
    keepRecords(of: tls)
    connectionNeedsFlush()
    switch step {
    case .needsMore: return false
    case .established:
      phase = .open
      return true
    case .failed(let failure):
      tellAndClose("TLS: \(failure)")
      return false
    }
  }

  func connectionNeedsFlush() {
    guard !isFlushScheduled, phase == .open || phase == .handshaking else { return }
    isFlushScheduled = true
    loop.atEndOfTurn(self)
  }

  func endOfTurn() {
    isFlushScheduled = false
    switch phase {
    case .open: flush()
    case .handshaking: if flushUnsent() { updateInterest() }
    case .connecting, .closed: break
    }
  }

  // MARK: In

  private func receive() {
    let buffer = channel.readBuffer
    let count = read(descriptor, buffer.baseAddress, buffer.count)
    if count > 0 {
      received(UnsafeRawBufferPointer(start: buffer.baseAddress, count: count))
    } else if count == 0 {
      close("the server closed the connection")
    } else if errno != EAGAIN && errno != EINTR {
      close("\(SystemError("read"))")
    }
  }

  private func received(_ bytes: UnsafeRawBufferPointer) {
    guard let tls else { return connection.receive(bytes) }
    tls.receive(bytes)
    if phase == .open || handshake(tls) { readRecords(tls) }
  }

  /// Decrypts what arrived, to its last byte.
  private func readRecords(_ tls: TLSSession) {
    while phase == .open {
      let step = tls.read(into: channel.plainBuffer)
      keepRecords(of: tls)
      switch step {
      case .bytes(let count):
        connection.receive(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(channel.plainBuffer)[..<count]))
      case .needsMore: return
      case .closed: return close("the server closed the connection")
      case .failed(let failure): return tellAndClose("TLS: \(failure)")
      }
    }
  }

  /// What the session says itself must leave the channel's output before another session uses that: it waits with what is unsent.
  private func keepRecords(of tls: TLSSession) {
    guard !tls.output.isEmpty else { return }
    if let records = tls.output.bytes.baseAddress { unsent.append(records, count: tls.output.count) }
    tls.output.removeAll()
    connectionNeedsFlush()
  }

  // MARK: Out

  private func flush() {
    while flushUnsent(), unsent.isEmpty {
      let buffer = channel.writeBuffer
      buffer.removeAll()
      connection.produce(into: buffer, byteCountMax: limits.outputChunkBytes)
      if buffer.isEmpty { break }
      if let tls {
        guard tls.write(buffer.bytes) else { return close("TLS: nothing can be sent") }
        keepRecords(of: tls)
      } else {
        guard transmit(buffer) else { return }
        if !buffer.isEmpty, let rest = buffer.bytes.baseAddress { unsent.append(rest, count: buffer.count) }
      }
    }
    guard phase == .open else { return }
    updateInterest()
    // A server that takes no bytes gets no last word.
    if connection.phase == .ended || (unsent.isEmpty && connection.isFinished) { tellAndClose(connection.reason) }
  }

  /// - Returns: false when the connection is lost, and closed.
  private func flushUnsent() -> Bool { unsent.isEmpty || transmit(unsent) }

  /// Writes as much as the socket takes.
  /// - Returns: false when the connection is lost, and closed.
  private func transmit(_ buffer: OutputBuffer) -> Bool {
    let count = send(descriptor, buffer.bytes.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
    if count >= 0 {
      buffer.consume(count)
      return true
    }
    if errno == EAGAIN || errno == EINTR { return true }
    close("\(SystemError("send"))")
    return false
  }

  private func updateInterest() {
    var wanted: Interest = unsent.count > limits.outputPauseBytes ? [] : .read
    if !unsent.isEmpty { wanted.insert(.write) } else { unsent.release() }
    guard wanted != interest, let registration else { return }
    interest = wanted
    loop.change(registration, to: wanted)
  }

  // MARK: The end

  /// Closes after a last word of TLS, an alert or close_notify, if the socket takes it at once.
  private func tellAndClose(_ reason: String) {
    if let tls {
      tls.close()
      keepRecords(of: tls)
      guard flushUnsent() else { return }
    }
    close(reason)
  }

  /// Closes the socket; running calls end.
  func close(_ reason: String) {
    guard phase != .closed else { return }
    phase = .closed
    if let registration { loop.deregister(registration) }
    registration = nil
    Glibc.close(descriptor)
    connection.close(reason)
    let whenClosed = whenClosed
    self.whenClosed = nil
    whenClosed?(reason)
  }
}
