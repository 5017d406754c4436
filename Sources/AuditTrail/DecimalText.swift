/// Decimal digits without a String on the way.
enum DecimalText {
  /// How many digits a number has that is not negative.
  static func digitCount(_ value: Int64) -> Int {
    var (count, rest) = (1, value)
    while rest >= 10 {
      rest /= 10
      count += 1
    }
    return count
  }

  static func append(_ value: Int64, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    var rest = value.magnitude
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }
}
