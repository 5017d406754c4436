import EventLoop
import RPCCore

/// What one server lets its callers use. Every limit has a unit, and says what happens when it is reached.
public struct TransportLimits: Sendable {
  /// Heads of requests; beyond: the stream is reset.
  public var head = RequestHead.Limits()
  /// A request message, without its prefix; beyond: RESOURCE_EXHAUSTED, before anything is allocated.
  public var requestMessageBytesMax = 4 << 20
  /// What a compressed request message may expand to, as a multiple of its size; beyond, if that is more than
  /// `expandedBytesFree`: RESOURCE_EXHAUSTED. `requestMessageBytesMax` holds for the expanded message as well.
  public var expansionRatioMax = 100
  /// Up to so many bytes a message may expand by any ratio.
  public var expandedBytesFree = 1 << 20
  /// An answer message, before it is compressed; beyond: RESOURCE_EXHAUSTED instead of the answer.
  public var responseMessageBytesMax = 16 << 20
  /// All request messages of one connection that arrive, wait or are in a handler's hands, each with
  /// `messageOverheadBytes` more than its size; beyond: RESOURCE_EXHAUSTED for the stream that asks for more.
  public var bufferedRequestBytesPerConnectionMax = 16 << 20
  /// What a message is charged beside its bytes, so that empty ones are not free.
  public var messageOverheadBytes = 64
  /// Answers of one connection that wait to be sent, each in full until its last byte is sent; beyond: RESOURCE_EXHAUSTED for the
  /// call that answers. Room for two of the largest answers.
  public var queuedAnswerBytesPerConnectionMax = 32 << 20
  /// Answers of the whole server that wait to be sent; beyond: RESOURCE_EXHAUSTED for the call that answers.
  public var queuedAnswerBytesMax = 256 << 20
  /// Open streams of one connection (SETTINGS_MAX_CONCURRENT_STREAMS); beyond: REFUSED_STREAM.
  public var concurrentStreamsMax = 128
  /// Running handlers of one connection, cancelled ones included until they end; beyond: RESOURCE_EXHAUSTED.
  public var activeHandlersPerConnectionMax = 256
  /// Running handlers of calls that are answered once, cancelled ones included until they end; beyond: RESOURCE_EXHAUSTED.
  public var activeHandlersMax = 4_096
  /// Of them, for one peer: an IPv4 address or an IPv6 network of 64 bits, over all its connections. Callers on a unix socket are
  /// not told apart.
  public var activeHandlersPerPeerMax = 2_048
  /// Running handlers of calls that stream, which may last for hours. Counted apart, so that watchers leave room for calls.
  public var activeStreamHandlersMax = 32_768
  /// Of them, for one peer.
  public var activeStreamHandlersPerPeerMax = 16_384
  /// Connections of the server, over all its loops; beyond: closed as soon as they are accepted. Fewer, when the process may not
  /// have as many descriptors and `descriptorsReserved` more.
  public var connectionsMax = 10_000
  /// Connections of one peer; beyond: closed as soon as they are accepted. A proxy is one peer: raise it behind one.
  public var connectionsPerPeerMax = 2_500
  /// Descriptors that connections leave for files and sockets of other parts.
  public var descriptorsReserved = 128
  /// How much a caller may send ahead on one stream.
  public var streamWindowBytes: Int32 = 256 << 10
  /// How much a caller may send ahead on one connection.
  public var connectionWindowBytes: Int32 = 4 << 20
  /// Unsent answers of one stream; beyond: `send` waits.
  public var streamSendBufferBytesMax = 64 << 10
  /// Produced in one go before the socket is written; beyond: the rest waits in the streams.
  public var outputChunkBytes = 64 << 10
  /// Unsent output of one connection; beyond: nothing more is read from it.
  public var outputPauseBytes = 16 << 10
  /// Trailers, also when the peer would take more; beyond: `StatusFields.trailers` shortens.
  public var trailerListBytesMax = 8 << 10
  /// From the accept to the end of the TLS handshake; beyond: closed.
  public var tlsHandshakeMicrosecondsMax: Int64 = 10_000_000
  /// From the head of a request to its end, for a method that takes one message; beyond: DEADLINE_EXCEEDED.
  public var requestMicrosecondsMax: Int64 = 30_000_000
  /// Without progress in sending what waits; beyond: the stream is reset with ENHANCE_YOUR_CALM, the connection closed.
  public var sendStallMicrosecondsMax: Int64 = 60_000_000
  /// The same for calls that answer with a stream; beyond: RESOURCE_EXHAUSTED, as trailers between messages, else as
  /// ENHANCE_YOUR_CALM, which gRPC's clients map to it.
  public var streamSendStallMicrosecondsMax: Int64 = 30_000_000
  /// Fewer bytes in that time are no progress, unless nothing is left to send.
  public var sendProgressBytesMin = 1 << 10
  /// Bytes that the peer's TCP does not acknowledge; beyond: the kernel closes the connection.
  public var unacknowledgedMillisecondsMax: Int32 = 60_000
  /// After our last byte, for the caller to read it and close; beyond: closed.
  public var lingerMicrosecondsMax: Int64 = 1_000_000
  /// How long connections live.
  public var lifetime = LifetimeLimits()
  /// What only costs.
  public var abuse = AbuseLimits()

  /// A larger `head.headerListBytesMax` counts as this.
  public static let headerListBytesCeiling = 65_535

  public init() {}
}

/// How a server is set up.
public struct ServerConfiguration: Sendable {
  public var limits = TransportLimits()
  /// With which every connection is encrypted, on all listeners; nil for cleartext.
  public var tls: CurrentTLSContext?
  /// Whether calls are taken: 200 or 503 for `GET /healthz` on the same listeners, as load balancers ask it over HTTP/2. Called on
  /// the loops; must not wait. A server that drains answers 503 whatever this says.
  public var isServing: @Sendable () -> Bool = { true }

  public init() {}
}
