// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// The keys.
  public struct ListSigningKeysResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__list_signing_keys_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ListSigningKeysResponse> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ListSigningKeysResponse.self)
    }

    /// The newest first.
    public var keys: RepeatedField<SigningKey> {
      messageReference.list(structure.pointer(to: \.n_keys)!)
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
