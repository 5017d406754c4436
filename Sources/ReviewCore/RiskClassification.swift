/// Classifies a proposal (domain.md §2). Pure; nothing ever lowers a level.
public func classifyRisk(_ proposal: Proposal, policy: ReviewPolicy) -> RiskAssessment {
  fatalError("next commit")
}
