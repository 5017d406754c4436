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
  let readPolicy: @Sendable (String) -> ReviewPolicy?
  /// Signs permits; nil: none is issued.
  let signingKey: SigningKey?
  private let given: EnginePolicy
  /// Receives one line for each event that an operator should know of.
  let report: @Sendable (EngineReport) -> Void
  /// When `start()` was called.
  public let startedAt: Instant

  /// - Parameters:
  ///   - policy: given by the operator; see `PolicyChangeAtStart`.
  ///   - readPolicy: makes a policy of recorded canonical JSON, its version set; nil where it cannot be read.
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
    self.signingKey = signingKey
    self.report = report
    given = policy
    startedAt = clock.now()
    inbox = Inbox(countMax: limits.pendingCommandCountMax)
    view = Mutex(EngineView(head: ChainWriter.emptyHead(origin: store.origin), policy: policy.policy, limits: limits))
  }

  // MARK: Life

  /// Reads what the chain holds: policies, waiting reviews, the end of the chain; records that the service started.
  ///
  /// A chain that cannot be read or whose end does not verify does not stop the start: reading and verifying work, and
  /// every writing command is refused with `chainBroken` (domain.md §7).
  /// - Parameter acceptedState: why an operator starts on a chain that ends too early; recorded as the first entry.
  public func start(
    softwareVersion: String, policyChange: PolicyChangeAtStart = .refuse, acceptedState: String? = nil
  ) async throws(EngineStartError) {
    guard given.isRecordable else { throw .policyTooLarge }
    for _ in 0..<Self.startAttemptCountMax {
      var loader = ChainLoader(
        store: store,
        view: EngineView(head: ChainWriter.emptyHead(origin: origin), policy: given.policy, limits: limits),
        readPolicy: readPolicy)
      try await loader.load()
      view.withLock { $0.takeChain(from: loader.view) }
      if let inForce = loader.policyInForce, inForce != given.policy.version {
        guard case .activateBySystem = policyChange else {
          throw .policyDiffers(inForce: inForce, given: given.policy.version)
        }
      }
      if try await recordStart(softwareVersion, inForce: loader.policyInForce, acceptedState) { return }
    }
    throw .store("other servers wrote at the same moment, \(Self.startAttemptCountMax) times")
  }

  /// How often a start reads the chain anew because another server appended meanwhile.
  private static let startAttemptCountMax = 8

  /// Records the start, and takes in what other servers append meanwhile: on a busy chain somebody always was faster than
  /// whoever reads all of it.
  ///
  /// - Returns: false when the chain must be read anew, because it may now have another policy in force.
  private func recordStart(
    _ softwareVersion: String, inForce: String?, _ acceptedState: String?
  ) async throws(EngineStartError) -> Bool {
    for _ in 0..<Self.startAttemptCountMax {
      let (head, broken) = view.withLock { ($0.head, $0.brokenSequence) }
      if let broken {
        report(.chainBroken(sequence: broken))
        return true
      }
      let (entries, end) = startEntries(softwareVersion, inForce: inForce, acceptedState, after: head)
      let moved: ChainHead
      do throws(StoreError) {
        switch try await store.append(AppendBatch(expectedHead: head, entries: entries)) {
        case .headMoved(let other): moved = other
        case .committed:
          view.withLock { view in
            view.head = end
            view.activate(given.policy)
          }
          return true
        }
      } catch {
        throw .store(error.detail)
      }
      guard inForce == given.policy.version else { return false }
      do throws(Refusal) { try await catchUp(to: moved) } catch { return false }
      guard view.withLock({ $0.policy.version }) == given.policy.version else { return false }
    }
    return false
  }

  /// What a start records, and where the chain ends then.
  private func startEntries(
    _ softwareVersion: String, inForce: String?, _ acceptedState: String?, after head: ChainHead
  ) -> ([AuditEntry], ChainHead) {
    let now = max(clock.now(), Instant(unixMicroseconds: head.timestampMicroseconds))
    var writer = ChainWriter(head: head)
    var entries: [AuditEntry] = []
    let isNewPolicy = inForce != given.policy.version
    // What was accepted stands before everything that builds on it.
    if isNewPolicy, acceptedState == nil { entries.append(writer.append(policyEntry(after: writer.head, now))) }
    entries.append(
      writer.append(
        ServiceEntry.serviceStarted(
          version: softwareVersion, acceptedState: acceptedState, command: writer.head.sequence + 1, now: now)))
    if isNewPolicy, acceptedState != nil { entries.append(writer.append(policyEntry(after: writer.head, now))) }
    return (entries, writer.head)
  }

  private func policyEntry(after head: ChainHead, _ now: Instant) -> EntryDraft {
    ServiceEntry.policyActivated(given, command: head.sequence + 1, now: now)
  }

  /// Performs commands and moves clocks until `stop()`; returns once everything queued was answered.
  ///
  /// To cancel its task is to stop the engine.
  public func run() async {
    store.onAppendElsewhere { [inbox] in inbox.signal.raise() }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.tick() }
      while true {
        await processBatch()
        if Task.isCancelled { stop() }
        if inbox.isFinished { break }
        if inbox.isEmpty { await inbox.signal.wait() }
      }
      group.cancelAll()
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
  /// A permit ended without a report, or its holder lost the outcome: a person must find out.
  case outcomeUnknown(auditID: AuditID, permitID: AuditID, executorID: String, isLapse: Bool)

  init(_ unknown: UnknownOutcome) {
    self = .outcomeUnknown(
      auditID: unknown.auditID, permitID: unknown.permitID, executorID: unknown.executorID, isLapse: unknown.isLapse)
  }
}
