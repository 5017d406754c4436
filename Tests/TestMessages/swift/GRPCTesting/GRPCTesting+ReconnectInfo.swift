// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// For reconnect interop test only.
  /// Server tells client whether its reconnects are following the spec and the
  /// reconnect backoffs it saw.
  public struct ReconnectInfo: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__testing__reconnect_info__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Testing__ReconnectInfo> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Testing__ReconnectInfo.self)
    }

    /// `passed` of grpc.testing.ReconnectInfo.
    public var passed: Bool {
      get { structure.pointee.passed != 0 }
      nonmutating set { structure.pointee.passed = newValue ? 1 : 0 }
    }

    /// `backoff_ms` of grpc.testing.ReconnectInfo.
    public var backoffMs: RepeatedField<Int32> {
      messageReference.list(structure.pointer(to: \.n_backoff_ms)!)
    }
  }
}
