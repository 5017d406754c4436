/// What is wrong with one value, in words that follow the name of the setting.
public struct InvalidValue: Error, Sendable, Equatable {
  public var message: String

  public init(_ message: String) { self.message = message }
}

extension FixedWidthInteger {
  /// Decimal digits and nothing else: no sign, no space.
  init?(strict text: some StringProtocol) {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    self.init(text, radix: 10)
  }
}

/// A whole number in a range.
func parseInteger<Number: FixedWidthInteger>(
  _ text: String, in range: ClosedRange<Number>
) throws(InvalidValue) -> Number {
  guard let number = Number(strict: text), range.contains(number) else {
    throw InvalidValue("\"\(text)\" is not a whole number from \(range.lowerBound) to \(range.upperBound)")
  }
  return number
}

/// `true` or `false`, also as 1, 0, yes, no, on, off, in any case.
func parseBoolean(_ text: String) throws(InvalidValue) -> Bool {
  switch text.lowercased() {
  case "true", "1", "yes", "on": return true
  case "false", "0", "no", "off": return false
  default: throw InvalidValue("\"\(text)\" is neither true nor false")
  }
}

/// A decimal number without sign and with at most six places, in millionths: no binary fraction ever stands for it.
func parseMillionths(_ text: String, in range: ClosedRange<Int64>) throws(InvalidValue) -> Int64 {
  let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
  let fraction = parts.count == 2 ? String(parts[1]) : "0"
  let padded = fraction + String(repeating: "0", count: max(0, 6 - fraction.utf8.count))
  guard
    let whole = Int64(strict: parts[0]), let places = Int64(strict: padded), fraction.utf8.count <= 6,
    !fraction.isEmpty, whole <= range.upperBound / 1_000_000, range.contains(whole * 1_000_000 + places)
  else {
    throw InvalidValue(
      "\"\(text)\" is not a decimal number from \(decimalText(range.lowerBound)) to \(decimalText(range.upperBound))")
  }
  return whole * 1_000_000 + places
}

/// Millionths as a decimal number without needless zeros.
private func decimalText(_ millionths: Int64) -> String {
  let (whole, rest) = millionths.quotientAndRemainder(dividingBy: 1_000_000)
  if rest == 0 { return String(whole) }
  var places = String(1_000_000 + rest).dropFirst()
  while places.last == "0" { places.removeLast() }
  return "\(whole).\(places)"
}
