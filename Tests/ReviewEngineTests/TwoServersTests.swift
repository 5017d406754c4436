import AuditTrail
import Countersign
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("Two servers over one store", .timeLimit(.minutes(3)))
struct TwoServersTests {
  private func two(limits: EngineLimits = .still) async throws -> (Bench, Bench, FaultStore) {
    let store = FaultStore(try SQLiteStore.open(location: "memory:"))
    let clock = ManualClock()
    return (
      try await Bench(store, clock: clock, limits: limits), try await Bench(store, clock: clock, limits: limits), store
    )
  }

  @Test("judge commands on what the other one wrote")
  func oneTruth() async throws {
    let (first, second, _) = try await two()
    let review = try await first.engine.submit(.investment(8_000_000), requestID: "r")
    // The second has not heard of it yet.
    let answer = try await second.engine.submitReview(.by("jane", "Senior Analyst"), of: review.auditID)
    #expect(answer.review.state.status == .approved)
    let late = await first.engine.refusal {
      _ = try await $0.submitReview(.by("joe", "Senior Analyst"), of: review.auditID)
    }
    #expect(late?.reason == .reviewFinal)
    #expect(try await second.engine.submitQuery(.investment(8_000_000), requestID: "r").isDeduplicated)
    let other = try await first.engine.submit(.investment(8_000_000))
    let modified = try await second.engine.submitReview(
      .by("jane", "Senior Analyst", .modified, modification: Modification(recommendation: "less")),
      of: other.auditID)
    #expect(modified.review.state.status == .inReview, "from 5,000,000 on a modification needs two")
    await first.stop()
    await second.stop()
  }

  @Test("answer a repeat of the other one's request although nothing else happened")
  func repeats() async throws {
    let (first, second, _) = try await two()
    let submitted = try await first.engine.submitQuery(.investment(8_000_000), requestID: "r")
    let again = try await second.engine.submitQuery(.investment(8_000_000), requestID: "r")
    #expect(again.isDeduplicated && again.review == submitted.review)
    await first.stop()
    await second.stop()
  }

  @Test("hear of the other one's entries when they look at the clocks, told as what they are")
  func hearing() async throws {
    let (first, second, store) = try await two()
    let watch = try second.engine.watch(WatchOptions(filter: ReviewFilter()))
    var client = WatchClient(watch)
    try await client.readUntilInSync()
    let review = try await first.engine.submit(.investment(8_000_000))
    second.engine.moveClocks()
    try await second.engine.waitForEntries(after: review.sequence - 1, until: nil)
    try await client.readOne()
    #expect(client.log.last == "changes added")
    first.clock.advance(minutes: 200)
    await first.settle()
    second.engine.moveClocks()
    try await second.engine.waitForEntries(after: review.sequence, until: nil)
    try await client.readOne()
    #expect(client.log.last == "changes clock", "a warning alone is a clock, also from another server")
    var model = ChainModel(origin: store.origin)
    try await model.expectMatches(second)
    await first.stop()
    await second.stop()
  }

  @Test("take what a watcher was told by the other one back, also what came and went before they heard of it")
  func movedWatch() async throws {
    var limits = EngineLimits.still
    limits.recordPageCount = 1
    let (first, second, _) = try await two(limits: limits)
    _ = try await first.engine.submit(.investment(8_000_000))
    await second.settle()
    var client = WatchClient(try first.engine.watch(WatchOptions(filter: ReviewFilter())))
    try await client.readUntilInSync()
    let token = client.token
    let gone = try await first.engine.submit(.investment(8_000_000))
    _ = try await first.engine.submit(.investment(8_000_000))
    try await client.readOne()
    #expect(client.versions[gone.auditID] != nil && client.token == token, "told, but not the last of its sequence")
    _ = try await first.engine.cancelQuery(.init(userID: "trading-bot", reason: "no"), of: gone.auditID)
    #expect(second.engine.headSequence < first.engine.headSequence, "the second has not heard of it yet")
    client.reconnect(
      try second.engine.watch(WatchOptions(filter: ReviewFilter(), resumeToken: client.token)))
    try await client.readUntilInSync()
    #expect(client.log.last == "resumed 2" && client.versions[gone.auditID] == nil)
    await first.stop()
    await second.stop()
  }

  @Test("take a token of what they have not heard of yet, unless the store does not tell them")
  func tokenAhead() async throws {
    let (first, second, store) = try await two()
    let review = try await first.engine.submit(.investment(8_000_000))
    var client = WatchClient(try first.engine.watch(WatchOptions(filter: ReviewFilter())))
    try await client.readUntilInSync()
    #expect(second.engine.headSequence < client.sequence)
    store.set { $0.areReadsFailing = true }
    let watch = try second.engine.watch(WatchOptions(filter: ReviewFilter(), resumeToken: client.token))
    await #expect(throws: Refusal.self) { _ = try await watch.next() }
    store.set { $0.areReadsFailing = false }
    client.reconnect(
      try second.engine.watch(WatchOptions(filter: ReviewFilter(), resumeToken: client.token)))
    try await client.readUntilInSync()
    #expect(client.log.last == "resumed 1" && client.versions[review.auditID] == review.version)
    await first.stop()
    await second.stop()
  }

  @Test("take over the other one's policy")
  func policies() async throws {
    let (first, second, _) = try await two()
    await first.stop()
    var rules = Bench.policy.policy.rules
    rules.expireAfterMicroseconds *= 2
    let third = try await Bench(
      second.store, clock: second.clock, policy: EnginePolicy(recording: ReviewPolicy(rules: rules)))
    let review = try await third.engine.submit(.investment(8_000_000))
    let answer = try await second.engine.submitReview(.by("jane", "Senior Analyst"), of: review.auditID)
    #expect(answer.review.state.status == .approved)
    #expect(second.engine.status().policyVersion == third.engine.status().policyVersion)
    await second.stop()
    await third.stop()
  }

  @Test("write one chain without a fork, and no answer is lost or doubled", arguments: UInt64(1)...4)
  func interleaved(seed: UInt64) async throws {
    let (first, second, store) = try await two()
    let answers = try await withThrowingTaskGroup(of: (String, AuditID).self) { group in
      for number in 0..<120 {
        let engine = number.isMultiple(of: 2) ? first.engine : second.engine
        group.addTask {
          // Each id comes twice, once to each server.
          let id = "r\(number / 2)"
          while true {
            do {
              return (
                id, try await engine.submit(.investment(8_000_000, user: "u\(number / 2)"), requestID: id).auditID
              )
            } catch let refusal as Refusal where refusal.reason == .storeUnavailable { continue }
          }
        }
      }
      return try await group.reduce(into: [String: Set<AuditID>]()) { $0[$1.0, default: []].insert($1.1) }
    }
    #expect(answers.count == 60 && answers.values.allSatisfy { $0.count == 1 }, "seed \(seed)")
    await first.settle()
    await second.settle()
    var model = ChainModel(origin: store.origin)
    try await model.expectMatches(first)
    #expect(model.waiting.count == 60 && model.uses.values.allSatisfy { $0 == 1 })
    try await model.expectMatches(second)
    await first.stop()
    await second.stop()
  }

  @Test("stop writing when the chain went back, or goes on differently")
  func forks() async throws {
    let (first, second, store) = try await two()
    _ = try await first.engine.submit(.investment(8_000_000))
    await first.stop()
    let head = try await store.head()
    var back = head
    back.sequence -= 2
    store.set { $0.head = back }
    second.engine.moveClocks()
    await second.settle()
    store.set { $0.head = nil }
    let refusal = await second.engine.refusal { _ = try await $0.submit(.question()) }
    #expect(refusal?.reason == .chainBroken && second.reports.all == ["broken \(back.sequence + 1)"])
    await second.stop()
  }

  @Test("do not believe an entry of the other one that does not verify")
  func tampered() async throws {
    let (first, second, store) = try await two()
    store.set {
      $0.tamper = { entry in
        var entry = entry
        if entry.sequence == 5 { entry.actor = "somebody" }
        return entry
      }
    }
    let review = try await first.engine.submit(.investment(8_000_000))
    #expect(review.sequence == 5)
    let refusal = await second.engine.refusal {
      _ = try await $0.submitReview(.by("jane", "Senior Analyst"), of: review.auditID)
    }
    #expect(refusal?.reason == .chainBroken && second.reports.all == ["broken \(review.sequence)"])
    await first.stop()
    await second.stop()
  }
}
