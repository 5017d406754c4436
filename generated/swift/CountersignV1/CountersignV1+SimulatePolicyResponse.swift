// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// What would differ.
  public struct SimulatePolicyResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__simulate_policy_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__SimulatePolicyResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__SimulatePolicyResponse.self)
    }

    /// Queries reclassified.
    public var evaluated: Int32 {
      get { structure.pointee.evaluated }
      nonmutating set { structure.pointee.evaluated = newValue }
    }

    /// The first 1000 that would differ.
    public var differences: RepeatedField<SimulatePolicyResponse.Difference> {
      messageReference.list(structure.pointer(to: \.n_differences)!)
    }

    /// All that would differ.
    public var differenceCount: Int32 {
      get { structure.pointee.difference_count }
      nonmutating set { structure.pointee.difference_count = newValue }
    }

    /// When not unset, the call's deadline was near: go on from this instant.
    public var nextStartTime: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.next_start_time) }
      nonmutating set { structure.pointee.next_start_time = messageReference.store(newValue) }
    }

    /// `nextStartTime`; an empty one is put there where it is not set.
    public var mutableNextStartTime: GoogleProtobuf.Timestamp {
      if let existing = nextStartTime { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      nextStartTime = made
      return made
    }

    /// One query that would differ.
    public struct Difference: ArenaMessage {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(countersign__v1__simulate_policy_response__difference__descriptor_address())
      }
      @_spi(GeneratedMessages) public let messageReference: MessageReference

      @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
        self.messageReference = messageReference
      }

      /// An empty message in `arena`.
      public init(in arena: Arena) {
        messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
      }

      private var structure: UnsafeMutablePointer<Countersign__V1__SimulatePolicyResponse__Difference> {
        messageReference.storage.assumingMemoryBound(to: Countersign__V1__SimulatePolicyResponse__Difference.self)
      }

      /// Which query.
      public var auditID: String {
        get { messageReference.string(structure.pointee.audit_id) }
        nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
      }

      /// `auditID` without a `String`.
      public var auditIDUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.audit_id) }
        nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
      }

      /// As recorded.
      public var recordedLevel: RiskLevel {
        get { RiskLevel(rawValue: Int32(bitPattern: structure.pointee.recorded_level.rawValue)) }
        nonmutating set { structure.pointee.recorded_level = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
      }

      /// Under the policy tried.
      public var simulatedLevel: RiskLevel {
        get { RiskLevel(rawValue: Int32(bitPattern: structure.pointee.simulated_level.rawValue)) }
        nonmutating set { structure.pointee.simulated_level = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
      }

      /// As recorded.
      public var recordedRole: String {
        get { messageReference.string(structure.pointee.recorded_role) }
        nonmutating set { structure.pointee.recorded_role = messageReference.store(newValue) }
      }

      /// `recordedRole` without a `String`.
      public var recordedRoleUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.recorded_role) }
        nonmutating set { structure.pointee.recorded_role = messageReference.store(newValue) }
      }

      /// Under the policy tried.
      public var simulatedRole: String {
        get { messageReference.string(structure.pointee.simulated_role) }
        nonmutating set { structure.pointee.simulated_role = messageReference.store(newValue) }
      }

      /// `simulatedRole` without a `String`.
      public var simulatedRoleUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.simulated_role) }
        nonmutating set { structure.pointee.simulated_role = messageReference.store(newValue) }
      }
    }
  }
}
