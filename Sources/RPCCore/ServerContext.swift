import Synchronization

/// What a handler knows of its call beside the messages.
///
/// Cancellation (RST_STREAM, a lost connection, the deadline, the server's end) is the cancellation of the handler's task.
public final class ServerContext: Sendable {
  /// The canonical path, for example "/countersign.v1.ReviewService/SubmitQuery".
  public let path: String
  /// When the call ends by itself, on the event loop's monotonic clock in microseconds; nil for never.
  public let deadlineMicroseconds: Int64?
  /// Who calls.
  public let peer: Peer

  private let received: Received
  private let isMessageCompressedFlag = Atomic<Bool>(false)
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
    var compressesAnswers: Bool?
    var ending: RPCError?
  }

  public init(path: String, metadata: Metadata, deadlineMicroseconds: Int64?, peerAddress: String) {
    self.path = path
    self.received = .metadata(metadata)
    self.deadlineMicroseconds = deadlineMicroseconds
    self.peer = Peer(address: peerAddress)
  }

  /// A context whose metadata is decoded when it is asked for.
  public init(path: String, headers: HeaderBlock, deadlineMicroseconds: Int64?, peer: Peer) {
    self.path = path
    self.received = .block(headers)
    self.deadlineMicroseconds = deadlineMicroseconds
    self.peer = peer
  }

  // MARK: The request

  /// The peer's address, for example "127.0.0.1:40312".
  public var peerAddress: String { peer.address }

  /// The caller's metadata without the reserved names (`grpc-*`, pseudo-headers, content-type, te). Decoded at each access.
  public var metadata: Metadata {
    switch received {
    case .metadata(let metadata): return metadata
    case .block(let block): return block.metadata()
    }
  }

  /// The host that the caller wanted, from `:authority` or else `host`; nothing is checked against it. Decoded at each access.
  public var authority: String? {
    switch received {
    case .metadata: return nil
    case .block(let block): return block.authority
    }
  }

  /// How often the caller has tried this call before, by its own word (A6); 0 where it says nothing.
  public var previousAttempts: Int {
    switch received {
    case .metadata: return 0
    case .block(let block): return block.previousAttempts
    }
  }

  /// Whether the message that the handler has, or took last, came compressed.
  public var isMessageCompressed: Bool { isMessageCompressedFlag.load(ordering: .relaxed) }

  /// For the transport, before it hands a message over.
  public func setMessageCompressed(_ isCompressed: Bool) {
    isMessageCompressedFlag.store(isCompressed, ordering: .relaxed)
  }

  // MARK: The answer

  /// False while the handler has set nothing of what follows, which is the usual case and costs no lock to know.
  public var hasOutgoingMetadata: Bool { isOutgoingSet.load(ordering: .acquiring) }

  /// Metadata sent before the first message, or before the status where there is none; changes after it have no effect.
  ///
  /// An error before the first message goes in one frame with its status (Trailers-Only), which lets the caller try again
  /// safely (A6). A handler that has set initial metadata gives that up: the metadata goes in a frame of its own, as grpc-go does.
  public var initialMetadata: Metadata {
    get { outgoing.withLock { $0.initialMetadata } }
    set { change { $0.initialMetadata = newValue } }
  }

  /// Metadata sent with the status.
  public var trailingMetadata: Metadata {
    get { outgoing.withLock { $0.trailingMetadata } }
    set { change { $0.trailingMetadata = newValue } }
  }

  /// Tells the caller of a call that fails when to try again by itself, beside the error's own RetryInfo; a negative number asks it
  /// not to (A6, "Pushback").
  public func setRetryPushback(milliseconds: Int) {
    change { $0.trailingMetadata.append("grpc-retry-pushback-ms", String(milliseconds)) }
  }

  /// Whether the messages sent from now on are compressed with gzip, if the caller takes that and they get smaller by it; nil,
  /// the default, for none of this call.
  ///
  /// Off by default: compression lets the length of an encrypted answer tell what is in it, where a caller can place text of its
  /// own beside a secret (BREACH). The head names the encoding, so only a value set before the first message has an effect; after
  /// that true and false choose for each message.
  public var compressesAnswers: Bool? {
    get { hasOutgoingMetadata ? outgoing.withLock { $0.compressesAnswers } : nil }
    set { change { $0.compressesAnswers = newValue } }
  }

  /// Why the transport ended the call against the handler (deadline, cancellation, a limit); nil while the status is the
  /// handler's own to choose.
  public var ending: RPCError? { outgoing.withLock { $0.ending } }

  /// For the transport, before it cancels the handler's task.
  public func setEnding(_ error: RPCError) { outgoing.withLock { $0.ending = error } }

  private func change(_ body: (inout sending Outgoing) -> Void) {
    outgoing.withLock { body(&$0) }
    isOutgoingSet.store(true, ordering: .releasing)
  }
}
