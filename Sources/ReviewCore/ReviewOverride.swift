// A review that a fault blocked is released by the highest authority, with a written reason (domain.md §4, §7).
extension ReviewCase {
  func refusal(of request: ReviewCommand.Override, roster: Roster) -> Refusal? {
    justificationRefusal(request.justification)
      ?? statusRefusal(forDecision: false)
      ?? (status == .blocked ? nil : Refusal.wrongStatus(status, "the review is not blocked"))
      ?? killSwitchRefusal()
      ?? versionRefusal(expected: request.expectedVersion)
      ?? permissionRefusal(request, roster: roster)
  }

  private func permissionRefusal(_ request: ReviewCommand.Override, roster: Roster) -> Refusal? {
    registryRefusal(request.reviewerID, role: request.reviewerRole, roster: roster)
      ?? highestRoleRefusal(request.reviewerRole)
      ?? selfReviewRefusal(request.reviewerID, roster: roster)
      ?? overriderRefusal(request.reviewerID, roster: roster)
  }

  func overridden(_ request: ReviewCommand.Override, now: Instant) -> ReviewEvent {
    let sla = policy.routeByLevel[Int(level.rawValue)].slaMicroseconds
    return .overridden(
      ReviewEvent.Overridden(
        request: request.request, reviewerID: request.reviewerID, reviewerRole: request.reviewerRole,
        justification: request.justification, deadline: clockTime.instant(now, afterMicroseconds: sla)))
  }

  private func justificationRefusal(_ justification: String) -> Refusal? {
    let minimum = policy.rules.periods.overrideMinimumCharacters
    guard trimmedScalarCount(justification) < minimum else { return nil }
    var refusal = Refusal(fieldViolations: [
      FieldViolation("justification", "must have at least \(minimum) characters")
    ])
    refusal.reason = .evidenceTooShort
    refusal.metadata = [Refusal.Metadatum(key: "minimum_length", value: String(minimum))]
    return refusal
  }

  private func highestRoleRefusal(_ role: String) -> Refusal? {
    if policy.rank(ofRole: role) == policy.highestRank { return nil }
    let required = policy.roleName(policy.highestRank)
    return Refusal(
      reason: .roleInsufficient, message: "only \(required) may override",
      metadata: [Refusal.Metadatum(key: "required_role", value: required)])
  }

  /// Who overrides gives no opinion on the review, neither before nor after.
  private func overriderRefusal(_ reviewerID: String, roster: Roster) -> Refusal? {
    let person = roster.person(reviewerID)
    guard opinions.contains(where: { roster.person($0.reviewerID) == person }) else { return nil }
    return .overriderReviews
  }
}

extension Refusal {
  static let overriderReviews = Refusal(
    reason: .separationOfDuties, message: "who overrides a review gives no opinion on it",
    metadata: [Metadatum(key: "duties", value: "override, review")])
}
