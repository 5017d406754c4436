import AuditTrail
import ReviewCore

// One sentence for people in the answers to commands.
extension ReviewRecord {
  /// What became of a query that was submitted.
  var submissionSentence: String {
    let level = submitted.risk.level.contractName.dropFirst("RISK_LEVEL_".count)
    switch state.status {
    case .pending, .inReview, .escalated:
      let opinions = state.requiredOpinions == 1 ? "one opinion" : "\(state.requiredOpinions) opinions"
      return "\(level) risk: waits for \(routing.reviewerRole) until \(state.deadline.text); needs \(opinions)."
    case .approved, .modified, .rejected, .expired, .cancelled, .blocked, .awaitingInformation: return statusSentence
    }
  }

  /// Where a review stands after an opinion.
  var statusSentence: String {
    switch state.status {
    case .pending: return "Waits for \(routing.reviewerRole) until \(state.deadline.text)."
    case .inReview where state.claim != nil: return "Claimed by \(state.claim?.reviewerID ?? "")."
    case .inReview:
      return "Recorded; a further opinion is needed: \(openRequirements) by \(state.deadline.text)."
    case .escalated: return "Escalated to \(routing.reviewerRole); waits until \(state.deadline.text)."
    case .approved: return "Approved: may be executed as proposed\(executableText)."
    case .modified: return "Modified: may be executed only as modified\(executableText)."
    case .rejected: return "Rejected: must not be executed."
    case .expired: return "Expired: must not be executed."
    case .cancelled: return "Cancelled: must not be executed."
    case .blocked: return "Blocked: nothing goes on before somebody releases it."
    case .awaitingInformation: return "Waits for an answer of the requester."
    }
  }

  private var openRequirements: String {
    let open = routing.requirements.filter { $0.met < $0.count }
    return open.map { "\($0.count - $0.met) of \($0.reviewerRoles.joined(separator: ", "))" }.joined(separator: " and ")
  }

  private var executableText: String { executableUntil.map { " until \($0.text)" } ?? "" }
}

extension Instant {
  fileprivate var text: String {
    CanonicalTimestamp.text(unixMicroseconds: unixMicroseconds) ?? "the end of time"
  }
}
