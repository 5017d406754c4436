import Glibc

/// Where the server listens.
public enum ListenerAddress: Sendable, Equatable, CustomStringConvertible {
  /// An IPv4 or IPv6 address in digits, and a port; port 0 picks one.
  case internet(host: String, port: UInt16)
  /// A socket in the file system.
  case unix(path: String)

  /// The longest path of a unix socket: `sun_path` of unix(7) without its final zero byte.
  public static let unixPathBytesMax = 107

  /// Reads `host:port`, `[v6]:port` or `unix:PATH`; `localhost` stands for 127.0.0.1.
  /// - Throws: what is wrong, in words that follow the name of the setting.
  public init(parsing text: String) throws(InvalidValue) {
    if text.hasPrefix("unix:") {
      self = try Self.unixAddress(path: String(text.dropFirst("unix:".count)))
    } else {
      self = try Self.internetAddress(text)
    }
  }

  /// Whether only programs on this machine can reach it.
  public var isLocal: Bool {
    switch self {
    case .unix: true
    case .internet(let host, _): IPAddress(host)?.isLoopback ?? false
    }
  }

  /// As a gRPC client takes it: `host:port`, `[v6]:port` or `unix:PATH`.
  public var description: String {
    switch self {
    case .unix(let path): "unix:" + path
    case .internet(let host, let port) where host.contains(":"): "[\(host)]:\(port)"
    case .internet(let host, let port): "\(host):\(port)"
    }
  }

  private static func unixAddress(path: String) throws(InvalidValue) -> ListenerAddress {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw InvalidValue("unix: needs a path") }
    guard path.utf8.count <= unixPathBytesMax else {
      throw InvalidValue("the path of a unix socket has at most \(unixPathBytesMax) bytes")
    }
    return .unix(path: path)
  }

  private static func internetAddress(_ text: String) throws(InvalidValue) -> ListenerAddress {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(strict: text[text.index(after: colon)...]) else {
      throw InvalidValue("\"\(text)\" is not host:port, [v6]:port or unix:PATH")
    }
    let host = try bareHost(text[..<colon])
    guard IPAddress(host) != nil else {
      throw InvalidValue("\"\(host)\" is not an IP address or localhost")
    }
    return .internet(host: host, port: port)
  }

  /// The host without brackets, which an IPv6 address must have.
  private static func bareHost(_ text: Substring) throws(InvalidValue) -> String {
    if text == "localhost" { return "127.0.0.1" }
    if text.hasPrefix("["), text.hasSuffix("]") {
      let inside = String(text.dropFirst().dropLast())
      guard inside.contains(":") else { throw InvalidValue("[\(inside)] is not an IPv6 address") }
      return inside
    }
    guard !text.contains(":") else { throw InvalidValue("an IPv6 address stands in brackets: [\(text)]") }
    guard !text.isEmpty else { throw InvalidValue("names no host; 0.0.0.0 or [::] is every interface") }
    return String(text)
  }
}

/// An address in digits.
private struct IPAddress {
  private let bytes: [UInt8]

  init?(_ text: String) {
    let family = text.contains(":") ? AF_INET6 : AF_INET
    var buffer = [UInt8](repeating: 0, count: family == AF_INET6 ? 16 : 4)
    guard inet_pton(family, text, &buffer) == 1 else { return nil }
    bytes = buffer
  }

  /// 127.0.0.0/8 (RFC 1122 §3.2.1.3), ::1 (RFC 4291 §2.5.3), and the former mapped into the latter's family.
  var isLoopback: Bool {
    if bytes.count == 4 { return bytes[0] == 127 }
    if bytes == [UInt8](repeating: 0, count: 15) + [1] { return true }
    return bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] && bytes[12] == 127
  }
}
