/// What a peer speaks that does not speak what a port is for, told from its first bytes.
enum ForeignProtocol: Sendable, Equatable {
  case http1
  /// HTTP/2 in cleartext: foreign on a port with TLS alone.
  case http2
  case tls

  /// Nil when the bytes are nothing known, or too few to tell.
  init?(firstBytes bytes: UnsafeRawBufferPointer) {
    guard let first = bytes.first else { return nil }
    if first == 0x16 {
      // A record with a handshake message: 22, then the major version 3.
      guard bytes.count == 1 || bytes[1] == 3 else { return nil }
      self = .tls
    } else if bytes.starts(with: "PRI ".utf8) {
      self = .http2
    } else if bytes.count >= 4, bytes.prefix(3).allSatisfy({ (0x41...0x5a).contains($0) }) {
      // A method: of three letters at least, and none of our preface's.
      self = .http1
    } else {
      return nil
    }
  }

  /// What the peer is told on a port in cleartext.
  var answerInCleartext: StaticString {
    switch self {
    case .http1:
      """
      HTTP/1.1 505 HTTP Version Not Supported\r
      content-type: text/plain\r
      content-length: 40\r
      connection: close\r
      \r
      This port speaks gRPC over HTTP/2 only.

      """
    // An alert: fatal, handshake_failure (RFC 8446 §6).
    case .tls: "\u{15}\u{3}\u{1}\u{0}\u{2}\u{2}\u{28}"
    case .http2: ""
    }
  }

  /// What a peer in cleartext is told on a port with TLS. Callers with HTTP/2 get it as well: gRPC's clients say then that they met an
  /// HTTP/1 server and fail at once, where they would try again and again after a GOAWAY.
  static let tlsWanted: StaticString = """
    HTTP/1.1 400 Bad Request\r
    content-type: text/plain\r
    content-length: 21\r
    connection: close\r
    \r
    This port wants TLS.

    """
}
