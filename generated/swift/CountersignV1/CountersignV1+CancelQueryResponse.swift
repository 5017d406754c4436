// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The withdrawn query.
  public struct CancelQueryResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__cancel_query_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__CancelQueryResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__CancelQueryResponse.self)
    }

    /// As withdrawn.
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
  }
}
