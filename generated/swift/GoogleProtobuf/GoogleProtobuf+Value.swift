// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GoogleProtobuf {
  /// `Value` represents a dynamically typed value which can be either
  /// null, a number, a string, a boolean, a recursive struct value, or a
  /// list of values. A producer of value is expected to set one of these
  /// variants. Absence of any variant indicates an error.
  ///
  /// The JSON representation for `Value` is JSON value.
  public struct Value: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(google__protobuf__value__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Google__Protobuf__Value> {
      messageReference.storage.assumingMemoryBound(to: Google__Protobuf__Value.self)
    }

    /// Represents a null value.
    public var nullValue: NullValue? {
      get {
        structure.pointee.kind_case.rawValue == 1
          ? NullValue(rawValue: Int32(bitPattern: structure.pointee.null_value.rawValue)) : nil
      }
      nonmutating set {
        guard let newValue else { return clearKind(1) }
        structure.pointee.kind_case = .init(rawValue: 1)
        structure.pointee.null_value = .init(rawValue: UInt32(bitPattern: newValue.rawValue))
      }
    }

    /// Represents a double value.
    public var numberValue: Double? {
      get { structure.pointee.kind_case.rawValue == 2 ? structure.pointee.number_value : nil }
      nonmutating set {
        guard let newValue else { return clearKind(2) }
        structure.pointee.kind_case = .init(rawValue: 2)
        structure.pointee.number_value = newValue
      }
    }

    /// Represents a string value.
    public var stringValue: String? {
      get { structure.pointee.kind_case.rawValue == 3 ? messageReference.string(structure.pointee.string_value) : nil }
      nonmutating set {
        guard let newValue else { return clearKind(3) }
        structure.pointee.kind_case = .init(rawValue: 3)
        structure.pointee.string_value = messageReference.store(newValue)
      }
    }

    /// `stringValue` without a `String`.
    public var stringValueUTF8: UTF8Text? {
      get { structure.pointee.kind_case.rawValue == 3 ? messageReference.text(structure.pointee.string_value) : nil }
      nonmutating set {
        guard let newValue else { return clearKind(3) }
        structure.pointee.kind_case = .init(rawValue: 3)
        structure.pointee.string_value = messageReference.store(newValue)
      }
    }

    /// Represents a boolean value.
    public var boolValue: Bool? {
      get { structure.pointee.kind_case.rawValue == 4 ? structure.pointee.bool_value != 0 : nil }
      nonmutating set {
        guard let newValue else { return clearKind(4) }
        structure.pointee.kind_case = .init(rawValue: 4)
        structure.pointee.bool_value = newValue ? 1 : 0
      }
    }

    /// Represents a structured value.
    public var structValue: Struct? {
      get { structure.pointee.kind_case.rawValue == 5 ? messageReference.message(structure.pointee.struct_value) : nil }
      nonmutating set {
        guard let newValue else { return clearKind(5) }
        structure.pointee.kind_case = .init(rawValue: 5)
        structure.pointee.struct_value = messageReference.store(newValue)
      }
    }

    /// `structValue`; an empty one is put there where it is not set.
    public var mutableStructValue: Struct {
      if let existing = structValue { return existing }
      let made = Struct(in: arena)
      structValue = made
      return made
    }

    /// Represents a repeated `Value`.
    public var listValue: ListValue? {
      get { structure.pointee.kind_case.rawValue == 6 ? messageReference.message(structure.pointee.list_value) : nil }
      nonmutating set {
        guard let newValue else { return clearKind(6) }
        structure.pointee.kind_case = .init(rawValue: 6)
        structure.pointee.list_value = messageReference.store(newValue)
      }
    }

    /// `listValue`; an empty one is put there where it is not set.
    public var mutableListValue: ListValue {
      if let existing = listValue { return existing }
      let made = ListValue(in: arena)
      listValue = made
      return made
    }

    /// The kind of value.
    public enum Kind {
      /// Represents a null value.
      case nullValue(NullValue)
      /// Represents a double value.
      case numberValue(Double)
      /// Represents a string value.
      case stringValue(String)
      /// Represents a boolean value.
      case boolValue(Bool)
      /// Represents a structured value.
      case structValue(Struct)
      /// Represents a repeated `Value`.
      case listValue(ListValue)
    }

    /// The field that is set; nil for none, or one that this version does not know.
    public var kind: Kind? {
      get {
        switch structure.pointee.kind_case.rawValue {
        case 1: nullValue.map(Kind.nullValue)
        case 2: numberValue.map(Kind.numberValue)
        case 3: stringValue.map(Kind.stringValue)
        case 4: boolValue.map(Kind.boolValue)
        case 5: structValue.map(Kind.structValue)
        case 6: listValue.map(Kind.listValue)
        default: nil
        }
      }
      nonmutating set {
        switch newValue {
        case nil: structure.pointee.kind_case = .init(rawValue: 0)
        case .nullValue(let value): nullValue = value
        case .numberValue(let value): numberValue = value
        case .stringValue(let value): stringValue = value
        case .boolValue(let value): boolValue = value
        case .structValue(let value): structValue = value
        case .listValue(let value): listValue = value
        }
      }
    }

    private func clearKind(_ number: UInt32) {
      if structure.pointee.kind_case.rawValue == number { structure.pointee.kind_case = .init(rawValue: 0) }
    }
  }
}
