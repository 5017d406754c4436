import ReviewCore

// What people do, and how much of it they may (domain.md §8, daily reviews).
extension BatchPlan {
  /// Counts an opinion for later commands of the batch, and for the view.
  mutating func noteOpinion(_ event: ReviewEvent, before: ReviewCase?, sequence: Int64) {
    guard case .opinionRecorded(let recorded) = event, let before else { return }
    let mark = ReviewerMark(
      reviewerID: recorded.opinion.reviewerID, sequence: sequence,
      mark: OpinionMark(recorded, at: now, review: before))
    marks.append(mark)
    if policy.rules.reviewerLimits != nil { activities.note(mark) }
  }

  /// By the policy in force, whatever the review's own: it is about people.
  func personLimitRefusal(of command: ReviewCommand) -> Refusal? {
    guard let limits = policy.rules.reviewerLimits, let reviewerID = command.limitedReviewer else { return nil }
    return limits.refusal(activities.person(roster.identities(ofPersonBehind: reviewerID)), now: now)
  }
}

extension ReviewCommand {
  /// Whose limits are asked for: an opinion needs them, and so does a claim, which keeps others away.
  var limitedReviewer: String? {
    switch self {
    case .submitReview(let review): review.reviewerID
    case .claim(let claim): claim.reviewerID
    case .escalate, .cancel, .releaseClaim, .requestInformation, .provideInformation, .override, .reportExecution,
      .reconcileExecution:
      nil
    }
  }
}

extension EngineCommand {
  var limitedReviewer: String? {
    switch self {
    case .act(let action): action.command.limitedReviewer
    case .claimNext(let claim): claim.claim.reviewerID
    case .submit, .authorize, .service: nil
    }
  }
}

extension EngineView {
  /// Takes opinions in.
  ///
  /// - Returns: what became worth a look by them.
  mutating func note(_ marks: [ReviewerMark]) -> [EngineReport] {
    var reports: [EngineReport] = []
    for mark in marks {
      guard let limits = policy.rules.reviewerLimits, limits.rubberStamp != nil else {
        activities.note(mark)
        continue
      }
      let identities = service.roster.identities(ofPersonBehind: mark.reviewerID)
      let hadWarning = !limits.warnings(activities.person(identities), now: mark.mark.at).isEmpty
      activities.note(mark)
      guard !hadWarning else { continue }
      for warning in limits.warnings(activities.person(identities), now: mark.mark.at) {
        reports.append(.reviewerWarning(reviewerID: mark.reviewerID, detail: warning))
      }
    }
    return reports
  }
}
