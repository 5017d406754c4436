// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The recorded query.
  public struct SubmitQueryResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__submit_query_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__SubmitQueryResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__SubmitQueryResponse.self)
    }

    /// As recorded.
    public var review: Review? {
      get { messageReference.message(structure.pointee.review) }
      nonmutating set { structure.pointee.review = messageReference.store(newValue) }
    }

    /// `review`; an empty one is put there where it is not set.
    public var mutableReview: Review {
      if let existing = review { return existing }
      let made = Review(in: arena)
      review = made
      return made
    }

    /// One sentence for people.
    public var message: String {
      get { messageReference.string(structure.pointee.message) }
      nonmutating set { structure.pointee.message = messageReference.store(newValue) }
    }

    /// `message` without a `String`.
    public var messageUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.message) }
      nonmutating set { structure.pointee.message = messageReference.store(newValue) }
    }

    /// Whether this request_id had been recorded before.
    public var deduplicated: Bool {
      get { structure.pointee.deduplicated != 0 }
      nonmutating set { structure.pointee.deduplicated = newValue ? 1 : 0 }
    }
  }
}
