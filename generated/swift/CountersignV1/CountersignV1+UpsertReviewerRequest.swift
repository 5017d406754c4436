// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// A reviewer to add or replace.
  public struct UpsertReviewerRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__upsert_reviewer_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__UpsertReviewerRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__UpsertReviewerRequest.self)
    }

    /// Chosen by the client; the same id from the same caller returns the first result. May be empty.
    public var requestID: String {
      get { messageReference.string(structure.pointee.request_id) }
      nonmutating set { structure.pointee.request_id = messageReference.store(newValue) }
    }

    /// `requestID` without a `String`.
    public var requestIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.request_id) }
      nonmutating set { structure.pointee.request_id = messageReference.store(newValue) }
    }

    /// The reviewer, whole; never the caller.
    public var reviewer: Reviewer? {
      get { messageReference.message(structure.pointee.reviewer) }
      nonmutating set { structure.pointee.reviewer = messageReference.store(newValue) }
    }

    /// `reviewer`; an empty one is put there where it is not set.
    public var mutableReviewer: Reviewer {
      if let existing = reviewer { return existing }
      let made = Reviewer(in: arena)
      reviewer = made
      return made
    }

    /// Refused with ABORTED unless the reviewer has this version; 0 for a new one.
    public var expectedVersion: Int64 {
      get { structure.pointee.expected_version }
      nonmutating set { structure.pointee.expected_version = newValue }
    }

    /// Why; required where roles are added.
    public var reason: String {
      get { messageReference.string(structure.pointee.reason) }
      nonmutating set { structure.pointee.reason = messageReference.store(newValue) }
    }

    /// `reason` without a `String`.
    public var reasonUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.reason) }
      nonmutating set { structure.pointee.reason = messageReference.store(newValue) }
    }
  }
}
