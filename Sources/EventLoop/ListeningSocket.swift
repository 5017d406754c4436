import CLinux
import Glibc

/// A socket that is bound and listens, not yet watched by a loop.
public struct ListeningSocket: Sendable {
  /// Connections that the kernel holds for us until we accept them.
  public static let backlogCountMax: Int32 = 4_096

  public let descriptor: Int32
  public let isTCP: Bool

  /// Binds an address once for each of `count` loops.
  ///
  /// TCP: one socket each with SO_REUSEPORT, the kernel spreads the connections. The port must be free for us alone first:
  /// SO_REUSEPORT would otherwise let two servers of one user share it unnoticed. Unix: one socket, shared by the loops;
  /// a socket file that nobody listens to any more is replaced; a file of any other kind is never touched.
  /// - Returns: the sockets, and the address with the port that was chosen.
  /// - Throws: when the address is not ours or is taken.
  public static func bind(
    _ address: ListenAddress, count: Int
  ) throws(SystemError) -> (sockets: [ListeningSocket], address: ListenAddress) {
    var resolved = try ResolvedAddress.resolve(address)
    switch address {
    case .unix(let path):
      return (try bindUnix(&resolved, path: path, count: count), address)
    case .tcp(let host, _):
      resolved.port = try freePort(resolved, address)
      var sockets: [ListeningSocket] = []
      do {
        for _ in 0..<count { sockets.append(try listening(&resolved, address, sharesPort: true)) }
      } catch {
        for socket in sockets { close(socket.descriptor) }
        throw error
      }
      return (sockets, .tcp(host: host, port: resolved.port))
    }
  }

  private static func freePort(_ resolved: ResolvedAddress, _ address: ListenAddress) throws(SystemError) -> UInt16 {
    var probe = resolved
    let descriptor = try bound(&probe, address, sharesPort: false)
    defer { close(descriptor) }
    guard probe.withPointer({ getsockname(descriptor, $0, $1) }) == 0 else { throw SystemError("getsockname") }
    return probe.port
  }

  private static func bindUnix(
    _ resolved: inout ResolvedAddress, path: String, count: Int
  ) throws(SystemError) -> [ListeningSocket] {
    // A server that is between its bind and its listen refuses connections as well. Whoever holds the lock knows that there is none.
    let lock = DirectoryLock(above: path)
    if lock != nil, SocketFile(path: path) != nil, isAbandoned(&resolved) { unlink(path) }
    var sockets = [try listening(&resolved, .unix(path: path), sharesPort: false)]
    while sockets.count < count {
      let copy = fcntl(sockets[0].descriptor, F_DUPFD_CLOEXEC, 0)
      guard copy >= 0 else {
        let error = SystemError("dup unix:\(path)")
        unlink(path)
        for socket in sockets { close(socket.descriptor) }
        throw error
      }
      sockets.append(ListeningSocket(descriptor: copy, isTCP: false))
    }
    _ = consume lock
    return sockets
  }

  /// Whether a socket file is there that refuses connections: its server is gone.
  private static func isAbandoned(_ resolved: inout ResolvedAddress) -> Bool {
    let probe = clinux_socket(AF_UNIX)
    guard probe >= 0 else { return false }
    defer { close(probe) }
    return resolved.withPointer { connect(probe, $0, $1.pointee) } != 0 && errno == ECONNREFUSED
  }

  private static func listening(
    _ resolved: inout ResolvedAddress, _ address: ListenAddress, sharesPort: Bool
  ) throws(SystemError) -> ListeningSocket {
    let descriptor = try bound(&resolved, address, sharesPort: sharesPort)
    guard listen(descriptor, backlogCountMax) == 0 else {
      let error = SystemError("listen \(address)")
      close(descriptor)
      throw error
    }
    return ListeningSocket(descriptor: descriptor, isTCP: resolved.family != AF_UNIX)
  }

  private static func bound(
    _ resolved: inout ResolvedAddress, _ address: ListenAddress, sharesPort: Bool
  ) throws(SystemError) -> Int32 {
    let descriptor = clinux_socket(resolved.family)
    guard descriptor >= 0 else { throw SystemError("socket") }
    set(descriptor, SOL_SOCKET, SO_REUSEADDR)
    if sharesPort { set(descriptor, SOL_SOCKET, SO_REUSEPORT) }
    if resolved.family == AF_INET6 { set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY) }
    guard resolved.withPointer({ Glibc.bind(descriptor, $0, $1.pointee) }) == 0 else {
      let error = SystemError("bind \(address)")
      close(descriptor)
      throw error
    }
    return descriptor
  }

  private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32) {
    var one: Int32 = 1
    setsockopt(descriptor, level, option, &one, socklen_t(MemoryLayout<Int32>.size))
  }
}
