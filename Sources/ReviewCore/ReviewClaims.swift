// Claims are leases that lapse by themselves (domain.md §4, Claims).
extension ReviewCase {
  func refusal(of request: ReviewCommand.Claim, roster: Roster) -> Refusal? {
    statusRefusal(forDecision: true)
      ?? claimRaceRefusal(request, roster: roster)
      ?? versionRefusal(expected: request.expectedVersion)
      ?? registryRefusal(request.reviewerID, role: request.reviewerRole, roster: roster)
      ?? roleRefusal(request.reviewerRole)
      ?? personRefusal(request.reviewerID, roster: roster)
  }

  func refusal(of request: ReviewCommand.ReleaseClaim, roster: Roster) -> Refusal? {
    statusRefusal(forDecision: false)
      ?? (claim == nil && request.claimToken == 0 ? .notClaimed(status: status) : nil)
      ?? claimedByOtherRefusal(request.reviewerID, token: request.claimToken, roster: roster)
      ?? claimLostRefusal(token: request.claimToken)
  }

  func claimed(_ request: ReviewCommand.Claim, roster: Roster, now: Instant) -> ReviewEvent {
    let lease = request.leaseMicroseconds ?? policy.rules.periods.claimLeaseMicroseconds
    // No claim outlives the clock; where a breached one goes on, the review's end is what is left.
    let end = deadline > now ? deadline : expiresAt
    return .claimed(
      ReviewEvent.Claimed(
        request: request.request, reviewerID: request.reviewerID, reviewerRole: request.reviewerRole,
        claimToken: claimToken + 1, expiresAt: min(now.advanced(byMicroseconds: lease), end),
        takenOverFrom: claim.map { isSame($0.reviewerID, request.reviewerID, roster) ? "" : $0.reviewerID } ?? ""))
  }

  func released(_ request: ReviewCommand.ReleaseClaim) -> ReviewEvent {
    .claimReleased(
      ReviewEvent.ClaimReleased(
        request: request.request, reviewerID: claim?.reviewerID ?? request.reviewerID, claimToken: claimToken))
  }

  /// The release of a claim whose holder may no longer act; nil where nobody holds it.
  public func releaseOfClaim(reason: String) -> ReviewEvent? {
    claim.map {
      .claimReleased(ReviewEvent.ClaimReleased(reviewerID: $0.reviewerID, claimToken: $0.token, reason: reason))
    }
  }

  /// A higher role takes a claim over. Who read the review before somebody else claimed it lost a race.
  private func claimRaceRefusal(_ request: ReviewCommand.Claim, roster: Roster) -> Refusal? {
    guard let claim, let refusal = claimedByOtherRefusal(request.reviewerID, token: 0, roster: roster) else {
      return nil
    }
    if let rank = policy.rank(ofRole: request.reviewerRole), let held = claim.rank, rank > Int(held) { return nil }
    if claim.sequence > request.seenSequence { return .versionMismatch(current: version) }
    return versionRefusal(expected: request.expectedVersion) ?? refusal
  }

  /// A token that is not the current claim's is judged later: who holds an older one has lost it.
  func claimedByOtherRefusal(_ reviewerID: String, token: Int64, roster: Roster) -> Refusal? {
    guard let claim, !isSame(claim.reviewerID, reviewerID, roster), token == 0 || token == claim.token else {
      return nil
    }
    return Refusal(
      reason: .claimedByOther, message: "somebody else has claimed the review",
      metadata: [
        Refusal.Metadatum(key: "claimed_by", value: claim.reviewerID),
        Refusal.Metadatum(key: "claim_expires_at", value: claim.expiresAt.text),
      ])
  }

  func claimLostRefusal(token: Int64) -> Refusal? {
    token == 0 || token == claim?.token ? nil : Refusal(reason: .claimLost, message: "the claim has lapsed")
  }

  private func isSame(_ left: String, _ right: String, _ roster: Roster) -> Bool {
    roster.person(left) == roster.person(right)
  }
}

extension Refusal {
  static func versionMismatch(current: Int64) -> Refusal {
    Refusal(
      reason: .versionMismatch, message: "the review has changed: read it again",
      metadata: [Metadatum(key: "current_version", value: String(current))])
  }

  fileprivate static func notClaimed(status: ReviewStatus) -> Refusal {
    Refusal(
      reason: .wrongStatus, message: "nobody has claimed the review",
      metadata: [Metadatum(key: "status", value: status.contractName)])
  }
}
