// The refusals of domain.md §4 in their order: evidence, FAILED_PRECONDITION, ABORTED, PERMISSION_DENIED. Fields,
// NOT_FOUND and repeats were judged before.
extension ReviewCase {
  func refusal(of review: ReviewCommand.SubmitReview, roster: Roster) -> Refusal? {
    evidenceRefusal(review)
      ?? statusRefusal(forDecision: true)
      ?? (review.outcome == .escalated ? topOfPathRefusal() : nil)
      ?? claimedByOtherRefusal(review.reviewerID, token: review.claimToken, roster: roster)
      ?? versionRefusal(expected: review.expectedVersion)
      ?? claimLostRefusal(token: review.claimToken)
      ?? digestRefusal(expected: review.actionDigest)
      ?? permissionRefusal(review, roster: roster)
  }

  func refusal(of request: ReviewCommand.Escalate, roster: Roster) -> Refusal? {
    statusRefusal(forDecision: true)
      ?? topOfPathRefusal()
      ?? claimedByOtherRefusal(request.reviewerID, token: 0, roster: roster)
      ?? versionRefusal(expected: request.expectedVersion)
      ?? registryRefusal(request.reviewerID, role: request.reviewerRole, roster: roster)
      ?? roleRefusal(request.reviewerRole)
      ?? personRefusal(request.reviewerID, roster: roster)
  }

  func refusal(of request: ReviewCommand.Cancel, roster: Roster) -> Refusal? {
    statusRefusal(forDecision: false)
      ?? versionRefusal(expected: request.expectedVersion)
      ?? (request.isOperator || (rereview == nil && roster.person(request.userID) == roster.person(userID))
        ? nil : Refusal(reason: .identityMismatch, message: "only the requester may withdraw this query"))
  }

  /// Whether this person could approve it now in this role, the amount included (the filter "decidable").
  public func canDecide(reviewerID: String, role: String, roster: Roster = .empty) -> Bool {
    statusRefusal(forDecision: true) == nil
      && claimedByOtherRefusal(reviewerID, token: 0, roster: roster) == nil
      && registryRefusal(reviewerID, role: role, roster: roster) == nil && roleRefusal(role) == nil
      && limitRefusal(role: role, alternative: nil) == nil && personRefusal(reviewerID, roster: roster) == nil
  }

  func statusRefusal(forDecision: Bool) -> Refusal? {
    let metadata = [Refusal.Metadatum(key: "status", value: status.contractName)]
    if status.isFinal {
      return Refusal(reason: .reviewFinal, message: "the review is final", metadata: metadata)
    }
    if forDecision, let refusal = killSwitchRefusal() { return refusal }
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

  func killSwitchRefusal() -> Refusal? { killSwitchIDs.isEmpty ? nil : .killSwitchEngaged(killSwitchIDs) }

  func versionRefusal(expected: Int64) -> Refusal? {
    expected == 0 || expected == version ? nil : .versionMismatch(current: version)
  }

  private func digestRefusal(expected: ActionDigest?) -> Refusal? {
    guard let expected, expected != actionDigest else { return nil }
    return Refusal(reason: .digestMismatch, message: "what was seen is not what is decided on")
  }

  private func permissionRefusal(_ review: ReviewCommand.SubmitReview, roster: Roster) -> Refusal? {
    registryRefusal(review.reviewerID, role: review.reviewerRole, roster: roster)
      ?? roleRefusal(review.reviewerRole)
      ?? (review.outcome.counts
        ? limitRefusal(role: review.reviewerRole, alternative: review.modification?.transactionAmount) : nil)
      ?? personRefusal(review.reviewerID, roster: roster)
  }

  /// Once one reviewer was registered, only registered ones act, in the roles that the registry gives (domain.md §1).
  func registryRefusal(_ reviewerID: String, role: String, roster: Roster) -> Refusal? {
    if roster.isEmpty { return nil }
    guard let member = roster.member(reviewerID), !member.isDisabled else {
      return Refusal(
        reason: .capabilityMissing, message: "\(reviewerID) is no reviewer",
        metadata: [Refusal.Metadatum(key: "capability", value: "review")])
    }
    if member.roles.contains(role) { return nil }
    return Refusal(reason: .identityMismatch, message: "\(reviewerID) does not hold the role \(role)")
  }

  func roleRefusal(_ role: String) -> Refusal? {
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
    let amount = limitAmount.map { max($0, alternative ?? .zero) }
    if let amount, amount <= limit { return nil }
    return Refusal(
      reason: .amountLimitExceeded, message: "the amount is above the limit of \(role)",
      metadata: [
        Refusal.Metadatum(key: "limit", value: limit.decimalText),
        Refusal.Metadatum(key: "amount", value: amount?.decimalText ?? "unlimited"),
      ])
  }

  /// People, not accounts, are kept apart (domain.md §1). Whose opinion an answer voided may give another.
  func personRefusal(_ reviewerID: String, roster: Roster) -> Refusal? {
    if let refusal = selfReviewRefusal(reviewerID, roster: roster) { return refusal }
    if let refusal = rereviewRefusal(reviewerID, roster: roster) { return refusal }
    let person = roster.person(reviewerID)
    if opinions.contains(where: { !$0.isVoid && roster.person($0.reviewerID) == person }) {
      return Refusal(reason: .duplicateReviewer, message: "this person has given an opinion on it")
    }
    return overriders.contains { roster.person($0) == person } ? .overriderReviews : nil
  }

  func selfReviewRefusal(_ reviewerID: String, roster: Roster) -> Refusal? {
    let person = roster.person(reviewerID)
    let isOwn =
      person == roster.person(userID) || (!onBehalfOf.isEmpty && person == roster.person(onBehalfOf))
    return isOwn ? Refusal(reason: .selfReview, message: "nobody reviews an own query") : nil
  }
}

extension Refusal {
  /// What kill switches stop.
  public static func killSwitchEngaged(_ killSwitchIDs: [String]) -> Refusal {
    Refusal(
      reason: .killSwitchEngaged, message: "a kill switch is engaged",
      metadata: [Metadatum(key: "kill_switch_ids", value: killSwitchIDs.joined(separator: ","))])
  }
}

extension ReviewPolicy {
  /// What money is worth in the base currency; nil without a rate, or where it is too large to hold.
  func amountInBaseCurrency(_ money: Money) -> Amount? {
    money.currencyCode.withUTF8Bytes { rate(ofCurrency: $0) }.flatMap { money.amount.multiplied(byRate: $0) }
  }
}
