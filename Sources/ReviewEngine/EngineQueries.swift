import AuditTrail
import ReviewCore
import ReviewStore

/// A page of waiting reviews.
public struct PendingPage: Sendable {
  /// The most urgent first.
  public let reviews: [ReviewRecord]
  /// Where the next page begins; nil on the last.
  public let next: UrgencyKey?
  /// All that match, over all pages.
  public let totalCount: Int
  /// The entry as of which the page was made.
  public let sequence: Int64
  /// The moment for which clocks are shown.
  public let now: Instant
}

/// A page of reviews in any status.
public struct ReviewPage: Sendable {
  /// The newest first.
  public let reviews: [ReviewRecord]
  /// The next page begins before this review; nil on the last.
  public let next: AuditID?
  /// The moment for which clocks are shown.
  public let now: Instant
}

/// How a wait for a decision ended.
public struct DecisionAnswer: Sendable {
  public let review: ReviewRecord
  /// The moment for which clocks are shown.
  public let now: Instant
}

/// Reading: everything that is told is committed.
extension ReviewEngine {
  /// When a wait of so long ends, on the clock that waits are measured by.
  ///
  /// Not `now()`: that is the chain's time, which may be ahead of a clock that was set back.
  public func moment(afterMicroseconds microseconds: Int64) -> Instant {
    clock.now().advanced(byMicroseconds: microseconds)
  }

  /// The present moment, never before the last entry's.
  public func now() -> Instant {
    let head = view.withLock { $0.head.timestampMicroseconds }
    return max(clock.now(), Instant(unixMicroseconds: head))
  }

  /// One review as it stands.
  /// - Throws: `notFound`, `storeUnavailable`, `chainBroken` for a review that cannot be read.
  public func review(_ auditID: AuditID) async throws(Refusal) -> ReviewRecord {
    try await review(auditID, through: view.withLock { $0.head.sequence })
  }

  func review(_ auditID: AuditID, through sequence: Int64) async throws(Refusal) -> ReviewRecord {
    let policies = view.withLock { $0.policies }
    guard let record = try await store.records(of: [auditID], through: sequence, policies: policies)[auditID] else {
      throw .notFound(auditID)
    }
    return record
  }

  /// Those of the reviews that exist, in the order given, as they stood after entry `sequence`.
  func reviews(_ auditIDs: [AuditID], through sequence: Int64) async throws(Refusal) -> [ReviewRecord] {
    guard !auditIDs.isEmpty else { return [] }
    let policies = view.withLock { $0.policies }
    let records = try await store.records(of: auditIDs, through: sequence, policies: policies)
    return auditIDs.compactMap { records[$0] }
  }

  /// A page of what waits and matches, the most urgent first.
  public func pendingReviews(
    matching filter: ReviewFilter, after start: UrgencyKey?, count: Int
  ) async throws(Refusal) -> PendingPage {
    var keys: [UrgencyKey] = []
    let now = now()
    let (total, sequence) = view.withLock { view in
      view.queue.forEach(matching: filter, after: start, now: now) { review in
        keys.append(review.urgencyKey(now: now))
        return keys.count <= count
      }
      return (view.queue.count(matching: filter), view.head.sequence)
    }
    let page = keys.prefix(count)
    return PendingPage(
      reviews: try await reviews(page.map(\.auditID), through: sequence),
      next: keys.count > count ? page.last : nil, totalCount: total, sequence: sequence, now: now)
  }

  /// A page of reviews in any status, the newest first. It may be shorter than `count` although more follow.
  public func reviews(
    matching filter: ReviewFilter, before start: AuditID?, count: Int
  ) async throws(Refusal) -> ReviewPage {
    let sequence = view.withLock { $0.head.sequence }
    var found: [ReviewRecord] = []
    var last = start
    for _ in 0..<limits.searchPageCountMax {
      if Task.isCancelled { break }
      let page = try await store.reading { [last] store throws(StoreError) in
        try await store.reviews(matching: filter.search, before: last, limit: limits.recordPageCount)
      }
      for record in try await reviews(page, through: sequence) where filter.matches(record.state) {
        if found.count == count { return ReviewPage(reviews: found, next: found.last?.state.auditID, now: now()) }
        found.append(record)
      }
      guard page.count == limits.recordPageCount, let end = page.last else {
        return ReviewPage(reviews: found, next: nil, now: now())
      }
      last = end
    }
    // Few match: the rest is looked through from here by the next call.
    return ReviewPage(reviews: found, next: last, now: now())
  }

  /// Returns once the review is final, at AWAITING_INFORMATION, at `until`, or at the first version above
  /// `afterVersion` when that is not 0. A cancelled task returns with what stands.
  /// - Throws: `notFound`, `limitReached`, `storeUnavailable`.
  public func waitForDecision(
    of auditID: AuditID, afterVersion: Int64, until: Instant?
  ) async throws(Refusal) -> DecisionAnswer {
    let signal = Signal()
    let ticket = try waiter(for: .review(auditID), signal: signal, wakeAt: until)
    defer { view.withLock { $0.waiters.remove(ticket) } }
    while true {
      let waiting = view.withLock { $0.queue[auditID] }
      let isDue = until.map { clock.now() >= $0 } ?? false
      guard let waiting, !isDue, !waiting.ends(waitAfterVersion: afterVersion), !Task.isCancelled, !isStopping else {
        return DecisionAnswer(review: try await review(auditID), now: now())
      }
      await signal.wait()
    }
  }

  func waiter(
    for subject: WaiterTable.Subject, signal: Signal, wakeAt: Instant? = nil
  ) throws(Refusal) -> WaiterTable.Ticket {
    let ticket = view.withLock { view in
      view.waiters.count < limits.waiterCountMax
        ? view.waiters.add(subject, signal: signal, wakeAt: wakeAt) : nil
    }
    guard let ticket else { throw .limitReached("waiting_calls", limits.waiterCountMax) }
    return ticket
  }
}

extension ReviewCase {
  fileprivate func ends(waitAfterVersion version: Int64) -> Bool {
    status.isFinal || status == .awaitingInformation || (version != 0 && self.version > version)
  }
}
