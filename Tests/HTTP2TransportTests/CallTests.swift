import Testing

@testable import HTTP2Transport
@testable import RPCCore

@Suite("Calls")
struct CallTests {
  @Test("a unary call is answered with head, message and trailers, in one go")
  func unary() throws {
    let conversation = try Conversation()
    let answer = conversation.call("/t.S/Echo", sealed([1, 2, 3]))
    #expect(answer.messages == [[1, 2, 3]])
    #expect(answer.head.map(\.0) == [":status", "content-type"])
    #expect(answer.trailers.map(\.0) == ["grpc-status"])
    #expect(answer.status == 0)
    #expect(answer.isClosed && answer.errorCode == 0)
    #expect(conversation.snapshot.activeHandlers == 0)
    #expect(conversation.snapshot.streamsOpen == 0)
  }

  @Test("the answer is the same whatever pieces the request arrives in", arguments: [1, 2, 3, 5, 7, 16, 100])
  func everySplit(pieceBytes: Int) throws {
    let conversation = try Conversation(pieceBytes: pieceBytes)
    let first = conversation.call("/t.S/Echo", sealed(Array(0..<200)))
    let chat = conversation.call("/t.S/Chat", sealed([1]) + sealed([]) + sealed([2, 3]))
    #expect(first.messages == [Array(0..<200)])
    #expect(chat.messages == [[1], [], [2, 3]])
    #expect(chat.status == 0)
  }

  @Test("an error before the first message is trailers alone, with details, and never the private detail")
  func error() throws {
    let answer = try Conversation().call("/t.S/Fail", sealed([]))
    #expect(answer.headCount == 1)
    #expect(answer[":status"] == "200")
    #expect(answer.status == 5)
    #expect(answer["grpc-message"] == "no %E2%98%BA")
    #expect(answer["grpc-status-details-bin"] == "AQI")
    #expect(answer["x-bin"] == "q6ur")
    #expect(!answer.head.contains { $0.1.contains("secret") })
  }

  @Test("initial metadata of a call that fails goes before its status, in a frame of its own")
  func errorAfterInitialMetadata() throws {
    let answer = try Conversation().call("/t.S/Refuse", sealed([]))
    #expect(answer.head.map(\.0) == [":status", "content-type", "x-initial"])
    #expect(answer.trailers.map(\.0) == ["grpc-status", "grpc-message", "x-trailing"])
    #expect(answer.status == 7 && answer.messages.isEmpty && answer.isClosed)
  }

  @Test("a handler says when to try again, and learns how often that was done")
  func retries() throws {
    var router = Router()
    router.add(
      path: "/t.S/Busy",
      .unary { _, context throws(RPCError) in
        context.setRetryPushback(milliseconds: context.previousAttempts < 2 ? 250 : -1)
        throw RPCError(.unavailable, "busy")
      })
    let conversation = try Conversation(router: router)
    #expect(conversation.call("/t.S/Busy", sealed([]))["grpc-retry-pushback-ms"] == "250")
    let third = conversation.call("/t.S/Busy", sealed([]), headers: [("grpc-previous-rpc-attempts", "2")])
    #expect(third["grpc-retry-pushback-ms"] == "-1" && third.status == 14)
  }

  @Test("trailers fit into what the peer takes")
  func peerLimit() throws {
    for limit: UInt32 in [200, 2_000, 16_384] {
      let answer = try Conversation(client: ClientSession(headerListBytesMax: limit)).call("/t.S/Verbose", sealed([]))
      let bytes = answer.head.reduce(0) { $0 + $1.0.utf8.count + $1.1.utf8.count + 32 }
      #expect(answer.status == 13)
      #expect(bytes <= limit)
      #expect((answer["grpc-status-details-bin"] != nil) == (limit == 16_384))
    }
  }

  @Test("metadata goes both ways, reserved names are hidden")
  func metadata() throws {
    let answer = try Conversation().call(
      "/t.S/Metadata", sealed([]), headers: [("x-in", "v"), ("x-in-bin", "AAH/"), ("grpc-trace-bin", "AA")])
    #expect(answer.head.last! == ("x-initial", "v"))
    #expect(answer.trailers.map(\.0) == ["grpc-status", "x-trailing-bin"])
    #expect(answer["x-trailing-bin"] == "AAH/")
    #expect(answer.messages == [Array("/t.S/Metadata".utf8)])
  }

  @Test("the content-type's form is echoed")
  func contentType() throws {
    let answer = try Conversation().call(
      "/t.S/Echo", sealed([]), headers: [("content-type", "application/grpc+proto")])
    #expect(answer["content-type"] == "application/grpc+proto")
  }

  @Test(
    "a refused request has its status and leaves the connection to the others",
    arguments: [
      ("/t.S/None", sealed([]), [], 12, CallRefusal.unknownMethod),
      ("/t.S/Echo", [], [], 12, .noRequestMessage),
      ("/t.S/Echo", sealed([]) + sealed([]), [], 12, .tooManyRequestMessages),
      ("/t.S/Count", sealed([1]) + sealed([1]), [], 12, .tooManyRequestMessages),
      ("/t.S/Echo", sealed([], flag: 1), [], 13, .compressedWithoutEncoding),
      ("/t.S/Echo", sealed([], flag: 2), [], 13, .malformedPrefix),
      ("/t.S/Echo", [0, 0, 0, 0, 9, 1], [], 13, .truncatedMessage),
      ("/t.S/Chat", [0, 0], [], 13, .truncatedMessage),
      ("/t.S/Echo", [0, 0, 0x40, 0, 1], [], 8, .messageTooLarge),
      ("/t.S/Sum", sealed([1]) + [0, 0xff, 0xff, 0xff, 0xff], [], 8, .messageTooLarge),
      ("/t.S/Echo", sealed([]), [("grpc-timeout", "1")], 13, .malformedTimeout),
      ("/t.S/Echo", sealed([]), [("grpc-timeout", "0n")], 4, .deadlineExceeded),
      ("/t.S/Echo", sealed([]), [("grpc-encoding", "zstd")], 12, .unknownEncoding),
      ("/t.S/Echo", sealed([]), [("k-bin", "!")], 13, .malformedMetadata),
    ] as [(String, [UInt8], [(String, String)], Int, CallRefusal)])
  func refused(path: String, body: [UInt8], headers: [(String, String)], status: Int, refusal: CallRefusal) throws {
    let handlers = TestHandlers()
    let conversation = try Conversation(handlers: handlers)
    let other = conversation.client.call("/t.S/Wait", sealed([5]))
    conversation.exchange()
    let answer = conversation.call(path, body, headers: headers)
    #expect(answer.status == status)
    #expect(answer.isClosed)
    #expect(answer.messages.isEmpty)
    #expect(conversation.snapshot[refusal] == 1)
    if refusal == .unknownEncoding { #expect(answer["grpc-accept-encoding"] == "identity,deflate,gzip") }
    handlers.release()
    conversation.exchange()
    #expect(conversation.client.answers[other]?.messages == [[5]])
    #expect(conversation.client.goAways.isEmpty)
    #expect(conversation.snapshot.activeHandlers == 0)
  }

  @Test(
    "what is no gRPC is told so in HTTP",
    arguments: [
      (":method", "GET", "405"), (":method", "DELETE", "405"), ("content-type", "text/plain", "415"),
      ("content-type", "application/grpcx", "415"),
    ])
  func plainHTTP(name: String, value: String, status: String) throws {
    let answer = try Conversation().call("/t.S/Echo", sealed([]), headers: [(name, value)])
    #expect(answer[":status"] == status)
    #expect(answer.status == nil)
    #expect(answer.isClosed)
  }

  @Test("an early answer to an open request is followed by RST_STREAM(NO_ERROR), and not lost to it")
  func earlyAnswer() throws {
    let conversation = try Conversation()
    let streamID = conversation.client.call("/t.S/None", sealed([]), endStream: false)
    conversation.exchange()
    let answer = conversation.client.answers[streamID]!
    #expect(answer.status == 12)
    #expect(answer.isClosed && answer.errorCode == 0)
    #expect(conversation.snapshot.streamsOpen == 0)
  }

  @Test("a message of exactly the limit passes, though it is larger than the window")
  func largeMessage() throws {
    let conversation = try Conversation()
    let message = [UInt8](repeating: 3, count: 4 << 20)
    #expect(conversation.call("/t.S/Echo", sealed(message)).messages == [message])
    #expect(conversation.connection.bufferedRequestBytes == 0)
  }

  @Test("an answer over the limit is RESOURCE_EXHAUSTED instead")
  func largeAnswer() throws {
    var configuration = ServerConfiguration()
    configuration.limits.responseMessageBytesMax = 10
    let conversation = try Conversation(configuration: configuration)
    #expect(conversation.call("/t.S/Echo", sealed([UInt8](repeating: 0, count: 10))).status == 0)
    let answer = conversation.call("/t.S/Echo", sealed([UInt8](repeating: 0, count: 11)))
    #expect(answer.status == 8)
    #expect(answer.messages.isEmpty)
  }

  @Test("handlers over the limit are refused, and cancelled ones count until they end")
  func handlerLimit() throws {
    var configuration = ServerConfiguration()
    configuration.limits.activeHandlersPerConnectionMax = 2
    let handlers = TestHandlers()
    let conversation = try Conversation(configuration: configuration, handlers: handlers)
    let streams = (0..<2).map { _ in conversation.client.call("/t.S/Wait", sealed([])) }
    conversation.exchange()
    for streamID in streams { conversation.client.reset(streamID) }
    conversation.exchange()
    #expect(conversation.snapshot.streamsOpen == 0)
    #expect(conversation.snapshot.activeHandlers == 2)
    #expect(conversation.call("/t.S/Echo", sealed([])).status == 8)
    handlers.release()
    conversation.exchange()
    #expect(conversation.call("/t.S/Echo", sealed([])).status == 0)
    #expect(handlers.notes.withLock { $0 } == ["started", "started", "cancelled", "cancelled"])
  }

  @Test("a stream that is reset in the chunk that opened it costs no handler")
  func resetAtOnce() throws {
    let handlers = TestHandlers()
    let conversation = try Conversation(handlers: handlers)
    conversation.exchange()
    let streamID = conversation.client.call("/t.S/Wait", sealed([]))
    let request = conversation.client.output()
    conversation.client.reset(streamID)
    let both = request + conversation.client.output()
    _ = both.withUnsafeBytes { conversation.connection.receive($0) }
    conversation.exchange()
    #expect(handlers.notes.withLock { $0.isEmpty })
    #expect(conversation.snapshot.streamsCancelled == 1)
  }
}
