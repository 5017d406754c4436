import ReviewCore

/// Amounts that were asked for lately, by requester and account: what `amount.aggregate` adds up (domain.md §2).
///
/// The sums are kept, not made: a program that asks a hundred thousand times a day costs as little as one that asks once.
struct AmountIndex: Sendable {
  /// Of whom, for which account.
  struct Key: Hashable, Sendable {
    let userID: String
    let accountID: String
  }

  /// What one person asked for with one account, by action type.
  typealias Totals = [String: AmountTotal]

  /// One proposal.
  fileprivate struct Item: Sendable {
    let at: Instant
    let auditID: AuditID
    /// nil for unlimited.
    let amount: Amount?
    /// Whether it was rejected, cancelled or expired: it keeps its place and no longer counts.
    var isVoid = false
  }

  /// The proposals of one action type, the oldest first, with their sum.
  fileprivate struct Window: Sendable {
    var items: [Item] = []
    /// Before this position everything is forgotten.
    var first = 0
    var total = AmountTotal()
  }

  private var windows: [Key: [String: Window]] = [:]
  /// In the order in which they were taken in, for forgetting.
  private var order: [(at: Instant, key: Key)] = []
  private var forgotten = 0

  /// Takes a review in, or lets it count no more once it was rejected, cancelled or expired.
  mutating func update(_ review: ReviewCase) {
    guard review.assessedAmount != .zero, review.rereview == nil else { return }
    let key = Key(userID: review.userID, accountID: review.accountID)
    if windows[key, default: [:]][review.actionType, default: Window()].update(review) {
      order.append((review.submittedAt, key))
    }
  }

  /// What counts of these since an instant that is never before what was forgotten.
  func totals(_ key: Key, after start: Instant) -> Totals { windows[key]?.mapValues { $0.total(after: start) } ?? [:] }

  /// Forgets what no window reaches any more.
  mutating func forget(through end: Instant) {
    while forgotten < order.count, order[forgotten].at <= end {
      let key = order[forgotten].key
      for actionType in windows[key].map({ Array($0.keys) }) ?? [] {
        if windows[key]?[actionType]?.forget(through: end) == true { windows[key]?[actionType] = nil }
      }
      if windows[key]?.isEmpty == true { windows[key] = nil }
      forgotten += 1
    }
    if forgotten > Self.forgottenCountMax, forgotten > order.count / 2 {
      order.removeFirst(forgotten)
      forgotten = 0
    }
  }

  /// So many forgotten places are kept before a list is moved together.
  fileprivate static let forgottenCountMax = 1_024
}

extension AmountIndex.Window {
  /// - Returns: whether the review is new here.
  mutating func update(_ review: ReviewCase) -> Bool {
    let position = lowerBound(of: review)
    let isVoid = review.status.isVoidForSums
    if position < items.count, items[position].auditID == review.auditID, items[position].at == review.submittedAt {
      if isVoid, !items[position].isVoid {
        items[position].isVoid = true
        total.remove(review.assessedAmount)
      }
      return false
    }
    guard !isVoid else { return false }
    items.insert(
      AmountIndex.Item(at: review.submittedAt, auditID: review.auditID, amount: review.assessedAmount), at: position)
    total.add(review.assessedAmount)
    return true
  }

  /// The place of a review, ordered by time and id; nearly always the end.
  private func lowerBound(of review: ReviewCase) -> Int {
    func isBefore(_ item: AmountIndex.Item) -> Bool {
      (item.at, item.auditID) < (review.submittedAt, review.auditID)
    }
    guard let last = items.last, !isBefore(last) else { return items.count }
    var (low, high) = (first, items.count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(items[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// - Returns: whether nothing is left.
  mutating func forget(through end: Instant) -> Bool {
    while first < items.count, items[first].at <= end {
      if !items[first].isVoid { total.remove(items[first].amount) }
      first += 1
    }
    if first > AmountIndex.forgottenCountMax, first > items.count / 2 {
      items.removeFirst(first)
      first = 0
    }
    return first == items.count
  }

  /// Without what is as old as `start`, which a forgetting soon takes away.
  func total(after start: Instant) -> AmountTotal {
    var total = total
    for item in items[first...] {
      guard item.at <= start else { break }
      if !item.isVoid { total.remove(item.amount) }
    }
    return total
  }
}

/// A sum from which amounts can be taken away again.
struct AmountTotal: Sendable {
  private var count = 0
  private var unlimitedCount = 0
  /// Of the others, in billionths: more than any number of amounts can reach.
  private var nanos: Int128 = 0

  mutating func add(_ amount: Amount?) { change(amount, by: 1) }

  mutating func remove(_ amount: Amount?) { change(amount, by: -1) }

  private mutating func change(_ amount: Amount?, by sign: Int) {
    count += sign
    guard let amount else {
      unlimitedCount += sign
      return
    }
    nanos += Int128(sign) * (Int128(amount.units) * Self.nanosPerUnit + Int128(amount.nanos))
  }

  /// Adds what another person's id or account asked for.
  mutating func add(_ other: AmountTotal) {
    count += other.count
    unlimitedCount += other.unlimitedCount
    nanos += other.nanos
  }

  var history: AmountHistory {
    let (units, rest) = nanos.quotientAndRemainder(dividingBy: Self.nanosPerUnit)
    let isTooLarge = unlimitedCount > 0 || units > Int128(Int64.max)
    return AmountHistory(
      count: count, sum: isTooLarge ? .greatest : Amount(units: Int64(units), nanos: Int32(rest)))
  }

  private static let nanosPerUnit: Int128 = 1_000_000_000
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
