import Messages
import MessagesBase
import RPCCore
import ReviewCore

/// What a caller may do (domain.md §1).
enum Capability: String, Sendable, CaseIterable {
  case submit
  case review
  case execute
  case reconcile
  case audit
  case operate
  case roster
  case policy

  private typealias Review = CountersignV1.ReviewServiceMethods
  private typealias Audit = CountersignV1.AuditServiceMethods
  private typealias Admin = CountersignV1.AdminServiceMethods

  /// Any one of these is enough: reading belongs to those who submit, review and audit.
  private static let reading: Set<Capability> = [.submit, .review, .audit]

  /// Which capabilities open a method, any one being enough; a test holds it complete.
  static let byMethod: [(method: MethodDescription, capabilities: Set<Capability>)] = [
    (Review.classifyRisk, [.submit]), (Review.submitQuery, [.submit]), (Review.cancelQuery, [.submit]),
    (Review.provideInformation, [.submit]), (Review.waitForDecision, [.submit]),
    (Review.submitReview, [.review]), (Review.claimReview, [.review]), (Review.releaseClaim, [.review]),
    (Review.escalateReview, [.review]), (Review.requestInformation, [.review]), (Review.overrideReview, [.review]),
    (Review.authorizeExecution, [.execute]), (Review.reportExecution, [.execute]),
    (Review.reconcileExecution, [.reconcile]),
    (Review.getReview, reading), (Review.listReviews, reading), (Review.listPendingReviews, reading),
    (Review.watchPendingReviews, reading),
    (Audit.listAuditEntries, [.audit]), (Audit.streamAuditEntries, [.audit]), (Audit.verifyAuditTrail, [.audit]),
    (Audit.getCheckpoint, [.audit]), (Audit.getInclusionProof, [.audit]), (Audit.getConsistencyProof, [.audit]),
    (Audit.listSigningKeys, [.audit]),
    (Admin.getServiceStatus, [.operate]), (Admin.engageKillSwitch, [.operate]), (Admin.releaseKillSwitch, [.operate]),
    (Admin.listKillSwitches, [.operate]),
    (Admin.upsertReviewer, [.roster]), (Admin.listReviewers, [.roster]),
    (Admin.getPolicy, [.policy]), (Admin.proposePolicy, [.policy]), (Admin.activatePolicy, [.policy]),
    (Admin.simulatePolicy, [.policy]),
  ]
}

/// Who calls.
enum Caller: Sendable {
  /// Nobody is authenticated (`auth=none`, loopback only): everybody has every capability, and the ids of the message
  /// are believed.
  case anonymous

  /// The authenticated identity; empty without authentication.
  var principal: String {
    switch self {
    case .anonymous: ""
    }
  }

  /// What tokens are bound to.
  var binding: [UInt8] { Array(principal.utf8) }

  /// - Throws: CAPABILITY_MISSING.
  func mayCall(_ method: MethodDescription) throws(Refusal) {
    switch self {
    case .anonymous: return
    }
  }
}
