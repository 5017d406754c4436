@testable import ReviewCore

/// One move: what the code makes of it, and what domain.md says.
struct ModelStep {
  private(set) var state: ModelState
  private(set) var faults: [String] = []
  /// Whether anything changed.
  private(set) var isAccepted = false
  private let before: ReviewCase

  init(_ state: ModelState) {
    self.state = state
    before = state.review
  }

  mutating func take(_ move: ModelMove) {
    switch move {
    case .give(let account, let verdict): give(account, verdict)
    case .claim(let account): claim(account)
    case .release(let account): release(account)
    case .ask(let account): ask(account)
    case .answer: answer()
    case .escalate(let account): escalate(account)
    case .wait: pass(until: state.review.nextDue)
    case .waitAlmost: pass(until: almost)
    case .waitLong: pass(until: state.resting.isFinal ? nil : state.now.advanced(byMicroseconds: hours(200)))
    case .cancel: cancel()
    case .engage: block(bySwitch: true)
    case .disengage: disengage()
    case .fault: block(bySwitch: false)
    case .override(let account): override(account)
    }
    compare()
  }

  // MARK: Commands

  /// Judges a command; what it records is folded in.
  private mutating func run(_ command: ReviewCommand, isExpected: Bool) -> [ReviewEvent]? {
    switch state.review.decide(command, now: state.now, roster: ModelAccount.roster) {
    case .failure(let refusal):
      if isExpected { faults.append("refused with \(refusal.reason)") }
      return nil
    case .success(let events):
      if !isExpected { faults.append("accepted") }
      state.apply(events)
      isAccepted = true
      return isExpected ? events : nil
    }
  }

  private mutating func give(_ account: Int, _ verdict: ModelMove.Verdict) {
    let isExpected =
      state.isOpen && !state.isClaimedByOther(than: account) && state.quorum.mayGive(account, verdict)
    guard let events = run(.submitReview(Self.opinion(account, verdict)), isExpected: isExpected) else { return }
    let consequence = state.quorum.give(account, verdict)
    state.clock.endClaim()
    state.resting = .inReview
    switch consequence {
    case .none: expect(events, "query.opinion", count: 1)
    case .decided(let status):
      expect(events, "\(status)", count: 2)
      guard case .decided(let decided) = events.last, decided.status == status else {
        return faults.append("not \(status): \(events.last?.eventType ?? "")")
      }
      expectPeople(of: decided)
      state.finish(status)
    case .escalated(let trigger):
      expect(events, "\(trigger)", count: 2)
      follow(events.last, trigger)
    }
  }

  /// Nobody counts twice, and who asked does not count.
  private mutating func expectPeople(of decided: ReviewEvent.Decided) {
    let people = decided.reviewers.map { ModelAccount.roster.person($0) }
    if Set(people).count != people.count || people.contains(ModelAccount.roster.person(before.userID)) {
      faults.append("decided by \(decided.reviewers)")
    }
  }

  /// The move of an escalation, and what it changes.
  private mutating func follow(_ event: ReviewEvent?, _ trigger: EscalationTrigger) {
    guard case .escalated(let escalated) = event, escalated.move.trigger == trigger else {
      return faults.append("no escalation for \(trigger)")
    }
    let from = Self.roleNames[state.quorum.rank]
    let to = Self.roleNames[state.quorum.nextRank ?? state.quorum.rank]
    if escalated.move.fromRole != from || escalated.move.toRole != to {
      faults.append("\(escalated.move.fromRole) → \(escalated.move.toRole), not \(from) → \(to)")
    }
    state.escalate(trigger)
  }

  private mutating func claim(_ account: Int) {
    let isTakeOver = state.clock.claim.map { ModelAccount.all[account].rank > ModelAccount.all[$0.account].rank }
    let isFree = !state.isClaimedByOther(than: account) || isTakeOver == true
    let claim = ReviewCommand.Claim(
      reviewerID: ModelAccount.all[account].reviewerID, reviewerRole: ModelAccount.all[account].role)
    guard run(.claim(claim), isExpected: state.isOpen && isFree && state.quorum.mayAct(account)) != nil else { return }
    let taken = state.clock.take(claimBy: account, at: state.now)
    if state.review.claim?.expiresAt != taken.expiresAt { faults.append("a lease of another length") }
    if state.review.claimToken <= before.claimToken { faults.append("a token that fences nothing") }
  }

  private mutating func release(_ account: Int) {
    let release = ReviewCommand.ReleaseClaim(reviewerID: ModelAccount.all[account].reviewerID)
    let isExpected = !state.resting.isFinal && state.isClaimed(byPersonBehind: account)
    if run(.releaseClaim(release), isExpected: isExpected) != nil { state.clock.endClaim() }
  }

  private mutating func ask(_ account: Int) {
    let request = ReviewCommand.RequestInformation(
      reviewerID: ModelAccount.all[account].reviewerID, reviewerRole: ModelAccount.all[account].role, question: "why")
    let isExpected =
      state.isOpen && state.clock.mayAsk && !state.isClaimedByOther(than: account) && state.quorum.mayAct(account)
    if run(.requestInformation(request), isExpected: isExpected) != nil { state.clock.ask(at: state.now) }
  }

  private mutating func answer() {
    let answer = ReviewCommand.ProvideInformation(
      userID: ModelAccount.all[ModelAccount.requester].reviewerID, answer: "so")
    guard run(.provideInformation(answer), isExpected: state.status == .awaitingInformation) != nil else { return }
    state.quorum.voidOpinions()
    state.clock.endQuestion(at: state.now)
  }

  private mutating func escalate(_ account: Int) {
    let request = ReviewCommand.Escalate(
      reviewerID: ModelAccount.all[account].reviewerID, reviewerRole: ModelAccount.all[account].role, reason: "up")
    let isExpected =
      state.isOpen && state.quorum.canEscalate && !state.isClaimedByOther(than: account)
      && state.quorum.mayAct(account)
    if let events = run(.escalate(request), isExpected: isExpected) { follow(events.last, .manual) }
  }

  private mutating func cancel() {
    let cancel = ReviewCommand.Cancel(
      userID: ModelAccount.all[ModelAccount.requester].reviewerID, reason: "no longer needed")
    if run(.cancel(cancel), isExpected: !state.resting.isFinal) != nil { state.finish(.cancelled) }
  }

  private mutating func override(_ account: Int) {
    let override = ReviewCommand.Override(
      reviewerID: ModelAccount.all[account].reviewerID, reviewerRole: ModelAccount.all[account].role,
      justification: String(repeating: "because ", count: 8))
    let person = ModelState.person(account)
    let isExpected =
      state.clock.hasFault && !state.clock.isEngaged && !state.resting.isFinal && account == ModelAccount.overrider
      && !state.quorum.given.contains { $0.person == person }
    guard run(.override(override), isExpected: isExpected) != nil else { return }
    state.quorum.overriders.insert(person)
    state.clock.endQuestion(at: state.now)
    state.clock.unblock(bySwitch: false, at: state.now)
    state.clock.endClaim()
    state.clock.restart(at: state.now)
    state.resting = .pending
  }

  // MARK: What the service does

  /// The engine blocks only what waits, and a fault only what nothing else blocks.
  private mutating func block(bySwitch: Bool) {
    guard !state.resting.isFinal, bySwitch ? !state.clock.isEngaged : !state.clock.isBlocked else { return }
    state.apply([.blocked(ReviewEvent.Blocked(killSwitchID: bySwitch ? "k" : "", reason: "x"))])
    state.clock.block(bySwitch: bySwitch, at: state.now)
    isAccepted = true
  }

  private mutating func disengage() {
    guard state.clock.isEngaged, !state.resting.isFinal else { return }
    state.apply([.unblocked(ReviewEvent.Unblocked(killSwitchID: "k"))])
    state.clock.unblock(bySwitch: true, at: state.now)
    isAccepted = true
  }

  /// Time goes on, and everything that fell due is recorded.
  private mutating func pass(until moment: Instant?) {
    guard let moment else { return }
    state.now = max(state.now, moment)
    isAccepted = true
    for _ in 0..<16 {
      guard let events = state.review.due(now: state.now) else { break }
      state.apply(events)
      for event in events { follow(due: event) }
    }
    if !state.resting.isFinal, state.clock.isOverdue(at: state.now) { faults.append("something due was left out") }
  }

  /// Five minutes before the clock ends, where that is still to come.
  private var almost: Instant? {
    let moment = state.clock.deadline(at: state.now).advanced(byMicroseconds: -300_000_000)
    return state.isOpen && moment > state.now ? moment : nil
  }

  private mutating func follow(due event: ReviewEvent) {
    let clock = state.clock
    switch event {
    case .claimExpired:
      if clock.claim.map({ state.now < $0.expiresAt }) ?? true { faults.append("a claim lapsed early") }
      state.clock.endClaim()
    case .informationLapsed:
      if clock.questionEndsAt.map({ state.now < $0 }) ?? true { faults.append("a question lapsed early") }
      state.clock.endQuestion(at: state.now)
    case .slaWarning:
      let isDue = !clock.isWarned && !clock.isBlocked && clock.askedAt == nil
      if !isDue || state.now < clock.warningAt(at: state.now) { faults.append("a warning that was not due") }
      state.clock.isWarned = true
    case .slaBreached:
      let isDue = !clock.isBreached && !clock.isBlocked && clock.askedAt == nil
      if !isDue || state.now <= clock.deadline(at: state.now) { faults.append("a breach that was not due") }
      (state.clock.isWarned, state.clock.isBreached) = (true, true)
    case .escalated: follow(event, .slaBreach)
    case .expired:
      if state.now < clock.expiresAt { faults.append("it expired early") }
      state.finish(.expired)
    case .submitted, .opinionRecorded, .decided, .cancelled, .claimed, .claimReleased, .informationRequested,
      .informationProvided, .blocked, .unblocked, .overridden, .executionAuthorized, .executionReported,
      .executionLapsed,
      .executionReconciled:
      faults.append("time alone recorded \(event.eventType)")
    }
  }

  // MARK: After each step

  private mutating func compare() {
    guard isAccepted else {
      if state.review != before { faults.append("a refusal changed the review") }
      return
    }
    let review = state.review
    if review.version != Int64(state.entries.count) + 1 { faults.append("version \(review.version)") }
    if review.status != state.status { faults.append("\(review.status), not \(state.status)") }
    if state.resting.isFinal { return }
    let quorum = state.quorum
    if review.reviewerRole != Self.roleNames[quorum.rank] { faults.append("in the queue of \(review.reviewerRole)") }
    if review.requiredOpinions != quorum.required { faults.append("\(review.requiredOpinions) opinions required") }
    if review.isCommitteeNeeded != quorum.isCommitteeNeeded { faults.append("committee \(review.isCommitteeNeeded)") }
    if review.clockStartedAt != state.clock.startedAt { faults.append("a clock started without a reason") }
    if review.deadline(asOf: state.now) != state.clock.deadline(at: state.now) {
      faults.append("a deadline moved without a pause")
    }
    if review.claim?.expiresAt != state.clock.claim?.expiresAt { faults.append("another claim") }
  }

  private mutating func expect(_ events: [ReviewEvent], _ name: String, count: Int) {
    if events.count != count { faults.append("\(events.map(\.eventType)), not \(name)") }
  }

  private static let roleNames = [
    "Junior Analyst", "Analyst", "Senior Analyst", "Head of Trading", "CFO", "Board Committee",
  ]

  private static func opinion(_ account: Int, _ verdict: ModelMove.Verdict) -> ReviewCommand.SubmitReview {
    let (name, role) = (ModelAccount.all[account].reviewerID, ModelAccount.all[account].role)
    switch verdict {
    case .approve: return ReviewCoreTests.opinion(name, role)
    case .approveFlagged: return ReviewCoreTests.opinion(name, role, flags: [.uncertain])
    case .reject: return ReviewCoreTests.opinion(name, role, .rejected)
    case .escalate: return ReviewCoreTests.opinion(name, role, .escalated)
    case .modify: return ReviewCoreTests.opinion(name, role, .modified)
    case .modifyDown:
      var lowered = ReviewCoreTests.opinion(name, role, .modified)
      lowered.modification?.transactionAmount = Money(amount: Amount(units: ModelChecker.loweredAmount))
      lowered.effectiveActionDigest = digest(3)
      return lowered
    }
  }
}
