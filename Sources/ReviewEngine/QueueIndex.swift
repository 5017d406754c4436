import ReviewCore

/// The waiting reviews, and those whose execution is not settled, found by id, by urgency, by role and by the moment at which a clock falls due.
struct QueueIndex: Sendable {
  /// A review in one allocation, so that the dictionary's free places cost eight bytes each.
  private final class Box: Sendable {
    let review: ReviewCase

    init(_ review: ReviewCase) { self.review = review }
  }

  /// When a clock of a review falls due.
  private struct DueKey: Comparable, Sendable {
    let instant: Instant
    let auditID: AuditID

    static func < (left: Self, right: Self) -> Bool {
      (left.instant, left.auditID) < (right.instant, right.auditID)
    }
  }

  /// One queue in the order of urgency. Clocks that stand still are kept by what is left of them: that does not change,
  /// while their place among the running ones does.
  private struct Queue: Sendable {
    var running = SortedIndex<UrgencyKey>()
    var standing = SortedIndex<UrgencyKey>()

    var count: Int { running.count + standing.count }

    mutating func insert(_ review: ReviewCase) {
      let key = review.urgencyKey(now: QueueIndex.beginning)
      if review.status == .awaitingInformation { standing.insert(key) } else { running.insert(key) }
    }

    mutating func remove(_ review: ReviewCase) {
      let key = review.urgencyKey(now: QueueIndex.beginning)
      if review.status == .awaitingInformation { standing.remove(key) } else { running.remove(key) }
    }

    /// Calls `body` with each id, the most urgent at `now` first, until it returns false.
    func visit(after start: UrgencyKey?, now: Instant, _ body: (AuditID) -> Bool) {
      var paused: [UrgencyKey] = []
      standing.visit(after: start.map { $0.moved(back: now) }) { key in
        paused.append(key.moved(forward: now))
        return true
      }
      var rest = paused[...]
      var goesOn = true
      running.visit(after: start) { key in
        while goesOn, let first = rest.first, first < key {
          rest.removeFirst()
          goesOn = body(first.auditID)
        }
        goesOn = goesOn && body(key.auditID)
        return goesOn
      }
      while goesOn, let first = rest.popFirst() { goesOn = body(first.auditID) }
    }
  }

  /// What standing clocks are kept relative to.
  private static let beginning = Instant(unixMicroseconds: 0)

  private var reviews: [AuditID: Box] = [:]
  /// Final reviews with a permit that is out, or whose outcome nobody knows: in no queue, but something is to come.
  private var unsettled: [AuditID: Box] = [:]
  private var all = Queue()
  private var byRole: [String: Queue] = [:]
  private var byDue = SortedIndex<DueKey>()
  /// Reviews that a reviewer has claimed.
  private var byClaim: [String: Set<AuditID>] = [:]

  var count: Int { reviews.count }

  subscript(auditID: AuditID) -> ReviewCase? { (reviews[auditID] ?? unsettled[auditID])?.review }

  /// Executions whose outcome nobody knows, and permits that are out.
  var unsettledExecutions: [ReviewCase] { unsettled.values.map(\.review) }

  /// Takes a review in, replaces it, or drops it once nothing is to come of it any more.
  mutating func update(_ review: ReviewCase) {
    if let before = reviews[review.auditID]?.review { unlink(before) }
    guard !review.status.isFinal else {
      reviews[review.auditID] = nil
      return updateExecution(review)
    }
    reviews[review.auditID] = Box(review)
    all.insert(review)
    byRole[review.reviewerRole, default: Queue()].insert(review)
    if let claim = review.claim { byClaim[claim.reviewerID, default: []].insert(review.auditID) }
    if let due = review.nextDue { byDue.insert(DueKey(instant: due, auditID: review.auditID)) }
  }

  private mutating func updateExecution(_ review: ReviewCase) {
    if let due = unsettled[review.auditID]?.review.nextDue {
      byDue.remove(DueKey(instant: due, auditID: review.auditID))
    }
    unsettled[review.auditID] = review.isUnsettled ? Box(review) : nil
    if let due = review.nextDue { byDue.insert(DueKey(instant: due, auditID: review.auditID)) }
  }

  private mutating func unlink(_ review: ReviewCase) {
    all.remove(review)
    byRole[review.reviewerRole]?.remove(review)
    if let claim = review.claim {
      byClaim[claim.reviewerID]?.remove(review.auditID)
      if byClaim[claim.reviewerID]?.isEmpty == true { byClaim[claim.reviewerID] = nil }
    }
    if let due = review.nextDue { byDue.remove(DueKey(instant: due, auditID: review.auditID)) }
  }

  /// What a reviewer has claimed, by id.
  func claimed(by reviewerID: String) -> [ReviewCase] {
    (byClaim[reviewerID] ?? []).sorted().compactMap { self[$0] }
  }

  /// How many reviews each reviewer has claimed.
  var claimCounts: [String: Int] { byClaim.mapValues(\.count) }

  /// What nobody has claimed and can be decided, the most urgent first.
  func claimable(ofRole role: String, limit: Int, now: Instant) -> [ReviewCase] {
    var filter = ReviewFilter()
    filter.reviewerRoles = [role]
    filter.isDecidableOnly = true
    var found: [ReviewCase] = []
    forEach(matching: filter, now: now) { review in
      if review.claim == nil { found.append(review) }
      return found.count < limit
    }
    return found
  }

  /// Reviews whose clock is due, the longest overdue first.
  func due(by now: Instant, limit: Int) -> [ReviewCase] {
    var found: [ReviewCase] = []
    byDue.visit { key in
      guard key.instant <= now, found.count < limit else { return false }
      if let review = self[key.auditID] { found.append(review) }
      return true
    }
    return found
  }

  /// When the next clock falls due; nil when nothing waits.
  var nextDue: Instant? { byDue.first?.instant }

  /// How many wait in a role's queue.
  func depth(ofRole role: String) -> Int { byRole[role]?.count ?? 0 }

  var roles: [String] { Array(byRole.keys) }

  /// Calls `body` with what waits and matches, the most urgent at `now` first, until it returns false.
  func forEach(
    matching filter: ReviewFilter, after start: UrgencyKey? = nil, now: Instant, _ body: (ReviewCase) -> Bool
  ) {
    let queue = filter.reviewerRoles.count == 1 ? byRole[filter.reviewerRoles[0]] : all
    queue?.visit(after: start, now: now) { auditID in
      guard let review = reviews[auditID]?.review, filter.matches(review) else { return true }
      return body(review)
    }
  }

  /// How many wait and match: counted without a look at each where the filter names nothing but queues.
  func count(matching filter: ReviewFilter) -> Int {
    var queuesOnly = ReviewFilter()
    queuesOnly.reviewerRoles = filter.reviewerRoles
    if filter == queuesOnly {
      return filter.reviewerRoles.isEmpty ? count : Set(filter.reviewerRoles).reduce(0) { $0 + depth(ofRole: $1) }
    }
    var total = 0
    forEach(matching: filter, now: Self.beginning) { _ in
      total += 1
      return true
    }
    return total
  }
}

extension UrgencyKey {
  /// The key of a standing clock with what is left of it counted from `now`.
  fileprivate func moved(forward now: Instant) -> UrgencyKey {
    with(deadline.advanced(byMicroseconds: now.unixMicroseconds))
  }

  fileprivate func moved(back now: Instant) -> UrgencyKey {
    with(deadline.advanced(byMicroseconds: -now.unixMicroseconds))
  }

  private func with(_ deadline: Instant) -> UrgencyKey {
    UrgencyKey(isBlocked: isBlocked, level: level, deadline: deadline, auditID: auditID)
  }
}
