/// Which roles decide, and how many of them: the part of a policy that counting needs.
struct DecidingRoles: Sendable {
  let roles: [PolicyRules.Role]
  let committee: RankSet
  /// What a committee needs; its seats are for committee roles only.
  let committeeQuorum: CompiledQuorum
  /// By level, what else than a number of opinions is needed as long as the committee is not.
  let levelQuorums: [CompiledQuorum?]
  /// Fewest people of a committee.
  let quorum: Int

  init(rules: PolicyRules) {
    let ranks = RoleRanks(roles: rules.roles)
    roles = rules.roles
    committee = RankSet(rules.committee.roles.compactMap { ranks.rank(of: $0) })
    let chairRank = ranks.rank(of: rules.committee.chairRole) ?? rules.roles.count - 1
    committeeQuorum =
      rules.committee.approval.map { CompiledQuorum($0, ranks: ranks) }
      ?? CompiledQuorum(people: max(1, rules.committee.quorum), chairRank: chairRank)
    quorum = max(1, committeeQuorum.fewestPeople)
    levelQuorums = RiskLevel.allCases.map { level in
      rules.routes.first { $0.level == level }?.approval.map { CompiledQuorum($0, ranks: ranks) }
    }
  }

  /// What of a review says which roles decide.
  struct Situation {
    /// Whose quorum holds; nil for a second look, where a number of opinions says it all.
    var level: RiskLevel?
    /// Rank of the queue that it is in.
    var rank: Int
    var isCommitteeNeeded: Bool
    var isAtTop: Bool
    /// Opinions that must agree.
    var opinions: Int
  }

  /// Whether a role may decide on what is routed to `routed` (domain.md §4, Who may decide).
  func mayDecide(rank: Int, routed: Int, isCommitteeNeeded: Bool, isAtTop: Bool) -> Bool {
    if isCommitteeNeeded, isAtTop { return committee.contains(rank) }
    return rank >= routed || (isCommitteeNeeded && committee.contains(rank))
  }

  /// What must be met; each person counts once in the whole review. Of several ways the one of which the fewest people
  /// are missing, the first of those.
  ///
  /// - Parameter people: ranks of those who agree.
  func requirements(_ situation: Situation, people: [Int] = []) -> [OpinionRequirement] {
    let ways = ways(situation)
    let seatings = ways.map { QuorumSeating($0, people: people) }
    guard let best = seatings.indices.min(by: { seatings[$0].missing < seatings[$1].missing }) else { return [] }
    return zip(ways[best], seatings[best].met).map { seats, met in
      OpinionRequirement(
        count: seats.count, reviewerRoles: roles.indices.filter(seats.ranks.contains).map { roles[$0].name }, met: met)
    }
  }

  /// Whether different people of these ranks, who all agree, are enough.
  func isMet(_ situation: Situation, people: [Int]) -> Bool {
    people.count >= situation.opinions
      && ways(situation).contains { QuorumSeating($0, people: people).missing == 0 }
  }

  /// The ways to meet it, with the seats that the number of opinions asks for beyond the quorum.
  private func ways(_ situation: Situation) -> [[QuorumSeats]] {
    let deciding = RankSet(
      roles.indices.filter {
        mayDecide(
          rank: $0, routed: situation.rank, isCommitteeNeeded: situation.isCommitteeNeeded, isAtTop: situation.isAtTop)
      })
    let quorum =
      situation.isCommitteeNeeded ? committeeQuorum : situation.level.flatMap { levelQuorums[Int($0.rawValue)] }
    guard let quorum else { return [[QuorumSeats(count: situation.opinions, ranks: deciding)]] }
    return quorum.alternatives.map { alternative in
      var seats = alternative.map { QuorumSeats(count: $0.count, ranks: ranks($0.rule, situation, deciding)) }
      let more = situation.opinions - seats.reduce(0) { $0 + $1.count }
      if more <= 0 { return seats }
      if !situation.isCommitteeNeeded, let same = seats.firstIndex(where: { $0.ranks == deciding }) {
        seats[same].count += more
        return seats
      }
      return seats + [QuorumSeats(count: more, ranks: deciding)]
    }
  }

  /// Who may fill a seat. A role that the review has left by an escalation is filled from the role where it waits now:
  /// an escalation never lowers what is needed, nor makes it impossible.
  private func ranks(_ rule: CompiledQuorum.Rule, _ situation: Situation, _ deciding: RankSet) -> RankSet {
    let base = situation.isCommitteeNeeded ? committee : deciding
    switch rule {
    case .nobody: return RankSet([])
    case .routed: return base
    case .atLeast(let lowest): return RankSet(roles.indices.filter { $0 >= lowest && base.contains($0) })
    case .exactly(let rank):
      if rank < situation.rank, !situation.isCommitteeNeeded { return deciding }
      return RankSet(base.contains(rank) ? [rank] : [])
    }
  }
}

extension ReviewCase {
  /// What must be met before it is final, with how much of it is in: by the largest group that agrees.
  public func requirements() -> [OpinionRequirement] {
    policy.deciding.requirements(situation, people: largestAgreement().compactMap(\.rank).map(Int.init))
  }

  private var situation: DecidingRoles.Situation {
    DecidingRoles.Situation(
      level: rereview == nil ? level : nil, rank: effectiveRank, isCommitteeNeeded: isCommitteeNeeded, isAtTop: isAtTop,
      opinions: requiredOpinions)
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
    policy.deciding.isMet(situation, people: group.compactMap(\.rank).map(Int.init))
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
