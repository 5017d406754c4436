/// A decimal amount in whole units and billionths, like google.type.Money without its currency. Never a Double.
public struct Amount: Hashable, Comparable, Sendable {
  /// Whole units.
  public var units: Int64
  /// Billionths of a unit; same sign as `units`.
  public var nanos: Int32

  /// Billionths in one unit.
  static let nanosPerUnit: Int64 = 1_000_000_000

  /// The values as given: `validate` says whether they are a well-formed amount.
  public init(units: Int64, nanos: Int32 = 0) {
    self.units = units
    self.nanos = nanos
  }

  /// Nothing.
  public static let zero = Amount(units: 0)

  /// The largest amount; what stands for one that is too large to hold.
  public static let greatest = Amount(units: .max, nanos: 999_999_999)

  public static func < (left: Self, right: Self) -> Bool { (left.units, left.nanos) < (right.units, right.nanos) }

  /// The canonical decimal text: no exponent, no leading or trailing zero, for example "8000000", "0.5".
  public var decimalText: String {
    let whole = units.magnitude
    var text = units < 0 || nanos < 0 ? "-\(whole)" : "\(whole)"
    if nanos != 0 { text += "." + Self.fractionText(nanos.magnitude) }
    return text
  }

  /// Reads decimal text with at most nine digits after the point.
  ///
  /// - Returns: nil for anything else, exponents, spaces, signs of plus and separators included.
  public init?(decimalText: String) {
    var whole: UInt64 = 0
    var nanos: Int64 = 0
    var scale = Self.nanosPerUnit
    var wholeDigits = 0
    var point = false
    var bytes = decimalText.utf8[...]
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { bytes = bytes.dropFirst() }
    for byte in bytes {
      if byte == UInt8(ascii: "."), !point, wholeDigits > 0 {
        point = true
        continue
      }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      let digit = byte - UInt8(ascii: "0")
      if point {
        guard scale > 1 else { return nil }
        scale /= 10
        nanos += Int64(digit) * scale
      } else {
        let (tens, overflowTens) = whole.multipliedReportingOverflow(by: 10)
        let (sum, overflowSum) = tens.addingReportingOverflow(UInt64(digit))
        guard !overflowTens, !overflowSum, sum <= UInt64(Int64.max) else { return nil }
        whole = sum
        wholeDigits += 1
      }
    }
    guard wholeDigits > 0, !point || scale < Self.nanosPerUnit else { return nil }
    self.init(
      units: isNegative ? -Int64(whole) : Int64(whole), nanos: isNegative ? -Int32(nanos) : Int32(nanos))
  }

  /// This amount in another currency, rounded up to a billionth; neither may be negative.
  ///
  /// - Returns: nil where the product is too large to hold.
  public func multiplied(byRate rate: Amount) -> Amount? {
    if rate == Amount(units: 1) { return self }
    let product = totalNanos.multipliedFullWidth(by: rate.totalNanos)
    guard product.high < Self.nanosPerUnit128 else { return nil }
    let (quotient, remainder) = Self.nanosPerUnit128.dividingFullWidth(product)
    return Amount(totalNanos: remainder == 0 ? quotient : quotient + 1)
  }

  private static let nanosPerUnit128 = UInt128(1_000_000_000)

  private var totalNanos: UInt128 {
    UInt128(units.magnitude) * Self.nanosPerUnit128 + UInt128(nanos.magnitude)
  }

  /// - Returns: nil where it is too large to hold.
  init?(totalNanos: UInt128) {
    let (whole, rest) = totalNanos.quotientAndRemainder(dividingBy: Self.nanosPerUnit128)
    guard let units = Int64(exactly: whole) else { return nil }
    self.init(units: units, nanos: Int32(rest))
  }

  /// Digits after the point, without trailing zeros.
  static func fractionText(_ nanos: UInt32) -> String {
    var digits = Array(String(nanos).utf8)
    digits.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: 9 - digits.count), at: 0)
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return String(decoding: digits, as: UTF8.self)
  }
}

/// An amount of a currency.
public struct Money: Hashable, Sendable {
  /// ISO 4217 code; empty means the policy's base currency.
  public var currencyCode: String
  /// How much.
  public var amount: Amount

  public init(currencyCode: String = "", amount: Amount) {
    self.currencyCode = currencyCode
    self.amount = amount
  }
}
