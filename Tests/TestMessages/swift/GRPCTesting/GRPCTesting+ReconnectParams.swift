// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// For reconnect interop test only.
  /// Client tells server what reconnection parameters it used.
  public struct ReconnectParams: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__testing__reconnect_params__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Testing__ReconnectParams> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Testing__ReconnectParams.self)
    }

    /// `max_reconnect_backoff_ms` of grpc.testing.ReconnectParams.
    public var maxReconnectBackoffMs: Int32 {
      get { structure.pointee.max_reconnect_backoff_ms }
      nonmutating set { structure.pointee.max_reconnect_backoff_ms = newValue }
    }
  }
}
