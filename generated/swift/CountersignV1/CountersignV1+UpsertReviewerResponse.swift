// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The reviewer.
  public struct UpsertReviewerResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__upsert_reviewer_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__UpsertReviewerResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__UpsertReviewerResponse.self)
    }

    /// As recorded.
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
  }
}
