import CLinux
import Glibc

/// Where a server listens, as it is written in configuration.
public enum ListenAddress: Sendable, Equatable, CustomStringConvertible {
  /// A name, an IPv4 or an IPv6 address without brackets; port 0 lets the system choose.
  case tcp(host: String, port: UInt16)
  case unix(path: String)

  /// Longest path that fits into `sockaddr_un`.
  public static let unixPathBytesMax = 107

  /// Reads `host:port`, `[v6]:port` or `unix:PATH`; nil for anything else.
  public init?(_ text: String) {
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst(5))
      guard !path.isEmpty, path.utf8.count <= Self.unixPathBytesMax, !path.utf8.contains(0) else { return nil }
      self = .unix(path: path)
      return
    }
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let digits = text[text.index(after: colon)...]
    guard digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let port = UInt16(digits) else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    guard !host.isEmpty else { return nil }
    self = .tcp(host: String(host), port: port)
  }

  public var description: String {
    switch self {
    case .tcp(let host, let port): return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): return "unix:\(path)"
    }
  }
}

/// An address as the kernel takes it.
struct ResolvedAddress {
  var storage = sockaddr_storage()
  var length: socklen_t = 0

  var family: Int32 { Int32(storage.ss_family) }

  /// The first address of the name.
  static func resolve(_ address: ListenAddress) throws(SystemError) -> ResolvedAddress {
    switch address {
    case .tcp(let host, let port): return try resolve(host: host, port: port)
    case .unix(let path): return unix(path: path)
    }
  }

  private static func resolve(host: String, port: UInt16) throws(SystemError) -> ResolvedAddress {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    let result = getaddrinfo(host, String(port), &hints, &list)
    defer { if let list { freeaddrinfo(list) } }
    guard result == 0, let first = list?.pointee, let address = first.ai_addr else {
      throw SystemError("resolve \(host)", number: result == EAI_SYSTEM ? errno : EADDRNOTAVAIL)
    }
    var resolved = ResolvedAddress()
    resolved.length = first.ai_addrlen
    withUnsafeMutableBytes(of: &resolved.storage) {
      $0.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(first.ai_addrlen)))
    }
    return resolved
  }

  private static func unix(path: String) -> ResolvedAddress {
    var resolved = ResolvedAddress()
    resolved.storage.ss_family = sa_family_t(AF_UNIX)
    let offset = MemoryLayout<sockaddr_un>.offset(of: \sockaddr_un.sun_path) ?? 2
    withUnsafeMutableBytes(of: &resolved.storage) { raw in
      for (index, byte) in path.utf8.enumerated() { raw[offset + index] = byte }
    }
    resolved.length = socklen_t(offset + path.utf8.count + 1)
    return resolved
  }

  /// The port of an IP address; 0 for a unix socket.
  var port: UInt16 {
    get {
      withUnsafeBytes(of: storage) { raw in
        family == AF_UNIX ? 0 : UInt16(raw[2]) << 8 | UInt16(raw[3])
      }
    }
    set {
      guard family != AF_UNIX else { return }
      withUnsafeMutableBytes(of: &storage) { raw in
        raw[2] = UInt8(newValue >> 8)
        raw[3] = UInt8(newValue & 0xff)
      }
    }
  }

  mutating func withPointer<Result>(_ body: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Result)
    -> Result
  {
    withUnsafeMutablePointer(to: &storage) { storage in
      withUnsafeMutablePointer(to: &length) { length in
        storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
      }
    }
  }

  /// "127.0.0.1:40312", "[::1]:40312", or "unix:" for a peer on a unix socket.
  mutating func text() -> String {
    if family == AF_UNIX { return "unix:" }
    var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let count = socklen_t(host.count)
    let result = withPointer { address, length in
      getnameinfo(address, length.pointee, &host, count, nil, 0, NI_NUMERICHOST)
    }
    guard result == 0 else { return "unknown" }
    let name = String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return family == AF_INET6 ? "[\(name)]:\(port)" : "\(name):\(port)"
  }
}
