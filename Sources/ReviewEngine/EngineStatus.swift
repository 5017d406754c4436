import ReviewCore

/// The state of one role's queue.
public struct QueueStatus: Sendable {
  public let role: String
  /// Reviews in it.
  public var waiting = 0
  /// Of these, claimed.
  public var claimed = 0
  /// Of these, past the deadline.
  public var breached = 0
  /// Earliest deadline.
  public var earliestDeadline: Instant?
}

/// The state of the engine and what it keeps.
public struct EngineStatus: Sendable {
  /// By rank of the role, the lowest first.
  public let queues: [QueueStatus]
  /// Number of the last entry.
  public let sequence: Int64
  /// In force.
  public let policyVersion: String
  /// Why nothing can be recorded; nil while it can.
  public let storeFailure: String?
  /// The first entry that failed verification; nil while none is known.
  public let brokenSequence: Int64?
  /// Permits that are out.
  public let permitCount: Int
  /// Executions whose outcome a person must find out.
  public let unknownOutcomeCount: Int
  /// Whether commands are accepted.
  public var isServing: Bool { storeFailure == nil }
}

extension ReviewEngine {
  /// The state at this moment.
  public func status() -> EngineStatus {
    let now = now()
    return view.withLock { view in
      let executions = view.executionCounts
      return EngineStatus(
        queues: view.queueStatuses(now: now), sequence: view.head.sequence, policyVersion: view.policy.version,
        storeFailure: view.failure, brokenSequence: view.brokenSequence, permitCount: executions.permits,
        unknownOutcomeCount: executions.unknownOutcomes)
    }
  }

  /// Permits that are out, and executions whose outcome a person must find out: cheaper than `status()`.
  public var executionCounts: (permits: Int, unknownOutcomes: Int) { view.withLock { $0.executionCounts } }

  /// In force for new submissions, and what fields are judged by.
  public var policyInForce: ReviewPolicy { view.withLock { $0.policy } }

  /// Every policy that was ever in force, in no order: reviews keep the one with which they were submitted.
  public var policies: [ReviewPolicy] { view.withLock { Array($0.policies.values) } }

  /// Whether commands are accepted: what they do can be recorded, and the engine is not stopping.
  public var isServing: Bool { !isStopping && view.withLock { $0.failure == nil } }

  /// Returns when `isServing` is no longer `value`, or when the task is cancelled.
  public func waitForServing(otherThan value: Bool) async throws(Refusal) {
    let signal = Signal()
    let ticket = try waiter(for: .health, signal: signal)
    defer { view.withLock { $0.waiters.remove(ticket) } }
    while isServing == value, !Task.isCancelled { await signal.wait() }
  }
}

extension EngineView {
  fileprivate var executionCounts: (permits: Int, unknownOutcomes: Int) {
    let permits = queue.unsettledExecutions.filter { $0.execution?.state == .authorized }.count
    return (permits, queue.unsettledExecutions.count - permits)
  }

  fileprivate func queueStatuses(now: Instant) -> [QueueStatus] {
    let known = policy.rules.roles.map(\.name)
    let others = queue.roles.filter { !known.contains($0) && queue.depth(ofRole: $0) > 0 }.sorted()
    return (known + others).map { queueStatus(ofRole: $0, now: now) }
  }

  private func queueStatus(ofRole role: String, now: Instant) -> QueueStatus {
    var filter = ReviewFilter()
    filter.reviewerRoles = [role]
    var status = QueueStatus(role: role)
    queue.forEach(matching: filter, now: now) { review in
      let deadline = review.deadline(asOf: now)
      status.waiting += 1
      if review.claim != nil { status.claimed += 1 }
      if deadline < now { status.breached += 1 }
      status.earliestDeadline = min(status.earliestDeadline ?? deadline, deadline)
      return true
    }
    return status
  }
}
