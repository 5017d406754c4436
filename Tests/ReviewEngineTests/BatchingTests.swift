import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("Batches", .timeLimit(.minutes(2)))
struct BatchingTests {
  /// Submits so many at once while one append is held.
  private func submit(_ count: Int, _ limits: EngineLimits) async throws -> (appends: Int, bench: Bench) {
    let store = FaultStore(try SQLiteStore.open(location: "memory:"))
    let bench = try await Bench(store, limits: limits)
    let (gate, arrived) = (Signal(), Signal())
    store.set {
      $0.gate = gate
      $0.arrived = arrived
    }
    let before = store.appendCount
    try await withThrowingTaskGroup(of: AuditID.self) { group in
      group.addTask { try await bench.engine.submit(.question(user: "first")).auditID }
      await arrived.wait()
      for number in 0..<count {
        group.addTask { try await bench.engine.submit(.question(user: "user-\(number)")).auditID }
      }
      while bench.engine.inbox.count < count { await Task.yield() }
      store.set {
        $0.gate = nil
        $0.arrived = nil
      }
      gate.raise()
      let reviews = try await group.reduce(into: Set<AuditID>()) { $0.insert($1) }
      #expect(reviews.count == count + 1)
    }
    return (store.appendCount - before, bench)
  }

  @Test("take what came in while the last one committed")
  func oneBatch() async throws {
    let (appends, bench) = try await submit(500, .still)
    #expect(appends == 2)
    var model = ChainModel(origin: bench.store.origin)
    try await model.expectMatches(bench)
    await bench.stop()
  }

  @Test("do not take what a caller gave up while it waited; what is being written stays written")
  func givenUp() async throws {
    let store = FaultStore(try SQLiteStore.open(location: "memory:"))
    let bench = try await Bench(store)
    let (gate, arrived) = (Signal(), Signal())
    store.set {
      $0.gate = gate
      $0.arrived = arrived
    }
    let before = bench.engine.headSequence
    let written = Task { try await bench.engine.submit(.question(user: "first")).auditID }
    await arrived.wait()
    let waiting = Task { try await bench.engine.submit(.question(user: "second")).auditID }
    while bench.engine.inbox.count < 1 { await Task.yield() }
    waiting.cancel()
    written.cancel()
    await #expect(throws: Refusal.callEnded) { try await waiting.value }
    store.set {
      $0.gate = nil
      $0.arrived = nil
    }
    gate.raise()
    _ = await written.result
    await bench.settle()
    #expect(bench.engine.headSequence == before + 1)
    var model = ChainModel(origin: bench.store.origin)
    try await model.expectMatches(bench)
    await bench.stop()
  }

  @Test("are bounded by commands and by entries")
  func bounded() async throws {
    var limits = EngineLimits.still
    limits.batchCommandCountMax = 64
    limits.batchEntryCountMax = 10
    let (appends, bench) = try await submit(100, limits)
    #expect(appends == 1 + 7 + 4, "64 in tens, 36 in tens, and the first")
    await bench.stop()
  }

  @Test("answer everything that is queued at the end, and refuse the rest")
  func stopping() async throws {
    let bench = try await Bench.memory()
    let answers = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<200 {
        group.addTask { await bench.engine.refusal { _ = try await $0.submit(.question(user: "u\(number)")) } == nil }
      }
      bench.engine.stop()
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    await bench.stop()
    let submitted = try await bench.store.allEntries().filter { $0.eventType == "query.submitted" }
    #expect(submitted.count == answers, "each was recorded and answered, or refused")
    let late = await bench.engine.refusal { _ = try await $0.submit(.question()) }
    #expect(late?.reason == .storeUnavailable && !bench.engine.isServing)
  }

  @Test("end when the running task is cancelled")
  func cancelled() async throws {
    let store = try SQLiteStore.open(location: "memory:")
    let engine = ReviewEngine(store: store, policy: Bench.policy, readPolicy: { _ in nil }, clock: ManualClock())
    try await engine.start(softwareVersion: "test")
    let running = Task { await engine.run() }
    running.cancel()
    await running.value
    #expect(engine.isStopping)
  }
}
