import Messages
import MessagesBase
import ReviewCore
import ReviewEngine
import ReviewStore

/// Bounds of what a filter may hold; more is INVALID_ARGUMENT.
enum FilterLimits {
  /// Alternatives of one field: each is compared with every waiting review.
  static let valueCount = 100
  static let valueBytes = 256
}

extension FieldValidator {
  /// - Parameter isWaitingOnly: whether a final status is a bad field.
  /// - Parameter policy: in force; it knows the names by which action types and domains are recorded.
  mutating func filter(
    _ wire: CountersignV1.ReviewFilter?, isWaitingOnly: Bool, policy: ReviewPolicy
  ) -> ReviewFilter {
    var filter = ReviewFilter()
    guard let wire else { return filter }
    filter.reviewerRoles = values("filter.reviewer_roles", wire.reviewerRoles)
    filter.minimumLevel = RiskLevel(wire.minimumRiskLevel)
    filter.domains = values("filter.domains", wire.domains)
    filter.statuses = statuses("filter.statuses", wire.statuses, isWaitingOnly: isWaitingOnly)
    filter.actionTypes = values("filter.action_types", wire.actionTypes)
      .map { policy.action(ofType: $0)?.name ?? $0 }
    filter.userIDs = values("filter.user_ids", wire.userIDs)
    filter.claimedBy = values("filter.claimed_by", wire.claimedBy)
    filter.isDecidableOnly = wire.decidableByCaller
    filter.submittedFrom = instant("filter.submitted_from", wire.submittedFrom, isBoundary: true)
    filter.submittedBefore = instant("filter.submitted_before", wire.submittedBefore, isBoundary: true)
    filter.opinionBy = values("filter.opinion_by", wire.opinionBy)
    filter.actionDigest = digest("filter.action_digest", wire.actionDigest)
    return filter
  }

  private mutating func values(_ field: String, _ wire: RepeatedField<String>) -> [String] {
    guard isWithinCount(field, wire.count) else { return [] }
    for (index, value) in wire.enumerated() {
      text("\(field)[\(index)]", value, maximumBytes: FilterLimits.valueBytes, isRequired: true)
    }
    return Array(wire)
  }

  private mutating func statuses(
    _ field: String, _ wire: RepeatedField<CountersignV1.ReviewStatus>, isWaitingOnly: Bool
  ) -> [ReviewStatus] {
    guard isWithinCount(field, wire.count) else { return [] }
    var statuses: [ReviewStatus] = []
    for (index, value) in wire.enumerated() {
      if let status = ReviewStatus(value) {
        if isWaitingOnly, status.isFinal { add("\(field)[\(index)]", "must not be final") }
        statuses.append(status)
      } else {
        add("\(field)[\(index)]", value == .unspecified ? "must not be unspecified" : "is not known")
      }
    }
    return statuses
  }

  private mutating func isWithinCount(_ field: String, _ count: Int) -> Bool {
    if count > FilterLimits.valueCount { add(field, "must have at most \(FilterLimits.valueCount) values") }
    return count <= FilterLimits.valueCount
  }
}
