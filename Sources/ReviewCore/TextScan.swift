/// What one pass over a text found.
struct TextFindings {
  /// First matching entry of each list in the policy's order; `none` where nothing matched.
  var mnpi = Self.none
  var advice = Self.none
  var action = Self.none
  var domain = Self.none
  /// The largest amount of a known currency, in the base currency.
  var largestAmount: Amount?

  static let none = Int.max
}

extension TermTable {
  /// Looks for terms and amounts in one pass, without an allocation.
  func scan(_ text: UnsafeBufferPointer<UInt8>, amounts: AmountPatterns) -> TextFindings {
    var findings = TextFindings()
    classes.withUnsafeBufferPointer { classes in
      pairs.withUnsafeBufferPointer { pairs in
        var isInsideWord = false
        for position in 0..<text.count {
          let byteClass = classes[Int(text[position])]
          let startsWord = !isInsideWord
          isInsideWord = byteClass.contains(.word)
          // The usual byte: in the middle of a word, or of no interest.
          guard byteClass.rawValue & ByteClass.anyStart.rawValue != 0, startsWord || byteClass.contains(.sign) else {
            continue
          }
          if byteClass.contains(.sign) || (startsWord && byteClass.contains(.code)) {
            amounts.match(text, at: position, startsWord: startsWord, &findings)
          }
          if startsWord, byteClass.contains(.term), isPair(text, position, in: pairs) {
            matchTerms(text, at: position, &findings)
          }
        }
      }
    }
    return findings
  }

  /// Whether a term may begin with the two bytes at that position: most words differ from every term there.
  @inline(__always)
  private func isPair(
    _ text: UnsafeBufferPointer<UInt8>, _ position: Int, in pairs: UnsafeBufferPointer<UInt32>
  ) -> Bool {
    let next = position + 1 < text.count ? asciiLowercased(text[position + 1]) : 0
    return pairs[Int(asciiLowercased(text[position]))] & Self.pairBit(next) != 0
  }

  /// Notes the terms that stand at that position. Not inlined: the loop over all bytes keeps its values in registers.
  @inline(never)
  private func matchTerms(_ text: UnsafeBufferPointer<UInt8>, at position: Int, _ findings: inout TextFindings) {
    let first = Int(asciiLowercased(text[position]))
    bytes.withUnsafeBufferPointer { termBytes in
      terms.withUnsafeBufferPointer { terms in
        for index in Int(buckets[first])..<Int(buckets[first + 1]) {
          let term = terms[index]
          guard let end = matchEnd(of: term, in: termBytes, text, from: position),
            isWordBoundary(text, at: end), isWordBoundary(text, at: position)
          else { continue }
          findings.note(term)
        }
      }
    }
  }

  /// Where the term ends in the text when it stands at that position.
  @inline(__always)
  private func matchEnd(
    of term: Term, in termBytes: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    var position = start
    for offset in Int(term.start)..<Int(term.start + term.count) {
      guard position < text.count else { return nil }
      if termBytes[offset] == 0x20 {
        let gap = whiteSpaceEnd(text, from: position)
        guard gap > position else { return nil }
        position = gap
      } else {
        guard asciiLowercased(text[position]) == termBytes[offset] else { return nil }
        position += 1
      }
    }
    return position
  }
}

extension TextFindings {
  fileprivate mutating func note(_ term: TermTable.Term) {
    let index = Int(term.index)
    switch term.kind {
    case .mnpi: mnpi = min(mnpi, index)
    case .advice: advice = min(advice, index)
    case .action: action = min(action, index)
    case .domain: domain = min(domain, index)
    }
  }
}

/// Letters and digits of ASCII.
@inline(__always)
func isASCIIWordByte(_ byte: UInt8) -> Bool {
  byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
}

/// Where the white space from that position ends; a no-break space (U+00A0) counts.
@inline(__always)
func whiteSpaceEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
  var position = start
  while position < text.count {
    let byte = text[position]
    if byte == 0x20 || byte &- 0x09 < 5 {
      position += 1
    } else if byte == 0xC2, position + 1 < text.count, text[position + 1] == 0xA0 {
      position += 2
    } else {
      break
    }
  }
  return position
}

/// Whether a word may start or end there: not between two letters or digits. Decodes only what is not ASCII.
func isWordBoundary(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
  guard position > 0, position < text.count else { return true }
  return !isWordScalar(before: position, text) || !isWordScalar(from: position, text)
}

private func isWordScalar(before position: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
  if text[position - 1] < 0x80 { return isASCIIWordByte(text[position - 1]) }
  var start = position - 1
  while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
  return isWordScalar(from: start, text)
}

private func isWordScalar(from position: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
  if text[position] < 0x80 { return isASCIIWordByte(text[position]) }
  let window = text[position..<min(position + 4, text.count)]
  guard let scalar = String(decoding: window, as: UTF8.self).unicodeScalars.first else { return false }
  return scalar.properties.isAlphabetic
}
