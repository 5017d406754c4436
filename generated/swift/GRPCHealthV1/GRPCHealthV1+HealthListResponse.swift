// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCHealthV1 {
  /// grpc.health.v1.HealthListResponse
  public struct HealthListResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__health__v1__health_list_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Health__V1__HealthListResponse> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Health__V1__HealthListResponse.self)
    }

    /// statuses contains all the services and their respective status.
    public var statuses: RepeatedField<HealthListResponse.StatusesEntry> {
      messageReference.list(structure.pointer(to: \.n_statuses)!)
    }

    /// grpc.health.v1.HealthListResponse.StatusesEntry
    public struct StatusesEntry: MapEntry {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(grpc__health__v1__health_list_response__statuses_entry__descriptor_address())
      }
      @_spi(GeneratedMessages) public let messageReference: MessageReference

      @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
        self.messageReference = messageReference
      }

      /// An empty message in `arena`.
      public init(in arena: Arena) {
        messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
      }

      private var structure: UnsafeMutablePointer<Grpc__Health__V1__HealthListResponse__StatusesEntry> {
        messageReference.storage.assumingMemoryBound(to: Grpc__Health__V1__HealthListResponse__StatusesEntry.self)
      }

      /// `key` of grpc.health.v1.HealthListResponse.StatusesEntry.
      public var key: String {
        get { messageReference.string(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `key` without a `String`.
      public var keyUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `value` of grpc.health.v1.HealthListResponse.StatusesEntry.
      public var value: GRPCHealthV1.HealthCheckResponse? {
        get { messageReference.message(structure.pointee.value) }
        nonmutating set { structure.pointee.value = messageReference.store(newValue) }
      }

      /// `value`; an empty one is put there where it is not set.
      public var mutableValue: GRPCHealthV1.HealthCheckResponse {
        if let existing = value { return existing }
        let made = GRPCHealthV1.HealthCheckResponse(in: arena)
        value = made
        return made
      }
    }
  }
}
