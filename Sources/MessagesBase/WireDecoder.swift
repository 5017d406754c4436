import CProtobufC
import RPCCore

/// Decodes a message into protobuf-c's structures in one walk over its bytes, with a stack of its own.
///
/// Not protobuf-c's own decoder: 1.4.1 recurses without a limit, checks no UTF-8, can take 124 bytes of memory for one on the
/// wire, and costs twice as much. Here nothing is read beyond a message's end, depth and memory are bounded before they are
/// taken, and every known text is UTF-8 without NUL. Tests compare both, and Python's protobuf.
///
/// A singular message field that comes twice is refused as malformed. The encoding guide would have both merged, but protobuf-c
/// loses the first one's proto3 scalars: an amount could be sent that the classification does not see.
struct WireDecoder {
  /// One message on the way from the outermost to where the walk is.
  struct Frame {
    let type: UnsafePointer<ProtobufCMessageDescriptor>
    let start: UnsafeRawPointer
    let end: UnsafeRawPointer
    /// The field of the message around it that holds this one, and where that field's tag is; nil for the outermost.
    let field: UnsafePointer<ProtobufCFieldDescriptor>?
    let tagPosition: UnsafeRawPointer
    /// Its structure.
    let message: UnsafeMutableRawPointer
    /// Where to look first: fields mostly come in order.
    var likelyField = 0
    /// The singular message fields that came already, one bit for each place in the descriptor.
    var seenMessages: UInt64 = 0
  }

  /// Fields of one type that `Frame.seenMessages` can tell apart; a message field beyond is refused.
  static let messageFieldIndexMax = UInt64.bitWidth - 1

  private let limits: DecodeLimits
  let arena: Arena
  private var reader: WireReader
  private(set) var frames: UnsafeMutableBufferPointer<Frame>
  private(set) var depth = 0
  private var elements = 0
  private var unpackedBytes = 0
  private var unknownFields = 0
  private var unknownBytes = 0
  private var invalidTexts: [String] = []

  private static let invalidTextsMax = 16
  /// Frames that fit on the stack, where the compiler puts up to 1 KiB; hardly any message is deeper.
  private static let frameCountFirst = 8

  /// - Parameter answerBytes: room for an answer in the same arena, if it is to have some.
  /// - Returns: the message, in an arena of its own.
  static func decode(
    _ bytes: UnsafeRawBufferPointer, as type: MessageDescriptor, limits: DecodeLimits, answerBytes: Int = 1_280
  ) throws(RPCError) -> MessageReference {
    let arena = Arena(
      limitBytes: limits.unpackedBytesMax, expectedBytes: expectedBytes(bytes.count, type) + answerBytes)
    let message = arena.makeMessage(type.pointer)
    let (fault, invalidTexts) = withUnsafeTemporaryAllocation(of: Frame.self, capacity: frameCountFirst) { frames in
      var decoder = WireDecoder(bytes, type.pointer, message, arena, limits, frames)
      defer { if decoder.frames.baseAddress != frames.baseAddress { decoder.frames.deallocate() } }
      let fault = decoder.run()
      return (fault, decoder.invalidTexts)
    }
    if let fault { throw fault.error }
    if !invalidTexts.isEmpty { throw invalidTextError(invalidTexts) }
    if arena.fault != nil { throw WireFault.unpackedBytes.error }
    return MessageReference(arena: arena, storage: message)
  }

  /// For the texts and the structures around them: one slab for most calls.
  private static func expectedBytes(_ encodedBytes: Int, _ type: MessageDescriptor) -> Int {
    type.pointer.pointee.sizeof_message + 2 * encodedBytes
  }

  private init(
    _ bytes: UnsafeRawBufferPointer, _ type: UnsafePointer<ProtobufCMessageDescriptor>,
    _ message: UnsafeMutableRawPointer, _ arena: Arena, _ limits: DecodeLimits,
    _ frames: UnsafeMutableBufferPointer<Frame>
  ) {
    self.limits = limits
    self.arena = arena
    self.frames = frames
    reader = WireReader(bytes)
    let outermost = Frame(
      type: type, start: reader.position, end: reader.end, field: nil, tagPosition: reader.position, message: message)
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
    guard let field = findField(tag.number) else { return skipUnknown(tag, from: start) }
    if tag.wireType == .lengthDelimited {
      guard let value = reader.lengthDelimited() else { return .malformed }
      return scanLengthDelimited(field, value, tagPosition: start)
    }
    guard tag.wireType == field.pointee.type.wireType, let value = reader.scalar(tag.wireType) else {
      return .malformed
    }
    if field.pointee.label == PROTOBUF_C_LABEL_REPEATED {
      charge(field.pointee.type.elementBytes)
      appendScalar(value, field)
    } else {
      mark(field)
      field.pointee.type.store(value, at: member(field))
    }
    return nil
  }

  @inline(__always)
  private mutating func charge(_ bytes: Int) {
    unpackedBytes += Arena.arrayHeaderBytes + (bytes + 7) & ~7
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
    let valueStart = reader.position
    guard reader.skip(tag.wireType) else { return .malformed }
    let bytes = reader.position - start
    unknownFields += 1
    unknownBytes += bytes
    charge(MemoryLayout<ProtobufCMessageUnknownField>.stride)
    charge(bytes)
    if unknownFields > limits.unknownFieldsMax { return .unknownFields }
    if unknownBytes > limits.unknownBytesMax { return .unknownBytes }
    keepUnknown(tag, UnsafeRawBufferPointer(start: valueStart, count: reader.position - valueStart))
    return nil
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
      guard isUTF8WithoutNUL(value) else {
        noteInvalidText(field, tagPosition: tagPosition)
        return nil
      }
      place(UnsafeMutableRawPointer(arena.copy(checkedText: value)), field)
      return nil
    case PROTOBUF_C_TYPE_BYTES:
      if isRepeated { charge(MemoryLayout<ProtobufCBinaryData>.size) }
      charge(value.count)
      place(arena.copy(value), field)
      return nil
    default:
      return isRepeated ? scanPacked(field, value) : .malformed
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
    // Before memory is taken for it: a list of empty messages takes much more than its bytes.
    guard unpackedBytes <= limits.unpackedBytesMax else { return .unpackedBytes }
    let message = arena.makeMessage(type)
    place(message, field)
    guard let start = value.baseAddress, value.count > 0 else { return nil }
    depth += 1
    if depth == Self.frameCountFirst, depth == frames.count { makeRoomForAllFrames() }
    let frame = Frame(
      type: type, start: start, end: start + value.count, field: field, tagPosition: tagPosition, message: message)
    (frames.baseAddress! + depth).initialize(to: frame)
    reader.move(to: start, end: frame.end)
    return nil
  }

  private mutating func makeRoomForAllFrames() {
    let all = UnsafeMutableBufferPointer<Frame>.allocate(capacity: limits.depthMax)
    _ = all.initialize(from: frames)
    frames = all
  }

  private mutating func scanPacked(
    _ field: UnsafePointer<ProtobufCFieldDescriptor>, _ value: UnsafeRawBufferPointer
  ) -> WireFault? {
    let wireType = field.pointee.type.wireType
    guard wireType != .lengthDelimited else { return .malformed }
    var packed = WireReader(value)
    while !packed.isAtEnd {
      guard let element = packed.scalar(wireType) else { return .malformed }
      elements += 1
      charge(field.pointee.type.elementBytes)
      guard elements <= limits.elementsMax else { return .elements }
      appendScalar(element, field)
    }
    return nil
  }

  private mutating func noteInvalidText(
    _ field: UnsafePointer<ProtobufCFieldDescriptor>, tagPosition: UnsafeRawPointer
  ) {
    guard invalidTexts.count < Self.invalidTextsMax else { return }
    invalidTexts.append(WirePath.text(of: field, at: tagPosition, inside: frames[...depth]))
  }
}
