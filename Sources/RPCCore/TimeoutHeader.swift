/// The value of `grpc-timeout` (PROTOCOL-HTTP2, "Timeout": one to eight digits and a unit).
public enum TimeoutHeader: Sendable, Equatable {
  /// How long the caller waits, in microseconds; nanoseconds are rounded up.
  case microseconds(Int64)
  case malformed

  private static let digitsMax = 8

  public init(_ value: UnsafeRawBufferPointer) {
    guard value.count >= 2, value.count <= Self.digitsMax + 1 else {
      self = .malformed
      return
    }
    var amount: Int64 = 0
    for byte in value.dropLast() {
      guard byte >= 0x30, byte <= 0x39 else {
        self = .malformed
        return
      }
      amount = amount * 10 + Int64(byte - 0x30)
    }
    // Eight digits of hours are 3.6e17 microseconds: no overflow is possible.
    switch value[value.count - 1] {
    case UInt8(ascii: "H"): self = .microseconds(amount * 3_600_000_000)
    case UInt8(ascii: "M"): self = .microseconds(amount * 60_000_000)
    case UInt8(ascii: "S"): self = .microseconds(amount * 1_000_000)
    case UInt8(ascii: "m"): self = .microseconds(amount * 1_000)
    case UInt8(ascii: "u"): self = .microseconds(amount)
    case UInt8(ascii: "n"): self = .microseconds((amount + 999) / 1_000)
    default: self = .malformed
    }
  }
}
