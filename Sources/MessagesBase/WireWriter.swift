/// Writes protobuf's wire format; for the few messages that are written without a generated type.
public struct WireWriter {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// An integer field; left out when 0, as proto3 does. Negative values take ten bytes.
  public mutating func integer(_ value: Int64, field: UInt32) {
    guard value != 0 else { return }
    varint(UInt64(field) << 3)
    varint(UInt64(bitPattern: value))
  }

  /// A text field; left out when empty.
  public mutating func string(_ value: String, field: UInt32) {
    guard !value.isEmpty else { return }
    varint(UInt64(field) << 3 | 2)
    varint(UInt64(value.utf8.count))
    bytes.append(contentsOf: value.utf8)
  }

  /// A message, or bytes, also when empty.
  public mutating func message(_ value: [UInt8], field: UInt32) {
    varint(UInt64(field) << 3 | 2)
    varint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  /// A message that `build` writes.
  public mutating func message(field: UInt32, _ build: (inout WireWriter) -> Void) {
    var inner = WireWriter()
    build(&inner)
    message(inner.bytes, field: field)
  }
}
