import AuditTrail
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("A watch", .timeLimit(.minutes(2)))
struct WatchTests {
  private static func queue(_ role: String) -> ReviewFilter {
    var filter = ReviewFilter()
    filter.reviewerRoles = [role]
    return filter
  }

  private func client(
    _ bench: Bench, _ filter: ReviewFilter = ReviewFilter(), token: String = "", binding: [UInt8] = [],
    slaSeconds: Int64 = 0
  ) throws -> WatchClient {
    WatchClient(
      try bench.engine.watch(
        WatchOptions(
          filter: filter, resumeToken: token, binding: binding, slaUpdateMicroseconds: slaSeconds * 1_000_000)))
  }

  // domain.md §5 Snapshot and resume.
  @Test("begins with what waits, the most urgent first, then is in sync")
  func snapshot() async throws {
    var limits = EngineLimits.still
    limits.recordPageCount = 2
    let bench = try await Bench.memory(limits: limits)
    for amount in [500_000, 12_000_000, 8_000_000, 13_000_000, 400_000] as [Int64] {
      bench.clock.advance(seconds: 1)
      _ = try await bench.engine.submit(.investment(amount))
    }
    let watch = try bench.engine.watch(WatchOptions(filter: ReviewFilter()))
    var records: [ReviewRecord] = []
    var sequences: Set<Int64> = []
    while case .snapshot(let page, let sequence, _)? = try await watch.next() {
      records += page
      sequences.insert(sequence)
      // A change during the snapshot is no part of it.
      _ = try await bench.engine.submit(.investment(12_000_000))
    }
    #expect(records.map(\.state.level) == [.critical, .critical, .high, .medium, .medium] && sequences.count == 1)
    let keys = records.map { $0.state.urgencyKey(now: bench.engine.now()) }
    #expect(keys == keys.sorted())
    var told: [(count: Int, sequence: Int64, token: String)] = []
    for _ in 0..<2 {
      guard case .changes(let changes, let sequence, let token, _)? = try await watch.next() else { break }
      told.append((changes.count, sequence, token))
    }
    let end = bench.engine.headSequence
    #expect(told.map(\.count) == [2, 1] && told.allSatisfy { $0.sequence == end })
    #expect(told.map(\.token.isEmpty) == [true, false], "no token inside of what is told of one sequence")
    await bench.stop()
  }

  @Test("hears of the end of what came between its opening and its snapshot")
  func beforeTheSnapshot() async throws {
    let bench = try await Bench.memory()
    var client = try client(bench)
    let review = try await bench.engine.submit(.investment(8_000_000))
    try await client.readUntilInSync()
    #expect(client.log == ["snapshot 1", "in sync 1"])
    _ = try await bench.engine.cancelQuery(.init(userID: "trading-bot", reason: "no"), of: review.auditID)
    #expect(try await client.drain(bench) == ["changes removed(final)"] && client.versions.isEmpty)
    await bench.stop()
  }

  // domain.md §5 Watching set.
  @Test("hears what comes, changes and goes")
  func changes() async throws {
    let bench = try await Bench.memory()
    var everything = try client(bench)
    var seniors = try client(bench, Self.queue("Senior Analyst"))
    var heads = try client(bench, Self.queue("Head of Trading"))
    try await everything.readUntilInSync()
    try await seniors.readUntilInSync()
    try await heads.readUntilInSync()
    let review = try await bench.engine.submit(.investment(8_000_000))
    #expect(try await everything.drain(bench) == ["changes added"])
    #expect(try await seniors.drain(bench) == ["changes added"])
    _ = try await bench.engine.submitReview(
      .by("jane", "Senior Analyst", flags: [.uncertain]), of: review.auditID)
    #expect(try await everything.drain(bench) == ["changes updated"])
    #expect(try await seniors.drain(bench) == ["changes removed(moved)"])
    #expect(try await heads.drain(bench) == ["changes added"])
    _ = try await bench.engine.cancelQuery(.init(userID: "trading-bot", reason: "no"), of: review.auditID)
    #expect(try await everything.drain(bench) == ["changes removed(final)"])
    #expect(try await heads.drain(bench) == ["changes removed(final)"])
    #expect(try await seniors.drain(bench) == [])
    var pending = ReviewFilter()
    pending.statuses = [.pending]
    var fresh = try client(bench, pending)
    try await fresh.readUntilInSync()
    let other = try await bench.engine.submit(.investment(12_000_000))
    #expect(try await fresh.drain(bench) == ["changes added"])
    _ = try await bench.engine.submitReview(.by("carla", "CFO"), of: other.auditID)
    #expect(try await fresh.drain(bench) == ["changes removed(noLongerMatches)"])
    await bench.stop()
  }

  @Test("tells nothing of what came and went between two messages, and its silence goes on")
  func nothingToTell() async throws {
    let bench = try await Bench.memory()
    var seniors = try client(bench, Self.queue("Senior Analyst"))
    try await seniors.readUntilInSync()
    bench.clock.advance(seconds: 14)
    let review = try await bench.engine.submit(.investment(8_000_000))
    _ = try await bench.engine.cancelQuery(.init(userID: "trading-bot", reason: "no"), of: review.auditID)
    bench.clock.advance(seconds: 1)
    try await seniors.readOne()
    #expect(seniors.log.last == "heartbeat")
    await bench.stop()
  }

  // domain.md §5 sla_update.
  @Test("tells a warning and a breach once, at once")
  func clocks() async throws {
    let bench = try await Bench.memory()
    var everything = try client(bench)
    try await everything.readUntilInSync()
    _ = try await bench.engine.submit(.investment(8_000_000))
    #expect(try await everything.drain(bench) == ["changes added"])
    bench.clock.advance(minutes: 192)
    try await bench.fireTimer()
    #expect(try await everything.drain(bench) == ["changes clock"])
    bench.clock.advance(minutes: 50)
    try await bench.fireTimer()
    #expect(try await everything.drain(bench) == ["changes clock updated"])
    #expect(try await everything.drain(bench) == [])
    await bench.stop()
  }

  @Test("tells who watched the clock that ran out, as it stood then, each change with its own sequence")
  func breach() async throws {
    let bench = try await Bench.memory()
    let watch = try bench.engine.watch(WatchOptions(filter: Self.queue("Senior Analyst")))
    defer { watch.end() }
    let review = try await bench.engine.submit(.investment(8_000_000))
    while let step = try await watch.next() { if case .inSync = step { break } }
    bench.clock.advance(minutes: 241)
    try await bench.fireTimer()
    _ = try await bench.engine.submit(.question())
    guard case .changes(let changes, _, _, _)? = try await watch.next(), changes.count == 2,
      case .clock(let clock) = changes[0], case .removed(let removal) = changes[1]
    else { return #expect(Bool(false), "a breach and a move were to be told") }
    #expect(clock.sla.state == .breached)
    #expect(clock.sla.remainingMicroseconds < 0)
    let entries = try await bench.store.allEntries().filter { $0.auditID == review.auditID.text }
    #expect(entries.map(\.eventType).suffix(2) == ["review.sla_breached", "review.escalated"])
    #expect([clock.sequence, removal.sequence] == entries.suffix(2).map(\.sequence))
    #expect(removal.reason == .moved)
    await bench.stop()
  }

  // domain.md §5 sla_update.
  @Test("sends the clocks at their interval, all of them in turn, and a heartbeat into the silence")
  func periodic() async throws {
    let bench = try await Bench.memory()
    for number in 0..<501 { _ = try await bench.engine.submit(.investment(12_000_000, user: "u\(number)")) }
    var client = try client(bench, slaSeconds: 10)
    try await client.readUntilInSync()
    for expected in ["clocks 500", "clocks 1", "clocks 500"] {
      bench.clock.advance(seconds: 10)
      bench.engine.moveClocks()
      try await client.readOne()
      #expect(client.log.last == expected)
    }
    bench.clock.advance(seconds: -3_600)
    let watch = client.watch
    async let step = watch.next()
    // It has looked anew once it wants to be woken ten seconds from now.
    let soon = bench.clock.now().advanced(byMicroseconds: 10_000_000)
    while bench.engine.view.withLock({ $0.watchers.nextWake }) != soon {
      bench.engine.moveClocks()
      await Task.yield()
    }
    bench.clock.advance(seconds: 10)
    bench.engine.moveClocks()
    guard case .clocks? = try await step else {
      Issue.record("a clock that went back silences a watch")
      return
    }
    await bench.stop()
  }

  // domain.md §5 Snapshot and resume.
  @Test("goes on from a token with what was missed")
  func resumes() async throws {
    let bench = try await Bench.memory()
    let stays = try await bench.engine.submit(.investment(8_000_000))
    bench.clock.advance(seconds: 1)
    let goes = try await bench.engine.submit(.investment(8_000_000))
    bench.clock.advance(seconds: 1)
    var first = try client(bench)
    try await first.readUntilInSync()
    first.watch.end()
    let comes = try await bench.engine.submit(.investment(8_000_000))
    _ = try await bench.engine.cancelQuery(.init(userID: "trading-bot", reason: "no"), of: goes.auditID)
    _ = try await bench.engine.escalateReview(
      .init(reviewerID: "jane", reviewerRole: "Senior Analyst", reason: "up"), of: stays.auditID)
    let unseen = try await bench.engine.submit(.investment(8_000_000))
    _ = try await bench.engine.cancelQuery(.init(userID: "trading-bot", reason: "no"), of: unseen.auditID)
    first.reconnect(
      try bench.engine.watch(WatchOptions(filter: ReviewFilter(), resumeToken: first.token)))
    try await first.readUntilInSync()
    // What came and went since the token is removed, too: it may have been told before the watch broke.
    #expect(first.log.suffix(2) == ["changes updated removed(final) added removed(final)", "resumed 2"])
    #expect(Set(first.versions.keys) == [stays.auditID, comes.auditID] && first.versions[stays.auditID] == 2)
    await bench.stop()
  }

  // domain.md §5 Snapshot and resume.
  @Test("starts over when the token is not usable: damaged, foreign, too old or of the future")
  func badTokens() async throws {
    var limits = EngineLimits.still
    limits.resumeEntryCountMax = 3
    let bench = try await Bench.memory(limits: limits)
    let good = bench.engine.resumeToken(sequence: 2, filter: ReviewFilter(), binding: [1])
    let future = bench.engine.resumeToken(sequence: 99, filter: ReviewFilter(), binding: [1])
    let cases: [(String, ReviewFilter, [UInt8])] = [
      ("x", ReviewFilter(), [1]), (good + "0", ReviewFilter(), [1]), ("1.3" + good.dropFirst(3), ReviewFilter(), [1]),
      (good, Self.queue("CFO"), [1]), (good, ReviewFilter(), [2]), (future, ReviewFilter(), [1]),
    ]
    for (token, filter, binding) in cases {
      var client = try client(bench, filter, token: token, binding: binding)
      try await client.readUntilInSync()
      #expect(client.log == ["reset tokenNotUsable", "in sync 0"], "\(token)")
    }
    var known = try client(bench, token: good, binding: [1])
    try await known.readUntilInSync()
    #expect(known.log == ["resumed 0"])
    for number in 0..<4 { _ = try await bench.engine.submit(.question(user: "u\(number)")) }
    var old = try client(bench, token: good, binding: [1])
    try await old.readUntilInSync()
    #expect(old.log == ["reset tokenNotUsable", "snapshot 4", "in sync 4"])
    await bench.stop()
  }

  // domain.md §5 Slow reader.
  @Test("that falls behind starts over, and slows nobody else")
  func slowConsumer() async throws {
    var limits = EngineLimits.still
    limits.watcherChangeCountMax = 3
    let bench = try await Bench.memory(limits: limits)
    var slow = try client(bench)
    var quick = try client(bench)
    try await slow.readUntilInSync()
    try await quick.readUntilInSync()
    for number in 0..<5 {
      _ = try await bench.engine.submit(.question(user: "u\(number)"))
      try await quick.readOne()
    }
    #expect(quick.log.suffix(5).allSatisfy { $0 == "changes added" })
    try await slow.readUntilInSync()
    #expect(slow.log.suffix(3) == ["reset slowConsumer", "snapshot 5", "in sync 5"])
    await bench.stop()
  }

  @Test("ends with the service, with its task and with its owner, and is not kept")
  func ends() async throws {
    var limits = EngineLimits.still
    limits.watcherCountMax = 2
    let bench = try await Bench.memory(limits: limits)
    let watch = try bench.engine.watch(WatchOptions(filter: ReviewFilter()))
    _ = try await watch.next()
    let task = Task { try await watch.next() == nil }
    task.cancel()
    #expect(try await task.value)
    do { _ = try bench.engine.watch(WatchOptions(filter: ReviewFilter())) }
    #expect(bench.engine.view.withLock { $0.watchers.count } == 1, "one that nobody holds is forgotten")
    let second = try bench.engine.watch(WatchOptions(filter: ReviewFilter()))
    #expect(throws: Refusal.self) { try bench.engine.watch(WatchOptions(filter: ReviewFilter())) }
    second.end()
    let waiting = Task { try await watch.next() == nil }
    bench.engine.endStreams()
    #expect(try await waiting.value)
    watch.end()
    watch.end()
    #expect(bench.engine.view.withLock { $0.watchers.count } == 0)
    await bench.stop()
  }
}
