/// What holds at the moment of a permit, beside the review and the registry (domain.md §4, Execution).
public struct PermitConditions: Sendable {
  /// Of the new permit; never used before.
  public var permitID: AuditID
  /// What other clocks show, too: a permit is checked without asking this server.
  public var wallClock: Instant
  /// In force now; of it and the review's own the stricter wins.
  public var policy: ReviewPolicy
  /// Those that are engaged.
  public var killSwitches: [KillSwitch]

  public init(permitID: AuditID, wallClock: Instant, policy: ReviewPolicy, killSwitches: [KillSwitch]) {
    self.permitID = permitID
    self.wallClock = wallClock
    self.policy = policy
    self.killSwitches = killSwitches
  }
}

extension ReviewCase {
  /// Judges AuthorizeExecution. Pure: the caller signs the permit, records the event and then applies it.
  ///
  /// What is due by `now` must have been applied before (`due`), and the command's fields validated (`FieldValidator`).
  /// - Returns: the event, not signed yet, or the first refusal in the order of domain.md §4.
  public func authorize(
    _ request: ReviewCommand.AuthorizeExecution, under conditions: PermitConditions, now: Instant,
    roster: Roster = .empty
  ) -> Result<ReviewEvent.ExecutionAuthorized, Refusal> {
    if let refusal = refusal(of: request, under: conditions, now: now, roster: roster) { return .failure(refusal) }
    let longest = longestLifetime(inForce: conditions.policy)
    let lifetime = request.lifetimeMicroseconds ?? policy.rules.periods.permitLifetimeMicroseconds
    let end = conditions.wallClock.advanced(byMicroseconds: min(lifetime, longest))
    return .success(
      ReviewEvent.ExecutionAuthorized(
        request: request.request, permitID: conditions.permitID, executorID: request.executorID,
        actionDigest: request.actionDigest,
        amount: request.amount.map { Money(currencyCode: policy.currency($0), amount: $0.amount) },
        issuedAt: conditions.wallClock,
        // A proposal is void after its own end, whoever holds a permit of it.
        expiresAt: validUntil.map { min($0, end) } ?? end))
  }

  private func refusal(
    of request: ReviewCommand.AuthorizeExecution, under conditions: PermitConditions, now: Instant, roster: Roster
  ) -> Refusal? {
    if let refusal = fieldRefusal(request, conditions) { return refusal }
    if let refusal = approvalRefusal() ?? alreadyAuthorizedRefusal() { return refusal }
    if let refusal = notExecutableRefusal(inForce: conditions.policy) ?? lapsedRefusal(now: now) { return refusal }
    return permitSwitchRefusal(request.executorID, conditions.killSwitches, roster: roster)
      ?? effectiveDigestRefusal(request.actionDigest)
      ?? permissionRefusal(request.executorID, inForce: conditions.policy, roster: roster)
  }

  // MARK: INVALID_ARGUMENT

  private func fieldRefusal(
    _ request: ReviewCommand.AuthorizeExecution, _ conditions: PermitConditions
  ) -> Refusal? {
    var fields = FieldValidator()
    let longest = longestLifetime(inForce: conditions.policy)
    if let lifetime = request.lifetimeMicroseconds, lifetime > longest {
      fields.add("lifetime", "must be at most \(longest / 1_000_000) s")
    }
    let limit = approval == nil ? statedAmount : approval?.amount
    if request.amount == nil, limit != nil { fields.add("amount", "must be set: the proposal has an amount") }
    fields.amount("amount", request.amount, within: limit, of: "the proposal", policy: policy)
    return fields.refusal
  }

  private func longestLifetime(inForce: ReviewPolicy) -> Int64 {
    min(
      policy.rules.periods.permitLifetimeMaximumMicroseconds,
      inForce.rules.periods.permitLifetimeMaximumMicroseconds)
  }

  // MARK: FAILED_PRECONDITION

  private func approvalRefusal() -> Refusal? {
    if approval != nil { return nil }
    return killSwitchRefusal() ?? .wrongStatus(status, "only what is approved or modified is executed")
  }

  private func alreadyAuthorizedRefusal() -> Refusal? {
    guard let execution else { return nil }
    return Refusal(
      reason: .alreadyAuthorized, message: "a permit was issued: there is one for each review",
      metadata: [Refusal.Metadatum(key: "permit_id", value: execution.permitID.text)])
  }

  private func notExecutableRefusal(inForce: ReviewPolicy) -> Refusal? {
    if rereview != nil { return Refusal(reason: .notExecutable, message: "a second look executes nothing") }
    let isMarked = [policy, inForce].allSatisfy { $0.action(ofType: actionType)?.isExecutable ?? false }
    if isActionInferred || !isMarked {
      return Refusal(
        reason: .notExecutable, message: "only what was stated as an action that the policy lets execute is executed")
    }
    guard approval?.reviewers.isEmpty ?? true else { return nil }
    return Refusal(reason: .notExecutable, message: "what no person decided is not executed")
  }

  private func lapsedRefusal(now: Instant) -> Refusal? {
    guard let executableUntil, now < executableUntil else {
      return Refusal(reason: .approvalLapsed, message: "the time for its execution has passed")
    }
    return nil
  }

  private func permitSwitchRefusal(_ executorID: String, _ switches: [KillSwitch], roster: Roster) -> Refusal? {
    let stopping = switches.filter { isPermitStopped(by: $0.scope, executorID: executorID, roster: roster) }
    return stopping.isEmpty ? nil : .killSwitchEngaged(stopping.map(\.killSwitchID))
  }

  // MARK: ABORTED

  private func effectiveDigestRefusal(_ digest: ActionDigest) -> Refusal? {
    if digest == approval?.effectiveActionDigest { return nil }
    return Refusal(reason: .digestMismatch, message: "what is to be executed is not what was decided")
  }

  // MARK: PERMISSION_DENIED

  private func permissionRefusal(_ executorID: String, inForce: ReviewPolicy, roster: Roster) -> Refusal? {
    barredRefusal(executorID, capability: "execute", roster: roster)
      ?? reviewersRefusal(roster: roster)
      ?? reviewersLimitRefusal(inForce: inForce)
      ?? reviewedRefusal(executorID, duty: "execute", roster: roster)
  }

  /// Who decided it must still be somebody who may decide: an approval is worth no more than its people.
  private func reviewersRefusal(roster: Roster) -> Refusal? {
    for reviewer in approval?.reviewers ?? [] {
      if !roster.isEmpty, roster.member(reviewer) == nil {
        return .capabilityMissing("review", message: "\(reviewer), who decided it, is no reviewer")
      }
      if let refusal = barredRefusal(reviewer, capability: "review", roster: roster) { return refusal }
    }
    return nil
  }

  /// Each of them needs a role that today's limits still let decide so much.
  private func reviewersLimitRefusal(inForce: ReviewPolicy) -> Refusal? {
    let amount = limitAmount(inForce: inForce)
    for reviewer in approval?.reviewers ?? [] {
      let opinion = opinions.last { $0.reviewerID == reviewer && $0.outcome.counts && !$0.isVoid }
      let role = opinion?.rank.map { policy.roleName(Int($0)) } ?? ""
      let known = inForce.rules.roles.first { $0.name == role }
      if let known, known.limit == nil { continue }
      // A role that is not known any more may decide nothing.
      let limit = known?.limit ?? .zero
      if known != nil, let amount, amount <= limit { continue }
      return Refusal(
        reason: .amountLimitExceeded, message: "the amount is above today's limit of \(role)",
        metadata: [
          Refusal.Metadatum(key: "limit", value: limit.decimalText),
          Refusal.Metadatum(key: "amount", value: amount?.decimalText ?? "unlimited"),
        ])
    }
    return nil
  }

  /// What limits are held against, by today's rates, too; nil for unlimited.
  private func limitAmount(inForce: ReviewPolicy) -> Amount? {
    let stated = statedAmount.map { Money(currencyCode: policy.currency($0), amount: $0.amount) }
    if inForce.baseCurrency != policy.baseCurrency {
      // A sum of before is in another currency than the limits of now: nothing can be said of it.
      return aggregateAmount == nil ? stated.flatMap(inForce.amountInBaseCurrency) : nil
    }
    guard let limitAmount else { return nil }
    guard let stated else { return limitAmount }
    return inForce.amountInBaseCurrency(stated).map { max($0, limitAmount) }
  }
}

extension ReviewCase {
  /// People, not accounts: nobody who gave an opinion on it, or released it from a fault, executes or reconciles it.
  func reviewedRefusal(_ id: String, duty: String, roster: Roster) -> Refusal? {
    let person = roster.person(id)
    let reviewers = opinions.map(\.reviewerID) + overriders
    guard reviewers.contains(where: { roster.person($0) == person }) else { return nil }
    return .separated("review, \(duty)")
  }

  /// Whom the registry has disabled does nothing any more, whichever of their accounts is meant.
  func barredRefusal(_ id: String, capability: String, roster: Roster) -> Refusal? {
    guard roster.isDisabled(personBehind: id) else { return nil }
    return .capabilityMissing(capability, message: "\(id) is disabled")
  }

  /// Whether a kill switch of that scope stops a permit for this executor: scopes that name one are about nothing else.
  public func isPermitStopped(by scope: KillSwitchScope, executorID: String, roster: Roster) -> Bool {
    if scope.executorID.isEmpty { return isStopped(by: scope, roster: roster) }
    var others = scope
    others.executorID = ""
    return roster.person(scope.executorID) == roster.person(executorID)
      && (others.isEmpty || isStopped(by: others, roster: roster))
  }
}

extension Roster {
  /// Whether any account of a person may not act any more.
  func isDisabled(personBehind id: String) -> Bool {
    if isEmpty { return false }
    let person = person(id)
    return members.contains { $0.isDisabled && $0.personID == person }
  }
}

extension FieldValidator {
  /// An amount that is no more than another one, of its currency, and not set where there is none.
  ///
  /// - Parameter owner: whose the limit is, for the sentence.
  mutating func amount(_ field: String, _ amount: Money?, within limit: Money?, of owner: String, policy: ReviewPolicy)
  {
    guard let amount else { return }
    guard let limit else { return add(field, "must not be set: \(owner) has no amount") }
    if policy.currency(amount) != policy.currency(limit) {
      add("\(field).currency_code", "must be the currency of \(owner)")
    } else if amount.amount > limit.amount {
      add(field, "must not exceed the amount of \(owner)")
    }
  }
}

extension Refusal {
  static func capabilityMissing(_ capability: String, message: String) -> Refusal {
    Refusal(
      reason: .capabilityMissing, message: message, metadata: [Metadatum(key: "capability", value: capability)])
  }

  static func separated(_ duties: String) -> Refusal {
    Refusal(
      reason: .separationOfDuties, message: "one person may not do both",
      metadata: [Metadatum(key: "duties", value: duties)])
  }
}
