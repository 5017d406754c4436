extension ReviewCase {
  /// The review as its first entry makes it.
  ///
  /// - Parameters:
  ///   - at: the entry's timestamp; the first clock starts then.
  ///   - sequence: the entry's number.
  ///   - policy: the one of `submitted.policyVersion`.
  public init(
    _ submitted: ReviewEvent.Submitted, auditID: AuditID, at: Instant, sequence: Int64, policy: ReviewPolicy
  ) {
    let risk = submitted.risk
    self.policy = policy
    self.auditID = auditID
    userID = submitted.proposal.userID
    onBehalfOf = submitted.proposal.origin?.onBehalfOf ?? ""
    actionType = policy.sharedName(ofAction: risk.actionType)
    domain = policy.sharedName(ofDomain: risk.domain)
    actionDigest = submitted.actionDigest
    level = risk.level
    amountSource = risk.amountSource
    isActionInferred = risk.isActionInferred
    assessedAmount = risk.assessedAmount?.amount
    aggregateAmount = risk.aggregateAmount?.amount
    source = ReviewSource(submitted.proposal.origin, rereview: submitted.rereview)
    statedAmount = submitted.proposal.transactionAmount
    submittedAt = at
    validUntil = submitted.proposal.validUntil
    base = .pending
    version = 1
    self.sequence = sequence
    clockStartedAt = at
    deadline = submitted.deadline
    decidedAt = nil
    requiredOpinions = submitted.routing.requiredOpinions
    rank = policy.rank(ofRole: submitted.routing.reviewerRole)
    isCommitteeNeeded = submitted.routing.isCommitteeNeeded || rank == nil
    isAtTop = false
    wasBreached = false
    isWarned = false
    isBreached = false
    opinions = []
    holdsBox = .none
  }

  /// Folds one later event in; `at` and `sequence` are those of its entry.
  ///
  /// The fold believes what is recorded: it never judges. A second `submitted` only counts as an entry.
  public mutating func apply(_ event: ReviewEvent, at: Instant, sequence: Int64) {
    version += 1
    self.sequence = sequence
    switch event {
    case .submitted: break
    case .opinionRecorded(let recorded): apply(recorded)
    case .decided(let decided):
      finish(decided.status, at: at)
      approve(decided)
    case .escalated(let escalated): apply(escalated, at: at)
    case .slaWarning: isWarned = true
    case .slaBreached:
      isWarned = true
      isBreached = true
      wasBreached = true
    case .expired: finish(.expired, at: at)
    case .cancelled: finish(.cancelled, at: at)
    case .claimed(let claimed): apply(claimed, at: at)
    case .claimReleased, .claimExpired: claim = nil
    case .informationRequested(let requested):
      question = OpenQuestion(askedAt: at, endsAt: requested.pauseEndsAt)
      standStill(at: at)
    case .informationProvided:
      for index in opinions.indices { opinions[index].isVoid = true }
      endQuestion(at: at)
    case .informationLapsed: endQuestion(at: at)
    case .blocked(let blocked): apply(blocked, at: at)
    case .unblocked(let unblocked):
      killSwitchIDs.removeAll { $0 == unblocked.killSwitchID }
      goOn(at: at)
    case .overridden(let overridden): apply(overridden, at: at)
    case .executionAuthorized(let authorized): authorize(authorized)
    case .executionReported(let reported): settle(reported.state, isReport: true)
    case .executionLapsed: settle(.outcomeUnknown, isReport: false)
    case .executionReconciled(let reconciled): settle(reconciled.state, isReport: false)
    }
  }

  private mutating func finish(_ status: ReviewStatus, at: Instant) {
    endQuestion(at: at)
    hasFault = false
    killSwitchIDs = []
    goOn(at: at)
    claim = nil
    base = status
    decidedAt = at
  }

  private mutating func apply(_ claimed: ReviewEvent.Claimed, at: Instant) {
    claimToken = claimed.claimToken
    claim = ReviewClaim(
      reviewerID: claimed.reviewerID, rank: policy.rank(ofRole: claimed.reviewerRole).map(Int8.init(clamping:)),
      token: claimed.claimToken, claimedAt: at, expiresAt: claimed.expiresAt, sequence: sequence)
  }

  private mutating func apply(_ blocked: ReviewEvent.Blocked, at: Instant) {
    if blocked.killSwitchID.isEmpty { hasFault = true } else { killSwitchIDs.append(blocked.killSwitchID) }
    standStill(at: at)
  }

  private mutating func apply(_ overridden: ReviewEvent.Overridden, at: Instant) {
    endQuestion(at: at)
    hasFault = false
    goOn(at: at)
    claim = nil
    base = .pending
    overriders.append(overridden.reviewerID)
    startClock(at: at, deadline: overridden.deadline)
  }

  private mutating func apply(_ recorded: ReviewEvent.OpinionRecorded) {
    base = .inReview
    claim = nil
    requiredOpinions = recorded.requiredOpinions
    let opinion = recorded.opinion
    opinions.append(
      CountedOpinion(
        reviewerID: opinion.reviewerID, reviewerRole: opinion.reviewerRole, createdAt: opinion.createdAt,
        effectiveActionDigest: opinion.outcome == .modified ? recorded.effectiveActionDigest : nil,
        outcome: opinion.outcome,
        rank: policy.rank(ofRole: opinion.reviewerRole).map(Int8.init(clamping:)),
        isVoid: !opinion.voidReason.isEmpty))
  }

  private mutating func apply(_ escalated: ReviewEvent.Escalated, at: Instant) {
    base = .escalated
    claim = nil
    rank = policy.rank(ofRole: escalated.routing.reviewerRole)
    requiredOpinions = escalated.routing.requiredOpinions
    isCommitteeNeeded = escalated.routing.isCommitteeNeeded || rank == nil
    isAtTop = escalated.move.toRole == escalated.move.fromRole
    // Only a new clock has a new deadline: at the top of the path the old one may go on (domain.md §4).
    if escalated.startsClock { startClock(at: at, deadline: escalated.deadline) }
  }
}

extension ReviewEvent.Escalated {
  /// Whether a new clock starts: always, but at the top of the path only for a breach (domain.md §4).
  var startsClock: Bool { move.toRole != move.fromRole || move.trigger == .slaBreach }
}

extension ReviewPolicy {
  /// The policy's own copy of a name, so that reviews share its storage.
  func sharedName(ofAction name: String) -> String { rules.actions.first { $0.name == name }?.name ?? name }

  /// See `sharedName(ofAction:)`.
  func sharedName(ofDomain name: String) -> String {
    rules.domainInferences.first { $0.result == name }?.result ?? name
  }
}
