/// How a message may be compressed (PROTOCOL-HTTP2, "Content-Coding"); `identity` is none of them.
public enum MessageEncoding: Sendable, CaseIterable {
  /// RFC 1952.
  case gzip
  /// The zlib format, RFC 1950, as HTTP understands the word (RFC 9110 §8.4.1.2).
  case deflate

  /// The value of `grpc-accept-encoding` that tells which encodings this library reads.
  public static let accepted = "identity,deflate,gzip"

  /// What a `grpc-encoding` other than `identity` names; nil for what this library does not know.
  public init?(name: UnsafeRawBufferPointer) {
    if equals(name, "gzip") {
      self = .gzip
    } else if equals(name, "deflate") {
      self = .deflate
    } else {
      return nil
    }
  }

  /// Whether a `grpc-accept-encoding` names gzip: a list with commas and spaces (PROTOCOL-HTTP2, "Message-Accept-Encoding").
  static func listNamesGzip(_ list: UnsafeRawBufferPointer) -> Bool {
    // What C-core's clients send, so that the usual call searches nothing.
    if equals(list, "identity, deflate, gzip") { return true }
    return list.split(separator: UInt8(ascii: ",")).contains { part in
      let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      let start = part.drop(while: isBlank)
      let end = start.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start.startIndex
      return equals(UnsafeRawBufferPointer(rebasing: start[..<end]), "gzip")
    }
  }
}
