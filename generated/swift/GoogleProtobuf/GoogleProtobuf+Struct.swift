// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GoogleProtobuf {
  /// `Struct` represents a structured data value, consisting of fields
  /// which map to dynamically typed values. In some languages, `Struct`
  /// might be supported by a native representation. For example, in
  /// scripting languages like JS a struct is represented as an
  /// object. The details of that representation are described together
  /// with the proto support for the language.
  ///
  /// The JSON representation for `Struct` is JSON object.
  public struct Struct: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(google__protobuf__struct__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Google__Protobuf__Struct> {
      messageReference.storage.assumingMemoryBound(to: Google__Protobuf__Struct.self)
    }

    /// Unordered map of dynamically typed values.
    public var fields: RepeatedField<Struct.FieldsEntry> {
      messageReference.list(structure.pointer(to: \.n_fields)!)
    }

    /// google.protobuf.Struct.FieldsEntry
    public struct FieldsEntry: MapEntry {
      public static var messageDescriptor: MessageDescriptor {
        MessageDescriptor(google__protobuf__struct__fields_entry__descriptor_address())
      }
      @_spi(GeneratedMessages) public let messageReference: MessageReference

      @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
        self.messageReference = messageReference
      }

      /// An empty message in `arena`.
      public init(in arena: Arena) {
        messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
      }

      private var structure: UnsafeMutablePointer<Google__Protobuf__Struct__FieldsEntry> {
        messageReference.storage.assumingMemoryBound(to: Google__Protobuf__Struct__FieldsEntry.self)
      }

      /// `key` of google.protobuf.Struct.FieldsEntry.
      public var key: String {
        get { messageReference.string(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `key` without a `String`.
      public var keyUTF8: UTF8Text {
        get { messageReference.text(structure.pointee.key) }
        nonmutating set { structure.pointee.key = messageReference.store(newValue) }
      }

      /// `value` of google.protobuf.Struct.FieldsEntry.
      public var value: GoogleProtobuf.Value? {
        get { messageReference.message(structure.pointee.value) }
        nonmutating set { structure.pointee.value = messageReference.store(newValue) }
      }

      /// `value`; an empty one is put there where it is not set.
      public var mutableValue: GoogleProtobuf.Value {
        if let existing = value { return existing }
        let made = GoogleProtobuf.Value(in: arena)
        value = made
        return made
      }
    }
  }
}
