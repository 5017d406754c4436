import Synchronization

/// What a handler knows of its call beside the messages.
///
/// Cancellation (RST_STREAM, a lost connection, the deadline, the server's end) is the cancellation of the handler's task.
public final class ServerContext: Sendable {
  /// The canonical path, for example "/countersign.v1.ReviewService/SubmitQuery".
  public let path: String
  /// When the call ends by itself, on the event loop's monotonic clock in microseconds; nil for never.
  public let deadlineMicroseconds: Int64?
  /// The peer's address, for example "127.0.0.1:40312".
  public let peerAddress: String

  private let received: Received
  private let outgoing = Mutex<Outgoing>(Outgoing())
  private let isOutgoingSet = Atomic<Bool>(false)

  private enum Received {
    case metadata(Metadata)
    /// Most handlers never look: decoding waits until one does.
    case block(HeaderBlock)
  }

  private struct Outgoing {
    var initialMetadata = Metadata()
    var trailingMetadata = Metadata()
  }

  public init(path: String, metadata: Metadata, deadlineMicroseconds: Int64?, peerAddress: String) {
    self.path = path
    self.received = .metadata(metadata)
    self.deadlineMicroseconds = deadlineMicroseconds
    self.peerAddress = peerAddress
  }

  /// A context whose metadata is decoded when it is asked for.
  public init(path: String, headers: HeaderBlock, deadlineMicroseconds: Int64?, peerAddress: String) {
    self.path = path
    self.received = .block(headers)
    self.deadlineMicroseconds = deadlineMicroseconds
    self.peerAddress = peerAddress
  }

  /// The caller's metadata without the reserved names (`grpc-*`, pseudo-headers, content-type, te). Decoded at each access.
  public var metadata: Metadata {
    switch received {
    case .metadata(let metadata): return metadata
    case .block(let block): return block.metadata()
    }
  }

  /// False while the handler has set no metadata, which is the usual case and costs no lock to know.
  public var hasOutgoingMetadata: Bool { isOutgoingSet.load(ordering: .acquiring) }

  /// Metadata sent before the first message; changes after it have no effect.
  public var initialMetadata: Metadata {
    get { outgoing.withLock { $0.initialMetadata } }
    set {
      outgoing.withLock { $0.initialMetadata = newValue }
      isOutgoingSet.store(true, ordering: .releasing)
    }
  }

  /// Metadata sent with the status.
  public var trailingMetadata: Metadata {
    get { outgoing.withLock { $0.trailingMetadata } }
    set {
      outgoing.withLock { $0.trailingMetadata = newValue }
      isOutgoingSet.store(true, ordering: .releasing)
    }
  }
}
