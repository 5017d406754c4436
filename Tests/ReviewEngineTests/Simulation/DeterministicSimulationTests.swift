import AuditTrail
import ReviewStore
import StoreConformance
import Testing

@testable import ReviewEngine

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Two servers, one store that fails, clients that repeat, watchers that resume: the same seed gives the same chain.
///
/// `COUNTERSIGN_SEED=n` replays one seed, `COUNTERSIGN_SEEDS=n` runs so many.
@Suite("A deterministic simulation", .timeLimit(.minutes(30)))
struct DeterministicSimulationTests {
  private static let stepCount = 24

  /// Most seeds are short: what they start with differs, and three short ones cost as much as a long one.
  private static func stepCount(of seed: UInt64) -> Int { seed.isMultiple(of: 4) ? stepCount : 8 }

  private static func number(_ name: String) -> UInt64? { getenv(name).flatMap { UInt64(String(cString: $0)) } }

  private static var seeds: ClosedRange<UInt64> {
    if let seed = number("COUNTERSIGN_SEED") { return seed...seed }
    return 1...(number("COUNTERSIGN_SEEDS") ?? (getenv("COUNTERSIGN_DEEP") == nil ? 2_000 : 20_000))
  }

  @Test("keeps every invariant of domain.md after each step")
  func everySeed() async {
    let seeds = Self.seeds
    let failures = await withTaskGroup(of: [String].self) { group in
      let taskCount: UInt64 = 2
      for first in 0..<taskCount {
        group.addTask {
          var failures: [String] = []
          for seed in seeds where seed % taskCount == first && failures.count < 3 {
            let faults = Simulation(seed: seed).run(steps: Self.stepCount(of: seed))
            if let fault = faults.first { failures.append("COUNTERSIGN_SEED=\(seed) replays: \(fault)") }
          }
          return failures
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
  }

  @Test("is the same chain, byte by byte, for the same seed", arguments: UInt64(1)...20)
  func deterministic(seed: UInt64) {
    let (first, second) = (Simulation(seed: seed), Simulation(seed: seed))
    let faults = [first.run(steps: Self.stepCount), second.run(steps: Self.stepCount)]
    #expect(faults[0] == faults[1])
    // The hash of the last entry covers every byte before it.
    #expect(first.counts.head == second.counts.head && first.counts.head != nil)
  }

  @Test("does what it is for: faults, repeats, kills and nearly every type of entry come up")
  func coverage() {
    var total = Simulation.Counts()
    for seed in UInt64(1)...60 {
      let simulation = Simulation(seed: seed)
      _ = simulation.run(steps: Self.stepCount)
      total.kills += simulation.counts.kills
      total.repeats += simulation.counts.repeats
      total.failures += simulation.counts.failures
      total.eventTypes.merge(simulation.counts.eventTypes, uniquingKeysWith: +)
    }
    #expect(total.kills > 20 && total.repeats > 20 && total.failures > 20, "\(total)")
    for type in Self.eventTypes { #expect(total.eventTypes[type] != nil, "\(type) never came up") }
  }

  private static let eventTypes = [
    "query.submitted", "query.cancelled", "review.claimed", "review.released", "review.claim_expired",
    "review.information_requested", "review.information_provided", "review.opinion_recorded", "review.decided",
    "review.escalated", "review.sla_warning", "review.sla_breached", "review.expired", "review.blocked",
    "review.unblocked", "reviewer.upserted", "kill_switch.engaged", "kill_switch.released", "policy.activated",
    "service.started",
  ]

  @Test("has a store that keeps the promises of a store", arguments: ConformanceCase.allCases)
  func conforms(_ conformanceCase: ConformanceCase) async throws {
    let database = SimulatedDatabase()
    try await StoreConformance(isPersistent: true) { _ in SimulatedStore(database) }.run(conformanceCase)
  }
}
