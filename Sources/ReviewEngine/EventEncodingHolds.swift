import AuditTrail
import ReviewCore

// The data of claims, questions, blocks and overrides.
extension EventEncoding {
  static func encode(_ claimed: ReviewEvent.Claimed, _ command: Int64, _ writer: inout CanonicalJSONWriter) {
    writer.object { data in
      data.key("claim_expires_at")
      data.instant(claimed.expiresAt)
      data.key("claim_token")
      data.integerString(claimed.claimToken)
      data.command(command)
      data.request(claimed.request)
      data.key("reviewer_id")
      data.string(claimed.reviewerID)
      data.key("reviewer_role")
      data.string(claimed.reviewerRole)
      data.key("taken_over_from")
      data.present(claimed.takenOverFrom)
      data.version()
    }
  }

  static func encode(_ released: ReviewEvent.ClaimReleased, _ command: Int64, _ writer: inout CanonicalJSONWriter) {
    writer.object { data in
      data.key("claim_token")
      data.integerString(released.claimToken)
      data.command(command)
      data.key("reason")
      data.present(released.reason)
      data.request(released.request)
      data.key("reviewer_id")
      data.string(released.reviewerID)
      data.version()
    }
  }

  static func encode(_ expired: ReviewEvent.ClaimExpired, _ command: Int64, _ writer: inout CanonicalJSONWriter) {
    writer.object { data in
      data.key("claim_expires_at")
      data.instant(expired.expiresAt)
      data.key("claim_token")
      data.integerString(expired.claimToken)
      data.command(command)
      data.key("reviewer_id")
      data.string(expired.reviewerID)
      data.version()
    }
  }

  static func encode(
    _ requested: ReviewEvent.InformationRequested, _ command: Int64, _ writer: inout CanonicalJSONWriter
  ) {
    writer.object { data in
      data.command(command)
      data.key("pause_ends_at")
      data.instant(requested.pauseEndsAt)
      data.key("question")
      data.string(requested.question)
      data.request(requested.request)
      data.key("reviewer_id")
      data.string(requested.reviewerID)
      data.key("reviewer_role")
      data.string(requested.reviewerRole)
      data.version()
    }
  }

  static func encode(
    _ provided: ReviewEvent.InformationProvided, _ command: Int64, _ writer: inout CanonicalJSONWriter
  ) {
    writer.object { data in
      data.key("answer")
      data.string(provided.answer)
      data.command(command)
      data.request(provided.request)
      data.key("user_id")
      data.string(provided.userID)
      data.version()
    }
  }

  static func encode(
    _ lapsed: ReviewEvent.InformationLapsed, _ command: Int64, _ writer: inout CanonicalJSONWriter
  ) {
    writer.object { data in
      data.command(command)
      data.key("pause_ended_at")
      data.instant(lapsed.pauseEndedAt)
      data.version()
    }
  }

  static func encode(_ blocked: ReviewEvent.Blocked, _ command: Int64, _ writer: inout CanonicalJSONWriter) {
    writer.object { data in
      data.command(command)
      data.key("kill_switch_id")
      data.present(blocked.killSwitchID)
      data.key("reason")
      data.string(blocked.reason)
      data.version()
    }
  }

  static func encode(_ unblocked: ReviewEvent.Unblocked, _ command: Int64, _ writer: inout CanonicalJSONWriter) {
    writer.object { data in
      data.command(command)
      data.key("kill_switch_id")
      data.string(unblocked.killSwitchID)
      data.version()
    }
  }

  static func encode(_ overridden: ReviewEvent.Overridden, _ command: Int64, _ writer: inout CanonicalJSONWriter) {
    writer.object { data in
      data.command(command)
      data.key("deadline")
      data.instant(overridden.deadline)
      data.key("justification")
      data.string(overridden.justification)
      data.request(overridden.request)
      data.key("reviewer_id")
      data.string(overridden.reviewerID)
      data.key("reviewer_role")
      data.string(overridden.reviewerRole)
      data.version()
    }
  }
}
