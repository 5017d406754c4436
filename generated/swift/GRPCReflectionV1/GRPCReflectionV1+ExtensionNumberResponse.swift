// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCReflectionV1 {
  /// A list of extension numbers sent by the server answering
  /// all_extension_numbers_of_type request.
  public struct ExtensionNumberResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__reflection__v1__extension_number_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Reflection__V1__ExtensionNumberResponse> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Reflection__V1__ExtensionNumberResponse.self)
    }

    /// Full name of the base type, including the package name. The format
    /// is <package>.<type>
    public var baseTypeName: String {
      get { messageReference.string(structure.pointee.base_type_name) }
      nonmutating set { structure.pointee.base_type_name = messageReference.store(newValue) }
    }

    /// `baseTypeName` without a `String`.
    public var baseTypeNameUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.base_type_name) }
      nonmutating set { structure.pointee.base_type_name = messageReference.store(newValue) }
    }

    /// `extension_number` of grpc.reflection.v1.ExtensionNumberResponse.
    public var extensionNumber: RepeatedField<Int32> {
      messageReference.list(structure.pointer(to: \.n_extension_number)!)
    }
  }
}
