import EventLoop
import RPCCore

/// How the connection to an address stands (connectivity-semantics-and-api.md).
public enum Connectivity: Sendable, Equatable {
  case idle
  case connecting
  case ready
  case transientFailure
  case shutdown
}

/// What a channel does at one moment.
public struct ChannelSnapshot: Sendable {
  /// In the order that the channel was given.
  public var addresses: [(address: ListenAddress, connectivity: Connectivity)]
  /// Calls that wait for a connection, or for a stream on one.
  public var queuedCalls: Int
  public var openStreams: Int
  /// How often a call was sent again because a server had certainly not processed it.
  public var callsSentAgain: Int
}

/// Calls to one service that one or several addresses offer. Usable from any task.
///
/// Connects with the first call and keeps one HTTP/2 connection to each address; calls take turns among those that are ready. A lost
/// connection is made anew at once, and after a failure with gRPC's back-off; the calls that it carried end with UNAVAILABLE,
/// but those that the server certainly did not process are sent again. All of a channel lives on one event loop: who needs more than
/// one core gives each loop a channel.
public final class Channel: ClientTransport {
  private let core: ChannelCore

  /// - Parameter loop: where the channel's connections live; started by the caller, before or after.
  public init(
    to addresses: [ListenAddress], configuration: ChannelConfiguration = ChannelConfiguration(), on loop: EventLoop
  ) {
    core = ChannelCore(to: addresses, configuration: configuration, on: loop)
  }

  /// A channel that nobody holds any more is closed at once; its calls end with UNAVAILABLE.
  deinit {
    core.loop.submit { [core] in core.close() }
  }

  public func unary(
    _ method: MethodDescription, _ sealedRequest: [UInt8], options: CallOptions
  ) async throws(RPCError) -> [UInt8] {
    try await ClientStream(core, method, options).unary(sealedRequest)
  }

  public func open(_ method: MethodDescription, options: CallOptions) async throws(RPCError) -> any ClientCall {
    let stream = ClientStream(core, method, options)
    stream.open()
    return ClientCallHandle(stream)
  }

  /// Connects to every address, without a call.
  public func connect() {
    core.loop.submit { [core] in core.connect() }
  }

  /// What the channel does now.
  public func snapshot() async -> ChannelSnapshot {
    await withUnsafeContinuation { continuation in
      core.loop.submit { [core] in continuation.resume(returning: core.snapshot) }
    }
  }

  /// Takes no more calls, lets those that run finish for `gracePeriodMicroseconds`, ends the others with UNAVAILABLE, and returns
  /// once every connection is closed.
  public func close(gracePeriodMicroseconds: Int64 = 0) async {
    await withUnsafeContinuation { continuation in
      core.loop.submit { [core] in
        let timer = CloseTimer(core)
        core.drain { continuation.resume() }
        let (end, isOver) = core.loop.clock.nowMicroseconds().addingReportingOverflow(gracePeriodMicroseconds)
        _ = core.loop.setTimer(atMicroseconds: isOver ? .max : end, timer, token: 0)
      }
    }
  }
}

/// The moment at which the patience of a graceful end runs out.
private final class CloseTimer: TimerHandler {
  private let core: ChannelCore

  init(_ core: ChannelCore) { self.core = core }

  func timerFired(_ token: Int) { core.close() }
}
