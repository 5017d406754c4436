// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The snapshot, or what was missed since the resume token, is complete.
  public struct InSync: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__in_sync__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__InSync> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__InSync.self)
    }

    /// How many reviews the watched set holds.
    public var reviewCount: Int32 {
      get { structure.pointee.review_count }
      nonmutating set { structure.pointee.review_count = newValue }
    }

    /// Whether the resume token was honoured.
    public var resumed: Bool {
      get { structure.pointee.resumed != 0 }
      nonmutating set { structure.pointee.resumed = newValue ? 1 : 0 }
    }
  }
}
