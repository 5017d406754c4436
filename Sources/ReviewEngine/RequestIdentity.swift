import AuditTrail
import ReviewCore
import ReviewStore

/// The method that a request id belongs to.
public enum CommandMethod: String, Sendable {
  case submitQuery = "SubmitQuery"
  case submitReview = "SubmitReview"
  case escalateReview = "EscalateReview"
  case cancelQuery = "CancelQuery"
  case claimReview = "ClaimReview"
  case releaseClaim = "ReleaseClaim"
  case requestInformation = "RequestInformation"
  case provideInformation = "ProvideInformation"
  case overrideReview = "OverrideReview"
  case authorizeExecution = "AuthorizeExecution"
  case reportExecution = "ReportExecution"
  case reconcileExecution = "ReconcileExecution"
  case upsertReviewer = "UpsertReviewer"
  case engageKillSwitch = "EngageKillSwitch"
  case releaseKillSwitch = "ReleaseKillSwitch"
}

/// Tells one request from another, and a repeat from a reuse (domain.md §6, Idempotency).
struct RequestIdentity: Sendable {
  /// nil when the client gave no request_id: such a request is never a repeat.
  let key: RequestKey?
  /// What the entry records.
  let reference: ReviewEvent.RequestReference
  /// SHA-256 of the request's canonical form without request_id.
  let digest: SHA256Digest

  /// Of a command that names its own outcome: a repeat finds that already there.
  static let none = RequestIdentity()

  private init() {
    key = nil
    reference = .none
    digest = .zero
  }

  /// - Parameters:
  ///   - principal: the authenticated caller; empty without authentication.
  ///   - personID: the message's own user_id, reviewer_id or executor_id.
  ///   - canonicalForm: the request without request_id in canonical JSON; made only where there is a request_id.
  init(
    method: CommandMethod, principal: String, personID: String, requestID: String,
    canonicalForm: @autoclosure () -> [UInt8]
  ) {
    guard !requestID.isEmpty else {
      key = nil
      reference = .none
      digest = .zero
      return
    }
    digest = SHA256.hash(canonicalForm())
    reference = ReviewEvent.RequestReference(id: requestID, digest: digest.bytes)
    var writer = CanonicalJSONWriter()
    writer.array([method.rawValue, principal, personID, requestID])
    key = RequestKey(digest: SHA256.hash(writer.bytes))
  }
}

/// The canonical form of each request without its request_id: what two requests are compared by.
enum RequestForm {
  static func submitQuery(actionJSON: [UInt8], supersedes: AuditID?) -> [UInt8] {
    object { form in
      form.key("action")
      form.canonical(actionJSON)
      form.key("supersedes_audit_id")
      form.string(supersedes?.text)
    }
  }

  static func submitReview(_ review: ReviewCommand.SubmitReview, auditID: AuditID) -> [UInt8] {
    object { form in
      form.key("action_digest")
      form.digest(review.actionDigest)
      form.key("audit_id")
      form.string(auditID.text)
      form.key("claim_token")
      form.integerString(review.claimToken)
      form.key("decision_outcome")
      form.string(review.outcome.contractName)
      form.key("evidence")
      form.array { list in
        for source in review.evidence { list.array([source.source, source.uri, hexadecimal(source.sha256)]) }
      }
      form.key("expected_version")
      form.integerString(review.expectedVersion)
      form.key("flags")
      form.array(review.flags.map(\.contractName))
      form.key("modification")
      form.modification(review.modification)
      form.key("reviewer_id")
      form.string(review.reviewerID)
      form.key("reviewer_role")
      form.string(review.reviewerRole)
      form.key("supporting_evidence")
      form.string(review.supportingEvidence)
    }
  }

  static func escalateReview(_ escalation: ReviewCommand.Escalate, auditID: AuditID) -> [UInt8] {
    object { form in
      form.key("audit_id")
      form.string(auditID.text)
      form.key("expected_version")
      form.integerString(escalation.expectedVersion)
      form.key("reason")
      form.string(escalation.reason)
      form.key("reviewer_id")
      form.string(escalation.reviewerID)
      form.key("reviewer_role")
      form.string(escalation.reviewerRole)
    }
  }

  static func cancelQuery(_ cancellation: ReviewCommand.Cancel, auditID: AuditID) -> [UInt8] {
    object { form in
      form.key("audit_id")
      form.string(auditID.text)
      form.key("expected_version")
      form.integerString(cancellation.expectedVersion)
      form.key("reason")
      form.string(cancellation.reason)
      form.key("user_id")
      form.string(cancellation.userID)
    }
  }

  static func object(_ members: (inout CanonicalJSONWriter) -> Void) -> [UInt8] {
    var writer = CanonicalJSONWriter(reservingCapacity: 512)
    writer.object(members)
    return writer.bytes
  }

  private static func hexadecimal(_ digest: [UInt8]) -> String { SHA256Digest(digest)?.hexadecimal ?? "" }
}
