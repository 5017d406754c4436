import ReviewCore

/// The waiting reviews, found by id, by urgency, by role and by the moment at which a clock falls due.
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

  private var reviews: [AuditID: Box] = [:]
  private var byUrgency = SortedIndex<UrgencyKey>()
  private var byRole: [String: SortedIndex<UrgencyKey>] = [:]
  private var byDue = SortedIndex<DueKey>()

  var count: Int { reviews.count }

  subscript(auditID: AuditID) -> ReviewCase? { reviews[auditID]?.review }

  /// Takes a review in, replaces it, or drops it once it is final.
  mutating func update(_ review: ReviewCase) {
    if let before = reviews[review.auditID]?.review { unlink(before) }
    guard !review.status.isFinal else {
      reviews[review.auditID] = nil
      return
    }
    reviews[review.auditID] = Box(review)
    byUrgency.insert(review.urgencyKey)
    byRole[review.reviewerRole, default: SortedIndex()].insert(review.urgencyKey)
    if let due = review.nextDue { byDue.insert(DueKey(instant: due, auditID: review.auditID)) }
  }

  private mutating func unlink(_ review: ReviewCase) {
    byUrgency.remove(review.urgencyKey)
    byRole[review.reviewerRole]?.remove(review.urgencyKey)
    if let due = review.nextDue { byDue.remove(DueKey(instant: due, auditID: review.auditID)) }
  }

  /// Reviews whose clock is due, the longest overdue first.
  func due(by now: Instant, limit: Int) -> [ReviewCase] {
    var found: [ReviewCase] = []
    byDue.visit { key in
      guard key.instant <= now, found.count < limit else { return false }
      if let review = reviews[key.auditID]?.review { found.append(review) }
      return true
    }
    return found
  }

  /// When the next clock falls due; nil when nothing waits.
  var nextDue: Instant? { byDue.first?.instant }

  /// How many wait in a role's queue.
  func depth(ofRole role: String) -> Int { byRole[role]?.count ?? 0 }

  var roles: [String] { Array(byRole.keys) }

  /// Calls `body` with what waits and matches, the most urgent first, until it returns false.
  func forEach(matching filter: ReviewFilter, after start: UrgencyKey? = nil, _ body: (ReviewCase) -> Bool) {
    let index = filter.reviewerRoles.count == 1 ? byRole[filter.reviewerRoles[0]] : byUrgency
    index?.visit(after: start) { key in
      guard let review = reviews[key.auditID]?.review, filter.matches(review) else { return true }
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
    forEach(matching: filter) { _ in
      total += 1
      return true
    }
    return total
  }
}
