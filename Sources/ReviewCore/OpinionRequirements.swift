/// Which roles decide, and how many of them: the part of a policy that counting needs.
struct DecidingRoles: Sendable {
  let roles: [PolicyRules.Role]
  let committee: RankSet
  let chairRank: Int
  let quorum: Int

  init(rules: PolicyRules) {
    let ranks = RoleRanks(roles: rules.roles)
    roles = rules.roles
    committee = RankSet(rules.committee.roles.compactMap { ranks.rank(of: $0) })
    chairRank = ranks.rank(of: rules.committee.chairRole) ?? rules.roles.count - 1
    quorum = max(1, rules.committee.quorum)
  }

  /// Whether a role may decide on what is routed to `routed` (domain.md §4, Who may decide).
  func mayDecide(rank: Int, routed: Int, isCommitteeNeeded: Bool, isAtTop: Bool) -> Bool {
    if isCommitteeNeeded, isAtTop { return committee.contains(rank) }
    return rank >= routed || (isCommitteeNeeded && committee.contains(rank))
  }

  /// Whether a role counts for the committee's chair: one of the quorum must.
  func isChair(rank: Int) -> Bool { committee.contains(rank) && rank >= chairRank }

  /// What must be met; each person counts once in the whole review, the narrowest requirement first.
  func requirements(rank: Int, isCommitteeNeeded: Bool, isAtTop: Bool, opinions: Int) -> [OpinionRequirement] {
    let deciding = roles.indices.filter {
      mayDecide(rank: $0, routed: rank, isCommitteeNeeded: isCommitteeNeeded, isAtTop: isAtTop)
    }
    guard isCommitteeNeeded else { return [requirement(opinions, deciding)] }
    return [
      requirement(1, roles.indices.filter { isChair(rank: $0) }),
      requirement(quorum - 1, roles.indices.filter { committee.contains($0) }),
      requirement(opinions - quorum, deciding),
    ].filter { $0.count > 0 }
  }

  private func requirement(_ count: Int, _ ranks: [Int]) -> OpinionRequirement {
    OpinionRequirement(count: count, reviewerRoles: ranks.map { roles[$0].name })
  }
}

extension ReviewCase {
  /// What must be met before it is final, with how much of it is in.
  ///
  /// `met` follows the largest group that agrees; each of its people fills the narrowest requirement that is open.
  public func requirements() -> [OpinionRequirement] {
    var requirements = policy.deciding.requirements(
      rank: effectiveRank, isCommitteeNeeded: isCommitteeNeeded, isAtTop: isAtTop, opinions: requiredOpinions)
    for opinion in largestAgreement() {
      guard let rank = opinion.rank else { continue }
      let role = policy.roleName(Int(rank))
      guard
        let open = requirements.firstIndex(where: { $0.met < $0.count && $0.reviewerRoles.contains(role) })
      else { continue }
      requirements[open].met += 1
    }
    return requirements
  }

  /// Rank of the queue it is in; a role that its policy does not know is the highest authority's.
  var effectiveRank: Int { rank ?? policy.highestRank }

  /// Whether a role may decide now.
  func mayDecide(rank: Int) -> Bool {
    policy.deciding.mayDecide(
      rank: rank, routed: effectiveRank, isCommitteeNeeded: isCommitteeNeeded, isAtTop: isAtTop)
  }

  /// Whether an opinion counts now: after an escalation only if its role still suffices (domain.md §4, Counting).
  func counts(_ opinion: CountedOpinion) -> Bool {
    guard opinion.outcome.counts, !opinion.isVoid, let rank = opinion.rank else { return false }
    return mayDecide(rank: Int(rank))
  }

  /// Whether so many distinct people, who all agree, are enough.
  func isComplete(_ group: [CountedOpinion]) -> Bool {
    guard group.count >= requiredOpinions else { return false }
    guard isCommitteeNeeded else { return true }
    let committee = group.filter { $0.rank.map { policy.deciding.committee.contains(Int($0)) } ?? false }
    return committee.count >= policy.deciding.quorum
      && committee.contains { $0.rank.map { policy.deciding.isChair(rank: Int($0)) } ?? false }
  }

  private func largestAgreement() -> [CountedOpinion] {
    let counting = opinions.filter(counts)
    var largest: [CountedOpinion] = []
    for opinion in counting {
      let group = counting.filter { $0.agrees(with: opinion) }
      if group.count > largest.count { largest = group }
    }
    return largest
  }
}

extension CountedOpinion {
  /// Equal outcome and equal effective digest; a modification without one agrees with nothing but itself.
  func agrees(with other: CountedOpinion) -> Bool {
    guard outcome == other.outcome else { return false }
    guard outcome == .modified else { return true }
    return effectiveActionDigest == other.effectiveActionDigest
      && (effectiveActionDigest != nil || reviewerID == other.reviewerID)
  }
}
