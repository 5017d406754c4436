import Synchronization
import Testing

@testable import HTTP2Transport
@testable import RPCCore

@Suite("Plain requests for the health")
struct PlainHealthTests {
  private func answer(_ conversation: Conversation, method: String = "GET", endStream: Bool = true)
    -> ClientSession.Answer
  {
    let streamID = conversation.client.call(
      "/healthz", endStream: endStream, headers: [(":method", method)], without: ["content-type", "te"])
    conversation.exchange()
    return conversation.client.answers[streamID]!
  }

  @Test("200 and ok while calls are taken, 503 when they are not, and after the drain began")
  func states() throws {
    let state = Mutex(true)
    var configuration = ServerConfiguration()
    configuration.isServing = { state.withLock { $0 } }
    let conversation = try Conversation(configuration: configuration)
    for serving in [true, false, true] {
      state.withLock { $0 = serving }
      let answer = answer(conversation)
      #expect(answer[":status"] == (serving ? "200" : "503"))
      #expect(String(decoding: answer.body, as: UTF8.self) == (serving ? "ok" : "not serving"))
      #expect(answer["content-length"] == String(answer.body.count))
      #expect(answer.isClosed && answer.errorCode == 0 && answer.status == nil && answer.trailers.isEmpty)
      let head = self.answer(conversation, method: "HEAD")
      #expect(head[":status"] == answer[":status"] && head.body.isEmpty && head.isClosed)
    }
    conversation.connection.drain()
    #expect(answer(conversation)[":status"] == "503")
    #expect(conversation.snapshot.streamsOpen == 0)
  }

  @Test("a request that does not end is answered all the same, and told that nobody reads on")
  func openRequest() throws {
    let conversation = try Conversation()
    let open = answer(conversation, endStream: false)
    #expect(open[":status"] == "200" && open.isClosed && open.errorCode == 0)
    #expect(conversation.snapshot.streamsOpen == 0)
    #expect(conversation.call("/t.S/Echo", sealed([1])).messages == [[1]])
  }

  @Test("a caller without a window holds its own stream up and nobody else")
  func closedWindow() throws {
    var configuration = ServerConfiguration()
    configuration.limits.sendStallMicrosecondsMax = 1_000_000
    let conversation = try Conversation(client: ClientSession(windowBytes: 0), configuration: configuration)
    #expect(!answer(conversation).isClosed)
    for _ in 0..<4 { conversation.advance(byMicroseconds: 500_000) }
    #expect(conversation.snapshot.streamsOpen == 0)
    #expect(conversation.snapshot[.sendStalled] == 1)
  }
}
