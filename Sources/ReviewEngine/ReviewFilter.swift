import AuditTrail
import ReviewCore
import ReviewStore

/// Which reviews, as the contract's ReviewFilter says it: empty fields match everything, values of one are alternatives.
public struct ReviewFilter: Hashable, Sendable {
  /// Queue that it is in now.
  public var reviewerRoles: [String] = []
  /// This level and above.
  public var minimumLevel: RiskLevel?
  public var domains: [String] = []
  public var statuses: [ReviewStatus] = []
  public var actionTypes: [String] = []
  public var userIDs: [String] = []
  /// Who holds the claim.
  public var claimedBy: [String] = []
  /// Only what can be decided now; without authentication the caller's own roles are not known and all roles count.
  public var isDecidableOnly = false
  public var submittedFrom: Instant?
  public var submittedBefore: Instant?
  /// Who gave an opinion.
  public var opinionBy: [String] = []
  public var actionDigest: ActionDigest?

  public init() {}

  /// Whether a review matches, whatever its status unless `statuses` says so.
  public func matches(_ review: ReviewCase) -> Bool {
    (reviewerRoles.isEmpty || reviewerRoles.contains(review.reviewerRole))
      && minimumLevel.map { review.level >= $0 } ?? true
      && (statuses.isEmpty || statuses.contains(review.status))
      && (domains.isEmpty || domains.contains(review.domain))
      && (actionTypes.isEmpty || actionTypes.contains(review.actionType))
      && (userIDs.isEmpty || userIDs.contains(review.userID))
      && (claimedBy.isEmpty || review.claim.map { claimedBy.contains($0.reviewerID) } ?? false)
      && (!isDecidableOnly || review.status.isDecidable)
      && submittedFrom.map { review.submittedAt >= $0 } ?? true
      && submittedBefore.map { review.submittedAt < $0 } ?? true
      && (opinionBy.isEmpty || opinionBy.contains { review.hasOpinion(by: $0) })
      && actionDigest.map { review.actionDigest == $0 } ?? true
  }

  /// Whether a review waits and matches: membership in the set of a list or a watch.
  func matchesWaiting(_ review: ReviewCase) -> Bool { !review.status.isFinal && matches(review) }

  /// What a store can find by itself; the rest is judged on the review.
  var search: ReviewSearch {
    var search = ReviewSearch()
    search.statuses = statuses.map(\.contractName)
    search.userIDs = userIDs
    search.domains = domains
    search.actionTypes = actionTypes
    search.reviewerRoles = reviewerRoles
    search.actionDigest = actionDigest.flatMap { SHA256Digest($0.bytes) }
    return search
  }
}

extension ReviewStatus {
  /// Whether an opinion can be given in this status.
  fileprivate var isDecidable: Bool {
    switch self {
    case .pending, .inReview, .escalated: true
    case .approved, .modified, .rejected, .expired, .cancelled, .blocked, .awaitingInformation: false
    }
  }
}
