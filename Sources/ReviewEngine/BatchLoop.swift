import AuditTrail
import ReviewCore
import ReviewStore

/// The engine's turn: what is queued and what is due becomes one transaction.
extension ReviewEngine {
  /// How often a batch is decided anew because another server appended first.
  private static let attemptCountMax = 8

  /// Takes, decides, commits, tells. Called by one task only.
  func processBatch() async {
    let commands = inbox.take(limits.batchCommandCountMax)
    let turn = beginTurn()
    if commands.isEmpty, turn.due.isEmpty { return await probeStore(turn) }
    if let broken = turn.brokenSequence { return answer(commands, with: .chainBroken(at: broken)) }
    do throws(Refusal) {
      try await perform(commands)
    } catch {
      answer(commands, with: error)
    }
  }

  private struct Turn {
    let due: [ReviewCase]
    let brokenSequence: Int64?
    let isStoreFailing: Bool
  }

  private func beginTurn() -> Turn {
    let now = clock.now()
    return view.withLock { view in
      Turn(
        due: view.brokenSequence == nil ? view.queue.due(by: now, limit: limits.dueReviewCountMax) : [],
        brokenSequence: view.brokenSequence, isStoreFailing: view.storeFailure != nil)
    }
  }

  /// Decides again as often as another writer was first.
  private func perform(_ commands: [PendingCommand]) async throws(Refusal) {
    for _ in 0..<Self.attemptCountMax {
      let (plan, verdicts) = try await plan(commands)
      guard let batch = plan.batch else { return answer(commands, verdicts) }
      if try await commit(batch, of: plan) {
        answer(commands, verdicts)
        return
      }
      try await catchUp()
    }
    throw .storeUnavailable
  }

  private func plan(_ commands: [PendingCommand]) async throws(Refusal) -> (BatchPlan, [BatchPlan.Verdict]) {
    let keys = commands.compactMap(\.command.requestKey)
    let used =
      keys.isEmpty ? [] : try await store.reading { store throws(StoreError) in try await store.requests(keys) }
    let state = state(for: commands)
    let records = try await store.records(
      ofMissing: state.missing, through: state.head.sequence, policies: state.policies)
    var cases = state.cases
    for (auditID, record) in records { cases[auditID] = record.state }
    var plan = BatchPlan(
      head: state.head, now: state.now, policy: state.policy, used: used, cases: cases, depths: state.depths)
    for review in state.due {
      plan.include(review)
      plan.moveClocks(of: review.auditID)
    }
    let verdicts = commands.map { plan.decide($0.command, random: clock.random) }
    return (plan, verdicts)
  }

  /// What a batch is decided on, taken under the lock at one moment.
  private struct BatchState {
    let now: Instant
    let head: ChainHead
    let policy: ReviewPolicy
    let policies: [String: ReviewPolicy]
    let depths: [Int]
    let due: [ReviewCase]
    var cases: [AuditID: ReviewCase] = [:]
    /// Needed, but not waiting: final or unknown.
    var missing: [AuditID] = []
  }

  private func state(for commands: [PendingCommand]) -> BatchState {
    let now = clock.now()
    return view.withLock { view in
      var state = BatchState(
        now: now, head: view.head, policy: view.policy, policies: view.policies, depths: view.depths,
        due: view.queue.due(by: now, limit: limits.dueReviewCountMax))
      for auditID in commands.compactMap(\.command.reviewNeeded) {
        if let review = view.queue[auditID] { state.cases[auditID] = review } else { state.missing.append(auditID) }
      }
      return state
    }
  }

  // MARK: Commit

  /// - Returns: false when another writer was first.
  private func commit(_ batch: AppendBatch, of plan: BatchPlan) async throws(Refusal) -> Bool {
    do throws(StoreError) {
      guard try await store.append(batch) == .committed else { return false }
    } catch {
      guard await wasCommitted(batch, after: error) else {
        noteStoreFailure(error)
        throw .storeUnavailable(detail: error)
      }
    }
    noteStoreWorks()
    publish(plan.changed.compactMap { plan.changes[$0] }, head: plan.writer.head)
    return true
  }

  /// A commit whose answer was lost is looked up, never assumed.
  private func wasCommitted(_ batch: AppendBatch, after error: StoreError) async -> Bool {
    guard error.outcomeUnknown, let first = batch.entries.first else { return false }
    do throws(StoreError) {
      let stored = try await store.entries(after: batch.expectedHead.sequence, limit: 1)
      return stored.first?.currentHash == first.currentHash
    } catch {
      return false
    }
  }

  private func publish(_ changes: [BatchPlan.Change], head: ChainHead) {
    let signals = view.withLock { $0.publish(changes, head: head) }
    for signal in signals { signal.raise() }
  }

  // MARK: Other writers

  /// Folds in what others appended.
  private func catchUp() async throws(Refusal) {
    while true {
      let (head, policies) = view.withLock { ($0.head, $0.policies) }
      let entries = try await store.reading { store throws(StoreError) in
        try await store.entries(after: head.sequence, limit: limits.verificationPageCount)
      }
      guard let last = entries.last else { return }
      let changes = try await changes(by: entries, policies: policies)
      publish(changes, head: ChainHead(ofEntry: last))
    }
  }

  private func changes(
    by entries: [AuditEntry], policies: [String: ReviewPolicy]
  ) async throws(Refusal) -> [BatchPlan.Change] {
    let touched = Set(entries.compactMap { AuditID(text: $0.auditID) })
    let records = try await store.records(
      of: Array(touched), through: entries.last?.sequence ?? 0, policies: policies)
    let before = view.withLock { view in touched.compactMap { view.queue[$0] } }
    let earlier = Dictionary(uniqueKeysWithValues: before.map { ($0.auditID, $0) })
    return records.values.map { record in
      BatchPlan.Change(
        before: earlier[record.state.auditID], after: record.state, clockReached: true, changedBeyondWarning: true)
    }
  }

  // MARK: Answers

  private func answer(_ commands: [PendingCommand], _ verdicts: [BatchPlan.Verdict]) {
    for (command, verdict) in zip(commands, verdicts) {
      switch verdict {
      case .done(let outcome): command.reply.resume(returning: .success(outcome))
      case .refused(let refusal): command.reply.resume(returning: .failure(refusal))
      }
    }
  }

  private func answer(_ commands: [PendingCommand], with refusal: Refusal) {
    for command in commands { command.reply.resume(returning: .failure(refusal)) }
  }

  // MARK: Health

  /// While the store fails, asks it whether it is back.
  private func probeStore(_ turn: Turn) async {
    guard turn.isStoreFailing else { return }
    do throws(StoreError) {
      _ = try await store.head()
      noteStoreWorks()
    } catch {
      noteStoreFailure(error)
    }
  }

  private func noteStoreFailure(_ error: StoreError) {
    setStoreFailure(error.detail, report: .storeFailed(detail: error.detail))
  }

  private func noteStoreWorks() { setStoreFailure(nil, report: .storeRecovered) }

  private func setStoreFailure(_ detail: String?, report event: EngineReport) {
    var signals: [Signal] = []
    let isNew = view.withLock { view in
      defer { view.storeFailure = detail }
      guard (view.storeFailure == nil) != (detail == nil) else { return false }
      view.waiters.wakeHealth(into: &signals)
      return true
    }
    for signal in signals { signal.raise() }
    if isNew { report(event) }
  }
}

extension ReviewStore {
  /// Records of reviews that are not waiting; nothing is read when there are none.
  fileprivate func records(
    ofMissing reviews: [AuditID], through sequence: Int64, policies: [String: ReviewPolicy]
  ) async throws(Refusal) -> [AuditID: ReviewRecord] {
    reviews.isEmpty ? [:] : try await records(of: reviews, through: sequence, policies: policies)
  }
}
