// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Which claim to give back.
  public struct ReleaseClaimRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__release_claim_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ReleaseClaimRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ReleaseClaimRequest.self)
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

    /// Which review.
    public var auditID: String {
      get { messageReference.string(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// `auditID` without a `String`.
    public var auditIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.audit_id) }
      nonmutating set { structure.pointee.audit_id = messageReference.store(newValue) }
    }

    /// Who gives it back.
    public var reviewerID: String {
      get { messageReference.string(structure.pointee.reviewer_id) }
      nonmutating set { structure.pointee.reviewer_id = messageReference.store(newValue) }
    }

    /// `reviewerID` without a `String`.
    public var reviewerIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reviewer_id) }
      nonmutating set { structure.pointee.reviewer_id = messageReference.store(newValue) }
    }

    /// When not 0, refused with ABORTED unless it is the current claim's.
    public var claimToken: Int64 {
      get { structure.pointee.claim_token }
      nonmutating set { structure.pointee.claim_token = newValue }
    }
  }
}
