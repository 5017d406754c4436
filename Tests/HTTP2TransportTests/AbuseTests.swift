import Testing

@testable import HTTP2Transport

@Suite("Abuse")
struct AbuseTests {
  @Test("Rapid Reset ends the connection with ENHANCE_YOUR_CALM")
  func rapidReset() throws {
    let conversation = try Conversation()
    for _ in 0..<201 {
      let streamID = conversation.client.call("/t.S/Wait", endStream: false)
      conversation.exchange()
      conversation.client.reset(streamID)
      conversation.exchange()
    }
    #expect(conversation.connection.isReadingPaused && conversation.snapshot.readingPauses == 1)
    #expect(conversation.client.goAways.last?.code == 11)
    #expect(conversation.client.goAways.last?.debug == "too_many_resets")
    #expect(conversation.snapshot[.peerResets] == 1)
    #expect(conversation.connection.isFinished)
    #expect(conversation.snapshot.activeHandlers == 0)
  }

  @Test("resets that the peer provokes count as well (MadeYouReset)")
  func madeYouReset() throws {
    let conversation = try Conversation()
    for _ in 0..<201 {
      // More DATA than content-length announces: nghttp2 resets the stream.
      conversation.client.call("/t.S/Echo", sealed([1, 2, 3]), headers: [("content-length", "2")])
      conversation.exchange()
    }
    #expect(conversation.client.goAways.last?.debug == "too_many_stream_errors")
    #expect(conversation.connection.isFinished)
  }

  @Test("DATA that is padding alone is empty, too", arguments: [false, true])
  func padding(hasPayload: Bool) throws {
    let conversation = try Conversation()
    let streamID = conversation.client.call("/t.S/Sum", endStream: false)
    conversation.exchange()
    // Length 3, DATA, PADDED: either two bytes of padding, or a byte of a prefix and one of padding.
    let frame: [UInt8] = [0, 0, 3, 0, 8, 0, 0, 0, UInt8(streamID)] + (hasPayload ? [1, 0, 0] : [2, 0, 0])
    for _ in 0..<4 { for _ in 0..<5 { _ = frame.withUnsafeBytes { conversation.connection.receive($0) } } }
    conversation.exchange()
    #expect(conversation.snapshot[.emptyData] == (hasPayload ? 0 : 1))
  }

  @Test("a PING flood ends the connection")
  func pings() throws {
    let conversation = try Conversation()
    for _ in 0..<4 {
      #expect(conversation.client.goAways.isEmpty)
      conversation.client.ping()
      conversation.exchange()
    }
    #expect(conversation.client.goAways.last?.debug == "too_many_pings")
  }

  @Test(
    "a head over the limit resets its stream, and only that; the third one is abuse")
  func oversizedHeads() throws {
    let conversation = try Conversation()
    let filler = [("x", String(repeating: "v", count: 8_200))]
    for _ in 0..<2 {
      let answer = conversation.call("/t.S/Echo", sealed([]), headers: filler)
      #expect(answer.isClosed && answer.head.isEmpty)
    }
    #expect(conversation.call("/t.S/Echo", sealed([])).status == 0)
    _ = conversation.call("/t.S/Echo", sealed([]), headers: filler)
    #expect(conversation.client.goAways.last?.debug == "too_many_oversized_heads")
  }

  @Test("bytes that are no HTTP/2 end the connection")
  func notHTTP2() throws {
    let conversation = try Conversation()
    let isOpen = Array("GET / HTTP/1.1\r\n\r\n".utf8).withUnsafeBytes { conversation.connection.receive($0) }
    #expect(!isOpen)
    #expect(conversation.connection.isFinished)
    #expect(conversation.snapshot[.notHTTP2] == 1)
  }

  @Test("Rapid Reset in one chunk of input costs no handler, and few streams")
  func resetsInOneChunk() throws {
    let conversation = try Conversation()
    conversation.exchange()
    var chunk: [UInt8] = []
    for _ in 0..<3_000 {
      let streamID = conversation.client.call("/t.S/Echo", endStream: false)
      chunk += conversation.client.output()
      conversation.client.reset(streamID)
      chunk += conversation.client.output()
    }
    _ = chunk.withUnsafeBytes { conversation.connection.receive($0) }
    conversation.exchange()
    #expect(conversation.snapshot.streamsOpened == 201)
    #expect(conversation.snapshot.activeHandlers == 0)
    #expect(conversation.client.goAways.last?.debug == "too_many_resets")
  }

  @Test("nor does it help to ask for what costs no handler", arguments: ["/healthz", "/nothing"])
  func resetsWithoutHandlers(path: String) throws {
    let conversation = try Conversation()
    conversation.exchange()
    var chunk: [UInt8] = []
    for _ in 0..<300 {
      let streamID = conversation.client.call(path, headers: [(":method", "GET")], without: ["content-type", "te"])
      chunk += conversation.client.output()
      conversation.client.reset(streamID)
      chunk += conversation.client.output()
    }
    _ = chunk.withUnsafeBytes { conversation.connection.receive($0) }
    conversation.exchange()
    #expect(conversation.snapshot.streamsOpened == 201)
    #expect(conversation.client.goAways.last?.debug == "too_many_resets")
  }

  @Test("a caller that cancels half of its calls is no attacker")
  func honestCancels() throws {
    let conversation = try Conversation()
    for _ in 0..<600 {
      #expect(conversation.call("/t.S/Echo", sealed([])).status == 0)
      let streamID = conversation.client.call("/t.S/Chat", endStream: false)
      conversation.exchange()
      conversation.client.reset(streamID)
      conversation.exchange()
    }
    #expect(conversation.client.goAways.isEmpty && conversation.snapshot.readingPauses == 0)
  }

  @Test("callers that wait for as long as their deadline allows, and then reset, are no attackers")
  func waitersWithDeadline() throws {
    let conversation = try Conversation()
    for _ in 0..<4 {
      let streamIDs = (0..<100).map { _ in conversation.client.call("/t.S/Chat", endStream: false) }
      conversation.exchange()
      conversation.advance(byMicroseconds: 20_000_000)
      for streamID in streamIDs { conversation.client.reset(streamID) }
      conversation.exchange()
    }
    #expect(conversation.snapshot.streamsCancelled == 400)
    #expect(conversation.client.goAways.isEmpty && conversation.snapshot.readingPauses == 0)
  }

  /// A frame by hand.
  private func frame(_ type: UInt8, _ flags: UInt8, _ streamID: Int32, _ payload: [UInt8]) -> [UInt8] {
    let id = UInt32(bitPattern: streamID)
    let count = payload.count
    return [UInt8(count >> 16), UInt8(count >> 8 & 255), UInt8(count & 255), type, flags]
      + [UInt8(id >> 24), UInt8(id >> 16 & 255), UInt8(id >> 8 & 255), UInt8(id & 255)] + payload
  }

  private func receive(_ bytes: [UInt8], _ conversation: Conversation) {
    _ = bytes.withUnsafeBytes { conversation.connection.receive($0) }
    conversation.deliver()
  }

  /// The smallest head of a call: all fields from the static table or literal.
  private var smallHead: [UInt8] { [0x83, 0x86, 0x44, 9] + Array("/t.S/Echo".utf8) + [0x41, 1, 0x61] }

  @Test("a head in many CONTINUATION frames is abuse, in a few it is not", arguments: [10, 17, 40])
  func continuations(count: Int) throws {
    let conversation = try Conversation()
    conversation.exchange()
    var bytes = frame(1, 1, 1, smallHead)
    for _ in 0..<count { bytes += frame(9, 0, 1, []) }
    bytes += frame(9, 4, 1, [])
    receive(bytes, conversation)
    #expect(conversation.snapshot[.continuations] == (count > 16 ? 1 : 0))
    #expect(conversation.client.goAways.last?.debug == (count > 16 ? "too_many_continuations" : nil))
  }

  @Test("frames that libnghttp2 hides are weighed against what is useful", arguments: [0x20 as UInt8, 0xff])
  func hidden(type: UInt8) throws {
    let conversation = try Conversation()
    conversation.exchange()
    for _ in 0..<16 { receive(frame(type, 0, 0, [UInt8](repeating: 0, count: 4_000)), conversation) }
    #expect(conversation.client.goAways.isEmpty)
    for _ in 0..<2 { receive(frame(type, 0, 0, [UInt8](repeating: 0, count: 4_000)), conversation) }
    #expect(conversation.client.goAways.last?.debug == "too_little_useful_input")
  }

  @Test("who uploads much to a call that is refused early is honest: what was on its way is expected")
  func cutOffUploads() throws {
    let conversation = try Conversation(client: ClientSession(windowBytes: 65_535))
    for _ in 0..<20 {
      let streamID = conversation.client.call("/t.S/Nothing", [UInt8](repeating: 0, count: 200_000))
      conversation.exchange()
      #expect(conversation.client.answers[streamID]?.status == 12)
    }
    #expect(conversation.client.goAways.isEmpty)
  }

  @Test("PRIORITY floods end the connection, a few for each stream do not")
  func priorities() throws {
    let conversation = try Conversation()
    conversation.exchange()
    let priority = frame(2, 0, 1, [0, 0, 0, 0, 0])
    receive((0..<100).flatMap { _ in priority }, conversation)
    #expect(conversation.client.goAways.isEmpty)
    _ = conversation.call("/t.S/Echo", sealed([]))
    receive((0..<100).flatMap { _ in priority }, conversation)
    #expect(conversation.client.goAways.isEmpty)
    receive(priority, conversation)
    #expect(conversation.client.goAways.last?.debug == "too_many_priority_frames")
  }

  @Test("a head that does not end is cut off after ten seconds; one that ends is not")
  func slowHead() throws {
    for isCompleted in [false, true] {
      let conversation = try Conversation()
      conversation.exchange()
      receive(frame(1, 1, 1, smallHead), conversation)
      conversation.advance(byMicroseconds: 9_000_000)
      if isCompleted { receive(frame(9, 4, 1, []), conversation) }
      conversation.advance(byMicroseconds: 2_000_000)
      #expect(conversation.snapshot[.slowHead] == (isCompleted ? 0 : 1))
      #expect(conversation.client.goAways.last?.debug == (isCompleted ? nil : "head_too_slow"))
    }
  }

  @Test("a head that libnghttp2 refuses, or that is too large, leaves no timer behind")
  func refusedHead() throws {
    let conversation = try Conversation()
    conversation.exchange()
    receive(frame(1, 5, 1, [0x83, 0x86, 0x84]), conversation)
    _ = conversation.call("/t.S/Echo", sealed([]), headers: [("x", String(repeating: "v", count: 8_200))])
    conversation.advance(byMicroseconds: 20_000_000)
    #expect(conversation.client.goAways.isEmpty)
  }
}
