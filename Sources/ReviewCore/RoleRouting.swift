/// Routes a classified proposal to the first reviewer's role (domain.md §3).
///
/// Pure; never lower, never dropped: missing or inconsistent data gives the highest authority.
/// - Parameters:
///   - roster: empty as long as no reviewer was ever registered; then roles alone decide.
///   - queueDepths: how many reviews wait in each role's queue, without this one.
public func routeToReviewer(
  _ assessment: RiskAssessment, proposal: Proposal, roster: Roster, queueDepths: QueueDepths, policy: ReviewPolicy
) -> Routing {
  let route = policy.routeByLevel[Int(assessment.level.rawValue)]
  let action = policy.actionIndex(ofType: assessment.actionType)
  let secondOpinion = action.flatMap { policy.rules.actions[$0].secondOpinionFrom }
  let opinions = secondOpinion.map { assessment.level >= $0 } ?? false ? max(2, route.opinions) : route.opinions
  let skills = policy.skills(ofDomain: assessment.domain)
  var moves: [RoleMove] = []
  var rank = route.rank
  if !roster.isEmpty {
    rank = policy.rankWithReviewer(route, skills: skills, proposal: proposal, roster: roster, moves: &moves)
  }
  rank = policy.rankWithRoom(route, from: rank, queueDepths: queueDepths, moves: &moves)
  let requirements =
    rank == route.rank && opinions == route.opinions
    ? route.requirements
    : policy.deciding.requirements(
      DecidingRoles.Situation(
        level: assessment.level, rank: rank, isCommitteeNeeded: route.isCommitteeNeeded, isAtTop: false,
        opinions: opinions))
  return Routing(
    reviewerRole: policy.rules.roles[rank].name, slaMicroseconds: route.slaMicroseconds,
    isCommitteeNeeded: route.isCommitteeNeeded, escalationPath: route.pathNames,
    reason: moves.last?.reason ?? route.reason, requiredSkills: skills, requiredOpinions: opinions,
    requirements: requirements, moves: moves)
}

extension ReviewPolicy {
  /// Whether the queue where a level's reviews begin is not too deep; with an empty roster they stay there.
  public func hasRoom(for level: RiskLevel, in queueDepths: QueueDepths) -> Bool {
    queueDepths[routeByLevel[Int(level.rawValue)].rank] <= rules.queueDepth.limit
  }

  /// Where the action that counts is in `rules.actions`, and the domain in `rules.domainSkills`: what, with the level,
  /// decides the usual routing. nil where the policy does not know it.
  public func routedNames(
    of finding: RiskFinding, _ proposal: ProposalView
  ) -> (action: Int?, domain: Int?) {
    let domain =
      finding.inferredDomain == TextFindings.none
      ? skilledDomains.index(ofType: proposal.domain) : inferredDomains[finding.inferredDomain]
    return (
      finding.action.index == NameTable.none ? nil : finding.action.index, domain == NameTable.none ? nil : domain
    )
  }

  /// Skills that reviewers of a domain must have; none for a domain that the policy does not name.
  func skills(ofDomain domain: String) -> [String] {
    if domain.isEmpty { return [] }
    let index = domain.withUTF8Bytes { skilledDomains.index(ofType: $0) }
    return index == NameTable.none ? [] : rules.domainSkills[index].skills
  }

  /// The first role of the path, from the routed one, that an available person with the skills holds; the highest
  /// authority where there is none.
  fileprivate func rankWithReviewer(
    _ route: CompiledRoute, skills: [String], proposal: Proposal, roster: Roster, moves: inout [RoleMove]
  ) -> Int {
    let candidates = [route.rank] + route.path.filter { $0 > route.rank }
    let rank =
      candidates.first { hasReviewer(rank: $0, skills: skills, proposal: proposal, roster: roster) } ?? highestRank
    if rank != route.rank {
      let detail = skills.isEmpty ? "" : " with \(skills.joined(separator: ", "))"
      moves.append(move(from: route.rank, to: rank, .noReviewer, "No \(roleName(route.rank))\(detail) is available"))
    }
    return rank
  }

  private func hasReviewer(rank: Int, skills: [String], proposal: Proposal, roster: Roster) -> Bool {
    let role = roleName(rank)
    let requester = roster.person(proposal.userID)
    let principal = proposal.origin.map { roster.person($0.onBehalfOf) }
    return roster.members.contains { member in
      member.isAvailable && member.roles.contains(role) && skills.allSatisfy(member.skills.contains)
        && member.personID != requester && member.personID != principal
    }
  }

  /// The role itself unless its queue is too deep; then the next of the path whose queue is not, if there is one.
  fileprivate func rankWithRoom(
    _ route: CompiledRoute, from rank: Int, queueDepths: QueueDepths, moves: inout [RoleMove]
  ) -> Int {
    let limit = rules.queueDepth.limit
    guard queueDepths[rank] > limit else { return rank }
    let isOverflowing = rules.queueDepth.overflowFrom.contains(roleName(rank))
    let overflow = isOverflowing ? self.rank(ofRole: rules.queueDepth.overflowRole) : nil
    let lowest = overflow.map { route.path.contains($0) && $0 > rank ? $0 : rank + 1 } ?? rank + 1
    guard let next = route.path.first(where: { $0 >= lowest && queueDepths[$0] <= limit }) else { return rank }
    moves.append(
      move(from: rank, to: next, .queueDepth, "\(queueDepths[rank]) reviews wait for \(roleName(rank))"))
    return next
  }

  func roleName(_ rank: Int) -> String { rules.roles[rank].name }

  func move(from: Int, to: Int, _ trigger: EscalationTrigger, _ reason: String) -> RoleMove {
    RoleMove(fromRole: roleName(from), toRole: roleName(to), trigger: trigger, reason: reason)
  }
}
