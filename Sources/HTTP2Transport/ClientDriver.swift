import EventLoop
import Glibc

/// Connects one socket, and moves bytes between it and one HTTP/2 connection of a client.
final class ClientDriver: ReadinessHandler, TurnHandler, ConnectionOwner {
  private enum Phase {
    /// The kernel connects. Can become `open`, `closed`.
    case connecting
    /// Bytes flow. Can become `closed`.
    case open
    /// Terminal.
    case closed
  }

  let connection: ClientConnection
  private let descriptor: Int32
  private let address: PeerAddress
  private let channel: ChannelCore
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
    to address: PeerAddress, connection: ClientConnection, channel: ChannelCore,
    whenClosed: @escaping (_ reason: String) -> Void
  ) throws(SystemError) {
    self.address = address
    self.connection = connection
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
    case .open:
      if readiness.isReadable, interest.contains(.read) { receive() }
      if readiness.isWritable, !unsent.isEmpty { connectionNeedsFlush() }
    case .closed: break
    }
  }

  private func finishConnecting() {
    if let error = OutgoingSocket.error(of: descriptor, address) { return close("\(error)") }
    OutgoingSocket.limitSilence(of: descriptor, milliseconds: limits.unacknowledgedMillisecondsMax)
    phase = .open
    connectionNeedsFlush()
  }

  func connectionNeedsFlush() {
    guard !isFlushScheduled, phase == .open else { return }
    isFlushScheduled = true
    loop.atEndOfTurn(self)
  }

  func endOfTurn() {
    isFlushScheduled = false
    if phase == .open { flush() }
  }

  // MARK: In

  private func receive() {
    let buffer = channel.readBuffer
    let count = read(descriptor, buffer.baseAddress, buffer.count)
    if count > 0 {
      connection.receive(UnsafeRawBufferPointer(start: buffer.baseAddress, count: count))
    } else if count == 0 {
      close("the server closed the connection")
    } else if errno != EAGAIN && errno != EINTR {
      close("\(SystemError("read"))")
    }
  }

  // MARK: Out

  private func flush() {
    while true {
      if !unsent.isEmpty {
        guard transmit(unsent) else { return }
        if !unsent.isEmpty { break }
      }
      let buffer = channel.writeBuffer
      buffer.removeAll()
      connection.produce(into: buffer, byteCountMax: limits.outputChunkBytes)
      if buffer.isEmpty { break }
      guard transmit(buffer) else { return }
      if !buffer.isEmpty, let rest = buffer.bytes.baseAddress { unsent.append(rest, count: buffer.count) }
    }
    updateInterest()
    if unsent.isEmpty, connection.isFinished { close(connection.reason) }
  }

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
