import EventLoop
import RPCCore
import Testing

@testable import HTTP2Transport

/// Our client's connection and our server's, without a socket, on a loop and a clock that the test moves.
private final class ClientConversation: ClientConnectionDelegate {
  let time = ManualTime(nowMicroseconds: 1_000_000)
  let loop: EventLoop
  let core: ChannelCore
  let client: ClientConnection
  let server: HTTP2Connection
  private let output = OutputBuffer()
  private let pieceBytes: Int
  /// False: what the client says is lost on the way.
  var isServerThere = true
  var sentAgain: [ClientStream] = []
  var isReady = false

  init(pieceBytes: Int = .max, client configuration: ChannelConfiguration = ChannelConfiguration()) throws {
    loop = try EventLoop(clock: .manual(time))
    loop.adoptCurrentThread()
    self.pieceBytes = pieceBytes
    core = ChannelCore(to: [], configuration: configuration, on: loop)
    let environment = ServerEnvironment(
      router: TestHandlers().router, configuration: ServerConfiguration(), loopCount: 1)
    server = HTTP2Connection(
      loop: loop, handlers: HandlerPool(loop: loop), environment: environment, peerAddress: "test")!
    client = ClientConnection(
      loop: loop, configuration: configuration, authority: "test", isSecure: false, memory: core.memory)!
    client.delegate = self
    exchange()
  }

  deinit {
    client.close("the test is over")
    server.close()
    for _ in 0..<4 { loop.turn(waitMicrosecondsMax: 0) }
  }

  func connectionIsReady(_ connection: ClientConnection) { isReady = true }
  func connectionIsGoingAway(_ connection: ClientConnection) {}
  func connectionHasRoom(_ connection: ClientConnection) {}
  func sendAgain(_ stream: ClientStream) { sentAgain.append(stream) }

  /// Carries bytes both ways, in pieces, until both sides are silent.
  func exchange() {
    var isSilent = false
    while !isSilent {
      let up = bytes { client.produce(into: output, byteCountMax: 64 << 10) }
      if isServerThere { inPieces(up) { _ = server.receive($0) } }
      loop.turn(waitMicrosecondsMax: 0)
      let down = isServerThere ? bytes { server.produce(into: output, byteCountMax: 64 << 10) } : []
      inPieces(down) { client.receive($0) }
      isSilent = up.isEmpty && down.isEmpty
    }
  }

  private func bytes(_ produce: () -> Void) -> [UInt8] {
    output.removeAll()
    produce()
    return Array(output.bytes)
  }

  private func inPieces(_ bytes: [UInt8], _ take: (UnsafeRawBufferPointer) -> Void) {
    var rest = bytes[...]
    while !rest.isEmpty {
      Array(rest.prefix(pieceBytes)).withUnsafeBytes(take)
      rest = rest.dropFirst(pieceBytes)
    }
  }

  func advance(byMicroseconds difference: Int64) {
    time.advance(byMicroseconds: difference)
    // What a timer wants to send is sent by the exchange.
    loop.turn(waitMicrosecondsMax: 0)
    exchange()
  }

  /// Sends a call with one message.
  func call(_ name: String, _ message: [UInt8], streams: Bool = false, isPinned: Bool = false) -> ClientStream {
    let description = MethodDescription(service: "t.S", name: name, streamsResponses: streams)
    let stream = ClientStream(core, description, .none, isPinned: isPinned)
    stream.enqueue(sealed(message))
    stream.halfClose()
    #expect(client.open(stream))
    return stream
  }
}

@Suite("A client's connection without a socket")
struct ClientConnectionTests {
  @Test("Calls are answered wherever the bytes are cut", arguments: [1, 2, 3, 7, 64, .max])
  func pieces(pieceBytes: Int) throws {
    let conversation = try ClientConversation(pieceBytes: pieceBytes)
    #expect(conversation.isReady)
    let message = (0..<3_000).map { UInt8(truncatingIfNeeded: $0) }
    let calls = (0..<3).map { _ in conversation.call("Echo", message) }
    conversation.exchange()
    for call in calls {
      #expect(call.end?.error == nil && call.end != nil)
      #expect(call.nextMessagePlain() == message)
      #expect(call.connection == nil)
    }
    #expect(conversation.client.openStreams == 0)
    #expect(conversation.client.bufferedResponseBytes == 0)
  }

  @Test("Answers that nobody reads stop the server at the window, and flow again once they are read")
  func backPressure() throws {
    let conversation = try ClientConversation()
    let flood = conversation.call("Flood", [], streams: true)
    conversation.exchange()
    let buffered = conversation.client.bufferedResponseBytes
    #expect(buffered > 200 << 10 && buffered <= 260 << 10)
    var count = 0
    while let message = flood.nextMessagePlain() {
      #expect(message.count == 10_000)
      count += 1
    }
    #expect(count >= 25)
    conversation.exchange()
    #expect(flood.nextMessagePlain() != nil)
    flood.cancel()
    conversation.exchange()
    #expect(conversation.client.openStreams == 0)
    #expect(conversation.client.bufferedResponseBytes == 0)
  }

  @Test(
    "What nobody can read any more is not charged: half a message, the answer of a failed call, a call that was let go")
  func nothingStaysCharged() throws {
    let conversation = try ClientConversation()
    var charged: Int { conversation.client.bufferedResponseBytes }
    let cut = conversation.call("Flood", [], streams: true)
    conversation.exchange()
    // The window ends within a message, which the server's reset then leaves incomplete.
    conversation.server.endCalls()
    conversation.exchange()
    #expect(cut.end?.error != nil && charged > 0)
    while cut.nextMessagePlain() != nil {}
    #expect(charged == 0)

    let next = try ClientConversation()
    let failed = next.call("Half", [1, 2, 3])
    let dropped = next.call("Half", [1, 2, 3], streams: true)
    next.exchange()
    #expect(failed.end?.error?.code == .aborted && failed.nextMessagePlain() == nil)
    #expect(dropped.end?.error?.code == .aborted && next.client.bufferedResponseBytes > 0)
    dropped.abandon()
    #expect(next.client.bufferedResponseBytes == 0)
  }

  @Test("A connection that ends takes sent calls along, and gives back those that were not sent")
  func connectionEnds() throws {
    let conversation = try ClientConversation()
    let sent = conversation.call("Wait", [1])
    conversation.exchange()
    let unsent = conversation.call("Echo", [2])
    let pinned = conversation.call("Echo", [3], isPinned: true)
    conversation.client.close("broken")
    #expect(sent.end?.error?.code == .unavailable)
    #expect(pinned.end?.error?.code == .unavailable)
    #expect(conversation.sentAgain.map(ObjectIdentifier.init) == [ObjectIdentifier(unsent)])
    #expect(unsent.end == nil)
    #expect(unsent.outgoing.byteCount == 6, "the whole message again")
  }

  @Test("A call that sent more than is kept is not sent again")
  func replayLimit() throws {
    var configuration = ChannelConfiguration()
    configuration.limits.replayBytesMax = 100
    let conversation = try ClientConversation(client: configuration)
    let call = conversation.call("Echo", [UInt8](repeating: 1, count: 200))
    conversation.client.close("broken")
    #expect(call.end?.error?.code == .unavailable)
    #expect(conversation.sentAgain.isEmpty)
  }

  @Test("A server that is silent, and does not answer to PING, is given up")
  func keepalive() throws {
    var configuration = ChannelConfiguration()
    configuration.limits.keepalive.intervalMicroseconds = 30_000_000
    let conversation = try ClientConversation(client: configuration)
    let call = conversation.call("Wait", [1])
    conversation.exchange()
    conversation.advance(byMicroseconds: 31_000_000)
    #expect(call.end == nil, "the server answered to PING")
    conversation.isServerThere = false
    conversation.advance(byMicroseconds: 31_000_000)
    #expect(call.end == nil)
    conversation.advance(byMicroseconds: 21_000_000)
    #expect(call.end?.error?.code == .unavailable)
    #expect(conversation.client.isFinished)
  }

  /// A frame as a server sends it.
  private func frame(_ type: UInt8, flags: UInt8, streamID: UInt8, _ payload: [UInt8]) -> [UInt8] {
    [0, 0, UInt8(payload.count), type, flags, 0, 0, 0, streamID] + payload
  }

  @Test(
    "A call that the server ends while the caller could still send leaves no half of a stream", arguments: ["0", "7"])
  func earlyEnd(status: String) throws {
    let conversation = try ClientConversation()
    conversation.isServerThere = false
    let stream = ClientStream(conversation.core, method("Chat", streams: true), .none)
    #expect(conversation.client.open(stream))
    conversation.exchange()
    // :status 200 and two fields without the table (RFC 7541 §6.2.2): END_STREAM and END_HEADERS.
    var fields: [UInt8] = [0x88]
    for text in ["content-type", "application/grpc", "grpc-status", status] {
      if ["content-type", "grpc-status"].contains(text) { fields.append(0) }
      fields += [UInt8(text.utf8.count)] + Array(text.utf8)
    }
    frame(1, flags: 5, streamID: 1, fields).withUnsafeBytes { conversation.client.receive($0) }
    #expect(stream.end != nil)
    let output = OutputBuffer()
    conversation.client.produce(into: output, byteCountMax: 1 << 10)
    #expect(Array(output.bytes) == frame(3, flags: 0, streamID: 1, [0, 0, 0, 0]), "RST_STREAM with NO_ERROR")
    #expect(conversation.client.openStreams == 0)
  }

  @Test("A call that ended while its connection gave it back is not sent again")
  func endedBetween() throws {
    let conversation = try ClientConversation()
    let call = conversation.call("Echo", [1])
    conversation.client.close("broken")
    call.cancel()
    conversation.core.placeAgain(call)
    #expect(conversation.core.snapshot.callsSentAgain == 0)
    #expect(conversation.core.snapshot.queuedCalls == 0)
  }

  @Test("All answers of a connection together have a limit")
  func budget() throws {
    var configuration = ChannelConfiguration()
    configuration.limits.bufferedResponseBytesPerConnectionMax = 300_000
    let conversation = try ClientConversation(client: configuration)
    let first = conversation.call("Flood", [], streams: true)
    let second = conversation.call("Flood", [], streams: true)
    conversation.exchange()
    #expect([first, second].compactMap { $0.end?.error?.code } == [.resourceExhausted])
    #expect(conversation.client.bufferedResponseBytes <= 300_000)
    first.cancel()
    second.cancel()
    conversation.exchange()
    #expect(conversation.client.bufferedResponseBytes == 0)
  }
}
