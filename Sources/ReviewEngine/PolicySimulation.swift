import AuditTrail
import ReviewCore
import ReviewStore

/// What would differ had another policy been in force.
public struct PolicySimulation: Sendable {
  /// One query that would differ.
  public struct Difference: Equatable, Sendable {
    public let auditID: String
    public let recordedLevel: RiskLevel
    public let simulatedLevel: RiskLevel
    public let recordedRole: String
    public let simulatedRole: String
  }

  /// Queries reclassified.
  public fileprivate(set) var evaluated = 0
  /// The first `EngineLimits.simulatedDifferenceCountMax` that would differ.
  public fileprivate(set) var differences: [Difference] = []
  /// All that would differ.
  public fileprivate(set) var differenceCount = 0
  /// Where to go on when time ran out; nil when all were looked at. No query before it was left out.
  public fileprivate(set) var nextStart: Instant?
}

/// Reclassifies recorded queries (domain.md §4, SimulatePolicy).
extension ReviewEngine {
  /// Reclassifies what was submitted from `start` and before `end` under a policy; records nothing.
  ///
  /// The moment's circumstances are taken as they were recorded: what the same person had asked for before, who was absent
  /// and which queue was too deep. What would begin in the same role is taken to move on as it did. Reads a page at a time,
  /// the next one while this one is judged, and never in the engine's turn.
  /// - Parameter until: stops then, at the next query of another instant.
  /// - Throws: `limitReached` while as many simulations run as may, `storeUnavailable`, `chainBroken` at an entry that
  ///   cannot be read.
  public func simulate(
    _ policy: ReviewPolicy, from start: Instant?, before end: Instant?, until: Instant?
  ) async throws(Refusal) -> PolicySimulation {
    let isFull = simulations.withLock { count in
      if count < limits.simulationCountMax { count += 1 } else { return true }
      return false
    }
    if isFull { throw .limitReached("simulations", limits.simulationCountMax) }
    defer { simulations.withLock { $0 -= 1 } }
    let longest = moment(afterMicroseconds: limits.simulationMicrosecondsMax)
    let run = SimulationRun(
      policy: policy, end: end, head: headSequence, until: until.map { min($0, longest) } ?? longest, limits: limits)
    return try await simulate(run, from: start)
  }

  private func simulate(_ run: SimulationRun, from start: Instant?) async throws(Refusal) -> PolicySimulation {
    var run = run
    var page = try await submittedQueries(after: 0, from: start).get()
    while let last = page.last, last.sequence <= run.head, page.count == limits.simulatedPageCount {
      async let following = submittedQueries(after: last.sequence, from: nil)
      try run.evaluate(page)
      if run.isFinished { return run.result }
      run.isDue = run.isDue || clock.now() >= run.until
      if Task.isCancelled || isStopping { throw .callEnded }
      page = try await following.get()
    }
    try run.evaluate(page)
    return run.result
  }

  private func submittedQueries(after sequence: Int64, from start: Instant?) async -> Result<[AuditEntry], Refusal> {
    var filter = EntryFilter()
    filter.eventType = "query.submitted"
    filter.start = start
    do throws(Refusal) {
      return .success(
        try await store.reading { [filter] store throws(StoreError) in
          try await store.entries(matching: filter, after: sequence, limit: limits.simulatedPageCount)
        })
    } catch {
      return .failure(error)
    }
  }
}

/// The pure part: entries in, differences out.
struct SimulationRun {
  let end: Instant?
  /// What was recorded later is not looked at, or a busy service would never come to an end.
  let head: Int64
  let until: Instant
  /// Whether time ran out: it ends before the next query of another instant, so that none is lost or told twice.
  var isDue = false
  private(set) var isFinished = false
  private(set) var result = PolicySimulation()

  private let policy: ReviewPolicy
  private let differenceCountMax: Int
  /// By level, where its reviews begin.
  private let firstRoles: [[UInt8]]
  private var scan = SubmittedQueryScan()
  private var lastInstant = Int64.min

  init(policy: ReviewPolicy, end: Instant?, head: Int64, until: Instant, limits: EngineLimits) {
    self.policy = policy
    self.end = end
    self.head = head
    self.until = until
    differenceCountMax = limits.simulatedDifferenceCountMax
    firstRoles = RiskLevel.allCases.map { Array(policy.firstRole(of: $0).utf8) }
  }

  /// Judges entries in the order of the chain.
  mutating func evaluate(_ entries: [AuditEntry]) throws(Refusal) {
    for entry in entries where !isFinished {
      let instant = Instant(unixMicroseconds: entry.timestampMicroseconds)
      if entry.sequence > head || end.map({ instant >= $0 }) ?? false {
        isFinished = true
      } else if isDue, entry.timestampMicroseconds != lastInstant {
        result.nextStart = instant
        isFinished = true
      } else {
        lastInstant = entry.timestampMicroseconds
        try evaluate(entry)
      }
    }
  }

  private mutating func evaluate(_ entry: AuditEntry) throws(Refusal) {
    let judged = scan.scan(entry.canonicalJSON) { [policy] proposal, recorded in
      (findRisk(proposal, policy: policy, others: recorded.others).level, recorded)
    }
    if let judged {
      compare(judged.0, judged.1, entry)
    } else {
      let (level, recorded) = try SlowReading.judge(entry, by: policy)
      compare(level, recorded, entry)
    }
  }

  private mutating func compare(
    _ level: RiskLevel, _ recorded: SubmittedQueryScan.Recorded, _ entry: AuditEntry
  ) {
    result.evaluated += 1
    let first = firstRoles[Int(level.rawValue)]
    let role = first == recorded.firstRole ? recorded.role : first
    guard level != recorded.level || role != recorded.role else { return }
    result.differenceCount += 1
    guard result.differences.count < differenceCountMax else { return }
    result.differences.append(
      PolicySimulation.Difference(
        auditID: entry.auditID, recordedLevel: recorded.level, simulatedLevel: level,
        recordedRole: String(decoding: recorded.role, as: UTF8.self),
        simulatedRole: String(decoding: role, as: UTF8.self)))
  }
}

/// The same by reading the whole entry, for one that is not written as this release writes them.
enum SlowReading {
  static func judge(
    _ entry: AuditEntry, by policy: ReviewPolicy
  ) throws(Refusal) -> (RiskLevel, SubmittedQueryScan.Recorded) {
    do throws(UnreadableEntry) {
      if case .submitted(let submitted)? = try EventDecoding.event(of: entry) {
        let recorded = recorded(submitted)
        let level = submitted.proposal.withView { findRisk($0, policy: policy, others: recorded.others).level }
        return (max(level, submitted.risk.classifier?.level ?? level), recorded)
      }
    } catch {}
    throw .chainBroken(at: entry.sequence)
  }

  static func recorded(_ submitted: ReviewEvent.Submitted) -> SubmittedQueryScan.Recorded {
    let routing = submitted.routing
    return SubmittedQueryScan.Recorded(
      level: submitted.risk.level, role: Array(routing.reviewerRole.utf8),
      firstRole: Array((routing.moves.first?.fromRole ?? routing.reviewerRole).utf8),
      others: submitted.risk.aggregateAmount.map {
        RecordedSum(sum: $0, own: submitted.risk.assessedAmount?.amount)
      })
  }
}
