import AuditTrail
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("When the store fails", .timeLimit(.minutes(2)))
struct StoreFaultTests {
  private func bench(_ limits: EngineLimits = .still) async throws -> (Bench, FaultStore) {
    let store = FaultStore(try SQLiteStore.open(location: "memory:"))
    return (try await Bench(store, limits: limits), store)
  }

  @Test(
    "before the commit, nothing is recorded and the command can be repeated",
    arguments: [
      FaultStore.AppendFault.beforeCommit, .lostBeforeCommit,
    ])
  func notWritten(fault: FaultStore.AppendFault) async throws {
    let (bench, store) = try await bench()
    store.set { $0.appends = [fault] }
    let refusal = await bench.engine.refusal { _ = try await $0.submit(.investment(8_000_000), requestID: "r") }
    #expect(refusal?.reason == .storeUnavailable && !bench.engine.isServing && bench.reports.all == ["failed"])
    #expect(refusal?.message.contains("nothing was recorded") == (fault == .beforeCommit))
    let answer = try await bench.engine.submitQuery(.investment(8_000_000), requestID: "r")
    #expect(!answer.isDeduplicated && bench.engine.isServing && bench.reports.all == ["failed", "recovered"])
    var model = ChainModel(origin: store.origin)
    try await model.expectMatches(bench)
    #expect(model.uses == ["query.submitted r": 1])
    await bench.stop()
  }

  @Test("after the commit, the answer is found in the chain")
  func answerLost() async throws {
    let (bench, store) = try await bench()
    store.set { $0.appends = [.lostAfterCommit] }
    let answer = try await bench.engine.submitQuery(.investment(8_000_000), requestID: "r")
    #expect(!answer.isDeduplicated && bench.engine.isServing)
    var model = ChainModel(origin: store.origin)
    try await model.expectMatches(bench)
    await bench.stop()
  }

  @Test("after the commit, and reads too, the caller is told that nobody knows, and a repeat finds it")
  func answerLostAndReadsFail() async throws {
    let (bench, store) = try await bench()
    let (gate, arrived) = (Signal(), Signal())
    store.set {
      $0.appends = [.lostAfterCommit]
      $0.gate = gate
      $0.arrived = arrived
    }
    async let refusal = bench.engine.refusal { _ = try await $0.submit(.investment(8_000_000), requestID: "r") }
    await arrived.wait()
    store.set {
      $0.areReadsFailing = true
      $0.gate = nil
      $0.arrived = nil
    }
    gate.raise()
    #expect(await refusal?.message.contains("not known") ?? false)
    store.set { $0.areReadsFailing = false }
    // A look at the store finds what was written, although no further command comes.
    bench.engine.moveClocks()
    try await bench.engine.waitForEntries(after: 2, until: nil)
    #expect(try await bench.engine.submitQuery(.investment(8_000_000), requestID: "r").isDeduplicated)
    var model = ChainModel(origin: store.origin)
    try await model.expectMatches(bench)
    await bench.stop()
  }

  @Test("and another server wrote the same first entry, a lost answer is not taken for a commit")
  func sameFirstEntry() async throws {
    let store = FaultStore(try SQLiteStore.open(location: "memory:"))
    let clock = ManualClock()
    let first = try await Bench(store, clock: clock)
    let review = try await first.engine.submit(.investment(8_000_000))
    let second = try await Bench(store, clock: clock)
    await first.settle()
    clock.advance(minutes: 192)
    // The first server's batch: the warning and a submission. It is lost, and the other one writes the same warning.
    let (gate, arrived) = (Signal(), Signal())
    store.set {
      $0.appends = [.lostBeforeCommit]
      $0.gate = gate
      $0.arrived = arrived
    }
    async let refusal = first.engine.refusal { _ = try await $0.submit(.question(), requestID: "r") }
    await arrived.wait()
    store.set {
      $0.gate = nil
      $0.arrived = nil
    }
    await second.settle()
    #expect(try await store.eventTypes(of: review.auditID).last == "review.sla_warning")
    gate.raise()
    #expect(await refusal?.reason == .storeUnavailable)
    #expect(try await !first.engine.submitQuery(.question(), requestID: "r").isDeduplicated)
    #expect(try await store.eventTypes(of: review.auditID) == ["query.submitted", "review.sla_warning"])
    await first.stop()
    await second.stop()
  }

  @Test("to take a batch because of another writer that is not there, it is tried again")
  func headMoved() async throws {
    let (bench, store) = try await bench()
    store.set { $0.appends = [.headMoved, .headMoved, .headMoved] }
    _ = try await bench.engine.submit(.investment(8_000_000))
    store.set { $0.appends = Array(repeating: .headMoved, count: 8) }
    let refusal = await bench.engine.refusal { _ = try await $0.submit(.investment(8_000_000)) }
    #expect(refusal?.reason == .storeUnavailable, "not for ever")
    await bench.stop()
  }

  // domain.md §7 Store down.
  @Test("to read, commands are refused and the service is not serving until it recovers")
  func readsFail() async throws {
    let (bench, store) = try await bench()
    let review = try await bench.engine.submit(.investment(8_000_000))
    store.set { $0.areReadsFailing = true }
    let refusal = await bench.engine.refusal { _ = try await $0.submit(.question(), requestID: "r") }
    #expect(refusal?.reason == .storeUnavailable && !bench.engine.isServing)
    #expect(await bench.engine.refusal { _ = try await $0.review(review.auditID) }?.reason == .storeUnavailable)
    async let serving: Void = bench.engine.waitForServing(otherThan: false)
    store.set { $0.areReadsFailing = false }
    bench.engine.moveClocks()
    try await serving
    // Whoever waits for health may be faster than the report.
    await bench.rest()
    #expect(bench.engine.isServing && bench.reports.all == ["failed", "recovered"])
    await bench.stop()
  }

  @Test("to write although it reads, health does not flap: a write or some time shows better")
  func writesFail() async throws {
    let (bench, store) = try await bench()
    store.set { $0.areAppendsFailing = true }
    async let notServing: Void = bench.engine.waitForServing(otherThan: true)
    _ = await bench.engine.refusal { _ = try await $0.submit(.question()) }
    try await notServing
    for _ in 0..<3 {
      bench.engine.moveClocks()
      await bench.settle()
    }
    #expect(!bench.engine.isServing && bench.reports.all == ["failed"])
    bench.clock.advance(seconds: 5)
    async let serving: Void = bench.engine.waitForServing(otherThan: false)
    bench.engine.moveClocks()
    try await serving
    _ = await bench.engine.refusal { _ = try await $0.submit(.question()) }
    store.set { $0.areAppendsFailing = false }
    _ = try await bench.engine.submit(.question())
    #expect(bench.engine.isServing && bench.reports.all == ["failed", "recovered", "failed", "recovered"])
    await bench.stop()
  }

  @Test("no clock is lost: what fell due is written once it works, once")
  func clocksWait() async throws {
    let (bench, store) = try await bench()
    let review = try await bench.engine.submit(.investment(8_000_000))
    store.set { $0.areAppendsFailing = true }
    bench.clock.advance(minutes: 200)
    let attempts = store.appendCount
    bench.engine.moveClocks()
    while store.appendCount == attempts { await Task.yield() }
    store.set { $0.areAppendsFailing = false }
    bench.engine.moveClocks()
    try await bench.engine.waitForEntries(after: review.sequence, until: nil)
    await bench.settle()
    #expect(try await store.eventTypes(of: review.auditID) == ["query.submitted", "review.sla_warning"])
    await bench.stop()
  }

  // domain.md §6 Durable first.
  @Test("slowly, what waits is bounded and nobody hears of what is not committed")
  func slow() async throws {
    var limits = EngineLimits.still
    limits.pendingCommandCountMax = 2
    let (bench, store) = try await bench(limits)
    let (gate, arrived) = (Signal(), Signal())
    store.set {
      $0.gate = gate
      $0.arrived = arrived
    }
    let before = bench.engine.headSequence
    async let first = bench.engine.submit(.question(user: "first"))
    await arrived.wait()
    async let second = bench.engine.submit(.question(user: "second"))
    async let third = bench.engine.submit(.question(user: "third"))
    while bench.engine.inbox.count < 2 { await Task.yield() }
    let refusal = await bench.engine.refusal { _ = try await $0.submit(.question(user: "fourth")) }
    #expect(refusal?.reason == .limitReached)
    #expect(bench.engine.headSequence == before)
    #expect(try await bench.engine.pendingReviews(matching: ReviewFilter(), after: nil, count: 9).totalCount == 0)
    store.set {
      $0.gate = nil
      $0.arrived = nil
    }
    gate.raise()
    _ = try await [first, second, third]
    #expect(bench.engine.headSequence == before + 3)
    await bench.stop()
  }

  @Test("a command that is durable never says that nothing was recorded")
  func readFailsAfterTheCommit() async throws {
    let store = FaultStore(try SQLiteStore.open(location: "memory:", origin: "test"))
    let bench = try await Bench(store)
    let review = try await bench.engine.submit(.investment(8_000_000))
    let (gate, arrived) = (Signal(), Signal())
    store.set { ($0.gate, $0.arrived) = (gate, arrived) }
    async let answer = bench.engine.refusal {
      _ = try await $0.submitReview(.by("jane", "Senior Analyst"), of: review.auditID)
    }
    await arrived.wait()
    store.set { ($0.gate, $0.arrived, $0.areReadsFailing) = (nil, nil, true) }
    gate.raise()
    let refusal = await answer
    #expect(refusal?.reason == .storeUnavailable)
    #expect(refusal?.message.hasPrefix("It was recorded") == true)
    store.set { $0.areReadsFailing = false }
    #expect(try await bench.engine.review(review.auditID).state.status == .approved)
    await bench.stop()
  }

  // domain.md §4 Clock skew.
  @Test("nobody decides while the clock is behind the chain")
  func clockSkew() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.engine.submit(.investment(8_000_000))
    bench.clock.advance(seconds: -6)
    let refusal = await bench.engine.refusal {
      _ = try await $0.submitReview(.by("jane", "Senior Analyst"), of: review.auditID)
    }
    #expect(refusal?.reason == .clockSkew)
    bench.clock.advance(seconds: 6)
    _ = try await bench.engine.submitReview(.by("jane", "Senior Analyst"), of: review.auditID)
    await bench.stop()
  }
}
