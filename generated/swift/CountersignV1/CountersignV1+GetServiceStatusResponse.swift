// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The state of the service.
  public struct GetServiceStatusResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__get_service_status_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__GetServiceStatusResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__GetServiceStatusResponse.self)
    }

    /// For example "1.4.0".
    public var version: String {
      get { messageReference.string(structure.pointee.version) }
      nonmutating set { structure.pointee.version = messageReference.store(newValue) }
    }

    /// `version` without a `String`.
    public var versionUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.version) }
      nonmutating set { structure.pointee.version = messageReference.store(newValue) }
    }

    /// Its parts.
    public var components: RepeatedField<ComponentStatus> {
      messageReference.list(structure.pointer(to: \.n_components)!)
    }

    /// The queues.
    public var queues: RepeatedField<QueueStatus> {
      messageReference.list(structure.pointer(to: \.n_queues)!)
    }

    /// Number of the last audit entry.
    public var auditSequence: Int64 {
      get { structure.pointee.audit_sequence }
      nonmutating set { structure.pointee.audit_sequence = newValue }
    }

    /// Version of the policy in force.
    public var policyVersion: String {
      get { messageReference.string(structure.pointee.policy_version) }
      nonmutating set { structure.pointee.policy_version = messageReference.store(newValue) }
    }

    /// `policyVersion` without a `String`.
    public var policyVersionUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.policy_version) }
      nonmutating set { structure.pointee.policy_version = messageReference.store(newValue) }
    }

    /// When this server started.
    public var startedAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.started_at) }
      nonmutating set { structure.pointee.started_at = messageReference.store(newValue) }
    }

    /// `startedAt`; an empty one is put there where it is not set.
    public var mutableStartedAt: GoogleProtobuf.Timestamp {
      if let existing = startedAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      startedAt = made
      return made
    }
  }
}
