import EventLoop
import HTTP2Transport
import Messages
import MessagesBase
import RPCCore

/// Countersign's services, typed, over a channel: every call has a deadline, calls that are safe to repeat are repeated, and a watch goes
/// on where it was interrupted. Usable from any task.
public struct CountersignClient<Transport: ClientTransport>: Sendable {
  /// Proposals, reviews, permits.
  public let review: CountersignV1.ReviewServiceClient<RetryingTransport<Transport>>
  /// The audit trail and its proofs.
  public let audit: CountersignV1.AuditServiceClient<RetryingTransport<Transport>>
  /// Policies, reviewers, kill switches, status.
  public let admin: CountersignV1.AdminServiceClient<RetryingTransport<Transport>>

  let transport: RetryingTransport<Transport>

  /// A client over a transport of the caller's choice.
  public init(_ transport: Transport, options: ClientOptions = ClientOptions()) {
    self.transport = RetryingTransport(transport, options: options)
    review = CountersignV1.ReviewServiceClient(self.transport)
    audit = CountersignV1.AuditServiceClient(self.transport)
    admin = CountersignV1.AdminServiceClient(self.transport)
  }

  /// Watches reviews that wait; see `ReviewWatch`. Nothing is sent before its first `next`.
  /// - Parameter request: filter, view and intervals; its resume token is the first one used.
  public func watchPendingReviews(_ request: CountersignV1.WatchPendingReviewsRequest) -> ReviewWatch<Transport> {
    ReviewWatch(transport, request)
  }
}

extension CountersignClient where Transport == Channel {
  /// A client of the servers at these addresses, which take turns.
  /// - Parameters:
  ///   - configuration: TLS, limits and names, taken as they are; nil for `ChannelConfiguration.countersign`, from which a
  ///     configuration of one's own had better begin.
  ///   - loop: where the connections live; started by the caller.
  public init(
    to addresses: [ListenAddress], configuration: ChannelConfiguration? = nil, options: ClientOptions = ClientOptions(),
    on loop: EventLoop
  ) {
    self.init(
      Channel(to: addresses, configuration: configuration ?? .countersign, on: loop), options: options)
  }

  /// Takes no more calls, and returns once the connections are closed; calls that run may finish for so long.
  public func close(gracePeriodMicroseconds: Int64 = 0) async {
    await transport.underlying.close(gracePeriodMicroseconds: gracePeriodMicroseconds)
  }
}

extension ChannelConfiguration {
  /// What suits Countersign's own server: answers of 16 MiB, the most that it sends, and a PING after 20 s of silence while a call
  /// runs. Cleartext.
  public static var countersign: ChannelConfiguration {
    var configuration = ChannelConfiguration()
    configuration.userAgent = "countersign-client"
    configuration.limits.responseMessageBytesMax = 16 << 20
    // A watched server sends heartbeats more often than that, so that only a dead one is asked.
    configuration.limits.keepalive.intervalMicroseconds = 20_000_000
    return configuration
  }
}

/// How patient a client is.
public struct ClientOptions: Sendable {
  /// Deadline of a call that sets none, repetitions included; nil for none. Streams, WaitForDecision and VerifyAuditTrail, which last
  /// as long as they last, have none.
  public var timeoutMicroseconds: Int64? = 30_000_000
  public var retries = RetryPolicy()
  /// Sent with every call, an `authorization` for example.
  public var metadata = Metadata()

  public init() {}
}
