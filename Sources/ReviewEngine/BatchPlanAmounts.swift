import ReviewCore

// `amount.aggregate`: what the same person asked for before, also earlier in the same batch.
extension BatchPlan {
  static func amountKeys(of proposal: Proposal, roster: Roster) -> [AmountIndex.Key] {
    let accountID = proposal.origin?.accountID ?? ""
    return roster.identities(ofPersonBehind: proposal.userID).map { AmountIndex.Key(userID: $0, accountID: accountID) }
  }

  /// - Parameter start: what was asked for until then is in no sum.
  mutating func take(amounts: [AmountIndex.Key: AmountIndex.Totals], after start: Instant) {
    self.amounts = amounts
    amountsStart = start
  }

  /// The classification with what was asked for before, and with what the operator's classifier said.
  func assess(_ submission: PreparedSubmission) -> RiskAssessment {
    assessByRules(submission).taking(submission.classifier)
  }

  private func assessByRules(_ submission: PreparedSubmission) -> RiskAssessment {
    let risk = submission.policy === policy ? submission.risk : classifyRisk(submission.proposal, policy: policy)
    guard risk.assessedAmount?.amount != .zero else { return risk }
    let history = history(of: submission.proposal, actionType: risk.actionType)
    return history.count == 0 ? risk : classifyRisk(submission.proposal, policy: policy, history: history)
  }

  private func history(of proposal: Proposal, actionType: String) -> AmountHistory {
    var total = AmountTotal()
    for key in Self.amountKeys(of: proposal, roster: roster) {
      if let one = amounts[key]?[actionType] { total.add(one) }
    }
    return total.history
  }

  /// Lets later commands of the batch see what this one asked for.
  mutating func note(submitted review: ReviewCase) {
    guard review.assessedAmount != .zero, review.submittedAt > amountsStart else { return }
    let key = AmountIndex.Key(userID: review.userID, accountID: review.accountID)
    amounts[key, default: [:]][review.actionType, default: AmountTotal()].add(review.assessedAmount)
  }

  /// Lets later commands of the batch no longer count what was rejected, cancelled or expired in it.
  mutating func noteAmount(before: ReviewCase?, after: ReviewCase) {
    guard let before, after.rereview == nil, !before.status.isVoidForSums, after.status.isVoidForSums,
      after.assessedAmount != .zero,
      after.submittedAt > amountsStart
    else { return }
    let key = AmountIndex.Key(userID: after.userID, accountID: after.accountID)
    amounts[key]?[after.actionType]?.remove(after.assessedAmount)
  }
}
