import AuditTrail
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

/// Random commands, random reading, random reconnects: what the client holds is what the server has.
@Suite("A watcher's set", .timeLimit(.minutes(5)))
struct WatchPropertyTests {
  private static let filters: [ReviewFilter] = {
    var seniors = ReviewFilter()
    seniors.reviewerRoles = ["Senior Analyst"]
    var pending = ReviewFilter()
    pending.statuses = [.pending, .inReview]
    pending.minimumLevel = .high
    return [ReviewFilter(), seniors, pending]
  }()

  // domain.md §5 Watching set, §5 Token.
  @Test("is the server's whenever it is in sync and whenever all is told", arguments: UInt64(1)...30)
  func property(seed: UInt64) async throws {
    var limits = EngineLimits.still
    limits.recordPageCount = 3
    limits.watcherChangeCountMax = 6
    limits.resumeEntryCountMax = 30
    let clock = ManualClock(seed: seed)
    let bench = try await Bench.memory(clock: clock, limits: limits)
    var random = SeededGenerator(seed: seed)
    var commands = RandomCommands()
    let filter = random.pick(Self.filters)
    var client = WatchClient(try bench.engine.watch(WatchOptions(filter: filter)))
    for step in 0..<80 {
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<6: _ = await commands.perform(on: bench, &random)
      case 6:
        clock.advance(minutes: random.pick([1, 30, 100]))
        await bench.settle()
      case 7: client.reconnect(try bench.engine.watch(WatchOptions(filter: filter, resumeToken: client.token)))
      default:
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          clock.advance(seconds: 15)  // A heartbeat is due: reading never waits.
          try await client.readOne()
        }
      }
      if step.isMultiple(of: 20) { try await expectSame(&client, bench, filter, "seed \(seed), step \(step)") }
    }
    try await expectSame(&client, bench, filter, "seed \(seed), end")
    await bench.stop()
  }

  /// Reads all there is and compares.
  private func expectSame(
    _ client: inout WatchClient, _ bench: Bench, _ filter: ReviewFilter, _ comment: Comment
  ) async throws {
    await bench.settle()
    _ = try await client.drain(bench)
    let now = bench.engine.now()
    let expected = bench.engine.view.withLock { view in
      var versions: [AuditID: Int64] = [:]
      view.queue.forEach(matching: filter, now: now) { review in
        versions[review.auditID] = review.version
        return true
      }
      return versions
    }
    #expect(client.versions == expected, comment)
    // A token taken now stands for exactly this.
    client.reconnect(try bench.engine.watch(WatchOptions(filter: filter, resumeToken: client.token)))
    try await client.readUntilInSync()
    #expect(client.versions == expected && client.log.last == "resumed \(expected.count)", comment)
  }
}
