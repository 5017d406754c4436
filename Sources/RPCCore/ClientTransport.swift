/// What a generated client needs of a connection: bytes out, bytes in.
public protocol ClientTransport: Sendable {
  /// Sends one sealed message and returns the one answer without its prefix.
  ///
  /// Cancelling the calling task cancels the call.
  /// - Throws: the status that the call ended with; `.cancelled`, `.deadlineExceeded`, `.unavailable` and the codes of
  ///   `ResponseRefusal` may be our own.
  func unary(
    _ method: MethodDescription, _ sealedRequest: [UInt8], options: CallOptions
  ) async throws(RPCError) -> [UInt8]

  /// Opens a call on which either side may send any number of messages.
  func open(_ method: MethodDescription, options: CallOptions) async throws(RPCError) -> any ClientCall
}

/// A call that is under way, as the caller sees it. Dropping it cancels it, and so does cancelling a task that waits in one of
/// its functions.
public protocol ClientCall: AnyObject, Sendable {
  /// Sends one sealed message; returns once there is room for a further one.
  /// - Throws: the status of the call once it is over; `.resourceExhausted` for a message over the limit, after which the call
  ///   goes on.
  func send(_ sealedMessage: [UInt8]) async throws(RPCError)

  /// Nothing more will be sent.
  func halfClose() async throws(RPCError)

  /// The next message without its prefix; nil after the last one of a call that ended well. For one reader at a time.
  /// - Throws: the status that the call ended with, after the messages that came before it.
  func nextMessage() async throws(RPCError) -> [UInt8]?

  /// What the server sent before its first message, without reserved names; waits for it. Empty when it sent trailers alone.
  /// - Throws: the status of a call that ended before.
  func initialMetadata() async throws(RPCError) -> Metadata

  /// What the server sent with its status, without reserved names; empty until the call is over.
  func trailingMetadata() async -> Metadata

  /// Ends the call; both sides learn of it.
  func cancel()
}

/// What a caller may say of one call.
public struct CallOptions: Sendable {
  /// Sent before the first message.
  public var metadata = Metadata()
  /// From the start of the call; nil for no deadline. Waiting for a connection counts.
  public var timeoutMicroseconds: Int64?
  /// Whether the call waits, to its deadline, for a server that cannot be reached, instead of failing with UNAVAILABLE
  /// (gRPC's wait-for-ready).
  public var waitsForReady = false
  /// Whether messages are sent with gzip where that makes them smaller. Not for what holds secrets beside what an attacker may choose.
  public var compressesRequests = false

  public init(metadata: Metadata = Metadata(), timeoutMicroseconds: Int64? = nil, waitsForReady: Bool = false) {
    self.metadata = metadata
    self.timeoutMicroseconds = timeoutMicroseconds
    self.waitsForReady = waitsForReady
  }

  public static let none = CallOptions()
}
