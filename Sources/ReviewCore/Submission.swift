/// The first event of a review (domain.md §4).
///
/// - Parameters:
///   - actionJSON: the proposal in RFC 8785 form.
///   - now: the entry's timestamp; the clock starts then.
public func submit(
  _ proposal: Proposal, actionJSON: String, actionDigest: ActionDigest, risk: RiskAssessment, routing: Routing,
  request: ReviewEvent.RequestReference, supersedesAuditID: String = "", policy: ReviewPolicy, now: Instant
) -> ReviewEvent.Submitted {
  ReviewEvent.Submitted(
    request: request, proposal: proposal, actionJSON: actionJSON, actionDigest: actionDigest, risk: risk,
    routing: routing, policyVersion: policy.version,
    deadline: policy.clockEnd(of: routing, level: risk.level, now: now),
    supersedesAuditID: supersedesAuditID)
}

/// The approval that follows a submission at once where the policy approves its level without a person.
///
/// Recorded like every decision, with the actor "system" (domain.md §3).
/// - Returns: nil unless the policy says so for exactly this level, and the classification was no fail-safe.
public func automaticDecision(for submitted: ReviewEvent.Submitted, policy: ReviewPolicy) -> ReviewEvent? {
  guard policy.rules.autoApprovedLevels.contains(submitted.risk.level), submitted.risk.level == .low,
    !submitted.risk.isFailSafe
  else { return nil }
  return .decided(
    ReviewEvent.Decided(status: .approved, reviewers: [], effectiveActionDigest: submitted.actionDigest))
}
