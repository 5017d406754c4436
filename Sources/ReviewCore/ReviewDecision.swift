extension ReviewCase {
  /// Judges a command (domain.md §4). Pure: the caller records the events, in this order, and then applies them.
  ///
  /// What is due by `now` must have been applied before (`due`), and the command's fields validated (`FieldValidator`).
  /// - Parameter roster: the registry: whose id is which person, who may act in which role.
  /// - Returns: at least one event, or the first refusal in the order of domain.md §4. A refusal changes nothing.
  public func decide(
    _ command: ReviewCommand, now: Instant, roster: Roster = .empty
  ) -> Result<[ReviewEvent], Refusal> {
    if let refusal = refusal(of: command, roster: roster) { return .failure(refusal) }
    switch command {
    case .submitReview(let review): return .success(record(review, now: now, roster: roster))
    case .escalate(let request): return .success(escalate(request, now: now))
    case .cancel(let request):
      return .success([.cancelled(ReviewEvent.Cancelled(request: request.request, reason: request.reason))])
    case .claim(let request): return .success([claimed(request, roster: roster, now: now)])
    case .releaseClaim(let request): return .success([released(request)])
    case .requestInformation(let request): return .success([informationRequested(request, now: now)])
    case .provideInformation(let request):
      let provided = ReviewEvent.InformationProvided(
        request: request.request, userID: request.userID, answer: request.answer)
      return .success([.informationProvided(provided)])
    case .override(let request): return .success([overridden(request, now: now)])
    case .reportExecution(let request): return .success(reported(request))
    case .reconcileExecution(let request): return .success(reconciled(request))
    }
  }

  private func refusal(of command: ReviewCommand, roster: Roster) -> Refusal? {
    switch command {
    case .submitReview(let request): refusal(of: request, roster: roster)
    case .escalate(let request): refusal(of: request, roster: roster)
    case .cancel(let request): refusal(of: request, roster: roster)
    case .claim(let request): refusal(of: request, roster: roster)
    case .releaseClaim(let request): refusal(of: request, roster: roster)
    case .requestInformation(let request): refusal(of: request, roster: roster)
    case .provideInformation(let request): refusal(of: request, roster: roster)
    case .override(let request): refusal(of: request, roster: roster)
    case .reportExecution(let request): refusal(of: request, roster: roster)
    case .reconcileExecution(let request): refusal(of: request, roster: roster)
    }
  }

  /// Name of the role whose queue it is in.
  public var reviewerRole: String { policy.roleName(effectiveRank) }

  private func escalate(_ request: ReviewCommand.Escalate, now: Instant) -> [ReviewEvent] {
    var next = self
    let event = next.escalate(
      .manual, reason: request.reason, requestedBy: request.reviewerID, request: request.request, now: now)
    return [event]
  }

  private func record(_ review: ReviewCommand.SubmitReview, now: Instant, roster: Roster) -> [ReviewEvent] {
    let recorded = opinionRecorded(review, now: now)
    var next = self
    next.apply(.opinionRecorded(recorded), at: now, sequence: sequence)
    let events: [ReviewEvent] = [.opinionRecorded(recorded)]
    guard let newest = next.opinions.last else { return events }
    let earlier = distinct(opinions.filter(counts), roster)
    switch review.outcome {
    case .escalated:
      return events + [next.escalate(review.flags.trigger ?? .manual, after: review, now: now)]
    case .rejected:
      return events + [next.reject(earlier: earlier, after: review, now: now)]
    case .approved, .modified:
      return events + next.count(newest, earlier: earlier, after: review, now: now)
    }
  }

  /// One opinion of each person: accounts that turned out to be one person's count once, and those that turned out to
  /// be the requester's not at all (domain.md §1).
  private func distinct(_ opinions: [CountedOpinion], _ roster: Roster) -> [CountedOpinion] {
    if roster.isEmpty { return opinions }
    var people: Set<String> = [roster.person(userID)]
    if !onBehalfOf.isEmpty { people.insert(roster.person(onBehalfOf)) }
    return opinions.filter { people.insert(roster.person($0.reviewerID)).inserted }
  }

  private func opinionRecorded(_ review: ReviewCommand.SubmitReview, now: Instant) -> ReviewEvent.OpinionRecorded {
    let opinion = Opinion(
      reviewerID: review.reviewerID, reviewerRole: review.reviewerRole, outcome: review.outcome,
      supportingEvidence: review.supportingEvidence, evidence: review.evidence, flags: review.flags,
      modification: review.modification, createdAt: now, reviewVersion: version, actionDigest: actionDigest)
    let effective: ActionDigest? =
      switch review.outcome {
      case .approved: actionDigest
      case .modified: review.effectiveActionDigest
      case .rejected, .escalated: nil
      }
    let needsSecond = !review.flags.isEmpty || (review.outcome == .modified && needsSecondOpinion(review.modification))
    return ReviewEvent.OpinionRecorded(
      request: review.request, opinion: opinion, requiredOpinions: max(requiredOpinions, needsSecond ? 2 : 1),
      effectiveActionDigest: effective)
  }

  /// Held against what would be executed: the alternative's amount, or the proposal's where it keeps that one.
  private func needsSecondOpinion(_ modification: Modification?) -> Bool {
    let alternative = modification?.transactionAmount.flatMap(policy.amountInBaseCurrency)
    return (alternative ?? assessedAmount).map { $0 >= policy.rules.modificationSecondOpinionFrom } ?? true
  }
}

// What follows an opinion. Each is called on the review with the opinion recorded.
extension ReviewCase {
  /// A rejection: final, or a conflict with an earlier opinion that counts.
  fileprivate mutating func reject(
    earlier: [CountedOpinion], after review: ReviewCommand.SubmitReview, now: Instant
  ) -> ReviewEvent {
    let rejections = opinions.filter { $0.outcome == .rejected && !$0.isVoid }
    if earlier.isEmpty || rejections.count > 1 || nextRank == nil { return rejected(rejections) }
    return escalate(.conflictingOpinions, after: review, now: now)
  }

  /// An approval: final, a conflict, a flag that moves it up, or one of several.
  fileprivate mutating func count(
    _ newest: CountedOpinion, earlier: [CountedOpinion], after review: ReviewCommand.SubmitReview, now: Instant
  ) -> [ReviewEvent] {
    let group = earlier.filter { $0.agrees(with: newest) } + [newest]
    if group.count == 1, !earlier.isEmpty {
      if nextRank == nil { return [rejected(earlier + [newest])] }
      return [escalate(.conflictingOpinions, after: review, now: now)]
    }
    if let trigger = review.flags.trigger { return [escalate(trigger, after: review, now: now)] }
    guard isComplete(group) else { return [] }
    let decided = ReviewEvent.Decided(
      status: review.outcome == .modified ? .modified : .approved, reviewers: group.map(\.reviewerID),
      modification: review.modification,
      effectiveActionDigest: review.outcome == .modified ? review.effectiveActionDigest : actionDigest)
    return [.decided(decided)]
  }

  private func rejected(_ opinions: [CountedOpinion]) -> ReviewEvent {
    .decided(ReviewEvent.Decided(status: .rejected, reviewers: opinions.map(\.reviewerID)))
  }
}

extension [ReviewFlag] {
  /// A regulatory concern comes before uncertainty (domain.md §4, Flags).
  var trigger: EscalationTrigger? {
    if contains(.regulatoryConcern) { return .regulatoryConcern }
    return isEmpty ? nil : .uncertainty
  }
}
