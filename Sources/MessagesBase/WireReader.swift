/// Reads protobuf's wire format from bytes that outlive it. A nil answer means that the bytes are malformed or at an end.
public struct WireReader {
  /// The three wire types that are in use, and fixed-width ones (protobuf encoding, "Message Structure").
  public enum WireType: UInt8, Sendable {
    case varint = 0
    case fixed64 = 1
    case lengthDelimited = 2
    case fixed32 = 5
  }

  /// A field's number, 1 to 536,870,911, and how its value is written.
  public struct Tag {
    public let number: UInt32
    public let wireType: WireType
  }

  public private(set) var position: UnsafeRawPointer
  /// Where reading ends; inside of a message that is its end.
  public internal(set) var end: UnsafeRawPointer

  private static let emptyBytes: StaticString = ""

  public init(_ bytes: UnsafeRawBufferPointer) {
    position = bytes.baseAddress ?? UnsafeRawPointer(Self.emptyBytes.utf8Start)
    end = position + bytes.count
  }

  public var isAtEnd: Bool { position == end }

  /// At most ten bytes; an eleventh, or bits above the 64th, are malformed.
  @inline(__always)
  public mutating func varint() -> UInt64? {
    guard position < end else { return nil }
    let first = position.load(as: UInt8.self)
    if first < 0x80 {
      position += 1
      return UInt64(first)
    }
    return longVarint()
  }

  private mutating func longVarint() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < end, shift < 64 {
      let byte = position.load(as: UInt8.self)
      position += 1
      if shift == 63, byte > 1 { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  /// Groups, reserved wire types and field number 0 are malformed.
  @inline(__always)
  public mutating func tag() -> Tag? {
    guard let raw = varint(), raw <= UInt64(UInt32.max), raw >> 3 != 0 else { return nil }
    guard let wireType = WireType(rawValue: UInt8(raw & 7)) else { return nil }
    return Tag(number: UInt32(raw >> 3), wireType: wireType)
  }

  @inline(__always)
  public mutating func lengthDelimited() -> UnsafeRawBufferPointer? {
    guard let length = varint(), length <= UInt64(end - position) else { return nil }
    defer { position += Int(length) }
    return UnsafeRawBufferPointer(start: position, count: Int(length))
  }

  /// Steps over the value of a field.
  public mutating func skip(_ wireType: WireType) -> Bool {
    switch wireType {
    case .varint: varint() != nil
    case .fixed64: skip(bytes: 8)
    case .fixed32: skip(bytes: 4)
    case .lengthDelimited: lengthDelimited() != nil
    }
  }

  mutating func skip(bytes: Int) -> Bool {
    guard end - position >= bytes else { return false }
    position += bytes
    return true
  }

  /// A text; bytes that are not UTF-8 are repaired.
  public mutating func string() -> String? {
    lengthDelimited().map { String(decoding: $0, as: UTF8.self) }
  }

  /// Goes on at another place of the same bytes.
  mutating func move(to position: UnsafeRawPointer, end: UnsafeRawPointer) {
    self.position = position
    self.end = end
  }
}
