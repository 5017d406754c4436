// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Which reviews.
  public struct ListReviewsRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__list_reviews_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ListReviewsRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ListReviewsRequest.self)
    }

    /// Which.
    public var filter: ReviewFilter? {
      get { messageReference.message(structure.pointee.filter) }
      nonmutating set { structure.pointee.filter = messageReference.store(newValue) }
    }

    /// `filter`; an empty one is put there where it is not set.
    public var mutableFilter: ReviewFilter {
      if let existing = filter { return existing }
      let made = ReviewFilter(in: arena)
      filter = made
      return made
    }

    /// How much of each.
    public var view: ReviewView {
      get { ReviewView(rawValue: Int32(bitPattern: structure.pointee.view.rawValue)) }
      nonmutating set { structure.pointee.view = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// At most this many; 0 for the default of 50, more than 1000 means 1000.
    public var pageSize: Int32 {
      get { structure.pointee.page_size }
      nonmutating set { structure.pointee.page_size = newValue }
    }

    /// From the last response.
    public var pageToken: String {
      get { messageReference.string(structure.pointee.page_token) }
      nonmutating set { structure.pointee.page_token = messageReference.store(newValue) }
    }

    /// `pageToken` without a `String`.
    public var pageTokenUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.page_token) }
      nonmutating set { structure.pointee.page_token = messageReference.store(newValue) }
    }
  }
}
