import AuditTrail
import ReviewCore
import ReviewStore

/// One changed review that a watcher is to be told of.
struct WatchPlanItem: Sendable {
  let auditID: AuditID
  let pending: WatcherTable.Pending
}

/// What a watch asks the engine.
extension ReviewEngine {
  /// Clocks in one periodic update at most; the next interval's goes on after them.
  private static let clockCountMax = 500

  /// Opens a watch; `end()` must be called.
  /// - Throws: `limitReached`.
  public func watch(_ options: WatchOptions) throws(Refusal) -> ReviewWatch {
    let signal = Signal()
    let now = clock.now()
    let wakeAt = now.advanced(byMicroseconds: options.heartbeatMicroseconds)
    let number = view.withLock { view in
      view.watchers.count < limits.watcherCountMax
        ? view.watchers.add(filter: options.filter, signal: signal, wakeAt: wakeAt) : nil
    }
    guard let number else { throw .limitReached("watchers", limits.watcherCountMax) }
    return ReviewWatch(engine: self, options: options, signal: signal, number: number, now: now)
  }

  /// A token from which a watch of this filter and binding goes on after entry `sequence`.
  public func resumeToken(sequence: Int64, filter: ReviewFilter, binding: [UInt8]) -> String {
    ResumeToken.encode(sequence: sequence, origin: store.origin, filter: filter, binding: binding)
  }

  /// What was missed since a token.
  struct Resumption: Sendable {
    let items: [WatchPlanItem]
    let sequence: Int64
    /// How many reviews the watched set holds.
    let count: Int
  }

  /// - Returns: nil for a token that is too old, damaged, or of something else.
  func resumption(_ options: WatchOptions, number: UInt64) async throws(Refusal) -> Resumption? {
    let decoded = ResumeToken.decode(
      options.resumeToken, origin: store.origin, filter: options.filter, binding: options.binding)
    if decoded != nil { try await knowWhatIsStored() }
    let (sequence, count, policies) = view.withLock { view in
      _ = view.watchers.drain(number)
      return (view.head.sequence, view.queue.count(matching: options.filter), view.policies)
    }
    guard let from = decoded, from <= sequence, sequence - from <= Int64(limits.resumeEntryCountMax) else { return nil }
    var remaining = try await touchedReviews(after: from, through: sequence)[...]
    var items: [WatchPlanItem] = []
    items.reserveCapacity(remaining.count)
    // Page by page: many watchers come back at once after a restart, and none needs more than a word for each review.
    while !remaining.isEmpty {
      let page = Array(remaining.prefix(limits.recordPageCount))
      remaining = remaining.dropFirst(page.count)
      let members = try await members(among: page, options.filter, after: from, through: sequence, policies: policies)
      items += page.map { auditID in
        WatchPlanItem(
          auditID: auditID,
          pending: WatcherTable.Pending(
            wasMember: members.contains(auditID), reachedClock: nil, changedBeyondWarning: true))
      }
    }
    return Resumption(items: items, sequence: sequence, count: count)
  }

  /// Which of the reviews the client may hold: those of the set after entry `from`, and those that came into it and
  /// left it again since then, as what is told between two tokens may have been told before the watch broke.
  private func members(
    among page: [AuditID], _ filter: ReviewFilter, after from: Int64, through sequence: Int64,
    policies: [String: ReviewPolicy]
  ) async throws(Refusal) -> Set<AuditID> {
    let entries = try await store.reading { store throws(StoreError) in
      try await store.entries(of: page, through: sequence)
    }
    var fold = RecordFold(policies: policies)
    var members: Set<AuditID> = []
    var passing: Set<AuditID> = []
    for entry in entries {
      if fold.fold(all: [entry]) != nil { throw .chainBroken(at: entry.sequence) }
      guard let auditID = AuditID(text: entry.auditID), let state = fold.records[auditID]?.state else { continue }
      let isMember = filter.matchesWaiting(state)
      if entry.sequence <= from {
        if isMember { members.insert(auditID) } else { members.remove(auditID) }
      } else if isMember {
        passing.insert(auditID)
      }
    }
    return members.union(
      passing.filter { auditID in fold.records[auditID].map { !filter.matchesWaiting($0.state) } ?? false })
  }

  private func touchedReviews(after from: Int64, through sequence: Int64) async throws(Refusal) -> [AuditID] {
    var touched = Set<AuditID>()
    var last = from
    while last < sequence {
      let count = min(limits.verificationPageCount, Int(sequence - last))
      let page = try await store.reading { [last] store throws(StoreError) in
        try await store.entries(after: last, limit: count)
      }
      guard let end = page.last else { break }
      for entry in page { if let auditID = AuditID(text: entry.auditID) { touched.insert(auditID) } }
      last = end.sequence
    }
    return touched.sorted()
  }

  /// What is told of each item, judged on the state after `sequence`.
  func changes(
    for items: [WatchPlanItem], _ filter: ReviewFilter, through sequence: Int64, now: Instant
  ) async throws(Refusal) -> [WatchChange] {
    let records = try await reviews(items.map(\.auditID), through: sequence)
    let byID = Dictionary(uniqueKeysWithValues: records.map { ($0.state.auditID, $0) })
    return items.flatMap { item in byID[item.auditID].map { item.changes(to: $0, filter, now: now) } ?? [] }
  }

  /// Some running clocks of the watched set, the most urgent first.
  ///
  /// - Returns: also where the next ones begin; nil at the end.
  func runningClocks(
    _ filter: ReviewFilter, after start: UrgencyKey?, now: Instant
  ) -> (clocks: [WatchClock], next: UrgencyKey?) {
    view.withLock { view in
      var clocks: [WatchClock] = []
      var next: UrgencyKey?
      view.queue.forEach(matching: filter, after: start, now: now) { review in
        if review.status.hasRunningClock { clocks.append(WatchClock(review, now: now)) }
        next = clocks.count == Self.clockCountMax ? review.urgencyKey(now: now) : nil
        return next == nil
      }
      return (clocks, next)
    }
  }
}

extension WatchPlanItem {
  /// A warning alone is told as a clock; whatever else raises the version as the review itself.
  ///
  /// Who watched the clock that ran out is told so, also when the review has left for another role by then.
  fileprivate func changes(to record: ReviewRecord, _ filter: ReviewFilter, now: Instant) -> [WatchChange] {
    let isMember = filter.matchesWaiting(record.state)
    let clock = pending.reachedClock.map { [WatchChange.clock($0)] } ?? []
    switch (pending.wasMember, isMember) {
    case (false, false): return []
    case (false, true): return [.added(record)]
    case (true, true): return pending.changedBeyondWarning ? clock + [.updated(record)] : clock
    case (true, false): return clock + [.removed(WatchRemoval(record.state, filter: filter))]
    }
  }
}

extension ReviewStatus {
  /// Whether its clock runs: not once final, not while it is paused.
  fileprivate var hasRunningClock: Bool {
    switch self {
    case .pending, .inReview, .escalated: true
    case .approved, .modified, .rejected, .expired, .cancelled, .blocked, .awaitingInformation: false
    }
  }
}
