import ReviewCore

/// Amounts that were asked for lately, by requester and account: what `amount.aggregate` adds up (domain.md §2).
struct AmountIndex: Sendable {
  /// Of whom, for which account.
  struct Key: Hashable, Sendable {
    let userID: String
    let accountID: String
  }

  /// One proposal that counts.
  struct Item: Sendable {
    let auditID: AuditID
    let at: Instant
    let actionType: String
    /// nil for unlimited.
    let amount: Amount?
  }

  private var items: [Key: [Item]] = [:]
  /// In the order in which they were taken in, for forgetting.
  private var order: [(at: Instant, key: Key)] = []
  private var forgotten = 0

  /// Takes a review in, or drops it once it was rejected, cancelled or expired.
  mutating func update(_ review: ReviewCase) {
    guard review.assessedAmount != .zero else { return }
    let key = Key(userID: review.userID, accountID: review.accountID)
    let position = items[key]?.firstIndex { $0.auditID == review.auditID }
    if review.status.isVoidForSums {
      if let position { items[key]?.remove(at: position) }
    } else if position == nil {
      items[key, default: []].append(
        Item(
          auditID: review.auditID, at: review.submittedAt, actionType: review.actionType, amount: review.assessedAmount)
      )
      order.append((review.submittedAt, key))
    }
  }

  /// What counts of these since an instant.
  func items(_ keys: [Key], after start: Instant) -> [Item] {
    keys.flatMap { items[$0] ?? [] }.filter { $0.at > start }
  }

  /// Forgets what no window reaches any more.
  mutating func forget(through end: Instant) {
    while forgotten < order.count, order[forgotten].at <= end {
      let key = order[forgotten].key
      items[key]?.removeAll { $0.at <= end }
      if items[key]?.isEmpty == true { items[key] = nil }
      forgotten += 1
    }
    if forgotten > 1_024, forgotten > order.count / 2 {
      order.removeFirst(forgotten)
      forgotten = 0
    }
  }
}

extension ReviewStatus {
  /// Whether its amount is no longer asked for.
  var isVoidForSums: Bool {
    switch self {
    case .rejected, .cancelled, .expired: true
    case .pending, .inReview, .escalated, .approved, .modified, .blocked, .awaitingInformation: false
    }
  }
}
