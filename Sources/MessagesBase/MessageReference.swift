import CProtobufC

/// Where a message is: its arena, and its C structure there. Opaque to all but generated code.
public struct MessageReference {
  @_spi(GeneratedMessages) public let arena: Arena
  @_spi(GeneratedMessages) public let storage: UnsafeMutableRawPointer

  @_spi(GeneratedMessages) @inlinable public init(arena: Arena, storage: UnsafeMutableRawPointer) {
    self.arena = arena
    self.storage = storage
  }

  /// An empty message of that type in `arena`.
  @_spi(GeneratedMessages) public init(emptyMessageOf type: MessageDescriptor, in arena: Arena) {
    let storage = arena.allocateMessage(type.pointer.pointee.sizeof_message)
    type.pointer.pointee.message_init(storage.assumingMemoryBound(to: ProtobufCMessage.self))
    self.init(arena: arena, storage: storage)
  }
}

/// What protobuf-c knows of a message's type. Opaque to all but generated code.
public struct MessageDescriptor {
  let pointer: UnsafePointer<ProtobufCMessageDescriptor>

  @_spi(GeneratedMessages) public init(_ pointer: UnsafePointer<ProtobufCMessageDescriptor>) {
    self.pointer = pointer
  }

  /// For example "countersign.v1.Review".
  public var fullName: String { String(cString: pointer.pointee.name) }
}

// MARK: - Field access for generated code

// What is generic here is inlinable: unspecialised, the look-ups of types at run time cost more than the access.

@_spi(GeneratedMessages)
extension MessageReference {
  public func string(_ stored: UnsafeMutablePointer<CChar>?) -> String {
    guard let stored else { return "" }
    return String(cString: stored)
  }

  public func text(_ stored: UnsafeMutablePointer<CChar>?) -> UTF8Text {
    UTF8Text(arena: arena, start: stored)
  }

  public func store(_ value: String) -> UnsafeMutablePointer<CChar> { arena.copy(value) }

  public func store(_ value: UTF8Text) -> UnsafeMutablePointer<CChar> { arena.adopt(value) }

  public func bytes(_ stored: ProtobufCBinaryData) -> [UInt8] {
    Array(UnsafeBufferPointer(start: stored.data, count: stored.len))
  }

  public func withBytes<Result, Failure: Error>(
    _ stored: ProtobufCBinaryData, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(arena) {} }
    return try body(UnsafeRawBufferPointer(start: stored.data, count: stored.len))
  }

  public func store(_ value: [UInt8]) -> ProtobufCBinaryData {
    value.withUnsafeBytes { arena.copy($0) }
  }

  public func store(_ value: UnsafeRawBufferPointer) -> ProtobufCBinaryData { arena.copy(value) }

  @inlinable
  public func message<Message: ArenaMessage>(_ stored: UnsafeMutableRawPointer?) -> Message? {
    guard let stored else { return nil }
    return Message(messageReference: MessageReference(arena: arena, storage: stored))
  }

  @inlinable
  public func store<Message: ArenaMessage, Structure>(_ value: Message?) -> UnsafeMutablePointer<Structure>? {
    guard let value else { return nil }
    let reference = value.messageReference
    if reference.arena === arena { return reference.storage.assumingMemoryBound(to: Structure.self) }
    return arena.copy(value).assumingMemoryBound(to: Structure.self)
  }

  @inlinable
  public func list<Element: RepeatedElement>(
    _ count: UnsafeMutablePointer<Int>, of type: Element.Type = Element.self
  ) -> RepeatedField<Element> {
    RepeatedField(arena: arena, count: count)
  }
}
