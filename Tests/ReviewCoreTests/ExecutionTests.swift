import Policy
import ReviewCore
import Testing

@Suite("Executions (domain.md §4, Execution)")
struct ExecutionTests {
  private static let builtIn = PolicyDocument.builtIn()

  private func conditions(_ change: (inout PermitConditions) -> Void = { _ in }) -> PermitConditions {
    var conditions = PermitConditions(
      permitID: AuditID(high: 7, low: 7), wallClock: start, policy: Self.builtIn, killSwitches: [])
    change(&conditions)
    return conditions
  }

  private func wish(_ executor: String = "bot", _ units: Int64? = 8_000_000) -> ReviewCommand.AuthorizeExecution {
    ReviewCommand.AuthorizeExecution(
      executorID: executor, actionDigest: digest(1), amount: units.map { Money(amount: Amount(units: $0)) })
  }

  private func approved(_ amount: Int64 = 8_000_000, by reviewer: String = "ann") -> ReviewCase {
    var state = review(amount: amount)
    _ = state.run(.submitReview(opinion(reviewer, "Senior Analyst")))
    return state
  }

  private func reason(
    _ state: ReviewCase, _ wish: ReviewCommand.AuthorizeExecution, _ conditions: PermitConditions,
    now: Instant = start, roster: Roster = .empty
  ) -> Refusal.Reason? {
    guard case .failure(let refusal) = state.authorize(wish, under: conditions, now: now, roster: roster) else {
      return nil
    }
    return refusal.reason
  }

  @Test("each refusal hides the ones behind it: fields, status, once, type, time, switches, digest, people")
  func order() {
    var scope = KillSwitchScope()
    scope.isEverything = true
    let halted = conditions {
      $0.killSwitches = [
        KillSwitch(killSwitchID: "k", scope: scope, reason: "x", engagedBy: "olga", engagedAt: start)
      ]
    }
    var wrong = wish("ann", nil)
    wrong.actionDigest = digest(9)
    let state = approved()
    let late = start.advanced(byMicroseconds: hours(24))
    #expect(reason(review(), wrong, halted, now: late) == .invalidFields)
    wrong.amount = Money(amount: Amount(units: 1))
    #expect(reason(review(), wrong, halted, now: late) == .wrongStatus)
    var authorized = state
    authorized.apply(
      .executionAuthorized(
        .init(
          permitID: AuditID(high: 7, low: 7), executorID: "bot", actionDigest: digest(1), amount: nil,
          issuedAt: start, expiresAt: late)), at: start, sequence: 9)
    #expect(reason(authorized, wrong, halted, now: late) == .alreadyAuthorized)
    var analysis = review(amount: 500_000, action: "earnings_analysis")
    _ = analysis.run(.submitReview(opinion("ann", "Senior Analyst")))
    #expect(reason(analysis, wrong, halted, now: late) == .notExecutable)
    #expect(reason(state, wrong, halted, now: late) == .approvalLapsed)
    #expect(reason(state, wrong, halted) == .killSwitchEngaged)
    #expect(reason(state, wrong, conditions()) == .digestMismatch)
    wrong.actionDigest = digest(1)
    #expect(reason(state, wrong, conditions()) == .separationOfDuties)
    #expect(reason(state, wish(), conditions()) == nil)
  }

  @Test("the time ends at the microsecond, and the permit carries the wall clock, not the chain's time")
  func edges() throws {
    let state = approved()
    let until = try #require(state.executableUntil)
    #expect(until == start.advanced(byMicroseconds: hours(24)))
    #expect(reason(state, wish(), conditions(), now: until) == .approvalLapsed)
    let behind = conditions { $0.wallClock = start.advanced(byMicroseconds: -3_000_000) }
    let permit = try state.authorize(wish(), under: behind, now: until.advanced(byMicroseconds: -1)).get()
    #expect(permit.issuedAt == behind.wallClock)
    #expect(permit.expiresAt == behind.wallClock.advanced(byMicroseconds: 300_000_000))
    #expect(permit.amount == Money(currencyCode: "USD", amount: Amount(units: 8_000_000)), "the base currency is named")
    var held = state
    held.apply(.executionAuthorized(permit), at: start, sequence: 9)
    #expect(held.nextDue == permit.expiresAt)
    #expect(held.due(now: permit.expiresAt.advanced(byMicroseconds: -1)) == nil)
    #expect(held.due(now: permit.expiresAt)?.map(\.eventType) == ["execution.lapsed"])
    #expect(held.isUnsettled)
  }

  @Test("an approval by the policy alone is not executed")
  func automatic() {
    var rules = Self.builtIn.rules
    rules.actions.append(.init(name: "tiny", kind: .informational, isExecutable: true))
    let policy = ReviewPolicy(rules: rules)
    var state = review(amount: nil, action: "tiny", policy: policy)
    state.apply(
      .decided(.init(status: .approved, reviewers: [], effectiveActionDigest: digest(1))), at: start, sequence: 2)
    let inForce = conditions { $0.policy = policy }
    #expect(reason(state, wish("bot", nil), inForce) == .notExecutable)
    var decided = review(amount: nil, action: "tiny", policy: policy)
    _ = decided.run(.submitReview(opinion("ann", "Senior Analyst")))
    #expect(reason(decided, wish("bot", nil), inForce) == nil)
  }

  @Test("people, not accounts: an executor's or a reconciler's other account is the same person")
  func people() {
    let roster = Roster(members: [
      .init(reviewerID: "ann", personID: "p1", roles: ["Senior Analyst"], skills: [], principals: ["svc-ann"]),
      .init(reviewerID: "ann-2", personID: "p1", roles: [], skills: []),
      .init(reviewerID: "bot", personID: "p2", roles: [], skills: [], principals: ["bot-b"]),
    ])
    var state = approved()
    for account in ["ann", "ann-2", "svc-ann"] {
      #expect(reason(state, wish(account), conditions(), roster: roster) == .separationOfDuties, "\(account)")
    }
    guard case .success(let permit) = state.authorize(wish(), under: conditions(), now: start, roster: roster) else {
      return #expect(Bool(false))
    }
    state.apply(.executionAuthorized(permit), at: start, sequence: 9)
    state.apply(
      .executionLapsed(.init(permitID: permit.permitID, executorID: "bot", expiresAt: permit.expiresAt)), at: start,
      sequence: 10)
    for account in ["bot", "bot-b", "ann-2", "svc-ann"] {
      let settle = ReviewCommand.ReconcileExecution(
        reconcilerID: account, state: .notExecuted, justification: "looked")
      #expect(
        state.decide(.reconcileExecution(settle), now: start, roster: roster).refusal?.reason == .separationOfDuties,
        "\(account)")
    }
    let report = ReviewCommand.ReportExecution(
      executorID: "bot-b", permitID: permit.permitID.text, state: .notExecuted)
    #expect(state.decide(.reportExecution(report), now: start, roster: roster).refusal == nil, "the holder's own")
  }

  @Test("whom the registry has disabled neither executes, nor has approved, nor reconciles")
  func disabled() {
    func roster(_ disabled: String) -> Roster {
      Roster(
        members: ["ann", "bot", "rita"].map {
          .init(reviewerID: $0, personID: $0, roles: [], skills: [], isDisabled: $0 == disabled)
        })
    }
    var state = approved()
    #expect(reason(state, wish(), conditions(), roster: roster("")) == nil)
    #expect(reason(state, wish(), conditions(), roster: roster("ann")) == .capabilityMissing)
    #expect(reason(state, wish(), conditions(), roster: roster("bot")) == .capabilityMissing)
    #expect(reason(approved(by: "eve"), wish(), conditions(), roster: roster("")) == .capabilityMissing)
    guard case .success(let permit) = state.authorize(wish(), under: conditions(), now: start) else {
      return #expect(Bool(false))
    }
    state.apply(.executionAuthorized(permit), at: start, sequence: 9)
    let report = ReviewCommand.ReportExecution(
      executorID: "bot", permitID: permit.permitID.text, state: .outcomeUnknown)
    #expect(state.decide(.reportExecution(report), now: start, roster: roster("bot")).refusal == nil)
    _ = state.run(.reportExecution(report))
    let settle = ReviewCommand.ReconcileExecution(reconcilerID: "rita", state: .executed, justification: "looked")
    #expect(
      state.decide(.reconcileExecution(settle), now: start, roster: roster("rita")).refusal?.reason
        == .capabilityMissing)
    #expect(state.decide(.reconcileExecution(settle), now: start, roster: roster("")).refusal == nil)
  }

  @Test("a rate or base currency of today that makes it more than the limit, or unknown, counts")
  func rates() {
    var state = review(amount: 9_000_000)
    _ = state.run(.submitReview(opinion("ann", "Senior Analyst")))
    #expect(reason(state, wish(), conditions()) == nil)
    var rules = Self.builtIn.rules
    rules.currencies.insert(.init(code: "EUR", rate: Amount(units: 1)), at: 0)
    rules.currencies[1].rate = Amount(units: 2)
    #expect(reason(state, wish(), conditions { $0.policy = ReviewPolicy(rules: rules) }) == .amountLimitExceeded)
    rules.currencies.remove(at: 1)
    #expect(reason(state, wish(), conditions { $0.policy = ReviewPolicy(rules: rules) }) == .amountLimitExceeded)
  }

  @Test("a final state's own rules stay: nothing else can be done with what is authorized")
  func finalStays() {
    var state = approved()
    guard case .success(let permit) = state.authorize(wish(), under: conditions(), now: start) else {
      return #expect(Bool(false))
    }
    state.apply(.executionAuthorized(permit), at: start, sequence: 9)
    #expect(state.run(.cancel(.init(userID: "uma", reason: "x"))).refusal?.reason == .reviewFinal)
    #expect(state.run(.submitReview(opinion("hal", "CFO"))).refusal?.reason == .reviewFinal)
    #expect(state.status == .approved && state.decidedAt == start)
  }
}
