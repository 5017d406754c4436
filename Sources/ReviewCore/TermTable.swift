/// All terms of a policy, laid out for one pass over a text's bytes.
///
/// A term matches whole words, ASCII letters without case; a space in a term matches any run of white space.
struct TermTable: Sendable {
  /// What a term stands for; the index is its place in the policy's list.
  enum Kind: UInt8, Sendable {
    case mnpi
    case advice
    case action
    case domain
  }

  struct Term: Sendable {
    let kind: Kind
    let index: UInt16
    let start: Int32
    let count: Int32
  }

  /// The terms' bytes in lower case, one after the other.
  let bytes: [UInt8]
  /// Ordered by first byte.
  let terms: [Term]
  /// Where the terms with each first byte begin; 257 values.
  let buckets: [UInt16]
  /// By the first byte of a term, which second bytes terms have; 256 values. See `pairBit`.
  let pairs: [UInt32]
  /// What each byte of a text can be; 256 values.
  let classes: [ByteClass]

  /// What a byte of a text, capital or small, can be: one look tells that most are the middle of a word.
  struct ByteClass: OptionSet, Sendable {
    let rawValue: UInt8

    /// A letter or digit of ASCII.
    static let word = Self(rawValue: 1)
    /// The first of a term.
    static let term = Self(rawValue: 2)
    /// The first of a currency's code.
    static let code = Self(rawValue: 4)
    /// The first of a currency's sign.
    static let sign = Self(rawValue: 8)
    /// Any of the firsts.
    static let anyStart: Self = [.term, .code, .sign]
  }

  /// One of 32 bits for a second byte: each small letter has its own.
  @inline(__always)
  static func pairBit(_ byte: UInt8) -> UInt32 { 1 << UInt32(byte & 31) }

  init(rules: PolicyRules, amounts: AmountPatterns) {
    var entries: [(Kind, Int, [UInt8])] = []
    entries += rules.mnpiTerms.enumerated().map { (.mnpi, $0.offset, Array($0.element.utf8)) }
    entries += rules.adviceTerms.enumerated().map { (.advice, $0.offset, Array($0.element.utf8)) }
    for (index, inference) in rules.actionInferences.enumerated() {
      entries += inference.terms.map { (.action, index, Array($0.utf8)) }
    }
    for (index, inference) in rules.domainInferences.enumerated() {
      entries += inference.terms.map { (.domain, index, Array($0.utf8)) }
    }
    entries = entries.filter { !$0.2.isEmpty }.map { ($0.0, $0.1, $0.2.map(asciiLowercased)) }
    entries.sort { $0.2[0] < $1.2[0] }
    var bytes: [UInt8] = []
    var terms: [Term] = []
    for (kind, index, term) in entries {
      terms.append(
        Term(
          kind: kind, index: UInt16(clamping: index), start: Int32(bytes.count), count: Int32(term.count)))
      bytes += term
    }
    self.bytes = bytes
    self.terms = terms
    buckets = (0...256).map { first in UInt16(entries.prefix { Int($0.2[0]) < first }.count) }
    var pairs = [UInt32](repeating: 0, count: 256)
    for (_, _, term) in entries {
      // Behind a single byte, or before a space of any width, anything may stand.
      pairs[Int(term[0])] |= term.count > 1 && term[1] != 0x20 ? Self.pairBit(term[1]) : .max
    }
    self.pairs = pairs
    let starts: [(ByteClass, Set<UInt8>)] = [
      (.term, Set(entries.map { $0.2[0] })), (.code, Set(amounts.firstBytes(ofCodes: true))),
      (.sign, Set(amounts.firstBytes(ofCodes: false))),
    ]
    classes = (0...255).map { (byte: UInt8) in
      starts.reduce(into: isASCIIWordByte(byte) ? .word : []) { classes, start in
        if start.1.contains(asciiLowercased(byte)) { classes.insert(start.0) }
      }
    }
  }
}

/// The lower-case form of an ASCII capital letter; every other byte as it is.
@inline(__always)
func asciiLowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
