/// The escapes of RFC 8785 §3.2.2.2: the quote, the backslash and the control characters, each in its shortest form.
enum JSONEscapes {
  /// Text is looked at in pieces of this size, so that room for the longest escapes is asked for once for each.
  private static let pieceBytes = 512
  /// "\u001f".
  private static let escapeBytesMax = 6

  /// Appends text in UTF-8.
  static func append(_ utf8: UnsafeBufferPointer<UInt8>, to output: inout GrowingBytes) {
    guard let start = utf8.baseAddress else { return }
    var (next, rest) = (start, utf8.count)
    while rest > 0 {
      let count = min(rest, pieceBytes)
      let room = output.room(for: count * escapeBytesMax)
      output.count += copy(next, count, to: room) - room
      next += count
      rest -= count
    }
  }

  /// Copies eight bytes at a time; of those with an escape, what stands before it.
  ///
  /// A word is written whole, so up to seven bytes behind the end are overwritten: the room has them, as the same eight
  /// bytes could have been escapes.
  /// - Returns: where the next byte goes.
  private static func copy(
    _ source: UnsafePointer<UInt8>, _ count: Int, to room: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    var (index, next) = (0, room)
    while index + 8 <= count {
      let word = UnsafeRawPointer(source + index).loadUnaligned(as: UInt64.self)
      UnsafeMutableRawPointer(next).storeBytes(of: word, as: UInt64.self)
      let plain = plainCount(UInt64(littleEndian: word))
      index += plain
      next += plain
      guard plain < 8 else { continue }
      next = appendEscape(of: source[index], to: next)
      index += 1
    }
    for index in index..<count {
      if needsEscape(source[index]) {
        next = appendEscape(of: source[index], to: next)
      } else {
        next.pointee = source[index]
        next += 1
      }
    }
    return next
  }

  /// How many bytes of the word stand before the first that needs an escape, the lowest byte first.
  ///
  /// Each term sets the high bit of the first byte that is a control character, a quote or a backslash. It may set bits
  /// above that one wrongly, by a borrow, but never below.
  @inline(__always)
  private static func plainCount(_ word: UInt64) -> Int {
    let (ones, highs) = (UInt64(0x0101_0101_0101_0101), UInt64(0x8080_8080_8080_8080))
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let found = ((word &- ones &* 0x20) & ~word) | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
    return (found & highs).trailingZeroBitCount / 8
  }

  /// How many bytes the text takes between its quotes.
  static func escapedCount(_ text: String) -> Int {
    text.utf8.reduce(0) { $0 + escapedCount($1) }
  }

  @inline(__always)
  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func escapedCount(_ byte: UInt8) -> Int {
    guard needsEscape(byte) else { return 1 }
    return short(byte) == nil ? 6 : 2
  }

  private static func appendEscape(
    of byte: UInt8, to room: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    room[0] = UInt8(ascii: "\\")
    if let letter = short(byte) {
      room[1] = letter
      return room + 2
    }
    room[1] = UInt8(ascii: "u")
    room[2] = UInt8(ascii: "0")
    room[3] = UInt8(ascii: "0")
    room[4] = hexadecimalDigit(byte >> 4)
    room[5] = hexadecimalDigit(byte & 15)
    return room + escapeBytesMax
  }

  /// The letter after the backslash, where there is one.
  private static func short(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
    case 0x08: UInt8(ascii: "b")
    case 0x09: UInt8(ascii: "t")
    case 0x0A: UInt8(ascii: "n")
    case 0x0C: UInt8(ascii: "f")
    case 0x0D: UInt8(ascii: "r")
    default: nil
    }
  }
}
