import AuditTrail
import Countersign
import ReviewCore
import ReviewStore
import Synchronization

@testable import ReviewEngine

/// One life of a server: its engine, its connection and its own clock.
final class SimulatedServer: Sendable {
  enum Phase: Sendable {
    case starting
    case running
    /// It could not start, or was stopped.
    case ended
  }

  let engine: ReviewEngine
  private let store: SimulatedStore
  private let phaseBox = Mutex(Phase.starting)
  private let killed = Mutex(false)

  /// Small, as it is read anew at each start.
  static let policy: EnginePolicy = {
    var rules = Bench.policy.policy.rules
    (rules.mnpiTerms, rules.adviceTerms, rules.actionInferences, rules.domainInferences) = ([], [], [], [])
    return EnginePolicy(recording: ReviewPolicy(rules: rules))
  }()

  static func readPolicy(_ json: String) -> ReviewPolicy? {
    json == policy.canonicalJSON ? policy.policy : EnginePolicy.read(canonicalJSON: json)
  }

  init(_ database: SimulatedDatabase, clock: any EngineClock, executor: SimulatedExecutor) {
    let reports = Reports()
    store = SimulatedStore(database)
    engine = ReviewEngine(
      store: store, policy: Self.policy, readPolicy: Self.readPolicy, clock: clock, limits: Self.limits,
      report: { reports.note($0) })
    self.reports = reports
    _ = Task(executorPreference: executor) { [self] in await live() }
  }

  let reports: Reports

  /// Small ones, so that a few commands reach them.
  private static let limits: EngineLimits = {
    var limits = EngineLimits()
    limits.batchCommandCountMax = 3
    limits.batchEntryCountMax = 6
    limits.dueReviewCountMax = 2
    limits.watcherChangeCountMax = 4
    limits.resumeEntryCountMax = 40
    limits.recordPageCount = 3
    limits.verificationPageCount = 7
    return limits
  }()

  var phase: Phase { phaseBox.withLock { $0 } }
  var isRunning: Bool { phase == .running }
  var isKilled: Bool { killed.withLock { $0 } }
  var headSequence: Int64 { engine.headSequence }

  private func live() async {
    do throws(EngineStartError) {
      try await engine.start(softwareVersion: "simulation", policyChange: .activateBySystem)
    } catch {
      return end()
    }
    let isCurrent = phaseBox.withLock { phase in
      if phase == .starting { phase = .running }
      return phase == .running
    }
    if isCurrent { await engine.takeTurns() }
    end()
  }

  private func end() { phaseBox.withLock { $0 = .ended } }

  /// Finishes what it has, then ends.
  func stop() { engine.stop() }

  /// Ends at once: what it does from now on reaches nobody.
  func kill() {
    killed.withLock { $0 = true }
    end()
    store.cut()
    engine.stop()
  }
}

/// A server's wall clock, some way from the true time.
struct SkewedClock: EngineClock {
  let clock: ManualClock
  let skewMicroseconds: Int64

  func now() -> Instant { clock.now().advanced(byMicroseconds: skewMicroseconds) }
  func random() -> (UInt64, UInt64) { clock.random() }
}
