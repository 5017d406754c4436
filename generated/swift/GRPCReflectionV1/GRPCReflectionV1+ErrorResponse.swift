// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCReflectionV1 {
  /// The error code and error message sent by the server when an error occurs.
  public struct ErrorResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__reflection__v1__error_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Reflection__V1__ErrorResponse> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Reflection__V1__ErrorResponse.self)
    }

    /// This field uses the error codes defined in grpc::StatusCode.
    public var errorCode: Int32 {
      get { structure.pointee.error_code }
      nonmutating set { structure.pointee.error_code = newValue }
    }

    /// `error_message` of grpc.reflection.v1.ErrorResponse.
    public var errorMessage: String {
      get { messageReference.string(structure.pointee.error_message) }
      nonmutating set { structure.pointee.error_message = messageReference.store(newValue) }
    }

    /// `errorMessage` without a `String`.
    public var errorMessageUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.error_message) }
      nonmutating set { structure.pointee.error_message = messageReference.store(newValue) }
    }
  }
}
