// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCReflectionV1Alpha {
  /// The type name and extension number sent by the client when requesting
  /// file_containing_extension.
  public struct ExtensionRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__reflection__v1alpha__extension_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Reflection__V1alpha__ExtensionRequest> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Reflection__V1alpha__ExtensionRequest.self)
    }

    /// Fully-qualified type name. The format should be <package>.<type>
    public var containingType: String {
      get { messageReference.string(structure.pointee.containing_type) }
      nonmutating set { structure.pointee.containing_type = messageReference.store(newValue) }
    }

    /// `containingType` without a `String`.
    public var containingTypeUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.containing_type) }
      nonmutating set { structure.pointee.containing_type = messageReference.store(newValue) }
    }

    /// `extension_number` of grpc.reflection.v1alpha.ExtensionRequest.
    public var extensionNumber: Int32 {
      get { structure.pointee.extension_number }
      nonmutating set { structure.pointee.extension_number = newValue }
    }
  }
}
