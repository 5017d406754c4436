import ReviewCore

// `amount.aggregate`: what the same person asked for before, also earlier in the same batch.
extension BatchPlan {
  static func amountKeys(of proposal: Proposal, roster: Roster) -> [AmountIndex.Key] {
    let accountID = proposal.origin?.accountID ?? ""
    return roster.identities(ofPersonBehind: proposal.userID).map { AmountIndex.Key(userID: $0, accountID: accountID) }
  }

  mutating func take(amounts: [AmountIndex.Key: [AmountIndex.Item]]) { self.amounts = amounts }

  /// The classification with what was asked for before.
  func assess(_ submission: PreparedSubmission) -> RiskAssessment {
    let risk = submission.policy === policy ? submission.risk : classifyRisk(submission.proposal, policy: policy)
    guard risk.assessedAmount?.amount != .zero else { return risk }
    let history = history(of: submission.proposal, actionType: risk.actionType)
    return history.count == 0 ? risk : classifyRisk(submission.proposal, policy: policy, history: history)
  }

  private func history(of proposal: Proposal, actionType: String) -> AmountHistory {
    var history = AmountHistory.none
    let keys = Self.amountKeys(of: proposal, roster: roster)
    for key in keys {
      for item in amounts[key] ?? [] where item.actionType == actionType {
        if let review = cases[item.auditID], review.status.isVoidForSums { continue }
        history.add(item.amount)
      }
    }
    return history
  }

  /// Lets later commands of the batch see what this one asked for.
  mutating func note(submitted review: ReviewCase) {
    guard review.assessedAmount != .zero else { return }
    let key = AmountIndex.Key(userID: review.userID, accountID: review.accountID)
    amounts[key, default: []].append(
      AmountIndex.Item(
        auditID: review.auditID, at: review.submittedAt, actionType: review.actionType, amount: review.assessedAmount))
  }
}
