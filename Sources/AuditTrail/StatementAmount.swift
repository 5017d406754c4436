/// Money in a signed statement: a currency and a decimal amount that is not negative, as in action_json (domain.md §4).
public struct StatementAmount: Sendable, Hashable {
  /// ISO 4217; never empty.
  public let currencyCode: String
  /// Whole units.
  public let units: Int64
  /// Billionths of a unit, below 1,000,000,000.
  public let nanos: Int32

  private static let fractionDigitsMax = 9
  private static let nanosPerUnit: Int32 = 1_000_000_000

  /// - Returns: nil for a negative amount, nanos outside of a unit, or no currency.
  public init?(currencyCode: String, units: Int64, nanos: Int32) {
    guard !currencyCode.isEmpty, units >= 0, (0..<Self.nanosPerUnit).contains(nanos) else { return nil }
    self.currencyCode = currencyCode
    self.units = units
    self.nanos = nanos
  }

  /// Reads the canonical decimal text alone: "8000000", "0.5"; not "08", "0.50", "5.", "1e3" or "+1".
  public init?(currencyCode: String, amountText: String) {
    let parts = amountText.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let units = Self.number(parts[0]) else { return nil }
    var nanos: Int64 = 0
    if parts.count == 2 {
      guard parts[1].count <= Self.fractionDigitsMax, let fraction = Self.number(parts[1]) else { return nil }
      nanos = fraction
      for _ in parts[1].count..<Self.fractionDigitsMax { nanos *= 10 }
    }
    self.init(currencyCode: currencyCode, units: units, nanos: Int32(nanos))
    guard self.amountText == amountText else { return nil }
  }

  /// Digits and nothing else.
  private static func number(_ digits: Substring.UTF8View) -> Int64? {
    guard let first = digits.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-") else { return nil }
    return Int64(Substring(digits))
  }

  /// The canonical decimal text.
  public var amountText: String {
    guard nanos != 0 else { return "\(units)" }
    var digits = String(nanos + Self.nanosPerUnit).utf8.dropFirst()
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return "\(units).\(Substring(digits))"
  }

  /// Whether this is of the same currency and no more.
  public func isWithin(_ limit: StatementAmount) -> Bool {
    currencyCode == limit.currencyCode && (units, nanos) <= (limit.units, limit.nanos)
  }
}
