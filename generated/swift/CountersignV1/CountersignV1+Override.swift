// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// One release from BLOCKED.
  public struct Override: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__override__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__Override> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__Override.self)
    }

    /// Who; gives no opinion on this review.
    public var reviewerID: String {
      get { messageReference.string(structure.pointee.reviewer_id) }
      nonmutating set { structure.pointee.reviewer_id = messageReference.store(newValue) }
    }

    /// `reviewerID` without a `String`.
    public var reviewerIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reviewer_id) }
      nonmutating set { structure.pointee.reviewer_id = messageReference.store(newValue) }
    }

    /// In which role.
    public var reviewerRole: String {
      get { messageReference.string(structure.pointee.reviewer_role) }
      nonmutating set { structure.pointee.reviewer_role = messageReference.store(newValue) }
    }

    /// `reviewerRole` without a `String`.
    public var reviewerRoleUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reviewer_role) }
      nonmutating set { structure.pointee.reviewer_role = messageReference.store(newValue) }
    }

    /// Why.
    public var justification: String {
      get { messageReference.string(structure.pointee.justification) }
      nonmutating set { structure.pointee.justification = messageReference.store(newValue) }
    }

    /// `justification` without a `String`.
    public var justificationUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.justification) }
      nonmutating set { structure.pointee.justification = messageReference.store(newValue) }
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
