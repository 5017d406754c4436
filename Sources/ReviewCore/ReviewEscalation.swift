extension ReviewCase {
  /// Rank of the next role of the path; nil at its top.
  var nextRank: Int? {
    policy.routeByLevel[Int(level.rawValue)].path.first { $0 > effectiveRank }
  }

  /// The escalation that follows an opinion; applied to this value.
  mutating func escalate(
    _ trigger: EscalationTrigger, after review: ReviewCommand.SubmitReview, now: Instant
  ) -> ReviewEvent {
    let reason =
      switch trigger {
      case .conflictingOpinions: "\(review.reviewerID) does not agree with an earlier opinion"
      case .regulatoryConcern: "\(review.reviewerID) raised a regulatory concern"
      case .uncertainty: "\(review.reviewerID) is not certain"
      case .manual, .slaBreach, .queueDepth, .noReviewer: "\(review.reviewerID) asked for a higher role"
      }
    return escalate(trigger, reason: reason, requestedBy: review.reviewerID, request: .none, now: now)
  }

  /// Moves this value to the next role, or to the committee at the top of the path (domain.md §4).
  ///
  /// - Returns: the event that records it.
  mutating func escalate(
    _ trigger: EscalationTrigger, reason: String, requestedBy: String, request: ReviewEvent.RequestReference,
    now: Instant
  ) -> ReviewEvent {
    let from = effectiveRank
    let to = nextRank ?? from
    rank = to
    isAtTop = to == from
    isCommitteeNeeded = isCommitteeNeeded || isAtTop
    // After a conflict two people must agree; the committee decides with its quorum.
    requiredOpinions = max(
      requiredOpinions, trigger == .conflictingOpinions ? 2 : 1, isCommitteeNeeded ? policy.deciding.quorum : 1)
    let route = policy.routeByLevel[Int(level.rawValue)]
    let routing = Routing(
      reviewerRole: policy.roleName(to), slaMicroseconds: route.slaMicroseconds,
      isCommitteeNeeded: isCommitteeNeeded, escalationPath: route.pathNames, reason: reason,
      requiredSkills: policy.skills(ofDomain: domain), requiredOpinions: requiredOpinions,
      requirements: requirements())
    let move = policy.move(from: from, to: to, trigger, reason)
    var escalated = ReviewEvent.Escalated(
      request: request, move: move, requestedBy: requestedBy, routing: routing, deadline: deadline)
    if escalated.startsClock { escalated.deadline = clockTime.instant(now, afterMicroseconds: route.slaMicroseconds) }
    return .escalated(escalated)
  }
}
