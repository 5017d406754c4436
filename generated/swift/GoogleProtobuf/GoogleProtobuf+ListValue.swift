// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GoogleProtobuf {
  /// `ListValue` is a wrapper around a repeated field of values.
  ///
  /// The JSON representation for `ListValue` is JSON array.
  public struct ListValue: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(google__protobuf__list_value__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Google__Protobuf__ListValue> {
      messageReference.storage.assumingMemoryBound(to: Google__Protobuf__ListValue.self)
    }

    /// Repeated field of dynamically typed values.
    public var values: RepeatedField<Value> {
      messageReference.list(structure.pointer(to: \.n_values)!)
    }
  }
}
