import EventLoop
import RPCCore
import Synchronization
import Testing

@testable import HTTP2Transport

@Suite("Budgets of a connection and of the server")
struct BudgetTests {
  private func configuration(_ change: (inout TransportLimits) -> Void) -> ServerConfiguration {
    var configuration = ServerConfiguration()
    change(&configuration.limits)
    return configuration
  }

  @Test("answers that nobody reads end with RESOURCE_EXHAUSTED once they use up the budget", arguments: [true, false])
  func queuedAnswers(isConnectionLimit: Bool) throws {
    let conversation = try Conversation(
      client: ClientSession(windowBytes: 0),
      configuration: configuration {
        if isConnectionLimit { $0.queuedAnswerBytesPerConnectionMax = 2_500 } else { $0.queuedAnswerBytesMax = 2_500 }
      })
    let message = sealed([UInt8](repeating: 1, count: 1_000))
    let unread = (0..<2).map { _ in conversation.client.call("/t.S/Echo", message) }
    conversation.exchange()
    #expect(conversation.snapshot.queuedAnswerBytes == 2_010)
    #expect(conversation.call("/t.S/Echo", message).status == 8)
    #expect(conversation.snapshot[.queuedAnswersOverLimit] == 1)
    for streamID in unread { conversation.client.reset(streamID) }
    conversation.exchange()
    #expect(conversation.snapshot.queuedAnswerBytes == 0 && conversation.connection.queuedAnswerBytes == 0)
  }

  @Test("a stream of answers over the budget ends, too, and its handler learns it")
  func queuedStream() throws {
    let handlers = TestHandlers()
    let conversation = try Conversation(
      client: ClientSession(windowBytes: 0),
      configuration: configuration { $0.queuedAnswerBytesPerConnectionMax = 25_000 }, handlers: handlers)
    #expect(conversation.call("/t.S/Flood", sealed([])).status == 8)
    #expect(handlers.notes.withLock { $0 } == ["resourceExhausted"])
  }

  @Test("a message counts in full until its last byte is sent")
  func heldMessage() throws {
    let conversation = try Conversation(client: ClientSession(windowBytes: 1_004, readsAtOnce: false))
    conversation.client.call("/t.S/Echo", sealed([UInt8](repeating: 1, count: 1_000)))
    conversation.exchange()
    #expect(conversation.snapshot.queuedAnswerBytes == 1_005)
  }

  @Test("empty messages are not free")
  func emptyMessages() throws {
    let conversation = try Conversation(
      configuration: configuration { $0.bufferedRequestBytesPerConnectionMax = 64 * 100 })
    let waiting = (0..<100).flatMap { _ in sealed([]) }
    let fits = conversation.client.call("/t.S/Slow", waiting)
    conversation.exchange()
    #expect(conversation.client.answers[fits]?.status == nil)
    #expect(conversation.call("/t.S/Slow", sealed([])).status == 8)
    #expect(conversation.snapshot[.bufferedRequestsOverLimit] == 1)
  }

  @Test("a request is charged until its handler ends, also when the caller reset the stream")
  func chargeOfRunningHandler() throws {
    let handlers = TestHandlers()
    let conversation = try Conversation(handlers: handlers)
    let streamID = conversation.client.call("/t.S/Wait", sealed([UInt8](repeating: 1, count: 1_000)))
    conversation.exchange()
    conversation.client.reset(streamID)
    conversation.exchange()
    #expect(conversation.snapshot.streamsOpen == 0)
    #expect(conversation.connection.bufferedRequestBytes == 1_064)
    handlers.release()
    conversation.exchange()
    #expect(conversation.connection.bufferedRequestBytes == 0)
  }

  @Test("a byte now and then is no progress: the answer is given up")
  func trickle() throws {
    let client = ClientSession(windowBytes: 1, readsAtOnce: false)
    let conversation = try Conversation(client: client)
    let streamID = client.call("/t.S/Echo", sealed([UInt8](repeating: 1, count: 10_000)))
    conversation.exchange()
    for _ in 0..<14 {
      client.readOn(streamID)
      conversation.advance(byMicroseconds: 5_000_000)
    }
    #expect(client.answers[streamID]!.body.count > 5)
    #expect(client.answers[streamID]?.errorCode == 11)
    #expect(conversation.snapshot[.sendStalled] == 1)
  }

  @Test("a watcher that reads nothing for 30 seconds ends with RESOURCE_EXHAUSTED, in trailers between messages")
  func stalledWatcher() throws {
    let conversation = try Conversation(client: ClientSession(windowBytes: 0))
    let streamID = conversation.client.call("/t.S/Flood", sealed([]))
    conversation.exchange()
    conversation.advance(byMicroseconds: 29_000_000)
    #expect(conversation.client.answers[streamID]?.status == nil)
    conversation.advance(byMicroseconds: 5_000_000)
    #expect(conversation.client.answers[streamID]?.status == 8)
    #expect(conversation.snapshot.activeHandlers == 0)
  }

  @Test("a watcher that stalls within a message is reset with ENHANCE_YOUR_CALM, which means the same")
  func stalledWithinMessage() throws {
    let conversation = try Conversation(client: ClientSession(windowBytes: 10, readsAtOnce: false))
    let streamID = conversation.client.call("/t.S/Flood", sealed([]))
    conversation.exchange()
    for _ in 0..<7 { conversation.advance(byMicroseconds: 5_000_000) }
    #expect(conversation.client.answers[streamID]?.errorCode == 11)
  }

  @Test("a request that does not end within 30 seconds is DEADLINE_EXCEEDED; one that streams may take its time")
  func slowRequest() throws {
    let conversation = try Conversation()
    let slow = conversation.client.call("/t.S/Echo", sealed([1]), endStream: false)
    let streaming = conversation.client.call("/t.S/Sum", sealed([1]), endStream: false)
    conversation.exchange()
    conversation.advance(byMicroseconds: 29_000_000)
    #expect(conversation.client.answers[slow]?.isClosed == false)
    conversation.advance(byMicroseconds: 5_000_000)
    #expect(conversation.client.answers[slow]?.status == 4)
    #expect(conversation.snapshot[.requestTooSlow] == 1)
    conversation.client.upload(streaming, [], endStream: true)
    conversation.exchange()
    #expect(conversation.client.answers[streaming]?.messages == [Array("1".utf8)])
  }

  @Test("a limit of heads beyond what libnghttp2 takes is not announced")
  func headLimit() {
    let environment = ServerEnvironment(
      router: Router(), configuration: configuration { $0.head.headerListBytesMax = 1 << 20 }, loopCount: 1)
    #expect(environment.limits.head.headerListBytesMax == 65_535)
  }

  @Test("watchers use up the room for watchers, not that for calls")
  func watchersAndCalls() throws {
    let conversation = try Conversation(
      configuration: configuration {
        $0.activeStreamHandlersMax = 10
        $0.activeHandlersMax = 1
      })
    for _ in 0..<10 { conversation.client.call("/t.S/Chat", endStream: false) }
    conversation.exchange()
    #expect(conversation.snapshot.activeStreamHandlers == 10)
    #expect(conversation.call("/t.S/Chat").status == 8)
    #expect(conversation.call("/t.S/Echo", sealed([])).status == 0)
    #expect(conversation.snapshot[.handlersOverLimit] == 1)
  }

  @Test("one peer leaves room for the others, over all its connections", arguments: ["/t.S/Chat", "/t.S/Wait"])
  func peerShare(path: String) throws {
    let handlers = TestHandlers()
    let conversation = try Conversation(
      configuration: configuration {
        $0.activeStreamHandlersPerPeerMax = 3
        $0.activeHandlersPerPeerMax = 3
      }, handlers: handlers)
    let share = PeerShare(network: nil, loopCount: 1)
    conversation.connection.peerShare = share
    // Two run on another connection of the same peer.
    share.loops[0].streams.add(2)
    share.loops[0].calls.add(2)
    let running = conversation.client.call(path, sealed([]), endStream: path == "/t.S/Wait")
    conversation.exchange()
    #expect(conversation.call(path, sealed([])).status == 8)
    conversation.client.reset(running)
    handlers.release()
    conversation.exchange()
    #expect(share.loops[0].streams.count == 2 && share.loops[0].calls.count == 2)
  }
}
