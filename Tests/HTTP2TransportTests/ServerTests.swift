import Glibc
import Testing

@testable import EventLoop
@testable import HTTP2Transport
@testable import RPCCore

/// A client on a real socket. It blocks a thread of its own, never one that the tests' tasks need.
private final class SocketClient: @unchecked Sendable {
  // Unchecked: used by one task, which waits while the thread runs.

  /// Other tests can hold the few threads of Swift's pool for a while; nothing that works takes so long.
  private static let patienceSeconds = 120

  let session: ClientSession
  private let descriptor: Int32
  private(set) var isClosedByServer = false

  init(_ address: ListenAddress, session: ClientSession = ClientSession()) throws {
    self.session = session
    var resolved = try ResolvedAddress.resolve(address)
    descriptor = socket(resolved.family, Int32(SOCK_STREAM.rawValue), 0)
    guard resolved.withPointer({ connect(descriptor, $0, $1.pointee) }) == 0 else { throw SystemError("connect") }
    var patience = timeval(tv_sec: Self.patienceSeconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  func flush() {
    var rest = session.output()[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
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
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    flush()
    while !isDone(session) {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else {
        isClosedByServer = count == 0
        return
      }
      session.receive(Array(buffer[..<count]))
      flush()
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

@Suite("The server on real sockets")
struct ServerTests {
  private func withServer(
    _ addresses: [String], loops: Int = 2, configuration: ServerConfiguration = ServerConfiguration(),
    _ body: (HTTP2Server, [ListenAddress], TestHandlers) async throws -> Void
  ) async throws {
    let group = try EventLoopGroup(count: loops)
    try group.start()
    let handlers = TestHandlers()
    // A test that waits for a thread between its connect and its first call must not be taken for a silent peer.
    var configuration = configuration
    configuration.limits.handshakeMicrosecondsMax = 600_000_000
    let server = HTTP2Server(router: handlers.router, configuration: configuration, loops: group)
    let bound = try server.start(try addresses.map { try #require(ListenAddress($0)) })
    try await body(server, bound, handlers)
    server.stop()
    group.stop()
  }

  @Test("IPv4, IPv6 and unix sockets answer alike, on every loop")
  func addresses() async throws {
    let path = "/tmp/countersign-server-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock"
    try await withServer(["127.0.0.1:0", "[::1]:0", "unix:\(path)"]) { server, bound, _ in
      for address in bound {
        for _ in 0..<8 { try await expectEcho(address) }
      }
      #expect(server.snapshot.connectionsAccepted == 24)
      await server.drain(gracePeriodMicroseconds: 0)
      #expect(access(path, F_OK) != 0)
    }
  }

  @Test("a server that starts at the path of one that drains keeps its socket file")
  func successor() async throws {
    let path = "/tmp/countersign-server-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock"
    try await withServer(["unix:\(path)"]) { old, bound, handlers in
      let client = try SocketClient(bound[0])
      client.session.call("/t.S/Wait", sealed([4]))
      client.flush()
      try await eventually { old.snapshot.activeHandlers == 1 }
      let drained = Task { await old.drain(gracePeriodMicroseconds: 30_000_000) }
      await client.run { $0.goAways.count == 2 }
      #expect(access(path, F_OK) != 0, "free for the next one while calls still run")
      try await withServer(["unix:\(path)"]) { _, bound, _ in
        handlers.release()
        await client.run { _ in false }
        await drained.value
        try await expectEcho(bound[0])
      }
    }
  }

  private func expectEcho(_ address: ListenAddress) async throws {
    let client = try SocketClient(address)
    #expect(await client.call("/t.S/Echo", sealed([1, 2])).messages == [[1, 2]])
  }

  @Test("an address that is taken is an error, and nothing is listened to")
  func taken() async throws {
    try await withServer(["127.0.0.1:0"]) { _, bound, _ in
      let group = try EventLoopGroup(count: 1)
      let second = HTTP2Server(router: Router(), loops: group)
      #expect(throws: SystemError.self) { try second.start(bound) }
    }
  }

  @Test("large messages flow both ways through a socket that fills up")
  func largeMessages() async throws {
    try await withServer(["127.0.0.1:0"]) { server, bound, _ in
      let client = try SocketClient(bound[0], session: ClientSession(windowBytes: 1 << 20))
      let message = (0..<(4 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
      for _ in 0..<3 { #expect(await client.call("/t.S/Echo", sealed(message)).messages == [message]) }
    }
  }

  @Test("a caller that goes away cancels its calls")
  func disconnect() async throws {
    try await withServer(["127.0.0.1:0"]) { server, bound, handlers in
      let client = try SocketClient(bound[0])
      client.session.call("/t.S/Chat", endStream: false)
      let echo = await client.call("/t.S/Echo", sealed([]))
      #expect(echo.status == 0)
      client.halfClose()
      await client.run { _ in false }
      try await eventually { server.snapshot.activeHandlers == 0 && server.snapshot.connectionsOpen == 0 }
      #expect(handlers.notes.withLock { $0 } == ["cancelled"])
    }
  }

  @Test("a graceful end lets a running call finish, refuses new connections, and returns once all is closed")
  func drain() async throws {
    try await withServer(["127.0.0.1:0"]) { server, bound, handlers in
      let client = try SocketClient(bound[0])
      let streamID = client.session.call("/t.S/Wait", sealed([4]))
      client.flush()
      try await eventually { server.snapshot.activeHandlers == 1 }
      async let drained: Void = server.drain(gracePeriodMicroseconds: 30_000_000)
      await client.run { $0.goAways.count == 2 }
      #expect(throws: (any Error).self) { try SocketClient(bound[0]) }
      handlers.release()
      await client.run { _ in false }
      #expect(client.isClosedByServer)
      #expect(client.session.answers[streamID]?.messages == [[4]])
      await drained
      #expect(server.snapshot.connectionsOpen == 0)
    }
  }

  @Test("at the end of the grace period watchers get UNAVAILABLE, and the end comes")
  func grace() async throws {
    try await withServer(["127.0.0.1:0"]) { server, bound, _ in
      let client = try SocketClient(bound[0])
      let streamID = client.session.call("/t.S/Chat", endStream: false)
      client.flush()
      try await eventually { server.snapshot.activeHandlers == 1 }
      async let drained: Void = server.drain(gracePeriodMicroseconds: 10_000)
      await client.run { _ in false }
      await drained
      #expect(client.session.answers[streamID]?.status == 14)
    }
  }

  @Test("connections over the limit are closed, the others are served")
  func connectionLimit() async throws {
    var configuration = ServerConfiguration()
    configuration.limits.connectionsMax = 2
    try await withServer(["127.0.0.1:0"], loops: 1, configuration: configuration) { server, bound, _ in
      let first = try SocketClient(bound[0])
      let second = try SocketClient(bound[0])
      #expect(await first.call("/t.S/Echo", sealed([])).status == 0)
      #expect(await second.call("/t.S/Echo", sealed([])).status == 0)
      let third = try SocketClient(bound[0])
      #expect(await third.call("/t.S/Echo", sealed([])).status == nil)
      #expect(await first.call("/t.S/Echo", sealed([])).status == 0)
      #expect(server.snapshot.connectionsRefused == 1)
    }
  }

  @Test("a thousand calls on one connection, many at a time, are each answered with their own message")
  func manyCalls() async throws {
    try await withServer(["127.0.0.1:0"]) { _, bound, _ in
      let client = try SocketClient(bound[0])
      await client.run { $0.remoteSettings }
      for round in 0..<10 {
        let streams = (0..<100).map { number in
          (client.session.call("/t.S/Echo", sealed([UInt8(round), UInt8(number)])), [UInt8(round), UInt8(number)])
        }
        await client.run { session in streams.allSatisfy { session.answers[$0.0]!.isClosed } }
        for (streamID, message) in streams { #expect(client.session.answers[streamID]?.messages == [message]) }
      }
    }
  }

  /// Asks again until it is so; a minute at most.
  private func eventually(_ condition: () -> Bool) async throws {
    for _ in 0..<60_000 where !condition() { try await Task.sleep(for: .milliseconds(1)) }
    #expect(condition())
  }
}
