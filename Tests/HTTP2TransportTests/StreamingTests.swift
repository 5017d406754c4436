import Testing

@testable import HTTP2Transport
@testable import RPCCore

@Suite("Streaming calls")
struct StreamingTests {
  @Test("server streaming sends every message, then the status; none at all is a status too")
  func serverStreaming() throws {
    let conversation = try Conversation()
    #expect(conversation.call("/t.S/Count", sealed([200])).messages == (0..<200).map { [UInt8($0)] })
    let empty = conversation.call("/t.S/Count", sealed([0]))
    #expect(empty.messages.isEmpty && empty.status == 0)
  }

  @Test("client streaming takes any number of messages, also none")
  func clientStreaming() throws {
    let conversation = try Conversation()
    let body = (0..<1_000).flatMap { sealed([UInt8](repeating: 1, count: $0)) }
    #expect(conversation.call("/t.S/Sum", body).messages == [Array("499500".utf8)])
    #expect(conversation.call("/t.S/Sum").messages == [Array("0".utf8)])
  }

  @Test("bidirectional: each answer comes before the next request is sent")
  func pingPong() throws {
    let conversation = try Conversation()
    let streamID = conversation.client.call("/t.S/Chat", endStream: false)
    conversation.exchange()
    for number in 0..<UInt8(10) {
      conversation.client.upload(streamID, sealed([number]))
      conversation.exchange()
      #expect(conversation.client.answers[streamID]?.messages.last == [number])
    }
    conversation.client.upload(streamID, [], endStream: true)
    conversation.exchange()
    #expect(conversation.client.answers[streamID]?.status == 0)
  }

  @Test("a caller that does not read stops the handler; memory stays bounded; reading lets it go on")
  func slowReader() throws {
    let handlers = TestHandlers()
    let conversation = try Conversation(client: ClientSession(readsAtOnce: false), handlers: handlers)
    let streamID = conversation.client.call("/t.S/Flood", sealed([]))
    conversation.exchange()
    let first = handlers.sentCount.load(ordering: .relaxed)
    conversation.exchange()
    #expect(handlers.sentCount.load(ordering: .relaxed) == first, "it waits")
    let buffered = conversation.connection.stream(streamID)?.outgoing.byteCount ?? 0
    #expect(buffered > 0 && buffered <= (64 << 10) + 10_005)
    for _ in 0..<20 {
      conversation.client.readOn(streamID)
      conversation.exchange()
    }
    #expect(handlers.sentCount.load(ordering: .relaxed) > first + 50)
    conversation.client.reset(streamID)
    conversation.exchange()
    #expect(handlers.notes.withLock { $0 } == ["cancelled"])
    #expect(conversation.snapshot.activeHandlers == 0)
  }

  @Test("a handler that does not read stops the caller at the window; another stream of the connection flows")
  func slowHandler() throws {
    let handlers = TestHandlers()
    let conversation = try Conversation(handlers: handlers)
    let body = (0..<100).flatMap { _ in sealed([UInt8](repeating: 1, count: 10_000)) }
    let slow = conversation.client.call("/t.S/Slow", body)
    conversation.exchange()
    let window = Int(conversation.environment.limits.streamWindowBytes)
    let buffered = conversation.connection.bufferedRequestBytes
    #expect(buffered > window / 2 && buffered <= window + 10_000, "\(buffered)")
    let other = conversation.call("/t.S/Sum", body)
    #expect(other.messages == [Array("1000000".utf8)])
    handlers.release()
    conversation.exchange()
    #expect(conversation.client.answers[slow]?.messages.count == 100)
    #expect(conversation.connection.bufferedRequestBytes == 0)
  }

  @Test("unread requests over the connection's limit end the stream that asks for more")
  func bufferedLimit() throws {
    var configuration = ServerConfiguration()
    configuration.limits.bufferedRequestBytesPerConnectionMax = 50_000
    let handlers = TestHandlers()
    let conversation = try Conversation(configuration: configuration, handlers: handlers)
    let slow = conversation.client.call("/t.S/Slow", sealed([UInt8](repeating: 1, count: 40_000)), endStream: false)
    conversation.exchange()
    #expect(conversation.call("/t.S/Echo", sealed([UInt8](repeating: 1, count: 20_000))).status == 8)
    #expect(conversation.call("/t.S/Echo", sealed([1])).status == 0)
    handlers.release()
    conversation.client.upload(slow, [], endStream: true)
    conversation.exchange()
    #expect(conversation.client.answers[slow]?.status == 0)
  }

  @Test("a deadline ends a call that waits for its handler, its caller's messages, or its caller's window")
  func deadlines() throws {
    let handlers = TestHandlers()
    let conversation = try Conversation(
      client: ClientSession(readsAtOnce: false), handlers: handlers)
    let timeout = [("grpc-timeout", "100m")]
    let waiting = conversation.client.call("/t.S/Wait", sealed([]), headers: timeout)
    let reading = conversation.client.call("/t.S/Chat", endStream: false, headers: timeout)
    let blocked = conversation.client.call("/t.S/Flood", sealed([]), headers: timeout)
    conversation.exchange()
    conversation.advance(byMicroseconds: 99_999)
    #expect(conversation.client.answers[waiting]?.status == nil)
    conversation.advance(byMicroseconds: 1)
    for streamID in [waiting, reading] {
      #expect(conversation.client.answers[streamID]?.status == 4)
      #expect(conversation.client.answers[streamID]?.errorCode == 0)
    }
    // Trailers within a message would be malformed, so the blocked one is reset.
    #expect(conversation.client.answers[blocked]?.isClosed == true)
    #expect(conversation.client.answers[blocked]?.errorCode == 8)
    #expect(conversation.snapshot[.deadlineExceeded] == 3)
    handlers.release()
    conversation.exchange()
    #expect(handlers.notes.withLock { Set($0) } == ["started", "cancelled", "deadlineExceeded"])
    #expect(conversation.snapshot.activeHandlers == 0)
  }

  @Test("a finished answer that the caller never reads is given up at the deadline, or after a minute without progress")
  func unreadAnswer() throws {
    for headers in [[("grpc-timeout", "1S")], []] {
      let conversation = try Conversation(client: ClientSession(windowBytes: 10, readsAtOnce: false))
      let streamID = conversation.client.call("/t.S/Echo", sealed([UInt8](repeating: 1, count: 100)), headers: headers)
      conversation.exchange()
      #expect(conversation.snapshot.streamsOpen == 1)
      conversation.advance(byMicroseconds: headers.isEmpty ? 59_000_000 : 999_999)
      #expect(conversation.snapshot.streamsOpen == 1)
      for _ in 0..<7 { conversation.advance(byMicroseconds: headers.isEmpty ? 10_000_000 : 1) }
      #expect(conversation.snapshot.streamsOpen == 0)
      #expect(conversation.client.answers[streamID]?.errorCode == (headers.isEmpty ? 11 : 8))
    }
  }

  @Test("a lost connection cancels what runs")
  func lostConnection() throws {
    let handlers = TestHandlers()
    let conversation = try Conversation(handlers: handlers)
    conversation.client.call("/t.S/Chat", endStream: false)
    conversation.client.call("/t.S/Wait", sealed([]))
    conversation.exchange()
    conversation.connection.close()
    handlers.release()
    conversation.loop.turn(waitMicrosecondsMax: 0)
    #expect(handlers.notes.withLock { Set($0) } == ["started", "cancelled"])
    #expect(conversation.snapshot.activeHandlers == 0)
    #expect(conversation.snapshot.streamsOpen == 0)
  }

  @Test("a graceful end: new calls on their way are served, running ones finish, then there is nothing left")
  func drain() throws {
    let handlers = TestHandlers()
    let conversation = try Conversation(handlers: handlers)
    let running = conversation.client.call("/t.S/Wait", sealed([9]))
    conversation.exchange()
    let late = conversation.client.call("/t.S/Echo", sealed([1]))
    conversation.connection.drain()
    conversation.exchange()
    #expect(conversation.client.goAways.map(\.lastStream) == [.max, late])
    #expect(conversation.client.goAways.map(\.code) == [0, 0])
    #expect(conversation.client.answers[late]?.messages == [[1]])
    #expect(!conversation.connection.isFinished)
    handlers.release()
    conversation.exchange()
    #expect(conversation.client.answers[running]?.messages == [[9]])
    #expect(conversation.connection.isFinished)
  }

  @Test("at the end of the grace period running calls get UNAVAILABLE")
  func endOfGrace() throws {
    let handlers = TestHandlers()
    let conversation = try Conversation(handlers: handlers)
    let streamID = conversation.client.call("/t.S/Chat", endStream: false)
    conversation.exchange()
    conversation.connection.drain()
    conversation.exchange()
    conversation.connection.endCalls()
    conversation.exchange()
    #expect(conversation.client.answers[streamID]?.status == 14)
    #expect(handlers.notes.withLock { $0 } == ["unavailable"])
    #expect(conversation.connection.isFinished)
  }
}
