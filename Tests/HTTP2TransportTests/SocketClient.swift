import Glibc
import Testing

@testable import EventLoop
@testable import HTTP2Transport
@testable import RPCCore

/// A client on a real socket, in cleartext or with TLS. It blocks a thread of its own, never one that the tests' tasks need.
final class SocketClient: @unchecked Sendable {
  // Unchecked: used by one task, which waits while the thread runs.

  /// Other tests can hold the few threads of Swift's pool for a while; nothing that works takes so long.
  private static let patienceSeconds = 120

  let session: ClientSession
  private let descriptor: Int32
  private let tls: TLSSession?
  private(set) var isClosedByServer = false
  /// How the client's side of TLS ended.
  private(set) var tlsEnd: TLSSession.Read?

  init(_ address: ListenAddress, session: ClientSession = ClientSession(), tls: TLSContext? = nil) throws {
    self.session = session
    self.tls = tls.flatMap { TLSSession(client: $0, serverName: .name("localhost"), output: TLSOutput()) }
    var resolved = try ResolvedAddress.resolve(address)
    descriptor = socket(resolved.family, Int32(SOCK_STREAM.rawValue), 0)
    guard resolved.withPointer({ connect(descriptor, $0, $1.pointee) }) == 0 else { throw SystemError("connect") }
    var patience = timeval(tv_sec: Self.patienceSeconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// The socket's close, with the last reference, sends RST: as when the caller's host vanishes and comes back.
  func closeWithReset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  var tlsFailure: TLSFailure.Reason? {
    if case .failed(let failure) = tlsEnd { failure.reason } else { nil }
  }

  var tlsVersion: TLSSession.Version? { tls?.version }

  func flush() {
    guard let tls else { return send(session.output()) }
    if tls.handshake() == .established {
      let plain = session.output()
      plain.withUnsafeBytes { _ = tls.write($0) }
    }
    send(Array(tls.output.bytes))
    tls.output.removeAll()
  }

  /// Sends bytes as they are.
  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Everything that the server sends until it closes.
  func readToEnd() async -> [UInt8] {
    await withCheckedContinuation { continuation in
      onThread {
        var all: [UInt8] = []
        while let bytes = self.readChunk() { all += bytes }
        continuation.resume(returning: all)
      }
    }
  }

  /// Reads until `isDone`, the server closes, or the patience ends without a byte.
  func run(until isDone: @escaping @Sendable (ClientSession) -> Bool) async {
    await withCheckedContinuation { continuation in
      onThread {
        self.exchange(until: isDone)
        continuation.resume()
      }
    }
  }

  private func exchange(until isDone: (ClientSession) -> Bool) {
    flush()
    while !isDone(session) {
      guard let bytes = readChunk(), take(bytes) else { return }
      flush()
    }
  }

  private func readChunk() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let count = read(descriptor, &buffer, buffer.count)
    if count == 0 { isClosedByServer = true }
    return count > 0 ? Array(buffer[..<count]) : nil
  }

  /// False at the end of TLS.
  private func take(_ bytes: [UInt8]) -> Bool {
    guard let tls else {
      session.receive(bytes)
      return true
    }
    return bytes.withUnsafeBytes { chunk in
      tls.receive(chunk)
      switch tls.handshake() {
      case .needsMore: return true
      case .failed(let failure):
        tlsEnd = .failed(failure)
        return false
      case .established: return readRecords(tls)
      }
    }
  }

  private func readRecords(_ tls: TLSSession) -> Bool {
    var plain = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      switch plain.withUnsafeMutableBytes({ tls.read(into: $0) }) {
      case .bytes(let count): session.receive(Array(plain[..<count]))
      case .needsMore: return true
      case .closed:
        tlsEnd = .closed
        isClosedByServer = true
        return false
      case .failed(let failure):
        tlsEnd = .failed(failure)
        return false
      }
    }
  }

  func call(_ path: String, _ body: [UInt8]) async -> ClientSession.Answer {
    let streamID = session.call(path, body)
    await run { $0.answers[streamID]!.isClosed }
    return session.answers[streamID]!
  }

  func halfClose() { shutdown(descriptor, Int32(SHUT_WR)) }
}

/// Runs `body` on a new thread.
private func onThread(_ body: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  pthread_create(
    &thread, nil,
    { argument in
      Unmanaged<Box>.fromOpaque(argument!).takeRetainedValue().body()
      return nil
    }, Unmanaged.passRetained(Box(body)).toOpaque())
  pthread_detach(thread)
}

/// A server on these addresses for as long as `body` runs.
func withServer(
  _ addresses: [String], loops: Int = 2, configuration: ServerConfiguration = ServerConfiguration(),
  _ body: (HTTP2Server, [ListenAddress], TestHandlers) async throws -> Void
) async throws {
  let group = try EventLoopGroup(count: loops)
  try group.start()
  let handlers = TestHandlers()
  // A test that waits for a thread between its connect and its first call must not be taken for a silent peer.
  var configuration = configuration
  configuration.limits.lifetime.handshakeMicrosecondsMax = 600_000_000
  let server = HTTP2Server(router: handlers.router, configuration: configuration, loops: group)
  let bound = try server.start(try addresses.map { try #require(ListenAddress($0)) })
  try await body(server, bound, handlers)
  server.stop()
  group.stop()
}

/// Asks again until it is so; a minute at most.
func eventually(_ condition: () -> Bool) async throws {
  for _ in 0..<60_000 where !condition() { try await Task.sleep(for: .milliseconds(1)) }
  #expect(condition())
}
