/// UTF-8 of sentences under way: one buffer for a whole reason, one string at its end.
struct SentenceWriter {
  private(set) var bytes: [UInt8] = []

  /// - Parameter capacity: enough for usual reasons, so that the buffer grows seldom.
  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func write(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func write(_ text: String) {
    text.withUTF8Bytes { bytes.append(contentsOf: $0) }
  }

  /// An amount for people: "$12,000,000", "$999,999.5", "CHF 1,000" where the currency has no sign.
  mutating func write(_ amount: Amount, sign: String) {
    write(sign)
    writeGrouped(amount.units.magnitude)
    guard amount.nanos != 0 else { return }
    bytes.append(UInt8(ascii: "."))
    write(Amount.fractionText(amount.nanos.magnitude))
  }

  /// Digits with a comma between each three: the highest group first, the others with all their zeros.
  private mutating func writeGrouped(_ number: UInt64) {
    var unit: UInt64 = 1
    while number / unit >= 1_000 { unit *= 1_000 }
    var isFirst = true
    while unit > 0 {
      writeGroup(number / unit % 1_000, isFirst: isFirst)
      isFirst = false
      unit /= 1_000
    }
  }

  private mutating func writeGroup(_ group: UInt64, isFirst: Bool) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    if !isFirst || group >= 100 { bytes.append(UInt8(ascii: "0") + UInt8(group / 100)) }
    if !isFirst || group >= 10 { bytes.append(UInt8(ascii: "0") + UInt8(group / 10 % 10)) }
    bytes.append(UInt8(ascii: "0") + UInt8(group % 10))
  }
}

extension ReviewPolicy {
  /// An amount of the base currency for people.
  func displayText(_ amount: Amount) -> String {
    var writer = SentenceWriter(capacity: 32)
    writer.write(amount, sign: currencySign)
    return writer.text
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
