import CZlib
import Testing

@testable import HTTP2Transport
@testable import RPCCore

/// Compresses with zlib itself, so that what the server reads was not written by the server.
func zipped(_ bytes: [UInt8], windowBits: Int32 = MAX_WBITS + 16, level: Int32 = 9) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(
    &stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var bytes = bytes
  let room = Int(deflateBound(&stream, uLong(bytes.count)))
  return bytes.withUnsafeMutableBufferPointer { source in
    [UInt8](unsafeUninitializedCapacity: room) { memory, count in
      stream.next_in = source.baseAddress
      stream.avail_in = uInt(source.count)
      stream.next_out = memory.baseAddress
      stream.avail_out = uInt(room)
      deflate(&stream, Z_FINISH)
      count = room - Int(stream.avail_out)
    }
  }
}

@Suite("Compressed messages")
struct MessageCompressionTests {
  private static let limits = MessageCompression.Limits(
    expandedBytesMax: 4 << 20, expandedBytesFree: 1 << 20, ratioMax: 100)

  private func expand(
    _ bytes: [UInt8], _ encoding: MessageEncoding = .gzip, with compression: MessageCompression = MessageCompression(),
    limits: MessageCompression.Limits = limits
  ) -> (plain: [UInt8], refusal: CallRefusal?) {
    var plain: [UInt8] = []
    let refusal = bytes.withUnsafeBytes { compression.expand($0, encoding, limits) { plain += $0 } }
    return (plain, refusal)
  }

  /// Bytes that compress to about half.
  private func text(_ count: Int) -> [UInt8] {
    var random = SplitMix64(state: UInt64(count))
    return (0..<count).map { _ in UInt8.random(in: 0..<16, using: &random) }
  }

  @Test("what was compressed comes back, of any length, with one state for all and both encodings in turn")
  func roundTrip() throws {
    let compression = MessageCompression()
    for count in [1, 2, 100, 32 << 10, (32 << 10) + 1, 300_000] {
      let plain = text(count)
      #expect(expand(zipped(plain), .gzip, with: compression).plain == plain)
      #expect(expand(zipped(plain, windowBits: MAX_WBITS), .deflate, with: compression).plain == plain)
      #expect(expand(zipped(plain), .gzip, with: compression).refusal == nil)
      guard count >= 100 else { continue }
      let sealedMessage = try #require(compression.compress(sealed(plain)))
      #expect(sealedMessage[0] == 1)
      #expect(sealedMessage[1..<5].reduce(0) { $0 << 8 | Int($1) } == sealedMessage.count - 5)
      #expect(expand(Array(sealedMessage.dropFirst(5)), .gzip, with: compression).plain == plain)
    }
    #expect(expand(zipped([])).plain == [] && expand(zipped([])).refusal == nil)
  }

  @Test("what gets no smaller is left as it is, and the state is fit for the next one")
  func incompressible() {
    let compression = MessageCompression()
    var random = SystemRandomNumberGenerator()
    for count in [0, 1, 10, 100_000] {
      let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(compression.compress(sealed(noise)) == nil)
      #expect(compression.compress(sealed([UInt8](repeating: 0, count: 1_000))) != nil)
    }
  }

  @Test("a message is refused that ends early, goes on, is damaged, or is something else")
  func corrupt() {
    let compression = MessageCompression()
    let whole = zipped(text(1_000))
    for count in 0..<whole.count {
      #expect(expand(Array(whole.prefix(count)), with: compression).refusal == .corruptMessage, "\(count)")
    }
    #expect(expand(whole + [0], with: compression).refusal == .corruptMessage)
    #expect(expand(whole + whole, with: compression).refusal == .corruptMessage)
    #expect(expand(zipped(text(10), windowBits: MAX_WBITS), with: compression).refusal == .corruptMessage)
    #expect(expand(zipped(text(10), windowBits: -MAX_WBITS), with: compression).refusal == .corruptMessage)
    #expect(expand(text(100), with: compression).refusal == .corruptMessage)
    var damaged = whole
    damaged[damaged.count - 6] ^= 1
    #expect(expand(damaged, with: compression).refusal == .corruptMessage, "the checksum")
    #expect(expand(whole, with: compression).refusal == nil)
  }

  @Test("random damage never gives more than the limit, and never another message without a refusal")
  func randomDamage() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SplitMix64(state: seed)
    let compression = MessageCompression()
    let plain = text(5_000)
    let whole = zipped(plain)
    for _ in 0..<2_000 {
      var damaged = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      let result = expand(
        damaged, with: compression, limits: .init(expandedBytesMax: 6_000, expandedBytesFree: 0, ratioMax: 100))
      #expect(result.plain.count <= 6_000, "seed \(seed)")
      #expect(result.refusal != nil || result.plain == plain, "seed \(seed)")
    }
  }

  @Test("a message may expand to the limit, and no byte further")
  func expandedLimit() {
    var limits = Self.limits
    limits.expandedBytesMax = 100_000
    #expect(expand(zipped(text(100_000)), limits: limits).refusal == nil)
    let over = expand(zipped(text(100_001)), limits: limits)
    #expect(over.refusal == .messageTooLarge)
    #expect(over.plain.count <= 100_000)
  }

  @Test("above a mebibyte the ratio counts; below it does not")
  func ratio() {
    let zeros = [UInt8](repeating: 0, count: 4 << 20)
    #expect(expand(zipped(Array(zeros.prefix(1 << 20)))).refusal == nil)
    let bomb = expand(zipped(zeros))
    #expect(bomb.refusal == .compressionRatioOverLimit)
    #expect(bomb.plain.count <= 1 << 20)
    #expect(expand(zipped(text(2 << 20))).refusal == nil)
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
