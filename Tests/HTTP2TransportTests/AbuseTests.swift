import Testing

@testable import HTTP2Transport

@Suite("Abuse")
struct AbuseTests {
  private func note(_ event: AbuseMonitor.Event, count: Int, in monitor: inout AbuseMonitor, at time: Int64 = 0)
    -> AbuseMonitor.Reason?
  {
    for _ in 0..<count {
      if let reason = monitor.note(event, nowMicroseconds: time) { return reason }
    }
    return nil
  }

  @Test(
    "so many events pass, one more ends the connection",
    arguments: [
      (AbuseMonitor.Event.peerReset, 200, AbuseMonitor.Reason.peerResets), (.localReset, 200, .localResets),
      (.ping, 200, .controlFrames), (.settings, 200, .controlFrames), (.otherControlFrame, 200, .controlFrames),
      (.emptyData, 10, .emptyData), (.oversizedHead, 3, .oversizedHeads), (.windowUpdate, 100, .windowUpdates),
    ])
  func limits(event: AbuseMonitor.Event, count: Int, reason: AbuseMonitor.Reason) {
    var monitor = AbuseMonitor(AbuseMonitor.Limits())
    #expect(note(event, count: count, in: &monitor) == nil)
    #expect(note(event, count: 1, in: &monitor) == reason)
  }

  @Test("a window that is over is forgotten", arguments: [AbuseMonitor.Event.peerReset, .localReset, .settings])
  func window(event: AbuseMonitor.Event) {
    var monitor = AbuseMonitor(AbuseMonitor.Limits())
    #expect(note(event, count: 200, in: &monitor, at: 5) == nil)
    #expect(note(event, count: 200, in: &monitor, at: 30_000_005) == nil)
    #expect(note(event, count: 1, in: &monitor, at: 60_000_004) != nil)
  }

  @Test("honest traffic is no abuse: pings and window updates that follow our frames, empty DATA among others")
  func honest() {
    var monitor = AbuseMonitor(AbuseMonitor.Limits())
    for _ in 0..<10_000 {
      for event in [
        AbuseMonitor.Event.streamOpened, .emptyData, .data, .sentFrame, .ping, .windowUpdate, .windowUpdate,
      ] {
        #expect(monitor.note(event, nowMicroseconds: 0) == nil)
      }
    }
  }

  @Test("Rapid Reset ends the connection with ENHANCE_YOUR_CALM")
  func rapidReset() throws {
    let conversation = try Conversation()
    for _ in 0..<201 {
      let streamID = conversation.client.call("/t.S/Wait", endStream: false)
      conversation.exchange()
      conversation.client.reset(streamID)
      conversation.exchange()
    }
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
    for _ in 0..<210 {
      conversation.client.ping()
      conversation.exchange()
    }
    #expect(conversation.client.goAways.last?.debug == "too_many_control_frames")
  }

  @Test(
    "a head over the limit resets its stream, and only that; a third one is still a stream's matter, more are abuse")
  func oversizedHeads() throws {
    let conversation = try Conversation()
    let filler = [("x", String(repeating: "v", count: 8_200))]
    for _ in 0..<3 {
      let answer = conversation.call("/t.S/Echo", sealed([]), headers: filler)
      #expect(answer.isClosed && answer.head.isEmpty)
    }
    #expect(conversation.call("/t.S/Echo", sealed([])).status == 0)
    _ = conversation.call("/t.S/Echo", sealed([]), headers: filler)
    #expect(conversation.client.goAways.last?.debug == "too_many_oversized_heads")
  }

  @Test("a peer that does not complete the handshake in time is closed, one that does is not")
  func handshake() throws {
    let silent = try Conversation()
    silent.deliver()
    silent.time.advance(byMicroseconds: 10_000_000)
    silent.loop.turn(waitMicrosecondsMax: 0)
    #expect(silent.connection.isFinished)
    let good = try Conversation()
    good.exchange()
    good.advance(byMicroseconds: 20_000_000)
    #expect(!good.connection.isFinished)
  }

  @Test("bytes that are no HTTP/2 end the connection")
  func notHTTP2() throws {
    let conversation = try Conversation()
    let isOpen = Array("GET / HTTP/1.1\r\n\r\n".utf8).withUnsafeBytes { conversation.connection.receive($0) }
    #expect(!isOpen)
    #expect(conversation.connection.isFinished)
  }
}
