import CProtobufC

// Where a decoded value goes in protobuf-c's structures (protobuf-c.h, ProtobufCFieldDescriptor).
extension WireDecoder {
  func member(_ field: UnsafePointer<ProtobufCFieldDescriptor>) -> UnsafeMutableRawPointer {
    frames[depth].message + Int(field.pointee.offset)
  }

  /// Notes that the field is there: which of a oneof's members it is, or that an optional number is set.
  func mark(_ field: UnsafePointer<ProtobufCFieldDescriptor>) {
    let quantifier = frames[depth].message + Int(field.pointee.quantifier_offset)
    if field.pointee.flags & UInt32(PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue) != 0 {
      quantifier.storeBytes(of: field.pointee.id, as: UInt32.self)
    } else if field.pointee.label == PROTOBUF_C_LABEL_OPTIONAL, field.pointee.type.hasPresenceFlag {
      quantifier.storeBytes(of: 1, as: protobuf_c_boolean.self)
    }
  }

  /// Puts a text's or message's address into its member, or behind the others of its list.
  func place(_ address: UnsafeMutableRawPointer, _ field: UnsafePointer<ProtobufCFieldDescriptor>) {
    if field.pointee.label == PROTOBUF_C_LABEL_REPEATED {
      list(field).append(address)
    } else {
      mark(field)
      member(field).storeBytes(of: address, as: UnsafeMutableRawPointer.self)
    }
  }

  func place(_ bytes: ProtobufCBinaryData, _ field: UnsafePointer<ProtobufCFieldDescriptor>) {
    if field.pointee.label == PROTOBUF_C_LABEL_REPEATED {
      list(field).appendElement(MemoryLayout<ProtobufCBinaryData>.stride) {
        $0.storeBytes(of: bytes, as: ProtobufCBinaryData.self)
      }
    } else {
      mark(field)
      member(field).storeBytes(of: bytes, as: ProtobufCBinaryData.self)
    }
  }

  func appendScalar(_ value: UInt64, _ field: UnsafePointer<ProtobufCFieldDescriptor>) {
    let type = field.pointee.type
    list(field).appendElement(type.elementBytes) { type.store(value, at: $0) }
  }

  /// protobuf-c's count and array of a repeated field stand beside one another.
  private func list(_ field: UnsafePointer<ProtobufCFieldDescriptor>) -> StoredList {
    let count = frames[depth].message + Int(field.pointee.quantifier_offset)
    return StoredList(arena: arena, count: count.assumingMemoryBound(to: Int.self))
  }

  /// Keeps what the contract does not know, so that it is there again when the message is encoded.
  func keepUnknown(_ tag: WireReader.Tag, _ value: UnsafeRawBufferPointer) {
    let base = frames[depth].message.assumingMemoryBound(to: ProtobufCMessage.self)
    let count = Int(base.pointee.n_unknown_fields)
    // Room doubles whenever the count is a power of two.
    if count & (count - 1) == 0 {
      let bytes = max(1, count * 2) * MemoryLayout<ProtobufCMessageUnknownField>.stride
      guard let grown = arena.allocate(bytes)?.assumingMemoryBound(to: ProtobufCMessageUnknownField.self) else {
        return
      }
      for position in 0..<count { grown[position] = base.pointee.unknown_fields[position] }
      base.pointee.unknown_fields = grown
    }
    let copy = arena.copy(value)
    base.pointee.unknown_fields[count] = ProtobufCMessageUnknownField(
      tag: tag.number, wire_type: ProtobufCWireType(UInt32(tag.wireType.rawValue)), len: copy.len, data: copy.data)
    base.pointee.n_unknown_fields = UInt32(count + 1)
  }
}

extension Arena {
  /// An empty message of that type; always there, see `allocateMessage`.
  func makeMessage(_ type: UnsafePointer<ProtobufCMessageDescriptor>) -> UnsafeMutableRawPointer {
    let message = allocateMessage(type.pointee.sizeof_message)
    type.pointee.message_init(message.assumingMemoryBound(to: ProtobufCMessage.self))
    return message
  }
}

extension WireReader {
  /// The bits of a number.
  @inline(__always)
  mutating func scalar(_ wireType: WireType) -> UInt64? {
    switch wireType {
    case .varint: return varint()
    case .fixed32:
      guard end - position >= 4 else { return nil }
      defer { _ = skip(bytes: 4) }
      return UInt64(UInt32(littleEndian: position.loadUnaligned(as: UInt32.self)))
    case .fixed64:
      guard end - position >= 8 else { return nil }
      defer { _ = skip(bytes: 8) }
      return UInt64(littleEndian: position.loadUnaligned(as: UInt64.self))
    case .lengthDelimited: return nil
    }
  }
}

extension ProtobufCType {
  /// How a single value is written.
  var wireType: WireReader.WireType {
    switch self {
    case PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_FLOAT: .fixed32
    case PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_DOUBLE: .fixed64
    case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_BYTES, PROTOBUF_C_TYPE_MESSAGE: .lengthDelimited
    default: .varint
    }
  }

  /// Size of a number; protobuf-c's booleans take four bytes.
  var elementBytes: Int {
    switch self {
    case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_SINT64, PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_UINT64,
      PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_DOUBLE:
      8
    default: 4
    }
  }

  /// Whether an optional field of that type has a flag of its own; texts and messages are there when they have an address.
  var hasPresenceFlag: Bool { self != PROTOBUF_C_TYPE_STRING && self != PROTOBUF_C_TYPE_MESSAGE }

  /// Stores a number's bits as protobuf-c holds it.
  func store(_ value: UInt64, at place: UnsafeMutableRawPointer) {
    switch self {
    case PROTOBUF_C_TYPE_BOOL: place.storeBytes(of: value == 0 ? 0 : 1, as: protobuf_c_boolean.self)
    case PROTOBUF_C_TYPE_SINT32:
      let bits = UInt32(truncatingIfNeeded: value)
      place.storeBytes(of: bits >> 1 ^ (0 &- (bits & 1)), as: UInt32.self)
    case PROTOBUF_C_TYPE_SINT64: place.storeBytes(of: value >> 1 ^ (0 &- (value & 1)), as: UInt64.self)
    default:
      if elementBytes == 8 {
        place.storeBytes(of: value, as: UInt64.self)
      } else {
        place.storeBytes(of: UInt32(truncatingIfNeeded: value), as: UInt32.self)
      }
    }
  }
}
