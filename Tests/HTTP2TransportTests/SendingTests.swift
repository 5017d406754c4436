import RPCCore
import Testing

@testable import HTTP2Transport

@Suite("What is sent, and when")
struct SendingTests {
  @Test("trailers do not wait for a window: the last message used up the stream's")
  func exactWindow() throws {
    let conversation = try Conversation(client: ClientSession(windowBytes: 6, readsAtOnce: false))
    let streamID = conversation.client.call("/t.S/Chat", sealed([1]), endStream: false)
    conversation.exchange()
    #expect(conversation.client.answers[streamID]?.messages == [[1]])
    conversation.client.upload(streamID, [], endStream: true)
    conversation.exchange()
    #expect(conversation.client.answers[streamID]?.status == 0)
    #expect(conversation.snapshot.streamsOpen == 0)
  }

  @Test("trailers do not wait for a window: another stream used up the connection's")
  func connectionWindow() throws {
    let conversation = try Conversation(client: ClientSession(windowBytes: 1 << 20, readsAtOnce: false))
    let streamID = conversation.client.call("/t.S/Chat", sealed([1]), endStream: false)
    conversation.exchange()
    conversation.client.call("/t.S/Flood", sealed([]))
    conversation.exchange()
    conversation.client.upload(streamID, [], endStream: true)
    conversation.exchange()
    #expect(conversation.client.answers[streamID]?.status == 0)
  }

  @Test("a head and trailers without a message between them pass a window of 0")
  func noWindow() throws {
    let conversation = try Conversation(client: ClientSession(windowBytes: 0))
    let answer = conversation.call("/t.S/Greet", sealed([]))
    #expect(answer.head.last! == ("x-initial", "v"))
    #expect(answer.status == 0 && answer.headCount == 2 && answer.isClosed)
  }

  @Test("output stops at what was asked for, and streams take turns in it")
  func turns() throws {
    let client = ClientSession(windowBytes: 1 << 20, connectionWindowBytes: 4 << 20)
    let conversation = try Conversation(client: client)
    conversation.exchange()
    let message = sealed([UInt8](repeating: 1, count: 200_000))
    let streams = (0..<2).map { _ in client.call("/t.S/Echo", message) }
    for _ in 0..<20 {
      _ = client.output().withUnsafeBytes { conversation.connection.receive($0) }
      conversation.loop.turn(waitMicrosecondsMax: 0)
      let window = OutputBuffer()
      if streams.allSatisfy({ (conversation.connection.stream($0)?.outgoing.byteCount ?? 0) > 0 }) { break }
      conversation.connection.produce(into: window, byteCountMax: 64 << 10)
      client.receive(Array(window.bytes))
    }
    let output = OutputBuffer()
    conversation.connection.produce(into: output, byteCountMax: 64 << 10)
    #expect(output.count >= 64 << 10 && output.count < (64 << 10) + (16 << 10) + 100)
    client.receive(Array(output.bytes))
    for streamID in streams { #expect((client.answers[streamID]?.body.count ?? 0) > 16 << 10) }
    conversation.exchange()
    for streamID in streams { #expect(client.answers[streamID]?.messages.first?.count == 200_000) }
  }

  @Test("a buffer that grew large gives its memory back once it is empty")
  func buffer() {
    let buffer = OutputBuffer()
    let bytes = [UInt8](repeating: 1, count: 300 << 10)
    bytes.withUnsafeBytes { buffer.append($0.baseAddress!, count: $0.count) }
    buffer.consume(bytes.count)
    #expect(buffer.capacity == 0)
    bytes.withUnsafeBytes { buffer.append($0.baseAddress!, count: 100) }
    buffer.consume(100)
    #expect(buffer.capacity > 0)
  }
}
