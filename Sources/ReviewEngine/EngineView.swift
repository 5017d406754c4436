import AuditTrail
import ReviewCore

/// What the service knows: a fold over the committed chain, with who waits for its changes.
///
/// Changed by the engine's loop only; read under the same lock by everybody else. Nothing in here waits or calls out.
struct EngineView: Sendable {
  /// The last committed entry.
  var head: ChainHead
  /// The waiting reviews as of `head`.
  var queue = QueueIndex()
  /// Every policy that was ever in force, by version: each review keeps the one with which it was submitted.
  var policies: [String: ReviewPolicy]
  /// In force for new submissions.
  var policy: ReviewPolicy
  /// What was asked for lately.
  var amounts = AmountIndex()
  /// What each reviewer did lately.
  var activities = ActivityIndex()
  /// What the entries without a review say.
  var service = ServiceState()
  /// The first entry that failed verification; while set, nothing is recorded.
  var brokenSequence: Int64?
  /// Breaks up to here were accepted by an operator.
  var acceptedSequence: Int64 = 0
  /// The key that this server signs with; nil without one.
  var signingKeyID: String?
  /// Why the store cannot be written; nil while it can.
  var storeFailure: String?
  /// When a write failed; nil once one succeeded.
  var writeFailedAt: Instant?
  /// When the clocks were looked at last; a wall clock that goes back is seen by it.
  var lookedAt: Instant?
  /// Waiting reviews by rank of the role in the policy in force; kept ready, as every classification asks for it.
  private(set) var depths: [Int] = []
  var waiters = WaiterTable()
  var watchers: WatcherTable

  init(head: ChainHead, policy: ReviewPolicy, limits: EngineLimits) {
    watchers = WatcherTable(pendingCountMax: limits.watcherChangeCountMax)
    self.head = head
    self.policy = policy
    policies = [policy.version: policy]
  }

  /// Whether this server's key may no longer sign: then it records nothing more (see `SigningKeyChangeAtStart`).
  var isSigningKeyRetired: Bool { signingKeyID.map { service.keys.isRetired($0) } ?? false }

  /// Why nothing is recorded; nil while commands are accepted.
  var failure: String? { storeFailure ?? (isSigningKeyRetired ? "this server's signing key was retired" : nil) }

  /// The wall clock's time, unless the chain is ahead of it.
  func present(_ now: Instant) -> Instant { max(now, Instant(unixMicroseconds: head.timestampMicroseconds)) }

  func isClockDue(by now: Instant) -> Bool { queue.nextDue.map { $0 <= present(now) } ?? false }

  mutating func activate(_ policy: ReviewPolicy) {
    policies[policy.version] = policy
    self.policy = policy
    countDepths()
  }

  /// What the chain holds; who waits stays.
  mutating func takeChain(from loaded: EngineView) {
    head = loaded.head
    queue = loaded.queue
    amounts = loaded.amounts
    activities = loaded.activities
    service = loaded.service
    policies = loaded.policies
    brokenSequence = loaded.brokenSequence
    acceptedSequence = loaded.acceptedSequence
    countDepths()
  }

  /// The waiting reviews that a command on the service may change.
  func reviews(touchedBy action: PreparedServiceCommand.Action) -> [ReviewCase] {
    switch action {
    case .upsertReviewer(let reviewer, _, _):
      return service.registry.identities(replacedBy: reviewer).flatMap { queue.claimed(by: $0) }
    case .engageKillSwitch(let scope, _):
      let roster = service.roster
      return waiting { $0.isStopped(by: scope, roster: roster) }
        + queue.unsettledExecutions.filter { $0.hasPermitOut(in: scope, roster: roster) }
    case .releaseKillSwitch(let killSwitchID, _): return waiting { $0.killSwitchIDs.contains(killSwitchID) }
    case .proposePolicy, .activatePolicy: return []
    }
  }

  private func waiting(_ matches: (ReviewCase) -> Bool) -> [ReviewCase] {
    var found: [ReviewCase] = []
    queue.forEach(matching: ReviewFilter(), now: Instant(unixMicroseconds: 0)) { review in
      if matches(review) { found.append(review) }
      return true
    }
    return found
  }

  /// Takes a committed change in.
  ///
  /// - Returns: who is to be woken once the lock is released.
  mutating func publish(_ changes: [BatchPlan.Change], head: ChainHead) -> [Signal] {
    var signals: [Signal] = []
    for change in changes {
      queue.update(change.after)
      amounts.update(change.after)
      watchers.note(change, into: &signals)
      waiters.wake(review: change.after.auditID, into: &signals)
    }
    self.head = head
    // The longest, as the policy before may come into force again.
    let window = policies.values.reduce(0) { max($0, $1.rules.periods.aggregateWindowMicroseconds) }
    amounts.forget(through: Instant(unixMicroseconds: head.timestampMicroseconds - window))
    countDepths()
    waiters.wakeFollowers(into: &signals)
    return signals
  }

  private mutating func countDepths() { depths = policy.rules.roles.map { queue.depth(ofRole: $0.name) } }
}

/// Calls that wait for a change: of one review, of the chain's end, of the service's health. Bounded by `countMax`.
struct WaiterTable: Sendable {
  /// What a call waits for.
  enum Subject: Hashable, Sendable {
    case review(AuditID)
    case chain
    case health
  }

  /// Names one waiting call.
  struct Ticket: Hashable, Sendable {
    fileprivate let number: UInt64
    fileprivate let subject: Subject
  }

  private struct Waiter: Sendable {
    let signal: Signal
    let wakeAt: Instant?
  }

  private var waiters: [Subject: [UInt64: Waiter]] = [:]
  private var nextNumber: UInt64 = 0
  private(set) var count = 0

  mutating func add(_ subject: Subject, signal: Signal, wakeAt: Instant?) -> Ticket {
    nextNumber += 1
    count += 1
    waiters[subject, default: [:]][nextNumber] = Waiter(signal: signal, wakeAt: wakeAt)
    return Ticket(number: nextNumber, subject: subject)
  }

  mutating func remove(_ ticket: Ticket) {
    guard waiters[ticket.subject]?.removeValue(forKey: ticket.number) != nil else { return }
    count -= 1
    if waiters[ticket.subject]?.isEmpty == true { waiters[ticket.subject] = nil }
  }

  func wake(review auditID: AuditID, into signals: inout [Signal]) { wake(.review(auditID), into: &signals) }

  func wakeFollowers(into signals: inout [Signal]) { wake(.chain, into: &signals) }

  func wakeHealth(into signals: inout [Signal]) { wake(.health, into: &signals) }

  private func wake(_ subject: Subject, into signals: inout [Signal]) {
    guard let waiting = waiters[subject] else { return }
    for waiter in waiting.values { signals.append(waiter.signal) }
  }

  /// Those whose own time has come.
  func due(by now: Instant, into signals: inout [Signal]) {
    for waiting in waiters.values {
      for waiter in waiting.values {
        if let wakeAt = waiter.wakeAt, wakeAt <= now { signals.append(waiter.signal) }
      }
    }
  }

  /// Everybody, at the end.
  func all(into signals: inout [Signal]) {
    for waiting in waiters.values { signals.append(contentsOf: waiting.values.map(\.signal)) }
  }
}
