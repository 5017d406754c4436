// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// A permit that was issued before and has not been reported on.
  public struct OutstandingPermit: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__outstanding_permit__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__OutstandingPermit> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__OutstandingPermit.self)
    }

    /// Which.
    public var permitID: String {
      get { messageReference.string(structure.pointee.permit_id) }
      nonmutating set { structure.pointee.permit_id = messageReference.store(newValue) }
    }

    /// `permitID` without a `String`.
    public var permitIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.permit_id) }
      nonmutating set { structure.pointee.permit_id = messageReference.store(newValue) }
    }

    /// Of which review.
    public var auditID: String {
      get { messageReference.string(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// `auditID` without a `String`.
    public var auditIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// Who holds it.
    public var executorID: String {
      get { messageReference.string(structure.pointee.executor_id) }
      nonmutating set { structure.pointee.executor_id = messageReference.store(newValue) }
    }

    /// `executorID` without a `String`.
    public var executorIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.executor_id) }
      nonmutating set { structure.pointee.executor_id = messageReference.store(newValue) }
    }

    /// When it ends.
    public var expiresAt: GoogleProtobuf.Timestamp? {
      get { messageReference.message(structure.pointee.expires_at) }
      nonmutating set { structure.pointee.expires_at = messageReference.store(newValue) }
    }

    /// `expiresAt`; an empty one is put there where it is not set.
    public var mutableExpiresAt: GoogleProtobuf.Timestamp {
      if let existing = expiresAt { return existing }
      let made = GoogleProtobuf.Timestamp(in: arena)
      expiresAt = made
      return made
    }
  }
}
