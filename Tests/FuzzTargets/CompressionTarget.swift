#if DEBUG
  import RPCCore

  @testable import HTTP2Transport

  /// Compressed messages: what comes out is within the limits, and what we compress expands to itself.
  enum CompressionTarget {
    private static let limits = MessageCompression.Limits(
      expandedBytesMax: 64 << 10, expandedBytesFree: 4 << 10, ratioMax: 100)

    static func exercise(_ input: UnsafeRawBufferPointer) {
      let compression = MessageCompression()
      for encoding in [MessageEncoding.gzip, .deflate] { checkLimits(compression, encoding, input) }
      checkRoundTrip(compression, input)
    }

    private static func checkLimits(
      _ compression: MessageCompression, _ encoding: MessageEncoding, _ input: UnsafeRawBufferPointer
    ) {
      var count = 0
      _ = compression.expand(input, encoding, limits) { count += $0.count }
      precondition(count <= limits.expandedBytesMax, "more than the limit was handed over")
    }

    private static func checkRoundTrip(_ compression: MessageCompression, _ input: UnsafeRawBufferPointer) {
      var buffer = MessageBuffer(capacity: input.count)
      buffer.bytes.append(contentsOf: input)
      guard let compressed = compression.compress(buffer.sealed()) else { return }
      var plain: [UInt8] = []
      let refusal = compressed.withUnsafeBytes { frame in
        compression.expand(
          UnsafeRawBufferPointer(rebasing: frame.dropFirst(MessageBuffer.prefixBytes)), .gzip,
          MessageCompression.Limits(expandedBytesMax: input.count, expandedBytesFree: input.count, ratioMax: 1)
        ) { plain.append(contentsOf: $0) }
      }
      precondition(refusal == nil && plain.elementsEqual(input), "what was compressed does not expand to itself")
    }
  }
#else
  /// Needs the transport's insides, which are open in debug builds alone.
  enum CompressionTarget {
    static func exercise(_ input: UnsafeRawBufferPointer) {}
  }
#endif
