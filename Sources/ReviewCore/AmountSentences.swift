extension ReviewPolicy {
  /// An amount of the base currency for people: "$12,000,000", "$999,999.5", "CHF 1,000" where it has no sign.
  func displayText(_ amount: Amount) -> String {
    var text = currencySign
    let digits = String(amount.units.magnitude).utf8
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    if amount.nanos != 0 { text += "." + Amount.fractionText(amount.nanos.magnitude) }
    return text
  }

  /// A threshold for people: "$10M", "$100K", "$5B", else like any amount.
  static func shortText(_ amount: Amount, sign: String) -> String? {
    guard amount.nanos == 0, amount.units > 0 else { return nil }
    for (factor, letter) in [(1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K")] as [(Int64, String)]
    where amount.units % factor == 0 {
      return "\(sign)\(amount.units / factor)\(letter)"
    }
    return nil
  }
}
