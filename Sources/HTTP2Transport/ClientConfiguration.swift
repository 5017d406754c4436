import EventLoop
import RPCCore

/// What a channel lets servers use, and how patient it is. Every limit has a unit, and says what happens when it is reached.
public struct ClientLimits: Sendable {
  /// Heads and trailers of answers; beyond: the stream is reset, the call fails with RESOURCE_EXHAUSTED.
  public var head: RequestHead.Limits = {
    var limits = RequestHead.Limits()
    limits.headerListBytesMax = 16 << 10
    return limits
  }()
  /// A request message, without its prefix; beyond: RESOURCE_EXHAUSTED, nothing is sent.
  public var requestMessageBytesMax = 16 << 20
  /// An answer message, compressed or not; beyond: RESOURCE_EXHAUSTED, before anything is allocated.
  public var responseMessageBytesMax = 4 << 20
  /// A compressed answer may become so much larger than it came, beyond `expandedBytesFree`; more: RESOURCE_EXHAUSTED.
  public var expansionRatioMax = 100
  public var expandedBytesFree = 1 << 20
  /// All answers of one connection that arrive or wait to be read, each with `messageOverheadBytes` more than its size; beyond:
  /// RESOURCE_EXHAUSTED for the call that asks for more.
  public var bufferedResponseBytesPerConnectionMax = 64 << 20
  public var messageOverheadBytes = 64
  /// Calls that wait for a connection, or for a stream on one; beyond: RESOURCE_EXHAUSTED.
  public var queuedCallsMax = 1_000
  /// Streams of one connection, also when the server takes more; beyond: calls wait.
  public var concurrentStreamsMax = 1_000
  /// Unsent requests of one call; beyond: `send` waits.
  public var streamSendBufferBytesMax = 64 << 10
  /// Requests of one call that are kept to be sent again should the server refuse it; beyond: it is not sent again.
  public var replayBytesMax = 256 << 10
  /// How much a server may send ahead on one stream.
  public var streamWindowBytes: Int32 = 256 << 10
  /// How much a server may send ahead on one connection.
  public var connectionWindowBytes: Int32 = 4 << 20
  /// Produced in one go before the socket is written; beyond: the rest waits in the streams.
  public var outputChunkBytes = 64 << 10
  /// Unsent output of one connection; beyond: nothing more is read from it.
  public var outputPauseBytes = 16 << 10
  /// One attempt to connect, from the look-up of the name to the server's SETTINGS; beyond: the attempt failed.
  public var connectMicrosecondsMax: Int64 = 20_000_000
  /// Bytes that the server's TCP does not acknowledge; beyond: the kernel closes the connection.
  public var unacknowledgedMillisecondsMax: Int32 = 20_000
  /// How often a call is sent again without its caller's knowledge.
  public var retries = ClientCallMachine.Limits()
  /// Between two attempts to connect.
  public var backoff = ConnectionBackoff.Limits()
  public var keepalive = Keepalive.Limits()

  public init() {}
}

/// How a channel is set up.
public struct ChannelConfiguration: Sendable {
  public var limits = ClientLimits()
  /// What a server may do to a connection before it is given up.
  public var abuse = AbuseLimits.ofClient
  /// TLS, with our certificate if the context has one; nil for cleartext. Renewing it holds for the connections made after.
  public var tls: CurrentTLSContext?
  /// The name that the server's certificate must have; nil for the host of the address, "localhost" for a unix socket.
  public var serverName: TLSServerName?
  /// `:authority` of every call; nil for the address itself, "localhost" for a unix socket.
  public var authority: String?
  /// Product and version for `user-agent`, before our own.
  public var userAgent = ""
  /// The service whose health each address is asked for (gRFC A17); an address that is not SERVING gets no calls, one that
  /// does not implement grpc.health.v1 gets them. Nil: nobody is asked.
  public var healthService: String?

  public init() {}
}
