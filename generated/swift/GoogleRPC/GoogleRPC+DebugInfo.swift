// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GoogleRPC {
  /// Describes additional debugging info.
  public struct DebugInfo: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(google__rpc__debug_info__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Google__Rpc__DebugInfo> {
      messageReference.storage.assumingMemoryBound(to: Google__Rpc__DebugInfo.self)
    }

    /// The stack trace entries indicating where the error occurred.
    public var stackEntries: RepeatedField<String> {
      messageReference.list(structure.pointer(to: \.n_stack_entries)!)
    }

    /// Additional debugging information provided by the server.
    public var detail: String {
      get { messageReference.string(structure.pointee.detail) }
      nonmutating set { structure.pointee.detail = messageReference.store(newValue) }
    }

    /// `detail` without a `String`.
    public var detailUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.detail) }
      nonmutating set { structure.pointee.detail = messageReference.store(newValue) }
    }
  }
}
