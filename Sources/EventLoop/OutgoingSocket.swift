import CLinux
import Glibc

/// An address as the kernel takes it, to connect to.
public struct PeerAddress: Sendable {
  var resolved: ResolvedAddress

  /// "127.0.0.1:50051", "[::1]:50051" or "unix:".
  public var text: String {
    var resolved = resolved
    return resolved.text()
  }
}

extension PeerAddress {
  /// So many addresses of one name are tried.
  public static let countMax = 8

  /// The addresses of a path or of a host; nil when that is a name, which must be looked up.
  public static func numeric(_ address: ListenAddress) -> [PeerAddress]? {
    switch address {
    case .unix: return (try? ResolvedAddress.resolve(address)).map { [PeerAddress(resolved: $0)] }
    case .tcp(let host, let port):
      let found = try? lookUp(host: host, port: port, flags: AI_NUMERICHOST | AI_NUMERICSERV)
      return found.flatMap { $0.isEmpty ? nil : $0 }
    }
  }

  /// Looks a name up on a thread of its own, for it may take long, and calls `done` on the loop's thread.
  public static func lookUp(
    _ address: ListenAddress, on loop: EventLoop,
    _ done: @escaping @Sendable (Result<[PeerAddress], SystemError>) -> Void
  ) {
    guard case .tcp(let host, let port) = address else {
      return loop.submit { done(.success(numeric(address) ?? [])) }
    }
    let work = Detached {
      let result: Result<[PeerAddress], SystemError>
      do throws(SystemError) {
        result = .success(try lookUp(host: host, port: port, flags: AI_NUMERICSERV))
      } catch {
        result = .failure(error)
      }
      loop.submit { done(result) }
    }
    if let error = work.start() { loop.submit { done(.failure(error)) } }
  }

  private static func lookUp(host: String, port: UInt16, flags: Int32) throws(SystemError) -> [PeerAddress] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = flags
    var list: UnsafeMutablePointer<addrinfo>?
    let result = getaddrinfo(host, String(port), &hints, &list)
    defer { if let list { freeaddrinfo(list) } }
    guard result == 0 else {
      throw SystemError("look up \(host)", number: result == EAI_SYSTEM ? errno : EADDRNOTAVAIL)
    }
    var found: [PeerAddress] = []
    var next = list
    while let entry = next?.pointee, found.count < countMax {
      if let address = entry.ai_addr {
        found.append(PeerAddress(resolved: ResolvedAddress(copying: address, length: entry.ai_addrlen)))
      }
      next = entry.ai_next
    }
    return found
  }
}

extension ResolvedAddress {
  fileprivate init(copying address: UnsafePointer<sockaddr>, length: socklen_t) {
    self.init()
    self.length = length
    withUnsafeMutableBytes(of: &storage) {
      $0.copyMemory(from: UnsafeRawBufferPointer(start: address, count: min(Int(length), $0.count)))
    }
  }
}

/// A socket that connects without blocking.
public enum OutgoingSocket {
  /// Starts to connect. The descriptor is the caller's; it is writable once `error(of:)` can say how it went.
  public static func connect(to address: PeerAddress) throws(SystemError) -> Int32 {
    var resolved = address.resolved
    let descriptor = clinux_socket(resolved.family)
    guard descriptor >= 0 else { throw SystemError("socket") }
    let result = resolved.withPointer { Glibc.connect(descriptor, $0, $1.pointee) }
    guard result == 0 || errno == EINPROGRESS else {
      let error = SystemError("connect \(address.text)")
      close(descriptor)
      throw error
    }
    if resolved.family != AF_UNIX { set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1) }
    return descriptor
  }

  /// Why the attempt failed; nil when the socket is connected.
  public static func error(of descriptor: Int32, _ address: PeerAddress) -> SystemError? {
    var number: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    let result = getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &length)
    if result != 0 { return SystemError("connect \(address.text)") }
    return number == 0 ? nil : SystemError("connect \(address.text)", number: number)
  }

  /// Lets the kernel notice a peer that vanished without a word: bytes that it does not acknowledge for so long.
  public static func limitSilence(of descriptor: Int32, milliseconds: Int32) {
    set(descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, milliseconds)
  }

  private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
    var value = value
    setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }
}
