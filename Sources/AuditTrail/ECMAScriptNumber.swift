/// The text of a number as ECMAScript's Number::toString gives it (RFC 8785 §3.2.2.3).
enum ECMAScriptNumber {
  /// The largest magnitude below which every integer is a double of its own.
  private static let exactIntegerLimit = 9_007_199_254_740_992.0

  /// - Precondition: `value` is finite.
  static func append(_ value: Double, to bytes: inout [UInt8]) {
    if value.rounded(.towardZero) == value, value.magnitude < exactIntegerLimit {
      DecimalText.append(Int64(value), to: &bytes)  // also makes -0 the "0" that ECMAScript wants
      return
    }
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let (digits, exponent) = shortestDigits(of: value.magnitude)
    append(digits, exponent: exponent, to: &bytes)
  }

  /// Swift's description has the fewest digits that read back as the same number, as ECMAScript asks; only the form differs.
  ///
  /// - Returns: digits d₁d₂…dₖ without zeros at either end, and n such that the value is 0.d₁d₂…dₖ × 10ⁿ.
  private static func shortestDigits(of magnitude: Double) -> (digits: [UInt8], exponent: Int) {
    var digits: [UInt8] = []
    var (pointAt, exponent): (Int?, Int) = (nil, 0)
    var text = Substring(magnitude.description).utf8
    while let byte = text.popFirst() {
      switch byte {
      case UInt8(ascii: "."): pointAt = digits.count
      case UInt8(ascii: "e"):
        exponent = Int(String(text)!)!
        text = Substring().utf8
      default: digits.append(byte)
      }
    }
    exponent += pointAt ?? digits.count
    let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(leading)
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return (digits, exponent - leading)
  }

  /// ECMA-262 §6.1.6.1.20 Number::toString, with n = `exponent` and k = `digits.count`.
  private static func append(_ digits: [UInt8], exponent: Int, to bytes: inout [UInt8]) {
    switch exponent {
    case digits.count...21:
      bytes.append(contentsOf: digits)
      appendZeros(exponent - digits.count, to: &bytes)
    case 1...21:
      bytes.append(contentsOf: digits[..<exponent])
      bytes.append(UInt8(ascii: "."))
      bytes.append(contentsOf: digits[exponent...])
    case -5...0:
      bytes.append(contentsOf: "0.".utf8)
      appendZeros(-exponent, to: &bytes)
      bytes.append(contentsOf: digits)
    default: appendScientific(digits, exponent: exponent - 1, to: &bytes)
    }
  }

  private static func appendScientific(_ digits: [UInt8], exponent: Int, to bytes: inout [UInt8]) {
    bytes.append(digits[0])
    if digits.count > 1 {
      bytes.append(UInt8(ascii: "."))
      bytes.append(contentsOf: digits[1...])
    }
    bytes.append(UInt8(ascii: "e"))
    if exponent > 0 { bytes.append(UInt8(ascii: "+")) }
    DecimalText.append(Int64(exponent), to: &bytes)
  }

  private static func appendZeros(_ count: Int, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: count))
  }
}
