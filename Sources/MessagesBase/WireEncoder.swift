import CProtobufC
import Glibc
import RPCCore

/// Writes a message's encoding from its end to its beginning: what is inside is written before its length, so that nothing
/// is measured first.
///
/// The bytes are protobuf-c's: fields by number, unknown ones last, packed lists packed.
struct WireEncoder {
  private typealias Field = UnsafePointer<ProtobufCFieldDescriptor>

  private let start: UnsafeMutablePointer<UInt8>
  private let end: UnsafeMutablePointer<UInt8>
  private var cursor: UnsafeMutablePointer<UInt8>
  /// Whether there was room for everything.
  private(set) var isWhole = true

  init(into room: UnsafeMutableBufferPointer<UInt8>) {
    start = room.baseAddress!
    end = start + room.count
    cursor = end
  }

  /// What was written: the end of the room.
  var written: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: cursor, count: end - cursor) }

  mutating func message(_ message: UnsafePointer<ProtobufCMessage>) {
    for position in (0..<Int(message.pointee.n_unknown_fields)).reversed() {
      let field = message.pointee.unknown_fields[position]
      bytes(field.data, field.len)
      tag(field.tag, UInt32(field.wire_type.rawValue))
    }
    let type = message.pointee.descriptor.pointee
    // A type without fields has no list of them either.
    guard type.n_fields > 0 else { return }
    var field = type.fields + Int(type.n_fields)
    while field > type.fields {
      field -= 1
      self.field(field, of: UnsafeRawPointer(message))
    }
  }

  private mutating func field(_ field: Field, of message: UnsafeRawPointer) {
    let member = message + Int(field.pointee.offset)
    let quantifier = message + Int(field.pointee.quantifier_offset)
    if field.pointee.label == PROTOBUF_C_LABEL_REPEATED {
      list(field, count: quantifier.load(as: Int.self), member.load(as: UnsafeRawPointer?.self))
    } else if field.pointee.flags & UInt32(PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue) != 0 {
      guard quantifier.load(as: UInt32.self) == field.pointee.id, hasAddress(field, member) else { return }
      value(field, at: member)
    } else if field.pointee.label == PROTOBUF_C_LABEL_OPTIONAL, field.pointee.type.hasPresenceFlag {
      if quantifier.load(as: protobuf_c_boolean.self) != 0 { value(field, at: member) }
    } else if !isZero(field.pointee.type, member) {
      value(field, at: member)
    }
  }

  /// A text or message without an address is not there; a number always is.
  private func hasAddress(_ field: Field, _ member: UnsafeRawPointer) -> Bool {
    field.pointee.type.hasPresenceFlag || member.load(as: UnsafeRawPointer?.self) != nil
  }

  /// Whether a field has its zero value, which proto3 does not write.
  private func isZero(_ type: ProtobufCType, _ member: UnsafeRawPointer) -> Bool {
    switch type {
    case PROTOBUF_C_TYPE_STRING:
      let text = member.load(as: UnsafePointer<UInt8>?.self)
      return text == nil || text!.pointee == 0
    case PROTOBUF_C_TYPE_MESSAGE: return member.load(as: UnsafeRawPointer?.self) == nil
    case PROTOBUF_C_TYPE_BYTES: return member.load(as: ProtobufCBinaryData.self).len == 0
    default:
      return type.elementBytes == 8 ? member.load(as: UInt64.self) == 0 : member.load(as: UInt32.self) == 0
    }
  }

  private mutating func value(_ field: Field, at member: UnsafeRawPointer) {
    payload(field.pointee.type, at: member)
    tag(field.pointee.id, UInt32(field.pointee.type.wireType.rawValue))
  }

  private mutating func list(_ field: Field, count: Int, _ array: UnsafeRawPointer?) {
    guard count > 0, let array else { return }
    let stride = field.pointee.type.listStride
    if field.pointee.flags & UInt32(PROTOBUF_C_FIELD_FLAG_PACKED.rawValue) != 0 {
      let before = cursor
      for index in (0..<count).reversed() { payload(field.pointee.type, at: array + index * stride) }
      varint(UInt64(before - cursor))
      tag(field.pointee.id, UInt32(WireReader.WireType.lengthDelimited.rawValue))
    } else {
      for index in (0..<count).reversed() { value(field, at: array + index * stride) }
    }
  }

  /// A value behind its tag, with its length where it has one.
  private mutating func payload(_ type: ProtobufCType, at member: UnsafeRawPointer) {
    switch type {
    case PROTOBUF_C_TYPE_STRING:
      guard let text = member.load(as: UnsafePointer<CChar>?.self) else { return varint(0) }
      let count = strlen(text)
      bytes(text, count)
      varint(UInt64(count))
    case PROTOBUF_C_TYPE_BYTES:
      let data = member.load(as: ProtobufCBinaryData.self)
      bytes(data.data, data.len)
      varint(UInt64(data.len))
    case PROTOBUF_C_TYPE_MESSAGE:
      let before = cursor
      if let inner = member.load(as: UnsafePointer<ProtobufCMessage>?.self) { message(inner) }
      varint(UInt64(before - cursor))
    default: number(type, at: member)
    }
  }

  private mutating func number(_ type: ProtobufCType, at member: UnsafeRawPointer) {
    switch type {
    case PROTOBUF_C_TYPE_INT32, PROTOBUF_C_TYPE_ENUM:
      varint(UInt64(bitPattern: Int64(member.load(as: Int32.self))))
    case PROTOBUF_C_TYPE_UINT32: varint(UInt64(member.load(as: UInt32.self)))
    case PROTOBUF_C_TYPE_BOOL: varint(member.load(as: protobuf_c_boolean.self) == 0 ? 0 : 1)
    case PROTOBUF_C_TYPE_SINT32:
      let value = member.load(as: Int32.self)
      varint(UInt64(UInt32(bitPattern: value << 1 ^ value >> 31)))
    case PROTOBUF_C_TYPE_SINT64:
      let value = member.load(as: Int64.self)
      varint(UInt64(bitPattern: value << 1 ^ value >> 63))
    case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_UINT64: varint(member.load(as: UInt64.self))
    default: bytes(member, type.elementBytes)
    }
  }

  @inline(__always)
  private mutating func tag(_ number: UInt32, _ wireType: UInt32) {
    varint(UInt64(number) << 3 | UInt64(wireType))
  }

  @inline(__always)
  private mutating func varint(_ value: UInt64) {
    if value < 0x80, cursor > start {
      cursor -= 1
      cursor.pointee = UInt8(truncatingIfNeeded: value)
    } else {
      longVarint(value)
    }
  }

  private mutating func longVarint(_ value: UInt64) {
    let count = max(1, (64 - value.leadingZeroBitCount + 6) / 7)
    guard take(count) else { return }
    var rest = value
    for position in 0..<count - 1 {
      cursor[position] = UInt8(truncatingIfNeeded: rest) | 0x80
      rest >>= 7
    }
    cursor[count - 1] = UInt8(truncatingIfNeeded: rest)
  }

  @inline(__always)
  private mutating func bytes(_ source: UnsafeRawPointer?, _ count: Int) {
    guard count > 0, let source, take(count) else { return }
    memcpy(cursor, source, count)
  }

  /// Moves the cursor; false, and never whole again, where there is no room.
  @inline(__always)
  private mutating func take(_ count: Int) -> Bool {
    guard isWhole, count <= cursor - start else {
      isWhole = false
      return false
    }
    cursor -= count
    return true
  }
}

// Of references, not of messages: what is generic over a message's type looks that type up in each call.
extension MessageReference {
  private static let smallBytes = 1_024
  private static let roomBytesFirst = 16 << 10

  /// Calls `body` with the encoding: of most messages on the stack, of a larger one in the first room that is enough.
  func withEncoding<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    defer { withExtendedLifetime(arena) {} }
    let message = UnsafePointer(storage.assumingMemoryBound(to: ProtobufCMessage.self))
    let small: Result? = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.smallBytes) { room in
      var encoder = WireEncoder(into: room)
      encoder.message(message)
      return encoder.isWhole ? body(encoder.written) : nil
    }
    if let small { return small }
    var capacity = Self.roomBytesFirst
    while true {
      let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: capacity)
      defer { room.deallocate() }
      var encoder = WireEncoder(into: room)
      encoder.message(message)
      if encoder.isWhole { return body(encoder.written) }
      capacity *= 8
    }
  }

  /// The encoding behind its prefix: the compressed flag, then the length in big-endian (PROTOCOL-HTTP2,
  /// "Length-Prefixed-Message").
  func sealed() -> [UInt8] {
    withEncoding { encoding in
      let total = MessageBuffer.prefixBytes + encoding.count
      return [UInt8](unsafeUninitializedCapacity: total) { bytes, initializedCount in
        let start = UnsafeMutableRawPointer(bytes.baseAddress!)
        start.storeBytes(of: 0, as: UInt8.self)
        (start + 1).storeBytes(of: UInt32(truncatingIfNeeded: encoding.count).bigEndian, as: UInt32.self)
        if let source = encoding.baseAddress { memcpy(start + MessageBuffer.prefixBytes, source, encoding.count) }
        initializedCount = total
      }
    }
  }
}

extension ProtobufCType {
  /// Size of a list's element.
  fileprivate var listStride: Int {
    switch self {
    case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_MESSAGE: MemoryLayout<UnsafeRawPointer>.stride
    case PROTOBUF_C_TYPE_BYTES: MemoryLayout<ProtobufCBinaryData>.stride
    default: elementBytes
    }
  }
}
