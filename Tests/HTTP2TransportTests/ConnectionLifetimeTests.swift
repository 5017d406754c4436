import Testing

@testable import HTTP2Transport

/// A lifetime and the facts that a test moves by hand.
private struct Life {
  static let second: Int64 = 1_000_000
  var lifetime: ConnectionLifetime
  var facts = ConnectionLifetime.Facts(
    nowMicroseconds: 0, isEstablished: true, openStreams: 0, hasOpenedStreams: true, lastReadMicroseconds: 0,
    idleSinceMicroseconds: 0)

  init(_ limits: LifetimeLimits = LifetimeLimits(), jitter: Double = 0) {
    lifetime = ConnectionLifetime(limits, nowMicroseconds: 0, jitter: jitter)
  }

  /// Looks whenever the lifetime asks for it, up to that second.
  mutating func run(toSecond end: Int64, reads: Bool = false) -> [String] {
    var story: [String] = []
    while let next = lifetime.nextMicroseconds(facts), next <= end * Self.second {
      facts.nowMicroseconds = max(next, facts.nowMicroseconds)
      let action = lifetime.look(facts)
      if action != .nothing { story.append("\(facts.nowMicroseconds / Self.second) \(action)") }
      if reads { facts.lastReadMicroseconds = facts.nowMicroseconds + 1 }
    }
    facts.nowMicroseconds = end * Self.second
    return story
  }
}

@Suite("A connection's lifetime")
struct ConnectionLifetimeTests {
  @Test("a handshake that is not complete after ten seconds is closed")
  func handshake() {
    var life = Life()
    life.facts.isEstablished = false
    #expect(life.run(toSecond: 100) == ["10 close(Optional(\(reflecting(.handshake))))"])
    #expect(life.lifetime.phase == .ended)
  }

  @Test("a connection that never opened a stream ends after a minute, one that did after fifteen")
  func idle() {
    var unused = Life()
    unused.facts.hasOpenedStreams = false
    #expect(
      unused.run(toSecond: 70) == ["60 sendNotice", "65 sendGoAway(\(reflecting(.neverUsed)))"])
    var used = Life()
    used.facts.idleSinceMicroseconds = 5 * Life.second
    #expect(used.run(toSecond: 1_000) == ["905 sendNotice", "910 sendGoAway(\(reflecting(.idle)))"])
  }

  @Test("a connection with an open stream is never idle, and its idleness is seen a quarter late at most")
  func busyThenIdle() {
    var life = Life()
    life.facts.openStreams = 1
    #expect(life.run(toSecond: 800).isEmpty)
    life.facts.openStreams = 0
    life.facts.idleSinceMicroseconds = 800 * Life.second
    let story = life.run(toSecond: 1_800)
    #expect(story == ["1700 sendNotice", "1705 sendGoAway(\(reflecting(.idle)))"])
  }

  @Test("age: notice, last GOAWAY, grace, UNAVAILABLE, close", arguments: [(0.0, 1_800), (1.0, 1_980), (-1.0, 1_620)])
  func age(jitter: Double, start: Int64) {
    var life = Life(jitter: jitter)
    life.facts.openStreams = 3
    #expect(
      life.run(toSecond: 10_000) == [
        "\(start) sendNotice", "\(start + 5) sendGoAway(\(reflecting(.age)))",
        "\(start + 305) endCalls(\(reflecting(.age)))", "\(start + 306) close(nil)",
      ])
  }

  @Test("the answer to the PING brings the last GOAWAY at once")
  func noticeSeen() {
    var life = Life()
    #expect(life.lifetime.beginEnd(.drain, nowMicroseconds: 7) == .sendNotice)
    #expect(life.lifetime.beginEnd(.age, nowMicroseconds: 8) == .nothing)
    #expect(life.lifetime.noticeSeen(9) == .sendGoAway(.drain))
    #expect(life.lifetime.noticeSeen(10) == .nothing)
    #expect(life.lifetime.nextMicroseconds(life.facts) == nil, "a drain has the server's own time")
  }

  @Test("silence brings a PING, and no answer to it the end")
  func keepAlive() {
    var limits = LifetimeLimits()
    limits.keepAliveMicroseconds = 30 * Life.second
    var life = Life(limits)
    life.facts.openStreams = 1
    #expect(life.run(toSecond: 300) == ["30 sendKeepAlive", "50 close(Optional(\(reflecting(.keepAlive))))"])
  }

  @Test("any byte answers the PING")
  func keepAliveAnswered() {
    var limits = LifetimeLimits()
    limits.keepAliveMicroseconds = 30 * Life.second
    var life = Life(limits)
    life.facts.openStreams = 1
    let story = life.run(toSecond: 300, reads: true)
    #expect(story.allSatisfy { $0.hasSuffix("sendKeepAlive") } && story.count >= 5)
  }

  @Test("what has ended stays ended")
  func ended() {
    var life = Life()
    let ends = [life.lifetime.end(), life.lifetime.end()]
    #expect(ends == [true, false])
    #expect(life.lifetime.beginEnd(.age, nowMicroseconds: 0) == .nothing)
    #expect(life.run(toSecond: 10_000).isEmpty)
  }

  private func reflecting(_ reason: ConnectionLifetime.Reason) -> String {
    "\(String(reflecting: reason))"
  }
}

@Suite("A connection's lifetime on the wire")
struct LifetimeOnTheWireTests {
  private let second: Int64 = 1_000_000

  @Test("a peer that does not complete the handshake in time is closed, one that does is not")
  func handshake() throws {
    let silent = try Conversation()
    silent.deliver()
    silent.time.advance(byMicroseconds: 10 * second)
    silent.loop.turn(waitMicrosecondsMax: 0)
    #expect(silent.connection.isFinished && silent.snapshot[.handshake] == 1)
    let good = try Conversation()
    good.exchange()
    good.advance(byMicroseconds: 20 * second)
    #expect(!good.connection.isFinished)
  }

  @Test("an unused connection ends after a minute, with its reason, and finishes")
  func neverUsed() throws {
    let conversation = try Conversation()
    conversation.exchange()
    conversation.advance(byMicroseconds: 61 * second)
    // libnghttp2's client takes nothing more, and answers no PING, once it has nothing more to expect.
    #expect(conversation.client.goAways.map(\.lastStream) == [.max])
    conversation.advance(byMicroseconds: 5 * second)
    #expect(conversation.connection.isFinished && conversation.snapshot[.neverUsed] == 1)
  }

  @Test("at its age a connection says so; its watcher goes on for the grace, then ends with UNAVAILABLE")
  func age() throws {
    var configuration = ServerConfiguration()
    configuration.limits.lifetime.ageJitterPercent = 0
    let conversation = try Conversation(configuration: configuration)
    let watcher = conversation.client.call("/t.S/Chat", sealed([1]), endStream: false)
    conversation.exchange()
    conversation.advance(byMicroseconds: 1_800 * second)
    #expect(conversation.client.goAways.map(\.debug) == ["", "max_age"])
    conversation.client.upload(watcher, sealed([2]))
    conversation.advance(byMicroseconds: 299 * second)
    #expect(conversation.client.answers[watcher]?.messages == [[1], [2]])
    #expect(conversation.client.answers[watcher]?.status == nil)
    conversation.advance(byMicroseconds: 2 * second)
    #expect(conversation.client.answers[watcher]?.status == 14)
    #expect(conversation.snapshot[.connectionEnding] == 1 && conversation.snapshot[.age] == 1)
    #expect(conversation.connection.isFinished && conversation.snapshot.activeHandlers == 0)
  }

  @Test("a silent peer is asked with a PING; its answer keeps the connection")
  func keepAlive() throws {
    var configuration = ServerConfiguration()
    configuration.limits.lifetime.keepAliveMicroseconds = 30 * second
    let conversation = try Conversation(configuration: configuration)
    conversation.client.call("/t.S/Slow", endStream: false)
    conversation.exchange()
    conversation.advance(byMicroseconds: 31 * second)
    conversation.advance(byMicroseconds: 31 * second)
    #expect(!conversation.connection.isFinished && conversation.client.pingCount >= 1)
    conversation.time.advance(byMicroseconds: 31 * second)
    conversation.loop.turn(waitMicrosecondsMax: 0)
    conversation.time.advance(byMicroseconds: 21 * second)
    conversation.loop.turn(waitMicrosecondsMax: 0)
    #expect(conversation.connection.isFinished && conversation.snapshot[.keepAlive] == 1)
  }

  @Test("stream numbers that run out begin the end")
  func streamIDs() throws {
    let conversation = try Conversation()
    conversation.client.call("/t.S/Chat", endStream: false)
    conversation.exchange()
    conversation.client.skipStreamIDs(to: 0x6000_0001)
    #expect(conversation.call("/t.S/Echo", sealed([])).status == 0)
    #expect(conversation.client.goAways.last?.debug == "stream_ids")
    #expect(conversation.snapshot[.streamIDs] == 1)
  }
}
