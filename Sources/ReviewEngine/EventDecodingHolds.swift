import AuditTrail
import ReviewCore

// Reads claims, questions, blocks and overrides back.
extension EventDecoding {
  /// - Returns: nil for another type.
  static func holdEvent(_ eventType: String, _ data: JSONValue) throws(UnreadableEntry) -> ReviewEvent? {
    switch eventType {
    case "review.claimed": .claimed(try claimed(data))
    case "review.released": .claimReleased(try released(data))
    case "review.claim_expired": .claimExpired(try claimExpired(data))
    case "review.information_requested": .informationRequested(try informationRequested(data))
    case "review.information_provided": .informationProvided(try informationProvided(data))
    case "review.information_lapsed":
      .informationLapsed(ReviewEvent.InformationLapsed(pauseEndedAt: try data.requiredInstant("pause_ended_at")))
    case "review.blocked":
      .blocked(
        ReviewEvent.Blocked(killSwitchID: try data.textOrEmpty("kill_switch_id"), reason: try data.text("reason")))
    case "review.unblocked": .unblocked(ReviewEvent.Unblocked(killSwitchID: try data.text("kill_switch_id")))
    case "review.overridden": .overridden(try overridden(data))
    default: nil
    }
  }

  private static func claimed(_ data: JSONValue) throws(UnreadableEntry) -> ReviewEvent.Claimed {
    ReviewEvent.Claimed(
      request: try request(data), reviewerID: try data.text("reviewer_id"),
      reviewerRole: try data.text("reviewer_role"),
      claimToken: try data.integer("claim_token"), expiresAt: try data.requiredInstant("claim_expires_at"),
      takenOverFrom: try data.textOrEmpty("taken_over_from"))
  }

  private static func released(_ data: JSONValue) throws(UnreadableEntry) -> ReviewEvent.ClaimReleased {
    ReviewEvent.ClaimReleased(
      request: try request(data), reviewerID: try data.text("reviewer_id"), claimToken: try data.integer("claim_token"),
      reason: try data.textOrEmpty("reason"))
  }

  private static func claimExpired(_ data: JSONValue) throws(UnreadableEntry) -> ReviewEvent.ClaimExpired {
    ReviewEvent.ClaimExpired(
      reviewerID: try data.text("reviewer_id"), claimToken: try data.integer("claim_token"),
      expiresAt: try data.requiredInstant("claim_expires_at"))
  }

  private static func informationRequested(
    _ data: JSONValue
  ) throws(UnreadableEntry) -> ReviewEvent.InformationRequested {
    ReviewEvent.InformationRequested(
      request: try request(data), reviewerID: try data.text("reviewer_id"),
      reviewerRole: try data.text("reviewer_role"),
      question: try data.text("question"), pauseEndsAt: try data.requiredInstant("pause_ends_at"))
  }

  private static func informationProvided(
    _ data: JSONValue
  ) throws(UnreadableEntry) -> ReviewEvent.InformationProvided {
    ReviewEvent.InformationProvided(
      request: try request(data), userID: try data.text("user_id"), answer: try data.text("answer"))
  }

  private static func overridden(_ data: JSONValue) throws(UnreadableEntry) -> ReviewEvent.Overridden {
    ReviewEvent.Overridden(
      request: try request(data), reviewerID: try data.text("reviewer_id"),
      reviewerRole: try data.text("reviewer_role"),
      justification: try data.text("justification"), deadline: try data.requiredInstant("deadline"))
  }
}
