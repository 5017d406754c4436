// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Which query to withdraw.
  public struct CancelQueryRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__cancel_query_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__CancelQueryRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__CancelQueryRequest.self)
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

    /// Why; required.
    public var reason: String {
      get { messageReference.string(structure.pointee.reason) }
      nonmutating set { structure.pointee.reason = messageReference.store(newValue) }
    }

    /// `reason` without a `String`.
    public var reasonUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reason) }
      nonmutating set { structure.pointee.reason = messageReference.store(newValue) }
    }

    /// Who withdraws it: the requester.
    public var userID: String {
      get { messageReference.string(structure.pointee.user_id) }
      nonmutating set { structure.pointee.user_id = messageReference.store(newValue) }
    }

    /// `userID` without a `String`.
    public var userIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.user_id) }
      nonmutating set { structure.pointee.user_id = messageReference.store(newValue) }
    }

    /// When not 0, refused with ABORTED unless the review has this version.
    public var expectedVersion: Int64 {
      get { structure.pointee.expected_version }
      nonmutating set { structure.pointee.expected_version = newValue }
    }
  }
}
