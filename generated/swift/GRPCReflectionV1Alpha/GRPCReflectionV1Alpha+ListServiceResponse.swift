// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCReflectionV1Alpha {
  /// A list of ServiceResponse sent by the server answering list_services request.
  public struct ListServiceResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__reflection__v1alpha__list_service_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Reflection__V1alpha__ListServiceResponse> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Reflection__V1alpha__ListServiceResponse.self)
    }

    /// The information of each service may be expanded in the future, so we use
    /// ServiceResponse message to encapsulate it.
    public var service: RepeatedField<ServiceResponse> {
      messageReference.list(structure.pointer(to: \.n_service)!)
    }
  }
}
