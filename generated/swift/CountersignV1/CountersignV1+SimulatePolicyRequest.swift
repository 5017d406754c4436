// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// A policy to try.
  public struct SimulatePolicyRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__simulate_policy_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__SimulatePolicyRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__SimulatePolicyRequest.self)
    }

    /// As YAML.
    public var policyYAML: String {
      get { messageReference.string(structure.pointee.policy_yaml) }
      nonmutating set { structure.pointee.policy_yaml = messageReference.store(newValue) }
    }

    /// `policyYAML` without a `String`.
    public var policyYAMLUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.policy_yaml) }
      nonmutating set { structure.pointee.policy_yaml = messageReference.store(newValue) }
    }

    /// Only queries from this instant.
    public var startTime: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.start_time) }
      nonmutating set { structure.pointee.start_time = messageReference.store(newValue) }
    }

    /// `startTime`; an empty one is put there where it is not set.
    public var mutableStartTime: GoogleProtobuf.Timestamp {
      if let existing = startTime { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      startTime = made
      return made
    }

    /// Only queries before this instant.
    public var endTime: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.end_time) }
      nonmutating set { structure.pointee.end_time = messageReference.store(newValue) }
    }

    /// `endTime`; an empty one is put there where it is not set.
    public var mutableEndTime: GoogleProtobuf.Timestamp {
      if let existing = endTime { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      endTime = made
      return made
    }
  }
}
