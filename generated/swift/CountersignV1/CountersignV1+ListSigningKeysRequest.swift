// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Which keys.
  public struct ListSigningKeysRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(countersign__v1__list_signing_keys_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Countersign__V1__ListSigningKeysRequest> {
      messageReference.storage.assumingMemoryBound(to: Countersign__V1__ListSigningKeysRequest.self)
    }

    /// At most this many; 0 for the default of 100, more than 1000 means 1000.
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
