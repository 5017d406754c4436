import CProtobufC

/// What a repeated field can hold.
public protocol RepeatedElement {
  /// The element as protobuf-c stores it in an array: numbers and pointers only.
  associatedtype Stored

  @_spi(GeneratedMessages) static func load(_ stored: Stored, in arena: Arena) -> Self
  @_spi(GeneratedMessages) static func store(_ value: Self, in arena: Arena) -> Stored
}

extension RepeatedElement where Self: BitwiseCopyable, Stored == Self {
  @_spi(GeneratedMessages) public static func load(_ stored: Self, in arena: Arena) -> Self { stored }
  @_spi(GeneratedMessages) public static func store(_ value: Self, in arena: Arena) -> Self { value }
}

extension Int32: RepeatedElement { public typealias Stored = Int32 }
extension Int64: RepeatedElement { public typealias Stored = Int64 }
extension UInt32: RepeatedElement { public typealias Stored = UInt32 }
extension UInt64: RepeatedElement { public typealias Stored = UInt64 }
extension Float: RepeatedElement { public typealias Stored = Float }
extension Double: RepeatedElement { public typealias Stored = Double }

extension Bool: RepeatedElement {
  @_spi(GeneratedMessages) public static func load(_ stored: Int32, in arena: Arena) -> Bool { stored != 0 }
  @_spi(GeneratedMessages) public static func store(_ value: Bool, in arena: Arena) -> Int32 { value ? 1 : 0 }
}

extension String: RepeatedElement {
  @_spi(GeneratedMessages)
  public static func load(_ stored: UnsafeMutablePointer<CChar>?, in arena: Arena) -> String {
    stored.map { String(cString: $0) } ?? ""
  }

  @_spi(GeneratedMessages)
  public static func store(_ value: String, in arena: Arena) -> UnsafeMutablePointer<CChar>? { arena.copy(value) }
}

extension [UInt8]: RepeatedElement {
  @_spi(GeneratedMessages) public static func load(_ stored: ProtobufCBinaryData, in arena: Arena) -> [UInt8] {
    Array(UnsafeBufferPointer(start: stored.data, count: stored.len))
  }

  @_spi(GeneratedMessages) public static func store(_ value: [UInt8], in arena: Arena) -> ProtobufCBinaryData {
    value.withUnsafeBytes { arena.copy($0) }
  }
}

extension WireEnum {
  @_spi(GeneratedMessages) public static func load(_ stored: Int32, in arena: Arena) -> Self { Self(rawValue: stored) }
  @_spi(GeneratedMessages) public static func store(_ value: Self, in arena: Arena) -> Int32 { value.rawValue }
}

extension ArenaMessage {
  @_spi(GeneratedMessages) public static func load(_ stored: UnsafeMutableRawPointer?, in arena: Arena) -> Self {
    guard let stored else { return Self(in: arena) }
    return Self(messageReference: MessageReference(arena: arena, storage: stored))
  }

  @_spi(GeneratedMessages) public static func store(_ value: Self, in arena: Arena) -> UnsafeMutableRawPointer? {
    arena.adopt(value)
  }
}
