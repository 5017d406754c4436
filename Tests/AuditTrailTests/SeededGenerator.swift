import AuditTrail

/// SplitMix64: the same numbers for the same seed, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

extension SeededGenerator {
  /// Text that is unkind: controls, quotes, both normal forms, surrogate neighbours, every plane.
  mutating func hostileText() -> String {
    let pieces: [String] = [
      "\"", "\\", "/", "\u{0}", "\u{1}", "\u{8}", "\t", "\n", "\u{B}", "\u{C}", "\r", "\u{1F}", "\u{7F}", "é",
      "e\u{301}",
      "\u{212B}", "\u{C5}", "ﬃ", "\u{D7FF}", "\u{E000}", "\u{FB33}", "\u{FFFD}", "\u{FFFF}", "\u{10000}", "\u{1F600}",
      "\u{10FFFF}", "\u{200D}", "\u{2028}", "a", "Z", "0", "{", "}", "[", ":", ",", " ", "null", "",
    ]
    return (0..<Int.random(in: 0...6, using: &self)).map { _ in pieces.randomElement(using: &self)! }.joined()
  }

  mutating func hostileValue(depth: Int = 0) -> JSONValue {
    switch Int.random(in: 0...(depth < 4 ? 7 : 5), using: &self) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &self))
    case 2: return .number(hostileNumber())
    case 3, 4, 5: return .string(hostileText())
    case 6:
      return .array((0..<Int.random(in: 0...4, using: &self)).map { _ in hostileValue(depth: depth + 1) })
    default:
      var keys: Set<[UInt8]> = []
      return .object(
        (0..<Int.random(in: 0...6, using: &self)).compactMap { _ in
          let key = hostileText()
          return keys.insert(Array(key.utf8)).inserted ? .init(key, hostileValue(depth: depth + 1)) : nil
        })
    }
  }

  mutating func hostileNumber() -> Double {
    switch Int.random(in: 0...3, using: &self) {
    case 0: return Double(Int.random(in: -1_000_000_000_000_000_0...1_000_000_000_000_000_0, using: &self))
    case 1: return Double(Int.random(in: -99...99, using: &self)) / 8
    case 2: return -0.0
    default:
      let value = Double(bitPattern: next())
      return value.isFinite ? value : 0.1
    }
  }
}
