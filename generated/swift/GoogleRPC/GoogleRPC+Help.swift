// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GoogleRPC {
  /// Provides links to documentation or for performing an out of band action.
  ///
  /// For example, if a quota check failed with an error indicating the calling
  /// project hasn't enabled the accessed service, this can contain a URL pointing
  /// directly to the right place in the developer console to flip the bit.
  public struct Help: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(google__rpc__help__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Google__Rpc__Help> {
      messageReference.storage.assumingMemoryBound(to: Google__Rpc__Help.self)
    }

    /// URL(s) pointing to additional information on handling the current error.
    public var links: RepeatedField<Help.Link> {
      messageReference.list(structure.pointer(to: \.n_links)!)
    }

    /// Describes a URL link.
    public struct Link: ArenaMessage {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(google__rpc__help__link__descriptor_address())
      }
      @_spi(GeneratedMessages) public let messageReference: MessageReference

      @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
        self.messageReference = messageReference
      }

      /// An empty message in `arena`.
      public init(in arena: Arena) {
        messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
      }

      private var structure: UnsafeMutablePointer<Google__Rpc__Help__Link> {
        messageReference.storage.assumingMemoryBound(to: Google__Rpc__Help__Link.self)
      }

      /// Describes what the link offers.
      public var description: String {
        get { messageReference.string(structure.pointee.description) }
        nonmutating set { structure.pointee.description = messageReference.store(newValue) }
      }

      /// `description` without a `String`.
      public var descriptionUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.description) }
        nonmutating set { structure.pointee.description = messageReference.store(newValue) }
      }

      /// The URL of the link.
      public var url: String {
        get { messageReference.string(structure.pointee.url) }
        nonmutating set { structure.pointee.url = messageReference.store(newValue) }
      }

      /// `url` without a `String`.
      public var urlUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.url) }
        nonmutating set { structure.pointee.url = messageReference.store(newValue) }
      }
    }
  }
}
