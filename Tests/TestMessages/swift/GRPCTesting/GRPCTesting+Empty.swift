// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// An empty message that you can re-use to avoid defining duplicated empty
  /// messages in your project. A typical example is to use it as argument or the
  /// return value of a service API. For instance:
  ///
  ///   service Foo {
  ///     rpc Bar (grpc.testing.Empty) returns (grpc.testing.Empty) { };
  ///   };
  public struct Empty: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__testing__empty__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }
  }
}
