// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The override of a blocked review.
  public struct OverrideReviewRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__override_review_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__OverrideReviewRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__OverrideReviewRequest.self)
    }

    /// Chosen by the client; a repeat changes nothing and returns the review as it stands. May be empty.
    public var requestID: String {
      get { messageReference.string(structure.pointee.request_id) }
      nonmutating set { structure.pointee.request_id = messageReference.store(newValue) }
    }

    /// `requestID` without a `String`.
    public var requestIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.request_id) }
      nonmutating set { structure.pointee.request_id = messageReference.store(newValue) }
    }

    /// Which; must be BLOCKED.
    public var auditID: String {
      get { messageReference.string(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// `auditID` without a `String`.
    public var auditIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// Who overrides.
    public var reviewerID: String {
      get { messageReference.string(structure.pointee.reviewer_id) }
      nonmutating set { structure.pointee.reviewer_id = messageReference.store(newValue) }
    }

    /// `reviewerID` without a `String`.
    public var reviewerIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reviewer_id) }
      nonmutating set { structure.pointee.reviewer_id = messageReference.store(newValue) }
    }

    /// In which role; the highest of the policy.
    public var reviewerRole: String {
      get { messageReference.string(structure.pointee.reviewer_role) }
      nonmutating set { structure.pointee.reviewer_role = messageReference.store(newValue) }
    }

    /// `reviewerRole` without a `String`.
    public var reviewerRoleUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reviewer_role) }
      nonmutating set { structure.pointee.reviewer_role = messageReference.store(newValue) }
    }

    /// Why; required, with the policy's minimum length.
    public var justification: String {
      get { messageReference.string(structure.pointee.justification) }
      nonmutating set { structure.pointee.justification = messageReference.store(newValue) }
    }

    /// `justification` without a `String`.
    public var justificationUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.justification) }
      nonmutating set { structure.pointee.justification = messageReference.store(newValue) }
    }

    /// When not 0, refused with ABORTED unless the review has this version.
    public var expectedVersion: Int64 {
      get { structure.pointee.expected_version }
      nonmutating set { structure.pointee.expected_version = newValue }
    }
  }
}
