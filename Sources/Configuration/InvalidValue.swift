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
