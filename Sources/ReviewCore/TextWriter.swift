/// Writes UTF-8 into room that its maker has measured; a text that does not fit is a fault of the program.
public struct TextWriter {
  private let room: UnsafeMutableBufferPointer<UInt8>
  /// Bytes written so far.
  public private(set) var count = 0

  public init(_ room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

  @inline(__always)
  mutating func write(_ source: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) {
    let added = end - start
    guard added > 0 else { return }
    precondition(start >= 0 && end <= source.count && added <= room.count - count, "a text was measured wrong")
    (room.baseAddress! + count).update(from: source.baseAddress! + start, count: added)
    count += added
  }

  mutating func write(_ text: UnsafeBufferPointer<UInt8>) { write(text, from: 0, to: text.count) }

  mutating func write(_ text: String) {
    text.withUTF8Bytes { write($0) }
  }

  mutating func write(_ text: StaticString) {
    write(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inline(__always)
  mutating func write(byte: UInt8) {
    precondition(count < room.count, "a text was measured wrong")
    room[count] = byte
    count += 1
  }

  /// Longest text of an amount: 19 digits, 6 commas, a point, 9 digits.
  static let amountBytesMax = 35

  /// An amount for people without its sign: "12,000,000", "999,999.5".
  mutating func write(_ amount: Amount) {
    writeGrouped(amount.units.magnitude)
    guard amount.nanos != 0 else { return }
    write(byte: UInt8(ascii: "."))
    write(Amount.fractionText(amount.nanos.magnitude))
  }

  /// Digits with a comma between each three: made from the last one, then written from the first.
  private mutating func writeGrouped(_ number: UInt64) {
    var digits: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &digits) { digits in
      var start = digits.count
      var rest = number
      var digitsOfGroup = 0
      repeat {
        if digitsOfGroup == 3 {
          start -= 1
          digits[start] = UInt8(ascii: ",")
          digitsOfGroup = 0
        }
        start -= 1
        digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
        digitsOfGroup += 1
      } while rest > 0
      write(UnsafeBufferPointer(digits.assumingMemoryBound(to: UInt8.self)), from: start, to: digits.count)
    }
  }
}

extension String {
  /// A text that `write` writes, of at most so many bytes.
  init(writtenIn capacity: Int, _ write: (inout TextWriter) -> Void) {
    self.init(unsafeUninitializedCapacity: capacity) { room in
      var writer = TextWriter(room)
      write(&writer)
      return writer.count
    }
  }
}

extension ReviewPolicy {
  /// An amount of the base currency for people: "$12,000,000", "CHF 1,000" where the currency has no sign.
  func displayText(_ amount: Amount) -> String {
    String(writtenIn: currencySign.utf8.count + TextWriter.amountBytesMax) { writer in
      writer.write(currencySign)
      writer.write(amount)
    }
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
