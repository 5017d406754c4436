// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCReflectionV1 {
  /// The information of a single service used by ListServiceResponse to answer
  /// list_services request.
  public struct ServiceResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__reflection__v1__service_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Reflection__V1__ServiceResponse> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Reflection__V1__ServiceResponse.self)
    }

    /// Full name of a registered service, including its package name. The format
    /// is <package>.<service>
    public var name: String {
      get { messageReference.string(structure.pointee.name) }
      nonmutating set { structure.pointee.name = messageReference.store(newValue) }
    }

    /// `name` without a `String`.
    public var nameUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.name) }
      nonmutating set { structure.pointee.name = messageReference.store(newValue) }
    }
  }
}
