import AuditTrail
import ReviewCore

// The canonical forms of claims, questions and overrides.
extension RequestForm {
  /// - Parameter auditID: nil for the most urgent review of the role.
  static func claimReview(_ claim: ReviewCommand.Claim, auditID: AuditID?) -> [UInt8] {
    object { form in
      form.key("audit_id")
      form.string(auditID?.text)
      form.key("expected_version")
      form.integerString(claim.expectedVersion)
      form.key("lease")
      if let lease = claim.leaseMicroseconds { form.duration(microseconds: lease) } else { form.null() }
      form.key("reviewer_id")
      form.string(claim.reviewerID)
      form.key("reviewer_role")
      form.string(claim.reviewerRole)
    }
  }

  static func releaseClaim(_ release: ReviewCommand.ReleaseClaim, auditID: AuditID) -> [UInt8] {
    object { form in
      form.key("audit_id")
      form.string(auditID.text)
      form.key("claim_token")
      form.integerString(release.claimToken)
      form.key("reviewer_id")
      form.string(release.reviewerID)
    }
  }

  static func requestInformation(_ question: ReviewCommand.RequestInformation, auditID: AuditID) -> [UInt8] {
    object { form in
      form.key("audit_id")
      form.string(auditID.text)
      form.key("expected_version")
      form.integerString(question.expectedVersion)
      form.key("question")
      form.string(question.question)
      form.key("reviewer_id")
      form.string(question.reviewerID)
      form.key("reviewer_role")
      form.string(question.reviewerRole)
    }
  }

  static func provideInformation(_ answer: ReviewCommand.ProvideInformation, auditID: AuditID) -> [UInt8] {
    object { form in
      form.key("answer")
      form.string(answer.answer)
      form.key("audit_id")
      form.string(auditID.text)
      form.key("expected_version")
      form.integerString(answer.expectedVersion)
      form.key("user_id")
      form.string(answer.userID)
    }
  }

  static func overrideReview(_ override: ReviewCommand.Override, auditID: AuditID) -> [UInt8] {
    object { form in
      form.key("audit_id")
      form.string(auditID.text)
      form.key("expected_version")
      form.integerString(override.expectedVersion)
      form.key("justification")
      form.string(override.justification)
      form.key("reviewer_id")
      form.string(override.reviewerID)
      form.key("reviewer_role")
      form.string(override.reviewerRole)
    }
  }
}
