/// How amounts are written in a text: a currency's sign or code, a number, perhaps a magnitude ("$2.5M", "USD 500k").
///
/// A number before the code ("500 USD") is not read: in "in 2024 USD bonds" it would lower a level.
struct AmountPatterns: Sendable {
  /// Holds no references, so that looking at one counts none.
  private struct Pattern: Sendable {
    /// Its place in `bytes`.
    let start: Int
    let count: Int
    /// A code stands alone; a sign may follow a letter ("US$").
    let isCode: Bool
    let rate: Amount
  }

  /// The patterns' bytes in lower case, one after the other.
  private let bytes: [UInt8]
  private let patterns: [Pattern]
  private let magnitudes: [(word: [UInt8], factor: Int64)]

  init(rules: PolicyRules) {
    var bytes: [UInt8] = []
    var patterns: [Pattern] = []
    for currency in rules.currencies {
      for (text, isCode) in [(currency.code, true)] + currency.symbols.map({ ($0, false) }) where !text.isEmpty {
        patterns.append(Pattern(start: bytes.count, count: text.utf8.count, isCode: isCode, rate: currency.rate))
        bytes += text.utf8.map(asciiLowercased)
      }
    }
    self.bytes = bytes
    self.patterns = patterns
    magnitudes = rules.magnitudes.map { ($0.word.utf8.map(asciiLowercased), $0.factor) }
  }

  /// First bytes of the codes, or of the signs, in lower case.
  func firstBytes(ofCodes isCode: Bool) -> [UInt8] {
    patterns.filter { $0.isCode == isCode }.map { bytes[$0.start] }
  }

  /// Notes the largest amount whose sign or code stands at that position. Not inlined, like `TermTable.matchTerms`.
  @inline(never)
  func match(
    _ text: UnsafeBufferPointer<UInt8>, at position: Int, startsWord: Bool, _ findings: inout TextFindings
  ) {
    for index in patterns.indices {
      let pattern = patterns[index]
      guard startsWord || !pattern.isCode, isThere(pattern, text, position),
        let amount = number(text, from: position + pattern.count, rate: pattern.rate)
      else { continue }
      findings.largestAmount = max(findings.largestAmount ?? .zero, amount)
    }
  }

  @inline(__always)
  private func isThere(_ pattern: Pattern, _ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    guard position + pattern.count < text.count else { return false }
    for offset in 0..<pattern.count
    where bytes[pattern.start + offset] != asciiLowercased(text[position + offset]) { return false }
    return true
  }

  /// Reads a number with its magnitude; what is too large to hold becomes the greatest amount.
  private func number(_ text: UnsafeBufferPointer<UInt8>, from start: Int, rate: Amount) -> Amount? {
    var reader = NumberReader(text: text, position: whiteSpaceEnd(text, from: start))
    guard reader.readWhole() else { return nil }
    reader.readFraction()
    // What cannot be read to its end may be more than what was read: it must not lower a level.
    guard !reader.goesOn, let factor = factor(text, from: reader.position) else { return .greatest }
    return reader.amount(factor: factor)?.multiplied(byRate: rate) ?? .greatest
  }

  /// The factor of the magnitude word at that position, also after a hyphen ("$8-million"); 1 when a word of another kind
  /// stands there by itself.
  ///
  /// - Returns: nil where letters hang on the number that are no magnitude ("$8xyz").
  private func factor(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int64? {
    let isHyphen = start + 1 < text.count && text[start] == UInt8(ascii: "-") && isASCIIWordByte(text[start + 1])
    let wordStart = isHyphen ? start + 1 : whiteSpaceEnd(text, from: start)
    var end = wordStart
    while end < text.count, isASCIIWordByte(text[end]) { end += 1 }
    guard end > wordStart else { return 1 }
    let word = text[wordStart..<end]
    if let known = magnitudes.first(where: { $0.word.elementsEqual(word.lazy.map(asciiLowercased)) }) {
      return known.factor
    }
    return wordStart == start ? nil : 1
  }
}

/// Reads digits with separators of thousands and a fraction: "1,200,000.50", "1 200 000", "1'200'000".
private struct NumberReader {
  let text: UnsafeBufferPointer<UInt8>
  var position: Int
  private var whole: UInt64 = 0
  private var nanos: UInt64 = 0
  private var isTooLarge = false

  init(text: UnsafeBufferPointer<UInt8>, position: Int) {
    self.text = text
    self.position = position
  }

  private func digit(at position: Int) -> UInt64? {
    guard position < text.count, text[position] &- 0x30 < 10 else { return nil }
    return UInt64(text[position] - 0x30)
  }

  /// - Returns: false when there is no digit.
  mutating func readWhole() -> Bool {
    let start = position
    while true {
      if let digit = digit(at: position) {
        isTooLarge = isTooLarge || whole > UInt64(Int64.max) / 10 - 1
        if !isTooLarge { whole = whole * 10 + digit }
        position += 1
      } else if position > start, let next = separatorEnd(at: position) {
        position = next
      } else {
        return position > start
      }
    }
  }

  /// Where the digits go on behind a separator of thousands; nil when none stands there.
  ///
  /// A space separates only groups of exactly three digits: "$5 2024" are two numbers.
  private func separatorEnd(at position: Int) -> Int? {
    guard position < text.count else { return nil }
    switch text[position] {
    case UInt8(ascii: ","), UInt8(ascii: "'"): return digit(at: position + 1) == nil ? nil : position + 1
    case UInt8(ascii: " "): return isGroup(at: position + 1) ? position + 1 : nil
    // U+00A0 and U+202F, the spaces that do not break.
    case 0xC2 where isThere([0xA0], at: position + 1): return isGroup(at: position + 2) ? position + 2 : nil
    case 0xE2 where isThere([0x80, 0xAF], at: position + 1): return isGroup(at: position + 3) ? position + 3 : nil
    default: return nil
    }
  }

  private func isThere(_ bytes: [UInt8], at position: Int) -> Bool {
    position + bytes.count <= text.count && text[position..<position + bytes.count].elementsEqual(bytes)
  }

  private func isGroup(at position: Int) -> Bool {
    (0..<3).allSatisfy { digit(at: position + $0) != nil } && digit(at: position + 3) == nil
  }

  /// Whether more digits hang on what was read: "1.200.000" is no number that this reads.
  var goesOn: Bool {
    position < text.count && text[position] == UInt8(ascii: ".") && digit(at: position + 1) != nil
  }

  /// Digits beyond the ninth round up.
  mutating func readFraction() {
    guard position < text.count, text[position] == UInt8(ascii: "."), digit(at: position + 1) != nil else { return }
    position += 1
    var scale: UInt64 = 1_000_000_000
    var isRoundedUp = false
    while let digit = digit(at: position) {
      if scale > 1 {
        scale /= 10
        nanos += digit * scale
      } else if digit > 0 {
        isRoundedUp = true
      }
      position += 1
    }
    if isRoundedUp { nanos += 1 }
  }

  /// - Returns: nil where it is too large to hold.
  func amount(factor: Int64) -> Amount? {
    if isTooLarge { return nil }
    let total = (UInt128(whole) * 1_000_000_000 + UInt128(nanos)).multipliedReportingOverflow(by: UInt128(factor))
    return total.overflow ? nil : Amount(totalNanos: total.partialValue)
  }
}
