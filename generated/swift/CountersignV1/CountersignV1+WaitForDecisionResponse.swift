// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The review, final unless max_wait or after_version asked for less, or the requester is asked something.
  public struct WaitForDecisionResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__wait_for_decision_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__WaitForDecisionResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__WaitForDecisionResponse.self)
    }

    /// As it stands.
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

    /// Whether it is final.
    public var decided: Bool {
      get { structure.pointee.decided != 0 }
      nonmutating set { structure.pointee.decided = newValue ? 1 : 0 }
    }
  }
}
