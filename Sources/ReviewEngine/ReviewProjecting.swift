import AuditTrail
import ReviewCore
import ReviewStore

extension ReviewProjection {
  /// What the store finds a review by.
  init(_ review: ReviewCase, isNew: Bool) {
    self.init(
      auditID: review.auditID, isWaiting: review.isUnsettled, status: review.status.contractName,
      userID: review.userID, domain: review.domain, actionType: review.actionType,
      actionDigest: review.actionDigest.withUnsafeBytes { SHA256Digest($0) } ?? .zero,
      reviewerRole: review.reviewerRole,
      lastSequence: review.sequence, isNew: isNew)
  }
}
