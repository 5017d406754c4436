import Testing

@testable import RPCCore

@Suite("Header values")
struct EncodingTests {
  @Test(
    "spaces at the ends are escaped, those within are not",
    arguments: [
      (" a b ", Int.max, "%20a b%20"), (" ", .max, "%20"), ("  ", .max, "%20%20"), ("a  ", .max, "a %20"),
      ("a bc", 2, "a"), ("ab  cd", 4, "ab"), ("ab cd", 5, "ab cd"), (" a", 2, ""),
    ])
  func outerSpaces(text: String, bytesMax: Int, encoded: String) {
    #expect(String(decoding: PercentEncoding.encode(text, bytesMax: bytesMax), as: UTF8.self) == encoded)
  }

  @Test(
    "a timeout is one to eight digits and a unit",
    arguments: [
      ("1H", 3_600_000_000), ("2M", 120_000_000), ("3S", 3_000_000), ("4m", 4_000), ("5u", 5), ("1n", 1), ("1001n", 2),
      ("0S", 0), ("0n", 0), ("99999999H", 359_999_996_400_000_000), ("00000001S", 1_000_000),
    ])
  func timeout(text: String, microseconds: Int64) {
    #expect(timeout(text) == .microseconds(microseconds))
  }

  @Test(
    "anything else is malformed",
    arguments: ["", "S", "1", "1s", "1h", "-1S", "+1S", " 1S", "1 S", "123456789S", "1.5S", "1SS", "1\u{0}", "٣S"])
  func malformedTimeout(text: String) {
    #expect(timeout(text) == .malformed)
  }

  private func timeout(_ text: String) -> TimeoutHeader {
    Array(text.utf8).withUnsafeBytes { TimeoutHeader($0) }
  }

  @Test("the message of the interop test special_status_message is encoded as the specification has it")
  func percentEncoding() {
    let text = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
    let encoded =
      "%09%0Atest with whitespace%0D%0Aand Unicode BMP %E2%98%BA and non-BMP %F0%9F%98%88%09%0A"
    #expect(String(decoding: PercentEncoding.encode(text), as: UTF8.self) == encoded)
    #expect(PercentEncoding.decode(Array(encoded.utf8)) == text)
  }

  @Test("a percent sign is escaped, and every printable character but it is not")
  func percentSign() {
    let printable = "a" + String(decoding: (0x20...0x7e).map { UInt8($0) }, as: UTF8.self)
    let encoded = String(decoding: PercentEncoding.encode(printable), as: UTF8.self)
    #expect(encoded == printable.split(separator: "%").joined(separator: "%25"))
  }

  @Test(
    "a reader takes broken escapes as they are", arguments: [("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("%41%", "A%")])
  func lenientDecoding(encoded: String, text: String) {
    #expect(PercentEncoding.decode(Array(encoded.utf8)) == text)
  }

  @Test("a cut falls between characters, never within one")
  func cut() {
    for bytesMax in 0...30 {
      let encoded = PercentEncoding.encode("a☺b😈", bytesMax: bytesMax)
      #expect(encoded.count <= bytesMax)
      #expect("a☺b😈".hasPrefix(PercentEncoding.decode(encoded)), "\(bytesMax)")
    }
  }

  @Test(
    "base64 is written without padding and read with and without (RFC 4648 §10)",
    arguments: [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE")])
  func base64(text: String, encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == Array(encoded.utf8))
    #expect(Base64.decode(Array(encoded.utf8)) == Array(text.utf8))
    let padded = encoded + String(repeating: "=", count: (4 - encoded.count % 4) % 4)
    #expect(Base64.decode(Array(padded.utf8)) == Array(text.utf8))
  }

  @Test(
    "what no bytes have as base64 is refused",
    arguments: ["Z", "Zg=", "Zg===", "=", "Zm9v=", "Z m9", "Zm9v\n", "Zh", "Zm9", "Zg==Zg==", "Zm-_"])
  func malformedBase64(text: String) {
    #expect(Base64.decode(Array(text.utf8)) == nil)
  }

  @Test("base64 of random bytes reads back")
  func base64RoundTrip() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SplitMix64(state: seed)
    for count in 0..<200 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(Base64.decode(Base64.encode(bytes)) == bytes, "seed \(seed)")
    }
  }
}

/// A small generator whose runs can be repeated from the seed.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
