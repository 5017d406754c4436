import Testing

@testable import EventLoop
@testable import HTTP2Transport

@Suite("The end of a connection")
struct EndingTests {
  @Test("what the last GOAWAY calls unprocessed is not processed, however long that frame waits to be sent")
  func lastStream() throws {
    let handlers = TestHandlers()
    let conversation = try Conversation(handlers: handlers)
    let first = conversation.client.call("/t.S/Echo", sealed([1]))
    conversation.exchange()
    let second = conversation.client.call("/t.S/Wait", sealed([2]))
    let bytes = conversation.client.output()
    conversation.connection.drain()
    conversation.deliver()
    // The caller does not answer the PING, and the last GOAWAY cannot be sent: the socket takes nothing.
    conversation.time.advance(byMicroseconds: 6_000_000)
    conversation.loop.turn(waitMicrosecondsMax: 0)
    _ = bytes.withUnsafeBytes { conversation.connection.receive($0) }
    conversation.loop.turn(waitMicrosecondsMax: 0)
    conversation.deliver()
    let lastStream = try #require(conversation.client.goAways.last).lastStream
    #expect(lastStream == first)
    #expect(second > lastStream && handlers.notes.withLock { $0 }.isEmpty)
    #expect(conversation.snapshot.streamsOpen == 0 && conversation.snapshot.activeHandlers == 0)
  }

  @Test("a connection that is old says nothing about the health of the server")
  func healthAtOldAge() throws {
    var configuration = ServerConfiguration()
    configuration.limits.lifetime.ageMicrosecondsMax = 10_000_000
    configuration.limits.lifetime.ageJitterPercent = 0
    let conversation = try Conversation(configuration: configuration)
    conversation.exchange()
    conversation.time.advance(byMicroseconds: 10_000_000)
    conversation.loop.turn(waitMicrosecondsMax: 0)
    #expect(conversation.snapshot[.age] == 0 && conversation.connection.lifetime.phase != .open)
    let streamID = conversation.client.call(
      "/healthz", headers: [(":method", "GET")], without: ["content-type", "te"])
    conversation.exchange()
    #expect(conversation.client.answers[streamID]?[":status"] == "200")
  }

  @Test("a caller that is gone costs nothing while its connection is not read")
  func goneWhilePaused() async throws {
    var configuration = ServerConfiguration()
    configuration.limits.abuse.resetBudget = 0
    // However long the test waits between the call and its reset.
    configuration.limits.abuse.rapidResetMicrosecondsMax = .max
    configuration.limits.abuse.pauseMicroseconds = 3_600_000_000
    try await withServer(["127.0.0.1:0"], configuration: configuration) { server, bound, _ in
      do {
        let client = try SocketClient(bound[0])
        let streamID = client.session.call("/t.S/Chat", endStream: false)
        client.flush()
        try await eventually { server.snapshot.activeHandlers == 1 }
        client.session.reset(streamID)
        client.flush()
        try await eventually { server.snapshot.readingPauses == 1 }
        client.closeWithReset()
      }
      try await eventually { server.snapshot.connectionsOpen == 0 }
    }
  }

  @Test("a connection whose socket takes nothing more is closed, and counted")
  func stalledSocket() async throws {
    var configuration = ServerConfiguration()
    configuration.limits.sendStallMicrosecondsMax = 100_000
    try await withServer(["127.0.0.1:0"], configuration: configuration) { server, bound, _ in
      let session = ClientSession(windowBytes: 1 << 30, connectionWindowBytes: 1 << 30)
      let client = try SocketClient(bound[0], session: session)
      session.call("/t.S/Flood", sealed([]))
      client.flush()
      try await eventually { server.snapshot.streamsOpened == 1 && server.snapshot.connectionsOpen == 0 }
      #expect(server.snapshot[.sendStall] == 1)
    }
  }

  @Test("calls that are cut off leave the connection's window as it was")
  func cutOff() throws {
    let conversation = try Conversation()
    let tooLong: [UInt8] = [0, 0, 80, 0, 0] + [UInt8](repeating: 7, count: 200_000)
    for _ in 0..<60 { #expect(conversation.call("/t.S/Sum", tooLong).status == 8) }
    #expect(conversation.call("/t.S/Echo", sealed([1])).messages == [[1]])
    #expect(conversation.client.goAways.isEmpty)
  }
}
