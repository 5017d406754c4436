import AuditTrail
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

/// Seeded commands, clock jumps, store faults and restarts over SQLite and its threads; after each step the invariants
/// hold. `DeterministicSimulationTests` has the many seeds, two servers and kills.
@Suite("A simulation over SQLite", .timeLimit(.minutes(10)))
struct SimulationTests {
  @Test("keeps the chain whole and each acknowledged command exactly once", arguments: UInt64(1)...60)
  func simulate(seed: UInt64) async throws {
    var simulation = try await SQLiteSimulation(seed: seed)
    for step in 0..<40 { try await simulation.step("seed \(seed), step \(step)") }
    try await simulation.finish("seed \(seed), end")
  }
}

private struct SQLiteSimulation {
  private let store: FaultStore
  private let clock: ManualClock
  private var bench: Bench
  private var random: SeededGenerator
  private var commands = RandomCommands()
  private var model: ChainModel
  /// Submissions by request id: nil until one was acknowledged.
  private var answers: [String: AuditID?] = [:]

  init(seed: UInt64) async throws {
    store = FaultStore(try SQLiteStore.open(location: "memory:", origin: "simulation"))
    clock = ManualClock(seed: seed)
    bench = try await Bench(store, clock: clock)
    random = SeededGenerator(seed: seed &* 7_919)
    model = ChainModel(origin: store.origin)
  }

  mutating func step(_ comment: Comment) async throws {
    switch Int.random(in: 0..<12, using: &random) {
    case 0..<4: _ = await commands.perform(on: bench, &random)
    case 4..<7: await submit("r\(Int.random(in: 0..<12, using: &random))", comment)
    case 7: clock.advance(minutes: random.pick([-90, 1, 60, 100, 300, 4_000]))
    case 8:
      bench.engine.moveClocks()
      await bench.settle()
    case 9: try await restart()
    case 10:
      let faults = (0...Int.random(in: 0...2, using: &random)).map { _ in random.pick(FaultStore.AppendFault.allCases) }
      store.set { $0.appends = faults }
    default:
      let isFailing = random.once(in: 2)
      store.set { $0.areReadsFailing = isFailing }
    }
    if !store.state.withLock({ $0.areReadsFailing }) { try await model.expectMatches(bench, comment) }
  }

  /// The same request id always has the same content.
  private mutating func submit(_ requestID: String, _ comment: Comment) async {
    do {
      let answer = try await bench.engine.submitQuery(.investment(8_000_000), requestID: requestID)
      if let known = answers[requestID] ?? nil {
        #expect(answer.isDeduplicated && answer.review.state.auditID == known, comment)
      }
      answers[requestID] = answer.review.state.auditID
    } catch {
      #expect(error.reason == .storeUnavailable, comment)
      if answers[requestID] == nil { answers[requestID] = .some(nil) }
    }
  }

  private mutating func restart() async throws {
    await bench.stop()
    store.set {
      $0.appends = []
      $0.areReadsFailing = false
    }
    bench = try await Bench(store, clock: clock)
  }

  mutating func finish(_ comment: Comment) async throws {
    store.set {
      $0.appends = []
      $0.areReadsFailing = false
    }
    await bench.settle()
    for requestID in answers.keys.sorted() { await submit(requestID, comment) }
    try await model.expectMatches(bench, comment)
    #expect(try await store.head().sequence == bench.engine.headSequence, comment)
    #expect(model.uses.values.allSatisfy { $0 == 1 }, "\(comment): \(model.uses)")
    for (requestID, auditID) in answers {
      #expect(auditID.map { model.fold.records[$0]?.submitted.request.id == requestID } ?? false, comment)
    }
    #expect(try await bench.engine.verifyAuditTrail(from: 0, through: 0).chain.isValid, comment)
    #expect(bench.reports.all.allSatisfy { !$0.hasPrefix("broken") }, comment)
    try await expectClocksOnce(comment)
    try await expectPermitsOnce(comment)
    await bench.stop()
  }

  /// A review has one permit, which lapses once at most, and never without it.
  private func expectPermitsOnce(_ comment: Comment) async throws {
    var seen: Set<String> = []
    for entry in try await store.allEntries() where entry.eventType.hasPrefix("execution.") {
      guard entry.eventType == "execution.authorized" || entry.eventType == "execution.lapsed" else { continue }
      #expect(seen.insert("\(entry.auditID) \(entry.eventType)").inserted, comment)
      #expect(seen.contains("\(entry.auditID) execution.authorized"), comment)
    }
  }

  /// Each warning and breach comes once for each clock of a review.
  private func expectClocksOnce(_ comment: Comment) async throws {
    var seen: Set<String> = []
    for entry in try await store.allEntries() where entry.eventType.hasPrefix("review.sla_") {
      let started = try EventDecoding.data(of: entry).text("clock_started_at")
      let role = try EventDecoding.data(of: entry).text("role")
      #expect(seen.insert("\(entry.auditID) \(entry.eventType) \(started) \(role)").inserted, comment)
    }
  }
}
