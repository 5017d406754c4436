// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// A protobuf representation for grpc status. This is used by test
  /// clients to specify a status that the server should attempt to return.
  public struct EchoStatus: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__testing__echo_status__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Testing__EchoStatus> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Testing__EchoStatus.self)
    }

    /// `code` of grpc.testing.EchoStatus.
    public var code: Int32 {
      get { structure.pointee.code }
      nonmutating set { structure.pointee.code = newValue }
    }

    /// `message` of grpc.testing.EchoStatus.
    public var message: String {
      get { messageReference.string(structure.pointee.message) }
      nonmutating set { structure.pointee.message = messageReference.store(newValue) }
    }

    /// `message` without a `String`.
    public var messageUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.message) }
      nonmutating set { structure.pointee.message = messageReference.store(newValue) }
    }
  }
}
