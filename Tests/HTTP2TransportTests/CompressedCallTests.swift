import Testing

@testable import HTTP2Transport
@testable import RPCCore

@Suite("Calls with compressed messages")
struct CompressedCallTests {
  /// /t.S/Echo answers with its message, compressed if that begins with 1, uncompressed but announced if it begins with 2;
  /// /t.S/Chat does the same for each; /t.S/Flags says how the messages came.
  private static let router: Router = {
    @Sendable func wish(_ first: UInt8?) -> Bool? {
      switch first {
      case 1: true
      case 2: false
      default: nil
      }
    }
    var router = Router()
    router.add(
      path: "/t.S/Echo",
      .unary { message, context throws(RPCError) in
        if let wish = wish(message.first) { context.compressesAnswers = wish }
        return sealed(Array(message))
      })
    router.add(
      path: "/t.S/Flag",
      .unary { message, context throws(RPCError) in
        sealed(Array("\(context.isMessageCompressed) \(message.count)".utf8))
      })
    router.add(
      path: "/t.S/Chat",
      .bidirectional { stream, context throws(RPCError) in
        while let message = try await stream.nextMessage() {
          if let wish = wish(message.first) { context.compressesAnswers = wish }
          try await stream.send(sealed(message))
        }
      })
    router.add(
      path: "/t.S/Flags",
      .clientStreaming { stream, context throws(RPCError) in
        var flags: [String] = []
        while let message = try await stream.nextMessage() {
          flags.append("\(context.isMessageCompressed) \(message.count)")
        }
        return sealed(Array(flags.joined(separator: ",").utf8))
      })
    return router
  }()

  private static let gzip = [("grpc-encoding", "gzip"), ("grpc-accept-encoding", "identity,gzip")]

  private func conversation(_ configuration: ServerConfiguration = ServerConfiguration()) throws -> Conversation {
    try Conversation(configuration: configuration, router: Self.router)
  }

  private func text(_ answer: ClientSession.Answer) -> String {
    String(decoding: answer.messages.first ?? [], as: UTF8.self)
  }

  @Test("a handler sees each message plain, and how it came; the flag may change within one stream")
  func requests() throws {
    let conversation = try conversation()
    let plain = [UInt8](repeating: 7, count: 5_000)
    let compressed = sealed(zipped(plain), flag: 1)
    #expect(text(conversation.call("/t.S/Flag", compressed, headers: Self.gzip)) == "true 5000")
    #expect(text(conversation.call("/t.S/Flag", sealed(plain), headers: Self.gzip)) == "false 5000")
    #expect(text(conversation.call("/t.S/Flag", sealed(plain))) == "false 5000")
    let deflated = sealed(zipped(plain, windowBits: 15), flag: 1)
    #expect(text(conversation.call("/t.S/Flag", deflated, headers: [("grpc-encoding", "deflate")])) == "true 5000")
    let mixed = conversation.call("/t.S/Flags", compressed + sealed([1, 2]) + compressed, headers: Self.gzip)
    #expect(text(mixed) == "true 5000,false 2,true 5000")
    #expect(conversation.connection.bufferedRequestBytes == 0)
    #expect(conversation.snapshot.activeHandlers == 0)
  }

  @Test("a handler that waits for the message gets it plain as well")
  func waitingReader() throws {
    let conversation = try conversation()
    let streamID = conversation.client.call("/t.S/Flags", endStream: false, headers: Self.gzip)
    conversation.exchange()
    conversation.client.upload(streamID, sealed(zipped([1, 1, 1]), flag: 1))
    conversation.exchange()
    conversation.client.upload(streamID, sealed([]), endStream: true)
    conversation.exchange()
    #expect(text(conversation.client.answers[streamID]!) == "true 3,false 0")
    #expect(conversation.connection.bufferedRequestBytes == 0)
  }

  @Test(
    "what cannot be expanded ends the call, whether its handler waits for it or not, and leaves the connection to the others",
    arguments: [
      ([1, 2, 3], 13, CallRefusal.corruptMessage), ([], 13, .corruptMessage),
      (zipped([9]) + [0], 13, .corruptMessage),
      (zipped([UInt8](repeating: 0, count: 2 << 20)), 8, .compressionRatioOverLimit),
      (zipped([UInt8](repeating: 0, count: (4 << 20) + 1), level: 0), 8, .messageTooLarge),
    ] as [([UInt8], Int, CallRefusal)])
  func refused(message: [UInt8], status: Int, refusal: CallRefusal) throws {
    let conversation = try conversation()
    let body = sealed(message, flag: 1)
    for path in ["/t.S/Flag", "/t.S/Flags", "/t.S/Chat"] {
      let answer = conversation.call(path, body, headers: Self.gzip)
      #expect(answer.status == status && answer.isClosed && answer.messages.isEmpty, "\(path)")
      let streamID = conversation.client.call(path, sealed([]), endStream: false, headers: Self.gzip)
      conversation.exchange()
      if path != "/t.S/Flag" { conversation.client.upload(streamID, body, endStream: true) }
      conversation.client.upload(streamID, [], endStream: true)
      conversation.exchange()
      #expect(conversation.client.answers[streamID]?.status == (path == "/t.S/Flag" ? 0 : status), "\(path)")
    }
    #expect(conversation.snapshot[refusal] == 5)
    #expect(conversation.connection.bufferedRequestBytes == 0)
    #expect(conversation.snapshot.activeHandlers == 0)
    #expect(text(conversation.call("/t.S/Flag", sealed([]))) == "false 0")
  }

  @Test("a compressed message of exactly the limit passes, one byte more does not")
  func expandedLimit() throws {
    var configuration = ServerConfiguration()
    configuration.limits.requestMessageBytesMax = 1_000
    let conversation = try conversation(configuration)
    func status(_ count: Int) -> Int? {
      conversation.call("/t.S/Flag", sealed(zipped([UInt8](repeating: 1, count: count)), flag: 1), headers: Self.gzip)
        .status
    }
    #expect(status(1_000) == 0)
    #expect(status(1_001) == 8)
    #expect(conversation.snapshot[.messageTooLarge] == 1)
  }

  @Test("messages that a handler holds are charged by what they became")
  func expandedBudget() throws {
    var configuration = ServerConfiguration()
    configuration.limits.bufferedRequestBytesPerConnectionMax = 100_000
    let conversation = try conversation(configuration)
    func status(_ count: Int) -> Int? {
      conversation.call("/t.S/Flags", sealed(zipped([UInt8](repeating: 1, count: count)), flag: 1), headers: Self.gzip)
        .status
    }
    #expect(status(90_000) == 0)
    #expect(status(100_001) == 8)
    #expect(conversation.snapshot[.bufferedRequestsOverLimit] == 1)
    #expect(conversation.connection.bufferedRequestBytes == 0)
  }

  @Test("an unknown encoding is refused with what is known, also where no message uses it")
  func unknownEncoding() throws {
    let conversation = try conversation()
    for encoding in ["zstd", "snappy", "GZIP", "", "gzip, gzip"] {
      let answer = conversation.call("/t.S/Echo", sealed([]), headers: [("grpc-encoding", encoding)])
      #expect(answer.status == 12)
      #expect(answer["grpc-accept-encoding"] == "identity,deflate,gzip")
    }
    #expect(conversation.call("/t.S/Echo", sealed([]), headers: [("grpc-encoding", "identity")]).status == 0)
    #expect(conversation.call("/t.S/Echo", sealed([9], flag: 1), headers: [("grpc-encoding", "identity")]).status == 13)
  }

  @Test(
    "an answer is compressed only if the handler wants it and the caller takes gzip",
    arguments: [
      (UInt8(1), "gzip", true, true), (1, "identity, deflate, gzip", true, true), (1, "deflate , gzip", true, true),
      (2, "gzip", true, false), (0, "gzip", false, false), (1, "identity,deflate", false, false),
      (1, "gzipped", false, false), (1, nil, false, false),
    ] as [(UInt8, String?, Bool, Bool)])
  func answers(wish: UInt8, accepted: String?, isAnnounced: Bool, isCompressed: Bool) throws {
    let message = [wish] + [UInt8](repeating: 0, count: 2_000)
    let answer = try conversation().call(
      "/t.S/Echo", sealed(message), headers: accepted.map { [("grpc-accept-encoding", $0)] } ?? [])
    #expect(answer.status == 0)
    #expect((answer.head.first { $0.0 == "grpc-encoding" }?.1 == "gzip") == isAnnounced)
    #expect(answer.body[0] == (isCompressed ? 1 : 0))
    #expect(isCompressed ? answer.body.count < 100 : answer.messages == [message])
  }

  @Test("each answer of a stream is compressed or not, as the handler says")
  func perMessage() throws {
    let messages = [2, 1, 2, 1, 1].map { [$0] + [UInt8](repeating: 3, count: 1_000) }
    let answer = try conversation().call(
      "/t.S/Chat", messages.flatMap { sealed($0) }, headers: [("grpc-accept-encoding", "gzip")])
    var flags: [UInt8] = []
    var rest = answer.body[...]
    while rest.count >= 5 {
      let start = rest.startIndex
      flags.append(rest[start])
      rest = rest.dropFirst(5 + rest[start + 1..<start + 5].reduce(0) { $0 << 8 | Int($1) })
    }
    #expect(flags == [0, 1, 0, 1, 1])
    #expect(answer.status == 0)
  }

  @Test("a head says nothing of compression to a caller who does not use it")
  func silence() throws {
    let conversation = try conversation()
    let usual = conversation.call("/t.S/Flag", sealed([]), headers: [("grpc-accept-encoding", "gzip")])
    #expect(usual.head.map(\.0) == [":status", "content-type"])
    let compressing = conversation.call("/t.S/Flag", sealed(zipped([1]), flag: 1), headers: Self.gzip)
    #expect(compressing["grpc-accept-encoding"] == "identity,deflate,gzip")
  }
}
