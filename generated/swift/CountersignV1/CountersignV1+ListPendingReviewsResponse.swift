// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// A page of waiting reviews.
  public struct ListPendingReviewsResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__list_pending_reviews_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ListPendingReviewsResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ListPendingReviewsResponse.self)
    }

    /// The most urgent first: highest level, then earliest deadline, then audit_id; BLOCKED last.
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

    /// All that match, over all pages; may be an estimate.
    public var totalSize: Int32 {
      get { structure.pointee.total_size }
      nonmutating set { structure.pointee.total_size = newValue }
    }

    /// Position of this page's state; a watch can resume from the first page's.
    public var resumeToken: String {
      get { messageReference.string(structure.pointee.resume_token) }
      nonmutating set { structure.pointee.resume_token = messageReference.store(newValue) }
    }

    /// `resumeToken` without a `String`.
    public var resumeTokenUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.resume_token) }
      nonmutating set { structure.pointee.resume_token = messageReference.store(newValue) }
    }
  }
}
