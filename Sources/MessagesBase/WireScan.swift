import CProtobufC
import RPCCore

/// Walks a message's bytes once before protobuf-c sees them, with a stack of its own.
///
/// protobuf-c 1.4.1 recurses without a limit, checks no UTF-8 and can take 124 bytes of memory for one on the wire.
/// After this walk decoding can neither overflow the stack nor pass the limits, and every known text is UTF-8 without NUL.
///
/// A singular message field that comes twice is refused as malformed. The encoding guide would have both merged, but protobuf-c
/// loses the first one's proto3 scalars: an amount could be sent that the classification does not see.
struct WireScan {
  /// One message on the way from the outermost to where the walk is.
  struct Frame {
    let type: UnsafePointer<ProtobufCMessageDescriptor>
    let start: UnsafeRawPointer
    let end: UnsafeRawPointer
    /// The field of the message around it that holds this one, and where that field's tag is; nil for the outermost.
    let field: UnsafePointer<ProtobufCFieldDescriptor>?
    let tagPosition: UnsafeRawPointer
    /// Where to look first: fields mostly come in order.
    var likelyField = 0
    /// protobuf-c notes the first 16 fields of a message on its stack, then in slabs of 32, 64, ...
    var slabFields = 16
    var slabFieldsLeft = 16
    /// The singular message fields that came already, one bit for each place in the descriptor.
    var seenMessages: UInt64 = 0
  }

  /// Fields of one type that `Frame.seenMessages` can tell apart; a message field beyond is refused.
  static let messageFieldIndexMax = UInt64.bitWidth - 1

  private let limits: DecodeLimits
  private var reader: WireReader
  private var frames: UnsafeMutableBufferPointer<Frame>
  private var depth = 0
  private var elements = 0
  private var unpackedBytes = 0
  private var unknownFields = 0
  private var unknownBytes = 0
  private var invalidTexts: [String] = []

  private static let invalidTextsMax = 16
  private static let notedFieldBytes = 32
  /// Frames that fit on the stack, where the compiler puts up to 1 KiB; hardly any message is deeper.
  private static let frameCountFirst = 8

  /// - Returns: how much memory decoding will take, about.
  static func check(
    _ bytes: UnsafeRawBufferPointer, as type: MessageDescriptor, limits: DecodeLimits
  ) throws(RPCError) -> Int {
    let outcome = withUnsafeTemporaryAllocation(of: Frame.self, capacity: frameCountFirst) { frames in
      var scan = WireScan(bytes, type.pointer, limits, frames)
      defer { if scan.frames.baseAddress != frames.baseAddress { scan.frames.deallocate() } }
      let fault = scan.run()
      return (fault: fault, bytes: scan.unpackedBytes, invalidTexts: scan.invalidTexts)
    }
    if let fault = outcome.fault { throw fault.error }
    if !outcome.invalidTexts.isEmpty { throw invalidTextError(outcome.invalidTexts) }
    return outcome.bytes
  }

  private init(
    _ bytes: UnsafeRawBufferPointer, _ type: UnsafePointer<ProtobufCMessageDescriptor>, _ limits: DecodeLimits,
    _ frames: UnsafeMutableBufferPointer<Frame>
  ) {
    self.limits = limits
    self.frames = frames
    reader = WireReader(bytes)
    let outermost = Frame(
      type: type, start: reader.position, end: reader.end, field: nil, tagPosition: reader.position)
    frames.baseAddress!.initialize(to: outermost)
    charge(type.pointee.sizeof_message)
  }

  private mutating func run() -> WireFault? {
    while true {
      if reader.isAtEnd {
        if depth == 0 { return nil }
        depth -= 1
        reader.end = frames[depth].end
        continue
      }
      if let fault = scanField() { return fault }
      guard elements <= limits.elementsMax else { return .elements }
      guard unpackedBytes <= limits.unpackedBytesMax else { return .unpackedBytes }
    }
  }

  private mutating func scanField() -> WireFault? {
    let start = reader.position
    guard let tag = reader.tag() else { return .malformed }
    elements += 1
    noteField()
    guard let field = findField(tag.number) else { return skipUnknown(tag, from: start) }
    if tag.wireType == .lengthDelimited {
      guard let value = reader.lengthDelimited() else { return .malformed }
      return scanLengthDelimited(field, value, tagPosition: start)
    }
    guard tag.wireType == field.pointee.type.wireType, reader.skip(tag.wireType) else { return .malformed }
    if field.pointee.label == PROTOBUF_C_LABEL_REPEATED { charge(field.pointee.type.elementBytes) }
    return nil
  }

  @inline(__always)
  private mutating func charge(_ bytes: Int) {
    unpackedBytes += Arena.arrayHeaderBytes + (bytes + 7) & ~7
  }

  private mutating func noteField() {
    if frames[depth].slabFieldsLeft == 0 {
      frames[depth].slabFields *= 2
      frames[depth].slabFieldsLeft = frames[depth].slabFields
      charge(frames[depth].slabFields * Self.notedFieldBytes)
    }
    frames[depth].slabFieldsLeft -= 1
  }

  private mutating func findField(_ number: UInt32) -> UnsafePointer<ProtobufCFieldDescriptor>? {
    let type = frames[depth].type
    let count = Int(type.pointee.n_fields)
    let likely = frames[depth].likelyField
    if likely < count, type.pointee.fields[likely].id == number {
      frames[depth].likelyField = likely + 1
      return type.pointee.fields + likely
    }
    guard let field = protobuf_c_message_descriptor_get_field(type, number) else { return nil }
    frames[depth].likelyField = field - type.pointee.fields + (field.pointee.label == PROTOBUF_C_LABEL_REPEATED ? 0 : 1)
    return field
  }

  private mutating func skipUnknown(_ tag: WireReader.Tag, from start: UnsafeRawPointer) -> WireFault? {
    guard reader.skip(tag.wireType) else { return .malformed }
    let bytes = reader.position - start
    unknownFields += 1
    unknownBytes += bytes
    charge(MemoryLayout<ProtobufCMessageUnknownField>.stride)
    charge(bytes)
    if unknownFields > limits.unknownFieldsMax { return .unknownFields }
    return unknownBytes > limits.unknownBytesMax ? .unknownBytes : nil
  }

  private mutating func scanLengthDelimited(
    _ field: UnsafePointer<ProtobufCFieldDescriptor>, _ value: UnsafeRawBufferPointer, tagPosition: UnsafeRawPointer
  ) -> WireFault? {
    let isRepeated = field.pointee.label == PROTOBUF_C_LABEL_REPEATED
    switch field.pointee.type {
    case PROTOBUF_C_TYPE_MESSAGE:
      if isRepeated {
        charge(MemoryLayout<UnsafeRawPointer>.size)
      } else if !noteFirst(field) {
        return .malformed
      }
      return enter(field, value, tagPosition: tagPosition)
    case PROTOBUF_C_TYPE_STRING:
      if isRepeated { charge(MemoryLayout<UnsafeRawPointer>.size) }
      charge(value.count + 1)
      if !isUTF8WithoutNUL(value) { noteInvalidText(field, tagPosition: tagPosition) }
      return nil
    case PROTOBUF_C_TYPE_BYTES:
      if isRepeated { charge(MemoryLayout<ProtobufCBinaryData>.size) }
      charge(value.count)
      return nil
    default:
      return isRepeated ? scanPacked(field.pointee.type, value) : .malformed
    }
  }

  /// False when the singular message field came before in the message around it; members of a oneof are such fields.
  private mutating func noteFirst(_ field: UnsafePointer<ProtobufCFieldDescriptor>) -> Bool {
    let index = field - frames[depth].type.pointee.fields
    guard index <= Self.messageFieldIndexMax else { return false }
    let bit: UInt64 = 1 << UInt64(index)
    defer { frames[depth].seenMessages |= bit }
    return frames[depth].seenMessages & bit == 0
  }

  private mutating func enter(
    _ field: UnsafePointer<ProtobufCFieldDescriptor>, _ value: UnsafeRawBufferPointer, tagPosition: UnsafeRawPointer
  ) -> WireFault? {
    guard depth + 1 < limits.depthMax else { return .depth }
    let type = field.pointee.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
    charge(type.pointee.sizeof_message)
    guard let start = value.baseAddress, value.count > 0 else { return nil }
    depth += 1
    if depth == Self.frameCountFirst, depth == frames.count { makeRoomForAllFrames() }
    let frame = Frame(type: type, start: start, end: start + value.count, field: field, tagPosition: tagPosition)
    (frames.baseAddress! + depth).initialize(to: frame)
    reader.move(to: start, end: frame.end)
    return nil
  }

  private mutating func makeRoomForAllFrames() {
    let all = UnsafeMutableBufferPointer<Frame>.allocate(capacity: limits.depthMax)
    _ = all.initialize(from: frames)
    frames = all
  }

  private mutating func scanPacked(_ type: ProtobufCType, _ value: UnsafeRawBufferPointer) -> WireFault? {
    var count = 0
    switch type.wireType {
    case .fixed32, .fixed64:
      let width = type.wireType == .fixed32 ? 4 : 8
      guard value.count % width == 0 else { return .malformed }
      count = value.count / width
    case .varint, .lengthDelimited:
      var packed = WireReader(value)
      while !packed.isAtEnd {
        guard packed.varint() != nil else { return .malformed }
        count += 1
      }
    }
    elements += count
    charge(count * type.elementBytes)
    return nil
  }

  private mutating func noteInvalidText(
    _ field: UnsafePointer<ProtobufCFieldDescriptor>, tagPosition: UnsafeRawPointer
  ) {
    guard invalidTexts.count < Self.invalidTextsMax else { return }
    invalidTexts.append(WirePath.text(of: field, at: tagPosition, inside: frames[...depth]))
  }
}

extension ProtobufCType {
  /// How a single value is written.
  fileprivate var wireType: WireReader.WireType {
    switch self {
    case PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_FLOAT: .fixed32
    case PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_DOUBLE: .fixed64
    case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_BYTES, PROTOBUF_C_TYPE_MESSAGE: .lengthDelimited
    default: .varint
    }
  }

  /// Size of an element of a repeated scalar; protobuf-c's booleans take four bytes.
  fileprivate var elementBytes: Int {
    switch self {
    case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_SINT64, PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_UINT64,
      PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_DOUBLE:
      8
    default: 4
    }
  }
}
