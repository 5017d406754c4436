// Questions to the requester stop the clock, for so long in all at most (domain.md §4, AWAITING_INFORMATION).
extension ReviewCase {
  func refusal(of request: ReviewCommand.RequestInformation, roster: Roster) -> Refusal? {
    statusRefusal(forDecision: true)
      ?? (informationMicrosecondsLeft > 0 ? nil : .pauseUsedUp(status: status))
      ?? claimedByOtherRefusal(request.reviewerID, token: 0, roster: roster)
      ?? versionRefusal(expected: request.expectedVersion)
      ?? registryRefusal(request.reviewerID, role: request.reviewerRole, roster: roster)
      ?? roleRefusal(request.reviewerRole)
      ?? personRefusal(request.reviewerID, roster: roster)
  }

  func refusal(of request: ReviewCommand.ProvideInformation, roster: Roster) -> Refusal? {
    statusRefusal(forDecision: false)
      ?? killSwitchRefusal()
      ?? (status == .awaitingInformation ? nil : .wrongStatus(status, "no question is open"))
      ?? versionRefusal(expected: request.expectedVersion)
      ?? (isRequester(request.userID, roster: roster)
        ? nil : Refusal(reason: .identityMismatch, message: "only the requester may answer"))
  }

  func informationRequested(_ request: ReviewCommand.RequestInformation, now: Instant) -> ReviewEvent {
    .informationRequested(
      ReviewEvent.InformationRequested(
        request: request.request, reviewerID: request.reviewerID, reviewerRole: request.reviewerRole,
        question: request.question, pauseEndsAt: now.advanced(byMicroseconds: informationMicrosecondsLeft)))
  }

  /// How long questions may still stop the clock.
  private var informationMicrosecondsLeft: Int64 {
    policy.rules.periods.informationPauseMicroseconds - informationPausedMicroseconds
  }

  /// The requester, or the person on whose behalf it was asked.
  private func isRequester(_ id: String, roster: Roster) -> Bool {
    let person = roster.person(id)
    return person == roster.person(userID) || (!onBehalfOf.isEmpty && person == roster.person(onBehalfOf))
  }
}

extension Refusal {
  static func wrongStatus(_ status: ReviewStatus, _ message: String) -> Refusal {
    Refusal(
      reason: .wrongStatus, message: message, metadata: [Metadatum(key: "status", value: status.contractName)])
  }

  fileprivate static func pauseUsedUp(status: ReviewStatus) -> Refusal {
    wrongStatus(status, "questions have stopped the clock for as long as the policy allows")
  }
}
