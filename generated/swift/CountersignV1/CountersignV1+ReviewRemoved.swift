// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// A review left the watched set.
  public struct ReviewRemoved: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__review_removed__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ReviewRemoved> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ReviewRemoved.self)
    }

    /// Which.
    public var auditID: String {
      get { messageReference.string(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// `auditID` without a `String`.
    public var auditIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// Its status now.
    public var status: ReviewStatus {
      get { ReviewStatus(rawValue: Int32(bitPattern: structure.pointee.status.rawValue)) }
      nonmutating set { structure.pointee.status = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// Why it left.
    public var reason: RemovalReason {
      get { RemovalReason(rawValue: Int32(bitPattern: structure.pointee.reason.rawValue)) }
      nonmutating set { structure.pointee.reason = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// The role it is in now.
    public var reviewerRole: String {
      get { messageReference.string(structure.pointee.reviewer_role) }
      nonmutating set { structure.pointee.reviewer_role = messageReference.store(newValue) }
    }

    /// `reviewerRole` without a `String`.
    public var reviewerRoleUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reviewer_role) }
      nonmutating set { structure.pointee.reviewer_role = messageReference.store(newValue) }
    }

    /// Its version now; an older copy from elsewhere is stale.
    public var version: Int64 {
      get { structure.pointee.version }
      nonmutating set { structure.pointee.version = newValue }
    }
  }
}
