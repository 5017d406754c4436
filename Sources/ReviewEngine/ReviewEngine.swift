import AuditTrail
import ReviewCore
import ReviewStore
import Synchronization

/// Runs the review workflow on a store: collects commands into batches, decides them, makes them durable, then tells.
///
/// Commands of a batch commit in one transaction; there is no timer: a batch is what came in while the last one
/// committed. An answer is durable when it is returned, and nobody hears of anything before it is committed. Call
/// `start()` once, then keep `run()` running until `stop()`.
public final class ReviewEngine: Sendable {
  let store: any ReviewStore
  let clock: any EngineClock
  let limits: EngineLimits
  let inbox: Inbox
  let view: Mutex<EngineView>
  private let isEndingStreams = Atomic(false)
  /// How many simulations run.
  let simulations = Mutex(0)
  let readPolicy: @Sendable (String) -> ReviewPolicy?
  let given: EnginePolicy
  /// What signs receipts and permits; nil for an engine without a key, which makes none.
  public let signingKey: SigningKey?
  let signer: ReceiptSigner?
  /// Receives one line for each event that an operator should know of.
  let report: @Sendable (EngineReport) -> Void
  /// When `start()` was called.
  public let startedAt: Instant

  /// - Parameters:
  ///   - policy: given by the operator; see `PolicyChangeAtStart`.
  ///   - readPolicy: makes a policy of recorded canonical JSON, its version set; nil where it cannot be read.
  ///   - signingKey: signs receipts and permits; recorded by `start()` where the chain does not know it.
  ///   - report: must return at once.
  public init(
    store: any ReviewStore, policy: EnginePolicy, readPolicy: @escaping @Sendable (String) -> ReviewPolicy?,
    clock: any EngineClock = SystemClock(), limits: EngineLimits = EngineLimits(), signingKey: SigningKey? = nil,
    report: @escaping @Sendable (EngineReport) -> Void = { _ in }
  ) {
    self.store = store
    self.clock = clock
    self.limits = limits
    self.readPolicy = readPolicy
    self.report = report
    given = policy
    self.signingKey = signingKey
    signer = signingKey.map { ReceiptSigner(key: $0, origin: store.origin) }
    startedAt = clock.now()
    inbox = Inbox(countMax: limits.pendingCommandCountMax)
    var view = EngineView(head: ChainWriter.emptyHead(origin: store.origin), policy: policy.policy, limits: limits)
    view.signingKeyID = signingKey?.keyID
    self.view = Mutex(view)
  }

  /// Performs commands and moves clocks until `stop()`; returns once everything queued was answered.
  ///
  /// To cancel its task is to stop the engine.
  public func run() async {
    await withTaskExecutorPreference(store.executor) {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await self.tick() }
        await takeTurns()
        group.cancelAll()
      }
    }
  }

  /// `run()` without its ticker: the clocks are looked at only when somebody calls `moveClocks()`.
  func takeTurns() async {
    store.onAppendElsewhere { [inbox] in inbox.signal.raise() }
    while true {
      await processBatch()
      if Task.isCancelled { stop() }
      if inbox.isFinished { break }
      if inbox.isEmpty { await inbox.signal.wait() }
    }
  }

  /// Ends watches and waiting calls, so that their callers go to another server; commands are still performed.
  public func endStreams() {
    isEndingStreams.store(true, ordering: .relaxed)
    wakeEverybody()
  }

  /// Refuses new commands; what is queued is still performed, then `run()` returns.
  public func stop() {
    endStreams()
    inbox.close()
  }

  /// Whether `endStreams()` or `stop()` was called.
  public var isStopping: Bool { isEndingStreams.load(ordering: .relaxed) }

  /// Looks at the clocks now; the running engine does so by itself at least every `tickMicroseconds`.
  public func moveClocks() {
    let now = clock.now()
    var signals: [Signal] = []
    view.withLock { view in
      // A clock that went back: everybody looks anew, so that nobody sleeps until it is there again.
      let wentBack = view.lookedAt.map { now < $0 } ?? false
      view.lookedAt = now
      view.waiters.due(by: now, into: &signals)
      if wentBack { view.watchers.all(into: &signals) } else { view.watchers.due(by: now, into: &signals) }
    }
    for signal in signals { signal.raise() }
    inbox.signal.raise()
  }

  private func tick() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .microseconds(limits.tickMicroseconds))
      moveClocks()
    }
  }

  private func wakeEverybody() {
    var signals: [Signal] = []
    view.withLock { view in
      view.waiters.all(into: &signals)
      view.watchers.all(into: &signals)
    }
    for signal in signals { signal.raise() }
  }
}

/// What an operator should know of.
public enum EngineReport: Sendable {
  /// The store failed; commands are refused until it recovers.
  case storeFailed(detail: String)
  /// The store works again.
  case storeRecovered
  /// An entry failed verification; commands are refused.
  case chainBroken(sequence: Int64)
  /// Somebody should look at what a reviewer does (domain.md §8): told once, when it becomes so.
  case reviewerWarning(reviewerID: String, detail: String)
  /// An error inside the workflow blocked a review; only an override releases it (domain.md §7).
  case reviewBlocked(AuditID, reason: String)
  /// A permit ended without a report, or its holder lost the outcome: a person must find out.
  case outcomeUnknown(auditID: AuditID, permitID: AuditID, executorID: String, isLapse: Bool)

  init(_ unknown: UnknownOutcome) {
    self = .outcomeUnknown(
      auditID: unknown.auditID, permitID: unknown.permitID, executorID: unknown.executorID, isLapse: unknown.isLapse)
  }
  /// A start put another policy in force than the chain had.
  case policyReplaced(inForce: String, given: String)
}
