// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The state of one role's queue.
  public struct QueueStatus: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__queue_status__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__QueueStatus> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__QueueStatus.self)
    }

    /// The role.
    public var reviewerRole: String {
      get { messageReference.string(structure.pointee.reviewer_role) }
      nonmutating set { structure.pointee.reviewer_role = messageReference.store(newValue) }
    }

    /// `reviewerRole` without a `String`.
    public var reviewerRoleUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reviewer_role) }
      nonmutating set { structure.pointee.reviewer_role = messageReference.store(newValue) }
    }

    /// Reviews in it, claimed ones too.
    public var waiting: Int32 {
      get { structure.pointee.waiting }
      nonmutating set { structure.pointee.waiting = newValue }
    }

    /// Of these, claimed.
    public var claimed: Int32 {
      get { structure.pointee.claimed }
      nonmutating set { structure.pointee.claimed = newValue }
    }

    /// Of these, past the deadline.
    public var breached: Int32 {
      get { structure.pointee.breached }
      nonmutating set { structure.pointee.breached = newValue }
    }

    /// Earliest deadline.
    public var earliestDeadline: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.earliest_deadline) }
      nonmutating set { structure.pointee.earliest_deadline = messageReference.store(newValue) }
    }

    /// `earliestDeadline`; an empty one is put there where it is not set.
    public var mutableEarliestDeadline: GoogleProtobuf.Timestamp {
      if let existing = earliestDeadline { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      earliestDeadline = made
      return made
    }
  }
}
