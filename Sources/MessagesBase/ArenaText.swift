import CProtobufC
import Glibc

/// The NUL behind an empty text; in the program's constant data.
private let emptyText: StaticString = ""

extension Arena {
  static var empty: UnsafeMutablePointer<CChar> {
    UnsafeMutableRawPointer(mutating: emptyText.utf8Start).assumingMemoryBound(to: CChar.self)
  }

  /// A copy with a NUL behind it; empty, with a fault, where there is no room or NUL is inside.
  func copy(_ value: String) -> UnsafeMutablePointer<CChar> {
    // Not `withUTF8`, which needs a variable and so counts a reference for each text.
    value.utf8.withContiguousStorageIfAvailable { copy(text: UnsafeRawBufferPointer($0)) }
      ?? Array(value.utf8).withUnsafeBytes { copy(text: $0) }
  }

  func copy(text: UnsafeRawBufferPointer) -> UnsafeMutablePointer<CChar> {
    guard let source = text.baseAddress, text.count > 0 else { return Self.empty }
    guard memchr(source, 0, text.count) == nil else {
      record(.textWithNUL)
      return Self.empty
    }
    return copy(checkedText: text)
  }

  /// `copy(text:)` of bytes that hold no NUL.
  func copy(checkedText text: UnsafeRawBufferPointer) -> UnsafeMutablePointer<CChar> {
    guard let source = text.baseAddress, text.count > 0, let memory = allocateUninitialized(text.count + 1) else {
      return Self.empty
    }
    memcpy(memory, source, text.count)
    memory.storeBytes(of: 0, toByteOffset: text.count, as: UInt8.self)
    return memory.assumingMemoryBound(to: CChar.self)
  }

  /// A text of at most `bytesMax` bytes that `write` writes in place; empty, with a fault, where there is no room or NUL is
  /// inside.
  ///
  /// - Parameter write: gets room of that size, and returns how many bytes it has written.
  public func text(bytesMax: Int, _ write: (UnsafeMutableBufferPointer<UInt8>) -> Int) -> UTF8Text {
    guard let memory = allocateUninitialized(bytesMax + 1) else { return UTF8Text(arena: self, start: Self.empty) }
    let room = UnsafeMutableBufferPointer(start: memory.assumingMemoryBound(to: UInt8.self), count: bytesMax)
    let count = write(room)
    precondition(count <= bytesMax, "more was written than there was room for")
    guard memchr(memory, 0, count) == nil else {
      record(.textWithNUL)
      return UTF8Text(arena: self, start: Self.empty)
    }
    memory.storeBytes(of: 0, toByteOffset: count, as: UInt8.self)
    giveBack(memory, bytesTaken: bytesMax + 1, bytesUsed: count + 1)
    return UTF8Text(arena: self, start: memory.assumingMemoryBound(to: CChar.self))
  }

  func copy(_ value: UnsafeRawBufferPointer) -> ProtobufCBinaryData {
    guard let source = value.baseAddress, value.count > 0, let memory = allocateUninitialized(value.count) else {
      return ProtobufCBinaryData(len: 0, data: nil)
    }
    memcpy(memory, source, value.count)
    return ProtobufCBinaryData(len: value.count, data: memory.assumingMemoryBound(to: UInt8.self))
  }

  /// The text itself where it lives as long as this arena, otherwise a copy.
  func adopt(_ value: UTF8Text) -> UnsafeMutablePointer<CChar> {
    guard let start = value.start else { return Self.empty }
    if value.arena === self || value.isStatic { return start }
    return value.withBytes { copy(text: $0) }
  }
}

/// A text field's bytes without a `String`: UTF-8, without NUL. Keeps its arena alive.
///
/// Setting a field to another message's text copies it only where the arenas differ; a literal is never copied.
public struct UTF8Text: ExpressibleByStringLiteral {
  @usableFromInline let arena: Arena?
  @usableFromInline let start: UnsafeMutablePointer<CChar>?

  init(arena: Arena, start: UnsafeMutablePointer<CChar>?) {
    self.arena = arena
    self.start = start
  }

  /// A text of the program itself; it must not hold NUL.
  public init(stringLiteral value: StaticString) {
    precondition(value.hasPointerRepresentation && strlen(value.start) == value.utf8CodeUnitCount, "NUL in a literal")
    arena = nil
    start = UnsafeMutablePointer(mutating: value.start)
  }

  var isStatic: Bool { arena == nil }

  public var isEmpty: Bool { start == nil || start!.pointee == 0 }

  /// Length in bytes; walks the text.
  public var count: Int { start.map { strlen($0) } ?? 0 }

  /// Calls `body` with the bytes, which are valid during the call only.
  public func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(arena) {} }
    return try body(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Like `withBytes`, typed; inlined into its caller, as it is for what is called very often.
  @inlinable
  public func withUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    defer { withExtendedLifetime(arena) {} }
    guard let start else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    let bytes = UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self)
    return body(UnsafeBufferPointer(start: bytes, count: count))
  }

  /// Whether both are the same bytes.
  public static func == (left: UTF8Text, right: UTF8Text) -> Bool {
    strcmp(left.start ?? Arena.empty, right.start ?? Arena.empty) == 0
  }
}

extension UTF8Text: CustomStringConvertible {
  public var description: String { start.map { String(cString: $0) } ?? "" }
}

extension StaticString {
  fileprivate var start: UnsafePointer<CChar> {
    UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
