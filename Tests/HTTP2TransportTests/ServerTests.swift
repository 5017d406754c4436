import Glibc
import Testing

@testable import EventLoop
@testable import HTTP2Transport
@testable import RPCCore

@Suite("The server on real sockets")
struct ServerTests {
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
    // Two loops: the limit is the server's, however its connections are spread.
    try await withServer(["127.0.0.1:0"], loops: 2, configuration: configuration) { server, bound, _ in
      let first = try SocketClient(bound[0])
      let second = try SocketClient(bound[0])
      #expect(await first.call("/t.S/Echo", sealed([])).status == 0)
      #expect(await second.call("/t.S/Echo", sealed([])).status == 0)
      let third = try SocketClient(bound[0])
      #expect(await third.call("/t.S/Echo", sealed([])).status == nil)
      #expect(await first.call("/t.S/Echo", sealed([])).status == 0)
      #expect(server.snapshot[.total] == 1)
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
}
