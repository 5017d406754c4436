// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GoogleRPC {
  /// Provides a localized error message that is safe to return to the user
  /// which can be attached to an RPC error.
  public struct LocalizedMessage: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(google__rpc__localized_message__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Google__Rpc__LocalizedMessage> {
      messageReference.storage.assumingMemoryBound(to: Google__Rpc__LocalizedMessage.self)
    }

    /// The locale used following the specification defined at
    /// https://www.rfc-editor.org/rfc/bcp/bcp47.txt.
    /// Examples are: "en-US", "fr-CH", "es-MX"
    public var locale: String {
      get { messageReference.string(structure.pointee.locale) }
      nonmutating set { structure.pointee.locale = messageReference.store(newValue) }
    }

    /// `locale` without a `String`.
    public var localeUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.locale) }
      nonmutating set { structure.pointee.locale = messageReference.store(newValue) }
    }

    /// The localized error message in the above locale.
    public var message: String {
      get { messageReference.string(structure.pointee.message) }
      nonmutating set { structure.pointee.message = messageReference.store(newValue) }
    }

    /// `message` without a `String`.
    public var messageUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.message) }
      nonmutating set { structure.pointee.message = messageReference.store(newValue) }
    }
  }
}
