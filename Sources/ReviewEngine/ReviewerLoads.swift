import ReviewCore

/// A reviewer with the work at hand. What was decided is the person's, whatever account it was decided with.
public struct ReviewerLoad: Sendable {
  public let reviewer: Reviewer
  /// Reviews that this reviewer has claimed now.
  public let claimed: Int
  /// Opinions since 00:00 UTC.
  public let decidedToday: Int
  /// Share of approvals among the opinions of the policy's window, of the newest `ReviewerActivity.opinionCountMax` at
  /// most; 0 where there are none.
  public let approvalRate: Double
  /// Median time from claim, or else submission, to opinion, of the same opinions; nil where there are none.
  public let medianReviewMicroseconds: Int64?
  /// For people; empty as long as nothing is worth a look.
  public let warnings: [String]
  /// Until when the policy's limits allow no further opinion; nil while they do.
  public let limitedUntil: Instant?
}

extension ReviewEngine {
  /// A page of reviewers with their load, by id.
  public func reviewers(
    role: String, skill: String, after reviewerID: String?, count: Int
  ) -> (page: [ReviewerLoad], hasMore: Bool) {
    let now = now()
    let state = workState()
    let matching = state.registry.reviewers.values.filter { reviewer in
      (role.isEmpty || reviewer.roles.contains(role)) && (skill.isEmpty || reviewer.skills.contains(skill))
        && reviewerID.map { reviewer.reviewerID > $0 } ?? true
    }.sorted { $0.reviewerID < $1.reviewerID }
    return (matching.prefix(count).map { state.load(of: $0, now: now) }, matching.count > count)
  }

  /// Who could decide a review now, the one with the least work first: registered and not absent, with the role and the
  /// skills, neither the requester nor anybody else that the review keeps apart, and within the policy's limits.
  ///
  /// A suggestion: nothing is reserved. Fewest claims, then fewest opinions today, then the smallest id. One account of
  /// each person; empty where nobody is registered.
  /// - Parameter limit: at most so many.
  public func candidates(for review: ReviewCase, limit: Int = ReviewEngine.candidateCountMax) -> [String] {
    let now = now()
    let state = workState()
    guard !state.roster.isEmpty, !review.status.isFinal else { return [] }
    let skills = review.requiredSkills
    var people: Set<String> = []
    var found: [(claims: Int, decided: Int, reviewerID: String)] = []
    for member in state.roster.members where member.isAvailable && skills.allSatisfy(member.skills.contains) {
      guard review.canDecide(member, roster: state.roster), people.insert(member.personID).inserted else { continue }
      let activity = state.activity(ofPerson: member.personID)
      if state.limits.limitedUntil(activity, now: now) != nil { continue }
      found.append((state.claims[member.reviewerID] ?? 0, activity.decidedToday(now), member.reviewerID))
    }
    return found.sorted { ($0.claims, $0.decided, $0.reviewerID) < ($1.claims, $1.decided, $1.reviewerID) }
      .prefix(limit).map(\.reviewerID)
  }

  private func workState() -> WorkState {
    let (registry, limits, claims, activities) = view.withLock { view in
      (view.service.registry, view.policy.rules.reviewerLimits ?? .off, view.queue.claimCounts, view.activities)
    }
    return WorkState(registry: registry, limits: limits, claims: claims, activities: activities)
  }

  /// Candidates that an answer names.
  public static let candidateCountMax = 10
}

/// Who works on what, taken under the lock at one moment and looked at outside of it.
private struct WorkState {
  let registry: ReviewerRegistry
  let roster: Roster
  let limits: ReviewerLimits
  let claims: [String: Int]
  private let activities: ActivityIndex
  private let identities: [String: [String]]

  init(
    registry: ReviewerRegistry, limits: ReviewerLimits, claims: [String: Int], activities: ActivityIndex
  ) {
    self.registry = registry
    self.limits = limits
    self.claims = claims
    self.activities = activities
    roster = registry.roster
    identities = roster.identitiesByPerson()
  }

  func activity(ofPerson personID: String) -> ReviewerActivity { activities.person(identities[personID] ?? []) }

  func load(of reviewer: Reviewer, now: Instant) -> ReviewerLoad {
    let activity = activity(ofPerson: reviewer.personID)
    let start = now.advanced(byMicroseconds: -limits.windowMicroseconds)
    let (approvals, total) = activity.approvals(after: start)
    return ReviewerLoad(
      reviewer: reviewer, claimed: claims[reviewer.reviewerID] ?? 0, decidedToday: activity.decidedToday(now),
      approvalRate: total == 0 ? 0 : Double(approvals) / Double(total),
      medianReviewMicroseconds: activity.medianMicroseconds(after: start),
      warnings: limits.warnings(activity, now: now), limitedUntil: limits.limitedUntil(activity, now: now))
  }
}

extension ReviewCase {
  /// In any of the roles that a reviewer holds.
  fileprivate func canDecide(_ member: Roster.Member, roster: Roster) -> Bool {
    member.roles.contains { canDecide(reviewerID: member.reviewerID, role: $0, roster: roster) }
  }
}
