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
    self.init(messageReference: MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena))
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

  /// Checks and decodes the bytes into an arena of their own.
  /// - Throws: `.internal` for bytes that are no such message, `.resourceExhausted` over a limit, `.invalidArgument` with
  ///   a `BadRequest` that names every text field (16 at most) that is not UTF-8 or holds NUL.
  public static func decoded(from bytes: UnsafeRawBufferPointer, limits: DecodeLimits) throws(RPCError) -> Self {
    Self(messageReference: try WireDecoder.decode(bytes, as: messageDescriptor, limits: limits))
  }

  /// Decodes the request of a call that answers with a stream, which may last for hours: its bytes are given up, and its arena has
  /// no room for answers.
  public static func decoded(
    from bytes: UnsafeRawBufferPointer, of stream: any CallStream
  ) throws(RPCError) -> Self {
    let reference = try WireDecoder.decode(bytes, as: messageDescriptor, limits: .request, answerBytes: 0)
    stream.requestWasRead()
    return Self(messageReference: reference)
  }

  /// Appends the encoding.
  /// - Throws: `.resourceExhausted` where the arena's limit was reached while the message was built, `.internal` for a
  ///   text with NUL; nothing was appended then.
  public func encode(into buffer: inout MessageBuffer) throws(RPCError) {
    let reference = messageReference
    try Self.check(reference.arena)
    reference.withEncoding { buffer.bytes.append(contentsOf: $0) }
  }

  /// The encoding behind its prefix, in one allocation.
  public func sealed() throws(RPCError) -> [UInt8] {
    let reference = messageReference
    try Self.check(reference.arena)
    return reference.sealed()
  }

  private static func check(_ arena: Arena) throws(RPCError) {
    switch arena.fault {
    case nil: return
    case .limitReached:
      throw RPCError(
        .resourceExhausted, "the response is too large",
        detail:
          "\(messageDescriptor.fullName) over the arena's limit of \(arena.limitBytes) bytes")
    case .textWithNUL:
      throw RPCError(
        .internal, "the response cannot be encoded", detail: "NUL in a text of \(messageDescriptor.fullName)")
    }
  }
}

extension Arena {
  /// The message itself where it lives here, otherwise a copy.
  func adopt<Message: ArenaMessage>(_ message: Message) -> UnsafeMutableRawPointer {
    message.messageReference.arena === self ? message.messageReference.storage : copy(message)
  }

  /// A copy of another arena's message; an empty message, with a fault, where there is no room.
  @usableFromInline
  func copy<Message: ArenaMessage>(_ message: Message) -> UnsafeMutableRawPointer {
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
