import CProtobufC
import RPCCore

/// A protobuf message: a reference into an arena, shared by all its copies like an instance of a class.
///
/// A field that was never set reads as its zero value. Setting a field never fails by itself: see `Arena.fault`.
/// A message put into another of the same arena is shared, of another arena is copied; never put one into itself.
public protocol ArenaMessage: WireMessage, RepeatedElement, SendableMetatype where Stored == UnsafeMutableRawPointer? {
  /// The message's type.
  static var messageDescriptor: MessageDescriptor { get }

  @_spi(GeneratedMessages) var messageReference: MessageReference { get }
  @_spi(GeneratedMessages) init(messageReference: MessageReference)
}

extension ArenaMessage {
  /// An empty message in `arena`.
  public init(in arena: Arena) {
    let type = Self.messageDescriptor.pointer
    let storage = arena.allocateMessage(type.pointee.sizeof_message)
    type.pointee.message_init(storage.assumingMemoryBound(to: ProtobufCMessage.self))
    self.init(messageReference: MessageReference(arena: arena, storage: storage))
  }

  /// Where the message lives; an answer may be made in the arena of its question and share its parts.
  public var arena: Arena { messageReference.arena }

  private var base: UnsafeMutablePointer<ProtobufCMessage> {
    messageReference.storage.assumingMemoryBound(to: ProtobufCMessage.self)
  }

  /// Length of the encoding in bytes.
  public var encodedBytes: Int { protobuf_c_message_get_packed_size(base) }

  /// Checks and decodes a request within the limits that hold for requests.
  public static func decoded(from bytes: UnsafeRawBufferPointer) throws(RPCError) -> Self {
    try decoded(from: bytes, limits: .request)
  }

  /// Checks the bytes, then decodes them into an arena of their own.
  /// - Throws: `.internal` for bytes that are no such message, `.resourceExhausted` over a limit, `.invalidArgument` with
  ///   a `BadRequest` that names every text field (16 at most) that is not UTF-8 or holds NUL.
  public static func decoded(from bytes: UnsafeRawBufferPointer, limits: DecodeLimits) throws(RPCError) -> Self {
    let expectedBytes = try WireScan.check(bytes, as: messageDescriptor, limits: limits)
    let arena = Arena(limitBytes: limits.unpackedBytesMax, expectedBytes: expectedBytes)
    return try unpacked(from: bytes, into: arena)
  }

  private static func unpacked(from bytes: UnsafeRawBufferPointer, into arena: Arena) throws(RPCError) -> Self {
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let message = arena.withAllocator {
      protobuf_c_message_unpack(messageDescriptor.pointer, $0, bytes.count, start ?? Arena.noBytes)
    }
    guard let message else {
      throw arena.fault == nil ? WireFault.malformed.error : WireFault.unpackedBytes.error
    }
    return Self(messageReference: MessageReference(arena: arena, storage: UnsafeMutableRawPointer(message)))
  }

  /// Appends the encoding.
  /// - Throws: `.resourceExhausted` where the arena's limit was reached while the message was built, `.internal` for a
  ///   text with NUL; nothing was appended then.
  public func encode(into buffer: inout MessageBuffer) throws(RPCError) {
    try checkArena()
    append(encodedBytes, to: &buffer)
  }

  /// The encoding behind its prefix, in one allocation.
  public func sealed() throws(RPCError) -> [UInt8] {
    try checkArena()
    let count = encodedBytes
    var buffer = MessageBuffer(capacity: count)
    append(count, to: &buffer)
    return buffer.sealed()
  }

  private func append(_ count: Int, to buffer: inout MessageBuffer) {
    let start = buffer.bytes.count
    buffer.bytes.append(contentsOf: repeatElement(0, count: count))
    let written = buffer.bytes.withUnsafeMutableBufferPointer { bytes in
      count == 0 ? 0 : protobuf_c_message_pack(base, bytes.baseAddress! + start)
    }
    precondition(written == count, "the message changed while it was encoded")
    withExtendedLifetime(messageReference.arena) {}
  }

  private func checkArena() throws(RPCError) {
    switch messageReference.arena.fault {
    case nil: return
    case .limitReached:
      throw RPCError(
        .resourceExhausted, "the response is too large",
        detail:
          "\(Self.messageDescriptor.fullName) over the arena's limit of \(messageReference.arena.limitBytes) bytes")
    case .textWithNUL:
      throw RPCError(
        .internal, "the response cannot be encoded", detail: "NUL in a text of \(Self.messageDescriptor.fullName)")
    }
  }
}

extension Arena {
  /// What an empty message's bytes point to; protobuf-c wants an address.
  fileprivate static var noBytes: UnsafePointer<UInt8> { UnsafeRawPointer(empty).assumingMemoryBound(to: UInt8.self) }

  /// The message itself where it lives here, otherwise a copy; an empty message, with a fault, where there is no room.
  func adopt<Message: ArenaMessage>(_ message: Message) -> UnsafeMutableRawPointer {
    if message.messageReference.arena === self { return message.messageReference.storage }
    if let fault = message.messageReference.arena.fault { record(fault) }
    let count = message.encodedBytes
    let source = message.messageReference.storage.assumingMemoryBound(to: ProtobufCMessage.self)
    let copy = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(1, count)) { bytes in
      protobuf_c_message_pack(source, bytes.baseAddress!)
      return withAllocator {
        protobuf_c_message_unpack(Message.messageDescriptor.pointer, $0, count, bytes.baseAddress!)
      }
    }
    return copy.map(UnsafeMutableRawPointer.init) ?? Message(in: self).messageReference.storage
  }
}
