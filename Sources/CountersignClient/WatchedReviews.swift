import Messages
import MessagesBase

/// What changed in the watched set.
public enum ReviewChange {
  /// A review that is new in the set, or newer than it was.
  case upserted(CountersignV1.Review)
  /// A review that left the set.
  case removed(CountersignV1.ReviewRemoved)
  /// Clocks of reviews of the set.
  case clocks(CountersignV1.SlaUpdate)
  /// The set is now the server's.
  case inSync(reviewCount: Int)
  /// Everything known is forgotten; a snapshot follows.
  case reset(CountersignV1.ResetReason)
}

/// The watched set as the messages of one or several streams build it, without I/O.
///
/// A review is known by its `audit_id`; after an interruption the server may send again what came before, and an older version
/// never replaces a newer one.
struct WatchedReviews {
  /// By `audit_id`.
  private(set) var reviews: [String: CountersignV1.Review] = [:]
  /// Everything up to here was seen.
  private(set) var resumeToken: String
  /// Versions of what left the set since the last reset, so that a late update does not bring it back.
  private var removedVersions: [String: Int64] = [:]
  /// So many of them are kept; beyond: forgotten, and the next message of such a review is believed.
  static let removedCountMax = 10_000

  init(resumeToken: String) { self.resumeToken = resumeToken }

  /// Takes one message.
  /// - Returns: what its reader has to know; nil for a heartbeat, and for what was known.
  mutating func take(_ message: CountersignV1.WatchPendingReviewsResponse) -> ReviewChange? {
    let change = change(message)
    let token = message.resumeToken
    if !token.isEmpty { resumeToken = token }
    return change
  }

  /// A new stream begins. Without a token it begins with a snapshot, which says nothing of what left the set meanwhile.
  /// - Returns: what its reader has to know before.
  mutating func begin() -> ReviewChange? {
    guard resumeToken.isEmpty, !reviews.isEmpty else { return nil }
    self = WatchedReviews(resumeToken: "")
    return .reset(.unspecified)
  }

  private mutating func change(_ message: CountersignV1.WatchPendingReviewsResponse) -> ReviewChange? {
    if let reset = message.streamReset {
      self = WatchedReviews(resumeToken: "")
      return .reset(reset.reason)
    }
    if let review = message.reviewAdded ?? message.reviewUpdated { return upsert(review) }
    if let removed = message.reviewRemoved { return remove(removed) }
    if let clocks = message.slaUpdate { return .clocks(clocks) }
    if let inSync = message.inSync { return .inSync(reviewCount: Int(inSync.reviewCount)) }
    return nil
  }

  private mutating func upsert(_ review: CountersignV1.Review) -> ReviewChange? {
    let id = review.auditID
    if let known = reviews[id], known.version >= review.version { return nil }
    if let removed = removedVersions[id], removed >= review.version { return nil }
    removedVersions[id] = nil
    reviews[id] = review
    return .upserted(review)
  }

  private mutating func remove(_ removed: CountersignV1.ReviewRemoved) -> ReviewChange? {
    let id = removed.auditID
    if let known = reviews[id], removed.version != 0, known.version > removed.version { return nil }
    if removedVersions.count >= Self.removedCountMax { removedVersions = [:] }
    removedVersions[id] = removed.version
    return reviews.removeValue(forKey: id) == nil ? nil : .removed(removed)
  }
}
