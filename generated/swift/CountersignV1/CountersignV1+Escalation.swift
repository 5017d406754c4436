// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// One move to a higher role.
  public struct Escalation: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__escalation__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__Escalation> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__Escalation.self)
    }

    /// The role it left.
    public var fromRole: String {
      get { messageReference.string(structure.pointee.from_role) }
      nonmutating set { structure.pointee.from_role = messageReference.store(newValue) }
    }

    /// `fromRole` without a `String`.
    public var fromRoleUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.from_role) }
      nonmutating set { structure.pointee.from_role = messageReference.store(newValue) }
    }

    /// The role it went to.
    public var toRole: String {
      get { messageReference.string(structure.pointee.to_role) }
      nonmutating set { structure.pointee.to_role = messageReference.store(newValue) }
    }

    /// `toRole` without a `String`.
    public var toRoleUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.to_role) }
      nonmutating set { structure.pointee.to_role = messageReference.store(newValue) }
    }

    /// Why.
    public var trigger: EscalationTrigger {
      get { EscalationTrigger(rawValue: Int32(bitPattern: structure.pointee.trigger.rawValue)) }
      nonmutating set { structure.pointee.trigger = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// One sentence for people.
    public var reason: String {
      get { messageReference.string(structure.pointee.reason) }
      nonmutating set { structure.pointee.reason = messageReference.store(newValue) }
    }

    /// `reason` without a `String`.
    public var reasonUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reason) }
      nonmutating set { structure.pointee.reason = messageReference.store(newValue) }
    }

    /// When.
    public var createdAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.created_at) }
      nonmutating set { structure.pointee.created_at = messageReference.store(newValue) }
    }

    /// `createdAt`; an empty one is put there where it is not set.
    public var mutableCreatedAt: GoogleProtobuf.Timestamp {
      if let existing = createdAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      createdAt = made
      return made
    }
  }
}
