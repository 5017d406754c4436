// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCHealthV1 {
  /// grpc.health.v1.HealthCheckRequest
  public struct HealthCheckRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__health__v1__health_check_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Health__V1__HealthCheckRequest> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Health__V1__HealthCheckRequest.self)
    }

    /// `service` of grpc.health.v1.HealthCheckRequest.
    public var service: String {
      get { messageReference.string(structure.pointee.service) }
      nonmutating set { structure.pointee.service = messageReference.store(newValue) }
    }

    /// `service` without a `String`.
    public var serviceUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.service) }
      nonmutating set { structure.pointee.service = messageReference.store(newValue) }
    }
  }
}
