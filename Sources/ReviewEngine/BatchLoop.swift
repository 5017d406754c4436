import AuditTrail
import ReviewCore
import ReviewStore

/// The engine's turn: what is queued and what is due becomes one transaction.
extension ReviewEngine {
  /// How often a batch is decided anew because another server appended first.
  private static let attemptCountMax = 8

  /// Takes, decides, commits, tells. Called by one task only.
  func processBatch() async {
    var commands = inbox.take(limits.batchCommandCountMax)[...]
    let (isDue, broken) = view.withLock { ($0.isClockDue(by: clock.now()), $0.brokenSequence) }
    if let broken { answer(commands, with: .chainBroken(at: broken)) }
    if broken != nil || (commands.isEmpty && !isDue) { return await lookAtStore() }
    var isCommitted = false
    repeat {
      do throws(Refusal) {
        let turn = try await perform(commands)
        commands = commands.dropFirst(turn.answeredCount)
        isCommitted = turn.isCommitted
      } catch {
        return answer(commands, with: error)
      }
    } while !commands.isEmpty
    // More clocks were due than one transaction takes.
    if isCommitted, view.withLock({ $0.isClockDue(by: clock.now()) }) { inbox.signal.raise() }
  }

  private struct Turn {
    /// The oldest so many commands were answered.
    let answeredCount: Int
    let isCommitted: Bool
  }

  /// Decides again as often as another writer was first.
  private func perform(_ commands: ArraySlice<PendingCommand>) async throws(Refusal) -> Turn {
    for _ in 0..<Self.attemptCountMax {
      let (plan, verdicts) = try await plan(commands)
      guard let moved = try await settle(plan, hasVerdicts: !verdicts.isEmpty) else {
        answer(commands, verdicts)
        return Turn(answeredCount: verdicts.count, isCommitted: !plan.isEmpty)
      }
      try await catchUp(to: moved)
    }
    throw .storeUnavailable
  }

  /// Makes a plan durable. What writes nothing is answered on a present state too: another server may have written.
  ///
  /// - Returns: where the chain ends when the plan was made on another end.
  private func settle(_ plan: BatchPlan, hasVerdicts: Bool) async throws(Refusal) -> ChainHead? {
    if let batch = plan.batch { return try await commit(batch, of: plan) }
    guard hasVerdicts else { return nil }
    let head = try await readingInTurn { store throws(StoreError) in try await store.head() }
    return head == plan.writer.head ? nil : head
  }

  // MARK: Deciding

  private func plan(
    _ commands: ArraySlice<PendingCommand>
  ) async throws(Refusal) -> (BatchPlan, [BatchPlan.Verdict]) {
    let keys = Array(Set(commands.compactMap(\.command.requestKey)))
    let used =
      keys.isEmpty ? [] : try await readingInTurn { store throws(StoreError) in try await store.requests(keys) }
    let state = state(for: commands)
    if state.isSigningKeyRetired { throw .signingKeyRetired }
    var cases = state.cases
    if !state.missing.isEmpty {
      let records = try await recordsInTurn(of: state.missing, through: state.head.sequence, policies: state.policies)
      for (auditID, record) in records { cases[auditID] = record.state }
    }
    var plan = BatchPlan(
      head: state.head, now: state.now, policy: state.policy, used: used, cases: cases, depths: state.depths,
      service: state.service, candidates: state.candidates,
      issuer: signingKey.map { PermitIssuer(signingKey: $0, origin: store.origin) }, signer: signer)
    plan.take(amounts: state.amounts, after: state.amountsStart)
    plan.activities = state.activities
    plan.proposals = try await proposals(for: commands, state)
    for review in state.due {
      plan.include(review)
      plan.moveClocks(of: review.auditID)
    }
    var verdicts: [BatchPlan.Verdict] = []
    verdicts.reserveCapacity(commands.count)
    for command in commands {
      // At least one command joins, however many clocks were due.
      if plan.entries.count >= limits.batchEntryCountMax, !verdicts.isEmpty { break }
      verdicts.append(plan.decide(command.command, random: clock.random))
      if plan.activatedPolicy != nil { break }
      // What a later kill switch touches was looked up with the people of before.
      if case .service(let service) = command.command, case .upsertReviewer = service.action { break }
    }
    return (plan, verdicts)
  }

  /// What may be submitted again for a second look: a review that is kept in memory has no texts.
  private func proposals(
    for commands: ArraySlice<PendingCommand>, _ state: BatchState
  ) async throws(Refusal) -> [AuditID: ReviewEvent.Submitted] {
    guard state.policy.rules.reviewerLimits?.rereviewPercent ?? 0 > 0 else { return [:] }
    let reviews = Array(Set(commands.compactMap(\.command.sampledReview)))
    if reviews.isEmpty { return [:] }
    return try await recordsInTurn(of: reviews, through: state.head.sequence, policies: state.policies)
      .mapValues(\.submitted)
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
    let service: ServiceState
    /// What was asked for lately by those who submit now.
    var amounts: [AmountIndex.Key: AmountIndex.Totals] = [:]
    let amountsStart: Instant
    /// What those who act now did lately; empty where the policy limits nobody.
    var activities = ActivityIndex()
    let isSigningKeyRetired: Bool
    /// What can be claimed by role, the most urgent first.
    var candidates: [String: [ReviewCase]] = [:]
    /// Needed, but not waiting: final or unknown.
    var missing: [AuditID] = []
  }

  private func state(for commands: ArraySlice<PendingCommand>) -> BatchState {
    let now = clock.now()
    return view.withLock { view in
      let window = view.policy.rules.periods.aggregateWindowMicroseconds
      let start = view.present(now).advanced(byMicroseconds: -window)
      var state = BatchState(
        now: now, head: view.head, policy: view.policy, policies: view.policies, depths: view.depths,
        due: view.queue.due(by: view.present(now), limit: limits.dueReviewCountMax), service: view.service,
        amountsStart: start, isSigningKeyRetired: view.isSigningKeyRetired)
      for case .submit(let submission) in commands.map(\.command) {
        for key in BatchPlan.amountKeys(of: submission.proposal, roster: view.service.roster)
        where state.amounts[key] == nil {
          state.amounts[key] = view.amounts.totals(key, after: start)
        }
      }
      if view.policy.rules.reviewerLimits != nil {
        let reviewers = commands.compactMap(\.command.limitedReviewer)
        state.activities = view.activities.part(
          reviewers.flatMap { view.service.roster.identities(ofPersonBehind: $0) })
      }
      for case .service(let command) in commands.map(\.command) {
        for review in view.reviews(touchedBy: command.action) { state.cases[review.auditID] = review }
      }
      for case .claimNext(let claim) in commands.map(\.command) {
        let role = claim.claim.reviewerRole
        guard state.candidates[role] == nil else { continue }
        state.candidates[role] = view.queue.claimable(
          ofRole: role, limit: limits.claimCandidateCountMax, now: view.present(now))
      }
      for auditID in commands.compactMap(\.command.reviewNeeded) {
        if let review = view.queue[auditID] { state.cases[auditID] = review } else { state.missing.append(auditID) }
      }
      return state
    }
  }

  // MARK: Commit

  /// - Returns: where the chain ends when another writer was first; nil when the batch is durable.
  private func commit(_ batch: AppendBatch, of plan: BatchPlan) async throws(Refusal) -> ChainHead? {
    do throws(StoreError) {
      if case .headMoved(let head) = try await store.append(batch) { return head }
    } catch {
      guard await wasCommitted(batch, after: error) else {
        noteStoreFailure(error, whileWriting: true)
        throw error.outcomeUnknown ? .outcomeUnknown : .storeUnavailable(detail: error)
      }
    }
    noteStoreWorks()
    publish(
      plan.changes, head: plan.writer.head, policies: plan.activatedPolicy.map { [$0] } ?? [],
      serviceEvents: plan.serviceEvents, marks: plan.marks)
    for unknown in plan.unknownOutcomes { report(EngineReport(unknown)) }
    for block in plan.faultBlocks { report(.reviewBlocked(block.auditID, reason: block.reason)) }
    return nil
  }

  /// A commit whose answer was lost is looked up, never assumed.
  ///
  /// By its last entry, whose hash covers the whole batch: another server may have written the same first one.
  private func wasCommitted(_ batch: AppendBatch, after error: StoreError) async -> Bool {
    guard error.outcomeUnknown, let last = batch.entries.last else { return false }
    do throws(StoreError) {
      let stored = try await store.entries(after: last.sequence - 1, limit: 1)
      return stored.first?.currentHash == last.currentHash
    } catch {
      return false
    }
  }

  func publish(
    _ changes: [BatchPlan.Change], head: ChainHead, policies: [ReviewPolicy] = [], serviceEvents: [ServiceEvent] = [],
    marks: [ReviewerMark] = []
  ) {
    let (signals, warnings) = view.withLock { view in
      for policy in policies { view.activate(policy) }
      let wasRetired = view.isSigningKeyRetired
      for event in serviceEvents { view.service.apply(event) }
      let warnings = view.note(marks)
      var signals = view.publish(changes, head: head)
      if view.isSigningKeyRetired != wasRetired { view.waiters.wakeHealth(into: &signals) }
      return (signals, warnings)
    }
    for warning in warnings { report(warning) }
    for signal in signals { signal.raise() }
  }

  // MARK: Answers

  private func answer(_ commands: ArraySlice<PendingCommand>, _ verdicts: [BatchPlan.Verdict]) {
    for (command, verdict) in zip(commands, verdicts) {
      switch verdict {
      case .done(let outcome): command.reply.resume(returning: .success(outcome))
      case .refused(let refusal): command.reply.resume(returning: .failure(refusal))
      }
    }
  }

  private func answer(_ commands: ArraySlice<PendingCommand>, with refusal: Refusal) {
    for command in commands { command.reply.resume(returning: .failure(refusal)) }
  }
}
