// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// A page of reviews.
  public struct ListReviewsResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__list_reviews_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ListReviewsResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ListReviewsResponse.self)
    }

    /// Newest first, by audit_id.
    public var reviews: RepeatedField<Review> {
      messageReference.list(structure.pointer(to: \.n_reviews)!)
    }

    /// Empty on the last page.
    public var nextPageToken: String {
      get { messageReference.string(structure.pointee.next_page_token) }
      nonmutating set { structure.pointee.next_page_token = messageReference.store(newValue) }
    }

    /// `nextPageToken` without a `String`.
    public var nextPageTokenUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.next_page_token) }
      nonmutating set { structure.pointee.next_page_token = messageReference.store(newValue) }
    }
  }
}
