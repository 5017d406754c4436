// The refusals of domain.md §4 in their order: evidence, FAILED_PRECONDITION, ABORTED, PERMISSION_DENIED. Fields,
// NOT_FOUND and repeats were judged before.
extension ReviewCase {
  func refusal(of review: ReviewCommand.SubmitReview) -> Refusal? {
    evidenceRefusal(review)
      ?? statusRefusal(forDecision: true)
      ?? (review.outcome == .escalated ? topOfPathRefusal() : nil)
      ?? versionRefusal(expected: review.expectedVersion)
      ?? claimRefusal(token: review.claimToken)
      ?? digestRefusal(expected: review.actionDigest)
      ?? permissionRefusal(review)
  }

  func refusal(of request: ReviewCommand.Escalate) -> Refusal? {
    statusRefusal(forDecision: true)
      ?? topOfPathRefusal()
      ?? versionRefusal(expected: request.expectedVersion)
      ?? roleRefusal(request.reviewerRole)
      ?? personRefusal(request.reviewerID)
  }

  func refusal(of request: ReviewCommand.Cancel) -> Refusal? {
    statusRefusal(forDecision: false)
      ?? versionRefusal(expected: request.expectedVersion)
      ?? (request.isOperator || request.userID == userID
        ? nil : Refusal(reason: .identityMismatch, message: "only the requester may withdraw this query"))
  }

  /// Whether this person could approve it now in this role, the amount included (the filter "decidable").
  public func canDecide(reviewerID: String, role: String) -> Bool {
    statusRefusal(forDecision: true) == nil && roleRefusal(role) == nil
      && limitRefusal(role: role, alternative: nil) == nil && personRefusal(reviewerID) == nil
  }

  private func statusRefusal(forDecision: Bool) -> Refusal? {
    let metadata = [Refusal.Metadatum(key: "status", value: status.contractName)]
    if status.isFinal {
      return Refusal(reason: .reviewFinal, message: "the review is final", metadata: metadata)
    }
    if forDecision, status == .blocked || status == .awaitingInformation {
      return Refusal(
        reason: .wrongStatus, message: "the review cannot be decided in its present status", metadata: metadata)
    }
    return nil
  }

  private func topOfPathRefusal() -> Refusal? {
    guard nextRank == nil, isCommitteeNeeded else { return nil }
    return Refusal(reason: .topOfPath, message: "nobody is above, and the committee is needed already")
  }

  private func versionRefusal(expected: Int64) -> Refusal? {
    guard expected != 0, expected != version else { return nil }
    return Refusal(
      reason: .versionMismatch, message: "the review has changed: read it again",
      metadata: [Refusal.Metadatum(key: "current_version", value: String(version))])
  }

  /// Nothing is claimed in this version of the rules, so that no token is current.
  private func claimRefusal(token: Int64) -> Refusal? {
    token == 0 ? nil : Refusal(reason: .claimLost, message: "the claim has lapsed")
  }

  private func digestRefusal(expected: ActionDigest?) -> Refusal? {
    guard let expected, expected != actionDigest else { return nil }
    return Refusal(reason: .digestMismatch, message: "what was seen is not what is decided on")
  }

  private func permissionRefusal(_ review: ReviewCommand.SubmitReview) -> Refusal? {
    roleRefusal(review.reviewerRole)
      ?? (review.outcome.counts
        ? limitRefusal(role: review.reviewerRole, alternative: review.modification?.transactionAmount) : nil)
      ?? personRefusal(review.reviewerID)
  }

  private func roleRefusal(_ role: String) -> Refusal? {
    if let rank = policy.rank(ofRole: role), mayDecide(rank: rank) { return nil }
    // The committee alone decides at the top: the queue's own role may be below it.
    let lowest = isAtTop ? policy.rules.roles.indices.first(where: mayDecide(rank:)) : nil
    let required = policy.roleName(lowest ?? effectiveRank)
    return Refusal(
      reason: .roleInsufficient, message: "this review needs \(required) or above",
      metadata: [Refusal.Metadatum(key: "required_role", value: required)])
  }

  private func limitRefusal(role: String, alternative: Money?) -> Refusal? {
    guard let rank = policy.rank(ofRole: role), let limit = policy.rules.roles[rank].limit else { return nil }
    let alternative = alternative.flatMap(policy.amountInBaseCurrency)
    let amount = assessedAmount.map { max($0, alternative ?? .zero) }
    if let amount, amount <= limit { return nil }
    return Refusal(
      reason: .amountLimitExceeded, message: "the amount is above the limit of \(role)",
      metadata: [
        Refusal.Metadatum(key: "limit", value: limit.decimalText),
        Refusal.Metadatum(key: "amount", value: amount?.decimalText ?? "unlimited"),
      ])
  }

  private func personRefusal(_ reviewerID: String) -> Refusal? {
    if reviewerID == userID || reviewerID == onBehalfOf {
      return Refusal(reason: .selfReview, message: "nobody reviews an own query")
    }
    if opinions.contains(where: { $0.reviewerID == reviewerID }) {
      return Refusal(reason: .duplicateReviewer, message: "this person has given an opinion on it")
    }
    return nil
  }
}

extension ReviewPolicy {
  /// What money is worth in the base currency; nil without a rate, or where it is too large to hold.
  func amountInBaseCurrency(_ money: Money) -> Amount? {
    money.currencyCode.withUTF8Bytes { rate(ofCurrency: $0) }.flatMap { money.amount.multiplied(byRate: $0) }
  }
}
