import Synchronization

/// What a handler knows of its call beside the messages.
///
/// Cancellation (RST_STREAM, a lost connection, the deadline, the server's end) is the cancellation of the handler's task.
public final class ServerContext: Sendable {
  /// The canonical path, for example "/countersign.v1.ReviewService/SubmitQuery".
  public let path: String
  /// The caller's metadata without the reserved names (`grpc-*`, pseudo-headers, content-type, te).
  public let metadata: Metadata
  /// When the call ends by itself, on the event loop's monotonic clock in microseconds; nil for never.
  public let deadlineMicroseconds: Int64?
  /// The peer's address, for example "127.0.0.1:40312".
  public let peerAddress: String

  private let outgoing = Mutex<Outgoing>(Outgoing())

  private struct Outgoing {
    var initialMetadata = Metadata()
    var trailingMetadata = Metadata()
  }

  public init(path: String, metadata: Metadata, deadlineMicroseconds: Int64?, peerAddress: String) {
    self.path = path
    self.metadata = metadata
    self.deadlineMicroseconds = deadlineMicroseconds
    self.peerAddress = peerAddress
  }

  /// Metadata sent before the first message; changes after it have no effect.
  public var initialMetadata: Metadata {
    get { outgoing.withLock { $0.initialMetadata } }
    set { outgoing.withLock { $0.initialMetadata = newValue } }
  }

  /// Metadata sent with the status.
  public var trailingMetadata: Metadata {
    get { outgoing.withLock { $0.trailingMetadata } }
    set { outgoing.withLock { $0.trailingMetadata = newValue } }
  }
}
