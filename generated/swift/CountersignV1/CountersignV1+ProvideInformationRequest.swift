// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The answer of the requester.
  public struct ProvideInformationRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__provide_information_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ProvideInformationRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ProvideInformationRequest.self)
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

    /// Who answers.
    public var userID: String {
      get { messageReference.string(structure.pointee.user_id) }
      nonmutating set { structure.pointee.user_id = messageReference.store(newValue) }
    }

    /// `userID` without a `String`.
    public var userIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.user_id) }
      nonmutating set { structure.pointee.user_id = messageReference.store(newValue) }
    }

    /// The answer; required.
    public var answer: String {
      get { messageReference.string(structure.pointee.answer) }
      nonmutating set { structure.pointee.answer = messageReference.store(newValue) }
    }

    /// `answer` without a `String`.
    public var answerUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.answer) }
      nonmutating set { structure.pointee.answer = messageReference.store(newValue) }
    }

    /// When not 0, refused with ABORTED unless the review has this version.
    public var expectedVersion: Int64 {
      get { structure.pointee.expected_version }
      nonmutating set { structure.pointee.expected_version = newValue }
    }
  }
}
