import EventLoop
import RPCCore
import Testing

@testable import HTTP2Transport

/// A server and a channel to it, each on a loop of its own, over a real socket.
final class Pair: Sendable {
  let group: EventLoopGroup
  let server: HTTP2Server
  let handlers = TestHandlers()
  let address: ListenAddress
  let channel: Channel

  init(
    server configuration: ServerConfiguration = ServerConfiguration(),
    client: ChannelConfiguration = ChannelConfiguration(), address: String = "127.0.0.1:0"
  ) throws {
    group = try EventLoopGroup(count: 2)
    try group.start()
    server = HTTP2Server(router: handlers.router, configuration: configuration, loops: group)
    self.address = try server.start([#require(ListenAddress(address))])[0]
    channel = Channel(to: [self.address], configuration: client, on: group.loops[1])
  }

  deinit {
    server.stop()
    let group = group
    // Not from one of its own threads, where the last reference may go.
    Task.detached { group.stop() }
  }

  func unary(
    _ name: String, _ message: [UInt8] = [], options: CallOptions = .none
  ) async throws(RPCError) -> [UInt8] {
    try await channel.unary(method(name), sealed(message), options: options)
  }

  func open(_ name: String, options: CallOptions = .none) async throws -> any ClientCall {
    try await channel.open(method(name, streams: true), options: options)
  }
}

/// A method of the test handlers.
func method(_ name: String, streams: Bool = false) -> MethodDescription {
  MethodDescription(service: "t.S", name: name, streamsRequests: streams, streamsResponses: streams)
}

/// The error that `body` throws.
func failure(_ body: () async throws -> Void) async -> RPCError? {
  do {
    try await body()
    return nil
  } catch {
    return error as? RPCError
  }
}

@Suite("A channel and our own server, over a socket")
struct ChannelTests {
  @Test("A call is answered, and a second one uses the same connection")
  func unary() async throws {
    let pair = try Pair()
    #expect(try await pair.unary("Echo", [1, 2, 3]) == [1, 2, 3])
    #expect(try await pair.unary("Echo", []) == [])
    #expect(pair.server.snapshot.connectionsAccepted == 1)
    let snapshot = await pair.channel.snapshot()
    #expect(snapshot.addresses.map(\.connectivity) == [.ready])
    await pair.channel.close()
    #expect(await failure { _ = try await pair.unary("Echo", [1]) }?.code == .unavailable)
  }

  @Test("Over a unix socket, and by a name", arguments: [true, false])
  func addresses(isUnix: Bool) async throws {
    let path = "/tmp/countersign-channel-\(UInt32.random(in: 0...UInt32.max)).socket"
    let pair = try Pair(address: isUnix ? "unix:\(path)" : "localhost:0")
    #expect(try await pair.unary("Echo", [7]) == [7])
    await pair.channel.close()
  }

  @Test("A message of several megabytes goes both ways")
  func large() async throws {
    let pair = try Pair()
    let message = [UInt8](repeating: 5, count: 4 << 20)
    #expect(try await pair.unary("Echo", message) == message)
    await pair.channel.close()
  }

  @Test("Status, message, details and trailing metadata reach the caller")
  func status() async throws {
    let pair = try Pair()
    let call = try await pair.channel.open(method("Fail"), options: .none)
    try await call.send(sealed([]))
    try await call.halfClose()
    // The handler's details are no google.rpc.Status, and a good client says so.
    let error = await failure { _ = try await call.nextMessage() }
    #expect(error?.code == .internal)
    #expect(error?.message == "malformed grpc-status-details-bin with status 5")
    #expect(await call.trailingMetadata()[first: "x-bin"] == [0xab, 0xab, 0xab])
    #expect(await failure { _ = try await pair.unary("Nowhere") }?.code == .unimplemented)
    await pair.channel.close()
  }

  @Test("Metadata goes both ways, text and bytes")
  func metadata() async throws {
    let pair = try Pair()
    var options = CallOptions()
    options.metadata.append("x-in", "hello")
    options.metadata.append("x-in-bin", [0, 255, 7])
    let call = try await pair.channel.open(method("Metadata"), options: options)
    try await call.send(sealed([]))
    try await call.halfClose()
    #expect(try await call.initialMetadata()[first: "x-initial"] == Array("hello".utf8))
    #expect(try await call.nextMessage() == Array("/t.S/Metadata".utf8))
    #expect(try await call.nextMessage() == nil)
    #expect(await call.trailingMetadata()[first: "x-trailing-bin"] == [0, 255, 7])
    await pair.channel.close()
  }

  @Test("A conversation: each message is answered before the next is sent")
  func chat() async throws {
    let pair = try Pair()
    let call = try await pair.open("Chat")
    for number: UInt8 in 0..<20 {
      try await call.send(sealed([number]))
      #expect(try await call.nextMessage() == [number])
    }
    try await call.halfClose()
    #expect(try await call.nextMessage() == nil)
    await pair.channel.close()
  }

  @Test("Many messages up, one answer down")
  func clientStreaming() async throws {
    let pair = try Pair()
    let description = MethodDescription(service: "t.S", name: "Sum", streamsRequests: true)
    let call = try await pair.channel.open(description, options: .none)
    for _ in 0..<100 { try await call.send(sealed([UInt8](repeating: 1, count: 10_000))) }
    try await call.halfClose()
    #expect(try await call.nextMessage() == Array("1000000".utf8))
    #expect(try await call.nextMessage() == nil)
    await pair.channel.close()
  }

  @Test("A caller that does not read stops the server, and a server that does not read stops the caller")
  func backPressure() async throws {
    let pair = try Pair()
    let flood = try await pair.open("Flood")
    try await flood.send(sealed([]))
    try await flood.halfClose()
    for _ in 0..<50 { #expect(try await flood.nextMessage()?.count == 10_000) }
    // What may be under way: the window, the server's buffer, and one message.
    let bound = 50 + (256 + 64 + 64 + 20) * 1_024 / 10_000
    #expect(pair.handlers.sentCount.load(ordering: .relaxed) <= bound)
    flood.cancel()

    let slow = try await pair.open("Slow")
    let sender = Task { () -> Int in
      var count = 0
      while await failure({ try await slow.send(sealed([UInt8](repeating: 1, count: 10_000))) }) == nil { count += 1 }
      return count
    }
    // The other calls of the connection go on meanwhile.
    for _ in 0..<50 { _ = try await pair.unary("Echo", [1]) }
    slow.cancel()
    #expect(await sender.value < 2 * (256 + 64 + 64) * 1_024 / 10_000)
    pair.handlers.release()
    await pair.channel.close()
  }

  @Test("A deadline ends a call here, whatever the server does")
  func deadline() async throws {
    let pair = try Pair()
    let error = await failure { _ = try await pair.unary("Wait", options: CallOptions(timeoutMicroseconds: 20_000)) }
    #expect(error?.code == .deadlineExceeded)
    let past = await failure { _ = try await pair.unary("Echo", options: CallOptions(timeoutMicroseconds: 0)) }
    #expect(past?.code == .deadlineExceeded)
    pair.handlers.release()
    await pair.channel.close()
  }

  @Test("Cancelling the caller's task cancels the call on both sides")
  func cancel() async throws {
    let pair = try Pair()
    let task = Task { await failure { _ = try await pair.unary("Wait", [1]) }?.code }
    while pair.handlers.notes.withLock({ $0.isEmpty }) { await Task.yield() }
    task.cancel()
    #expect(await task.value == .cancelled)
    while pair.server.snapshot.streamsOpen > 0 { await Task.yield() }
    pair.handlers.release()
    while pair.handlers.notes.withLock({ $0.count }) < 2 { await Task.yield() }
    #expect(pair.handlers.notes.withLock { $0 } == ["started", "cancelled"])
    await pair.channel.close()
  }

  @Test("A call that nobody holds any more is cancelled")
  func dropped() async throws {
    let pair = try Pair()
    do {
      let call = try await pair.open("Chat")
      try await call.send(sealed([1]))
      #expect(try await call.nextMessage() == [1])
    }
    while pair.server.snapshot.streamsOpen > 0 { await Task.yield() }
    #expect(pair.server.snapshot.streamsCancelled == 1)
    await pair.channel.close()
  }

  @Test("A call that waits for a server ends when nobody holds its channel any more", .timeLimit(.minutes(1)))
  func droppedWhileWaiting() async throws {
    let group = try EventLoopGroup(count: 1)
    try group.start()
    defer { group.stop() }
    let call: any ClientCall
    do {
      let channel = Channel(to: [.unix(path: "/nobody/listens/here")], on: group.loops[0])
      call = try await channel.open(method("Echo"), options: CallOptions(waitsForReady: true))
    }
    #expect(await failure { _ = try await call.nextMessage() }?.code == .unavailable)
  }

  @Test("A channel without calls is closed at once, however long it would have waited")
  func patientClose() async throws {
    let pair = try Pair()
    _ = try await pair.unary("Echo")
    await pair.channel.close(gracePeriodMicroseconds: .max)
  }

  @Test("More calls than the server takes at a time wait their turn; more than may wait are refused")
  func maxStreams() async throws {
    var configuration = ServerConfiguration()
    configuration.limits.concurrentStreamsMax = 4
    var client = ChannelConfiguration()
    client.limits.queuedCallsMax = 64
    let pair = try Pair(server: configuration, client: client)
    let codes = await withTaskGroup(of: StatusCode?.self) { group in
      for number in 0..<200 {
        group.addTask { await failure { _ = try await pair.unary("Echo", [UInt8(number)]) }?.code }
      }
      return await group.reduce(into: [StatusCode?]()) { $0.append($1) }
    }
    let refused = codes.count { $0 == .resourceExhausted }
    #expect(codes.allSatisfy { $0 == nil || $0 == .resourceExhausted })
    #expect(pair.server.snapshot.streamsOpened == 200 - refused)
    #expect(pair.server.snapshot.connectionsAccepted == 1)
    await pair.channel.close()
  }

  @Test("Messages over the limits are refused, and the connection goes on")
  func limits() async throws {
    var client = ChannelConfiguration()
    client.limits.responseMessageBytesMax = 1_000
    client.limits.requestMessageBytesMax = 2_000
    let pair = try Pair(client: client)
    #expect(try await pair.unary("Echo", [UInt8](repeating: 1, count: 1_000)).count == 1_000)
    for count in [1_001, 2_001] {
      let error = await failure { _ = try await pair.unary("Echo", [UInt8](repeating: 1, count: count)) }
      #expect(error?.code == .resourceExhausted)
    }
    #expect(pair.server.snapshot.connectionsAccepted == 1)
    await pair.channel.close()
  }

  @Test("Metadata that is larger than the server takes is refused before it is sent")
  func metadataLimit() async throws {
    let pair = try Pair()
    _ = try await pair.unary("Echo")
    var options = CallOptions()
    options.metadata.append("x-large", [UInt8](repeating: 0x61, count: 9_000))
    #expect(await failure { _ = try await pair.unary("Echo", options: options) }?.code == .resourceExhausted)
    #expect(pair.server.snapshot.streamsOpened == 1)
    await pair.channel.close()
  }
}
