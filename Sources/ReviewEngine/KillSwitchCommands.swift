import AuditTrail
import ReviewCore

/// Stopping what is in a scope, and letting it go on: durable on return, safe to repeat with the same request id.
extension ReviewEngine {
  /// Engages a kill switch: what waits in its scope is BLOCKED, and what is submitted later, too.
  ///
  /// - Returns: the switch, how many reviews it blocked, and what can still be executed in its scope, as it was then.
  public func engageKillSwitch(
    _ scope: KillSwitchScope, reason: String, requestID: String = "", principal: String = ""
  ) async throws(Refusal) -> (killSwitch: KillSwitch, blockedReviews: Int, outstanding: [OutstandingPermit]) {
    var scope = scope
    let policy = view.withLock { $0.policy }
    scope.actionType = policy.action(ofType: scope.actionType)?.name ?? scope.actionType
    try Self.check { fields in
      fields.requestID(requestID)
      fields.scope(scope)
      fields.text("reason", reason, maximumBytes: FieldLimits.reasonBytes, isRequired: true)
    }
    let identity = RequestIdentity(
      method: .engageKillSwitch, principal: principal, personID: "", requestID: requestID,
      canonicalForm: RequestForm.engage(scope, reason: reason))
    let event = try await serviceEvent(
      of: PreparedServiceCommand(
        identity: identity, caller: principal, action: .engageKillSwitch(scope, reason: reason)))
    guard case .killSwitchEngaged(let engaged) = event else { throw .chainBroken(at: headSequence) }
    return (engaged.killSwitch, engaged.blockedReviews, try await outstandingPermits(engaged.outstandingPermits))
  }

  /// Releases a kill switch: what no other one holds returns to the status before.
  ///
  /// - Throws: `notFound`; `separationOfDuties` to who engaged it.
  public func releaseKillSwitch(
    _ killSwitchID: String, reason: String, requestID: String = "", principal: String = ""
  ) async throws(Refusal) -> (killSwitch: KillSwitch, releasedReviews: Int) {
    try Self.check { fields in
      fields.requestID(requestID)
      fields.identifier("kill_switch_id", killSwitchID)
      fields.text("reason", reason, maximumBytes: FieldLimits.reasonBytes, isRequired: true)
    }
    let identity = RequestIdentity(
      method: .releaseKillSwitch, principal: principal, personID: "", requestID: requestID,
      canonicalForm: RequestForm.release(killSwitchID, reason: reason))
    let event = try await serviceEvent(
      of: PreparedServiceCommand(
        identity: identity, caller: principal, action: .releaseKillSwitch(killSwitchID, reason: reason)))
    guard case .killSwitchReleased(let released) = event else { throw .chainBroken(at: headSequence) }
    return (released.killSwitch, released.releasedReviews)
  }

  /// The kill switches that are engaged, in the order in which they were, after one of them.
  public func killSwitches(after killSwitchID: String?, count: Int) -> (page: [KillSwitch], hasMore: Bool) {
    let all = view.withLock { $0.service.killSwitches }.filter { killSwitch in
      killSwitchID.map { killSwitch.killSwitchID > $0 } ?? true
    }
    return (Array(all.prefix(count)), all.count > count)
  }
}

extension RequestForm {
  static func engage(_ scope: KillSwitchScope, reason: String) -> [UInt8] {
    object { form in
      form.key("reason")
      form.string(reason)
      form.key("scope")
      form.scope(scope)
    }
  }

  static func release(_ killSwitchID: String, reason: String) -> [UInt8] {
    object { form in
      form.key("kill_switch_id")
      form.string(killSwitchID)
      form.key("reason")
      form.string(reason)
    }
  }
}

extension BatchPlan {
  mutating func engage(_ scope: KillSwitchScope, reason: String, _ command: PreparedServiceCommand, id: AuditID)
    -> Verdict
  {
    let stopped = waiting { $0.isStopped(by: scope, roster: $1) }
    let out = permitsOut(in: scope)
    let killSwitch = KillSwitch(
      killSwitchID: id.text, scope: scope, reason: reason, engagedBy: command.actor, engagedAt: now)
    let engaged = ServiceEvent.KillSwitchEngaged(
      request: command.identity.reference, killSwitch: killSwitch, blockedReviews: stopped.count,
      outstandingPermits: Array(out.prefix(ServiceEvent.KillSwitchEngaged.outstandingPermitCountMax)),
      outstandingPermitCount: out.count)
    return record(.killSwitchEngaged(engaged), command) { plan in
      let blocked = ReviewEvent.Blocked(killSwitchID: killSwitch.killSwitchID, reason: reason)
      for auditID in stopped { plan.follow(.blocked(blocked), of: auditID, actor: command.actor) }
    }
  }

  mutating func release(_ killSwitchID: String, reason: String, _ command: PreparedServiceCommand) -> Verdict {
    guard let killSwitch = service.killSwitches.first(where: { $0.killSwitchID == killSwitchID }) else {
      return .refused(Refusal(reason: .notFound, message: "There is no engaged kill switch \(killSwitchID)."))
    }
    if !command.caller.isEmpty, roster.person(command.caller) == roster.person(killSwitch.engagedBy) {
      return .refused(.samePerson("engage, release"))
    }
    let held = waiting { review, _ in review.killSwitchIDs.contains(killSwitchID) }
    let unblocked = ReviewEvent.unblocked(ReviewEvent.Unblocked(killSwitchID: killSwitchID))
    let free = held.filter { auditID in
      var review = cases[auditID]
      review?.apply(unblocked, at: now, sequence: 0)
      return review?.status != .blocked
    }
    let released = ServiceEvent.KillSwitchReleased(
      request: command.identity.reference, killSwitch: killSwitch, reason: reason, releasedReviews: free.count)
    return record(.killSwitchReleased(released), command) { plan in
      for auditID in held { plan.follow(unblocked, of: auditID, actor: command.actor) }
    }
  }

  /// Which switches hold a review at its submission, as the events that say so.
  ///
  /// - Parameter submitted: made only while a switch is engaged, which is nearly never.
  func blocks(of submitted: @autoclosure () -> ReviewCase) -> [ReviewEvent] {
    guard !service.killSwitches.isEmpty else { return [] }
    let review = submitted()
    return service.killSwitches.filter { review.isStopped(by: $0.scope, roster: roster) }.map {
      .blocked(ReviewEvent.Blocked(killSwitchID: $0.killSwitchID, reason: $0.reason))
    }
  }

  /// A reviewer whose opinions are stopped gives none.
  func switchRefusal(of command: ReviewCommand, on review: ReviewCase) -> Refusal? {
    guard case .submitReview(let opinion) = command, !service.killSwitches.isEmpty else { return nil }
    let stopping = review.switchesStopping(
      opinionsOf: opinion.reviewerID, among: service.killSwitches, roster: roster)
    return stopping.isEmpty ? nil : .killSwitchEngaged(stopping)
  }

  /// Ids of the waiting reviews of this batch that match, their clocks moved.
  private mutating func waiting(_ matches: (ReviewCase, Roster) -> Bool) -> [AuditID] {
    let candidates = cases.values.filter { !$0.status.isFinal && matches($0, roster) }.map(\.auditID).sorted()
    for auditID in candidates { moveClocks(of: auditID) }
    return candidates.filter { auditID in
      cases[auditID].map { !$0.status.isFinal && matches($0, roster) } ?? false
    }
  }
}

extension Refusal {
  static func samePerson(_ duties: String) -> Refusal {
    Refusal(
      reason: .separationOfDuties, message: "somebody else must do this",
      metadata: [Metadatum(key: "duties", value: duties)])
  }
}
