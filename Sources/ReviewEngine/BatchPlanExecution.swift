import AuditTrail
import ReviewCore
import ReviewStore

/// A permit to issue.
struct PreparedAuthorization: Sendable {
  let identity: RequestIdentity
  let actor: String
  let auditID: AuditID
  let request: ReviewCommand.AuthorizeExecution
}

/// A permit whose outcome nobody knows, for the alert.
struct UnknownOutcome: Equatable, Sendable {
  let auditID: AuditID
  let permitID: AuditID
  let executorID: String
  /// Whether it ended without a report.
  let isLapse: Bool

  /// - Returns: nil unless the event leaves the outcome unknown.
  init?(_ event: ReviewEvent, of auditID: AuditID) {
    self.auditID = auditID
    switch event {
    case .executionLapsed(let lapsed):
      (permitID, executorID, isLapse) = (lapsed.permitID, lapsed.executorID, true)
    case .executionReported(let reported) where reported.state == .outcomeUnknown:
      (permitID, executorID, isLapse) = (reported.permitID, reported.executorID, false)
    case .submitted, .opinionRecorded, .decided, .escalated, .slaWarning, .slaBreached, .expired, .cancelled,
      .claimed, .claimReleased, .claimExpired, .informationRequested, .informationProvided, .informationLapsed,
      .blocked, .unblocked, .overridden, .executionAuthorized, .executionReported, .executionReconciled:
      return nil
    }
  }
}

extension BatchPlan {
  /// Judges, signs and records a permit. The key signs the same for the same: planning again gives the same bytes.
  mutating func authorize(_ authorization: PreparedAuthorization, permitID: AuditID) -> Verdict {
    guard cases[authorization.auditID] != nil else { return .refused(.notFound(authorization.auditID)) }
    if let verdict = repeated(authorization.identity) { return verdict }
    if isClockBehind { return .refused(.clockSkew) }
    guard let issuer else { return .refused(.noSigningKey) }
    moveClocks(of: authorization.auditID)
    guard let review = cases[authorization.auditID] else { return .refused(.notFound(authorization.auditID)) }
    let conditions = PermitConditions(
      permitID: permitID, wallClock: wallClock, policy: policy, killSwitches: service.killSwitches)
    switch review.authorize(authorization.request, under: conditions, now: now, roster: roster) {
    case .failure(let refusal): return .refused(refusal)
    case .success(let authorized):
      guard let sealed = issuer.sealed(authorized, of: review) else { return .refused(.notSealed) }
      let event = ReviewEvent.executionAuthorized(sealed)
      guard let first = record([(event, authorization.actor)], of: authorization.auditID) else {
        return .refused(.entryTooLarge("executor_id"))
      }
      use(authorization.identity, auditID: authorization.auditID, sequence: first)
      return .done(
        CommandOutcome(
          auditID: authorization.auditID, sequence: writer.head.sequence, isDeduplicated: false, answer: nil))
    }
  }

  /// What can still be executed in a scope, the longest-lived first: ids of their reviews, their clocks moved.
  mutating func permitsOut(in scope: KillSwitchScope) -> [AuditID] {
    let out = cases.values.filter { $0.execution?.state == .authorized }.map(\.auditID).sorted()
    for auditID in out { moveClocks(of: auditID) }
    return out.compactMap { cases[$0] }.filter { $0.hasPermitOut(in: scope, roster: roster) }
      .sorted { ($1.permitEnd, $0.auditID) < ($0.permitEnd, $1.auditID) }.map(\.auditID)
  }
}

extension ReviewCase {
  /// Whether somebody holds a permit of it that a kill switch of that scope would have stopped.
  func hasPermitOut(in scope: KillSwitchScope, roster: Roster) -> Bool {
    guard let execution, execution.state == .authorized else { return false }
    return isPermitStopped(by: scope, executorID: execution.executorID, roster: roster)
  }

  fileprivate var permitEnd: Instant { execution?.expiresAt ?? Instant(unixMicroseconds: .min) }
}

extension Refusal {
  fileprivate static let notSealed = Refusal(fieldViolations: [
    FieldViolation("amount", "cannot be written into a permit")
  ])

  static let noSigningKey = Refusal(
    reason: .storeUnavailable, message: "This server has no key to sign permits with; nothing was recorded.")
}
