import CZlib
import RPCCore

/// zlib for the messages of one loop. Its state, 300 KB in all, is made at the first compressed message and used for each after it.
///
/// Confined to the loop.
final class MessageCompression {
  /// What a message may become.
  struct Limits {
    var expandedBytesMax: Int
    /// Up to so many bytes the ratio does not count.
    var expandedBytesFree: Int
    var ratioMax: Int
  }

  /// Expanded in one go, and then handed over.
  private static let chunkBytes = 32 << 10
  /// The fastest: a loop's other calls wait meanwhile.
  private static let level: Int32 = 1
  /// 32 KiB of window, and the header and checksum of RFC 1952 instead of those of RFC 1950.
  private static let gzipWindowBits = MAX_WBITS + 16
  private static let memoryLevel: Int32 = 8

  // zlib's state points back to its stream, so that must not move.
  private var inflater: UnsafeMutablePointer<z_stream>?
  private var deflater: UnsafeMutablePointer<z_stream>?
  private var chunk: UnsafeMutableRawBufferPointer?

  deinit {
    if let inflater {
      inflateEnd(inflater)
      inflater.deallocate()
    }
    if let deflater {
      deflateEnd(deflater)
      deflater.deallocate()
    }
    chunk?.deallocate()
  }

  /// Hands the plain bytes of a compressed message to `take`, piece by piece; of a message that is refused, perhaps some.
  /// - Returns: why it is refused: `.corruptMessage`, also for one that ends early or goes on after its end; `.messageTooLarge`;
  ///   `.compressionRatioOverLimit`.
  func expand(
    _ message: UnsafeRawBufferPointer, _ encoding: MessageEncoding, _ limits: Limits,
    _ take: (UnsafeRawBufferPointer) -> Void
  ) -> CallRefusal? {
    let (stream, chunk) = preparedInflater(encoding)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: message.baseAddress?.assumingMemoryBound(to: Bytef.self))
    stream.pointee.avail_in = uInt(message.count)
    var count = 0
    while true {
      stream.pointee.next_out = chunk.baseAddress?.assumingMemoryBound(to: Bytef.self)
      stream.pointee.avail_out = uInt(chunk.count)
      let code = inflate(stream, Z_NO_FLUSH)
      let produced = chunk.count - Int(stream.pointee.avail_out)
      count += produced
      if count > limits.expandedBytesMax { return .messageTooLarge }
      if count > limits.expandedBytesFree, count > limits.ratioMax * message.count { return .compressionRatioOverLimit }
      take(UnsafeRawBufferPointer(rebasing: chunk[..<produced]))
      if code == Z_STREAM_END { return stream.pointee.avail_in == 0 ? nil : .corruptMessage }
      if code != Z_OK { return .corruptMessage }
    }
  }

  /// The message with gzip, behind its prefix with flag 1; nil when that makes it no smaller.
  func compress(_ sealedMessage: [UInt8]) -> [UInt8]? {
    let stream = preparedDeflater()
    let plainBytes = sealedMessage.count - MessageBuffer.prefixBytes
    var compressedBytes = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: max(MessageBuffer.prefixBytes, sealedMessage.count)) {
      memory, count in
      sealedMessage.withUnsafeBufferPointer { source in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress! + MessageBuffer.prefixBytes)
        stream.pointee.avail_in = uInt(plainBytes)
        stream.pointee.next_out = memory.baseAddress! + MessageBuffer.prefixBytes
        // No more room than the plain message takes: one that would need it is not worth finishing.
        stream.pointee.avail_out = uInt(plainBytes)
        guard deflate(stream, Z_FINISH) == Z_STREAM_END else { return }
        compressedBytes = plainBytes - Int(stream.pointee.avail_out)
      }
      memory[0] = 1
      for index in 0..<4 { memory[1 + index] = UInt8(truncatingIfNeeded: compressedBytes >> (24 - 8 * index)) }
      count = MessageBuffer.prefixBytes + compressedBytes
    }
    return compressedBytes > 0 && compressedBytes < plainBytes ? bytes : nil
  }

  private func preparedInflater(
    _ encoding: MessageEncoding
  ) -> (UnsafeMutablePointer<z_stream>, UnsafeMutableRawBufferPointer) {
    let windowBits: Int32
    switch encoding {
    case .gzip: windowBits = Self.gzipWindowBits
    case .deflate: windowBits = MAX_WBITS
    }
    if let inflater, let chunk {
      inflateReset2(inflater, windowBits)
      return (inflater, chunk)
    }
    let made = Self.makeStream { inflateInit2_($0, windowBits, ZLIB_VERSION, Self.streamBytes) }
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkBytes, alignment: 16)
    inflater = made
    self.chunk = chunk
    return (made, chunk)
  }

  private func preparedDeflater() -> UnsafeMutablePointer<z_stream> {
    if let deflater {
      deflateReset(deflater)
      return deflater
    }
    let made = Self.makeStream {
      deflateInit2_(
        $0, Self.level, Z_DEFLATED, Self.gzipWindowBits, Self.memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Self.streamBytes)
    }
    deflater = made
    return made
  }

  private static let streamBytes = Int32(MemoryLayout<z_stream>.size)

  private static func makeStream(_ start: (UnsafeMutablePointer<z_stream>) -> Int32) -> UnsafeMutablePointer<z_stream> {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard start(stream) == Z_OK else { fatalError("no memory for zlib") }
    return stream
  }
}
