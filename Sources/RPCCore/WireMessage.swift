/// What the RPC layer needs of a message: it comes from bytes and goes to bytes.
///
/// Generated messages conform; nothing in RPCCore knows protobuf.
public protocol WireMessage {
  /// Checks and decodes one message.
  /// - Throws: `.internal` for bytes that are no such message, `.resourceExhausted` where a limit is passed.
  static func decoded(from bytes: UnsafeRawBufferPointer) throws(RPCError) -> Self

  /// Appends the message's encoding to `buffer`.
  /// - Throws: `.internal` where it cannot be encoded; nothing was appended then.
  func encode(into buffer: inout MessageBuffer) throws(RPCError)
}

/// One encoded message behind its five-byte gRPC prefix, which is filled in by `sealed()`.
public struct MessageBuffer: Sendable {
  /// Compressed flag and big-endian length, before the message (PROTOCOL-HTTP2, "Length-Prefixed-Message").
  public static let prefixBytes = 5

  /// The prefix, then what was appended so far.
  public var bytes: [UInt8]

  public init(capacity: Int = 0) {
    bytes = []
    bytes.reserveCapacity(Self.prefixBytes + capacity)
    for _ in 0..<Self.prefixBytes { bytes.append(0) }
  }

  /// Length of the message, without the prefix.
  public var messageBytes: Int { bytes.count - Self.prefixBytes }

  /// The whole frame, with flag 0 and the length filled in.
  public consuming func sealed() -> [UInt8] {
    let length = UInt32(truncatingIfNeeded: messageBytes).bigEndian
    withUnsafeBytes(of: length) { source in
      for index in 0..<4 { bytes[1 + index] = source[index] }
    }
    return bytes
  }
}
