/// The 32 bytes of a SHA-256 (FIPS 180-4), kept inline.
public struct SHA256Digest: Hashable, Sendable {
  /// The bytes, eight to a word, as they lie in memory.
  private var words: (UInt64, UInt64, UInt64, UInt64)

  public static let byteCount = 32

  /// All zero: what stands for a stored value that is no digest; it is the hash of nothing known.
  public static let zero = SHA256Digest(words: (0, 0, 0, 0))

  private init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// - Returns: nil unless there are exactly 32 bytes.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self = .zero
    withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
  }

  /// The same from bytes that lie together.
  public init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.byteCount else { return nil }
    self = .zero
    withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: bytes) }
  }

  /// Lets `fill` write all 32 bytes.
  init(filledBy fill: (UnsafeMutablePointer<UInt8>) -> Void) {
    self = .zero
    withUnsafeMutableBytes(of: &words) { raw in
      raw.withMemoryRebound(to: UInt8.self) { fill($0.baseAddress!) }
    }
  }

  public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    Swift.withUnsafeBytes(of: words, body)
  }

  public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

  /// Lower-case hexadecimal, 64 characters.
  public var hexadecimal: String {
    withUnsafeBytes { raw in
      String(unsafeUninitializedCapacity: 2 * Self.byteCount) { text in
        for (index, byte) in raw.enumerated() {
          text[2 * index] = hexadecimalDigit(byte >> 4)
          text[2 * index + 1] = hexadecimalDigit(byte & 15)
        }
        return 2 * Self.byteCount
      }
    }
  }

  /// - Returns: nil unless the text is 64 hexadecimal digits in lower case.
  public init?(hexadecimal text: String) {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in text.utf8 {
      guard let value = hexadecimalValue(digit) else { return nil }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    guard high == nil else { return nil }
    self.init(bytes)
  }

  public static func == (left: Self, right: Self) -> Bool { left.words == right.words }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
  }
}

/// The ASCII digit, in lower case, of a value below 16.
func hexadecimalDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}

private func hexadecimalValue(_ digit: UInt8) -> UInt8? {
  switch digit {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
  default: nil
  }
}
