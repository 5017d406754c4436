/// Routes a classified proposal (domain.md §3). Pure; missing or inconsistent data gives the highest authority.
public func routeToReviewer(
  _ assessment: RiskAssessment, proposal: Proposal, roster: Roster, queueDepths: QueueDepths, policy: ReviewPolicy
) -> Routing {
  fatalError("next commit")
}
