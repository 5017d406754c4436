/// Just enough of google.rpc.Status to hold its code to `grpc-status`.
public enum StatusDetails {
  private static let codeField: UInt64 = 1

  /// The field `code` of a serialized google.rpc.Status, 0 when it is absent; nil for bytes that are no message.
  public static func code(of bytes: [UInt8]) -> Int32? {
    var reader = WireFields(bytes)
    var code: Int32 = 0
    while let field = reader.next() {
      if case .varint(let value) = field.value, field.number == codeField { code = Int32(truncatingIfNeeded: value) }
    }
    return reader.isAtEnd ? code : nil
  }
}

/// The fields of one serialized protobuf message, in their order, without looking into them.
package struct WireFields {
  package enum Value {
    case varint(UInt64)
    case bytes(ArraySlice<UInt8>)
    case fixed
  }

  private var rest: ArraySlice<UInt8>
  private var isBroken = false

  package init(_ bytes: some Sequence<UInt8>) { rest = Array(bytes)[...] }

  /// True once all bytes made sense.
  package var isAtEnd: Bool { rest.isEmpty && !isBroken }

  /// The next field; nil at the end, and where the bytes are broken.
  package mutating func next() -> (number: UInt64, value: Value)? {
    guard !isBroken, !rest.isEmpty else { return nil }
    guard let tag = varint(), tag >> 3 != 0, let value = value(wireType: tag & 7) else {
      isBroken = true
      return nil
    }
    return (tag >> 3, value)
  }

  private mutating func value(wireType: UInt64) -> Value? {
    switch wireType {
    case 0: return varint().map { .varint($0) }
    case 1: return take(8).map { _ in .fixed }
    case 2:
      guard let count = varint(), count <= UInt64(rest.count) else { return nil }
      return take(Int(count)).map { .bytes($0) }
    case 5: return take(4).map { _ in .fixed }
    default: return nil
    }
  }

  private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  private mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      value |= UInt64(byte & 0x7f) << shift
      if byte & 0x80 == 0 { return value }
    }
    return nil
  }
}
