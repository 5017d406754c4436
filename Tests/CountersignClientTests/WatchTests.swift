import EventLoop
import Messages
import MessagesBase
import RPCCore
import Testing

@testable import CountersignClient

private typealias V1 = CountersignV1
private typealias Event = V1.WatchPendingReviewsResponse

@Suite("A watch that goes on where it was interrupted")
struct WatchTests {
  private func line(_ token: String = "", _ fill: (Event) -> Void) throws -> Result<[UInt8], RPCError> {
    let event = Event(in: Arena())
    event.resumeToken = token
    fill(event)
    return .success(Array(try event.sealed().dropFirst(5)))
  }

  private func added(_ id: String, _ version: Int64, token: String = "") throws -> Result<[UInt8], RPCError> {
    try line(token) {
      $0.mutableReviewAdded.auditID = id
      $0.mutableReviewAdded.version = version
    }
  }

  private func removed(_ id: String, _ version: Int64, token: String = "") throws -> Result<[UInt8], RPCError> {
    try line(token) {
      $0.mutableReviewRemoved.auditID = id
      $0.mutableReviewRemoved.version = version
    }
  }

  private func inSync(_ token: String = "") throws -> Result<[UInt8], RPCError> {
    try line(token) { $0.mutableInSync.reviewCount = 1 }
  }

  private func reset() throws -> Result<[UInt8], RPCError> {
    try line { $0.mutableStreamReset.reason = .slowConsumer }
  }

  private func text(_ change: ReviewChange) -> String {
    switch change {
    case .upserted(let review): "+\(review.auditID)\(review.version)"
    case .removed(let removed): "-\(removed.auditID)"
    case .clocks: "clocks"
    case .inSync(let count): "sync \(count)"
    case .reset(let reason): "reset \(reason.shortName)"
    }
  }

  /// What a reader is told until the script is at its end, and the tokens that were sent.
  private func told(_ streams: [[Result<[UInt8], RPCError>]]) async throws -> (changes: [String], tokens: [String]) {
    let transport = ScriptedTransport(streams: streams)
    let watch = ReviewWatch(transport.retrying(), V1.WatchPendingReviewsRequest(in: Arena()))
    var changes: [String] = []
    do throws(RPCError) {
      while changes.count < 100 { changes.append(text(try await watch.next())) }
    } catch {
      #expect(error.code == .permissionDenied)
    }
    let tokens = try transport.state.withLock { $0.requests }.map { bytes in
      try Array(bytes.dropFirst(5)).withUnsafeBytes {
        try V1.WatchPendingReviewsRequest.decoded(from: $0).resumeToken
      }
    }
    return (changes, tokens)
  }

  private let lost = Result<[UInt8], RPCError>.failure(RPCError(.unavailable, "gone"))

  @Test("Changes come once and in order, and heartbeats are silent")
  func plain() async throws {
    let heartbeat = try line("t2") { _ = $0.mutableHeartbeat }
    let told = try await told([[added("a", 1), inSync("t1"), heartbeat, added("a", 2), removed("a", 3)]])
    #expect(told.changes == ["+a1", "sync 1", "+a2", "-a"])
    #expect(told.tokens == [""])
  }

  @Test("After an interruption the watch resumes from its token, and what comes twice is told once")
  func resume() async throws {
    let told = try await told([
      [added("a", 1), inSync("t1"), added("b", 1, token: "t2"), added("c", 4), lost],
      [added("c", 4), added("c", 5, token: "t3"), inSync(), lost],
      [removed("a", 2)],
    ])
    #expect(told.changes == ["+a1", "sync 1", "+b1", "+c4", "+c5", "sync 1", "-a"])
    #expect(told.tokens == ["", "t2", "t3"])
  }

  @Test("A reset forgets everything, the token too")
  func resets() async throws {
    let told = try await told([
      [added("a", 3), inSync("t1"), reset(), added("a", 2), lost], [added("b", 1)],
    ])
    #expect(told.changes == ["+a3", "sync 1", "reset SLOW_CONSUMER", "+a2", "reset UNSPECIFIED", "+b1"])
    #expect(told.tokens == ["", ""], "the snapshot was not complete, so it begins anew")
  }

  @Test("An older version never replaces a newer one, nor brings back what left")
  func versions() async throws {
    let told = try await told([
      [added("a", 3), added("a", 2), removed("a", 2), removed("a", 4), added("a", 4), added("a", 5)]
    ])
    #expect(told.changes == ["+a3", "-a", "+a5"])
  }

  @Test("A stream that ends, well or not, is opened again; the first time at once")
  func pauses() async throws {
    let transport = ScriptedTransport(streams: [[lost], [lost], [lost], [try inSync()]])
    let watch = ReviewWatch(transport.retrying(), V1.WatchPendingReviewsRequest(in: Arena()))
    #expect(text(try await watch.next()) == "sync 1")
    #expect(transport.state.withLock { $0.pauses.count } == 2)
  }

  @Test("A stream that always ends after its first message is opened again with growing waits, one that lasted at once")
  func shortStreams() async throws {
    let time = ManualTime(nowMicroseconds: 0)
    let streams = try (1...4).map { [try added("a", Int64($0)), lost] } + [[try inSync(), lost], [try reset()]]
    let transport = ScriptedTransport(streams: streams)
    let watch = ReviewWatch(
      transport.retrying(clock: .manual(time)), V1.WatchPendingReviewsRequest(in: Arena()))
    // Each stream is thrown away with what it brought, as long as the snapshot is not complete.
    while text(try await watch.next()) != "sync 1" {}
    #expect(transport.state.withLock { $0.pauses.count } == 3, "the first end is followed at once, the others are not")
    time.advance(byMicroseconds: ReviewWatch<ScriptedTransport>.lastingMicrosecondsMin)
    #expect(text(try await watch.next()).hasPrefix("reset"))
    #expect(transport.state.withLock { $0.pauses.count } == 3, "this one had lasted")
  }

  @Test("A server that says when to come again is believed the first time, too")
  func retryInfo() async throws {
    let busy = RPCError.rich(.resourceExhausted, "busy", details: [.retryInfo(delayMicroseconds: 250_000)])
    let transport = ScriptedTransport(streams: [[.failure(busy)], [try inSync()]])
    let watch = ReviewWatch(transport.retrying(), V1.WatchPendingReviewsRequest(in: Arena()))
    #expect(text(try await watch.next()) == "sync 1")
    #expect(transport.state.withLock { $0.pauses } == [250_000])
  }
}
