extension ReviewCase {
  /// What is due by `now` and was not recorded: a warning, a breach with its escalation, or the end.
  ///
  /// One step, the earliest first; apply it and call again until nil. A late step carries the present time
  /// (domain.md §5). Each warning and breach comes once for each clock.
  public func due(now: Instant) -> [ReviewEvent]? {
    guard let step = nextStep, step.at <= now else { return nil }
    let clock = ReviewEvent.ClockReached(role: reviewerRole, clockStartedAt: clockStartedAt, deadline: deadline)
    switch step.kind {
    case .expiry: return [.expired(ReviewEvent.Expired(reason: step.reason))]
    case .warning: return [.slaWarning(clock)]
    case .breach:
      guard policy.rules.isAutoEscalationOn else { return [.slaBreached(clock)] }
      var next = self
      let escalated = next.escalate(
        .slaBreach, reason: "The SLA of \(reviewerRole) ran out", requestedBy: "", request: .none, now: now)
      return [.slaBreached(clock), escalated]
    }
  }

  /// The first moment at which `due` has something; nil once final.
  public var nextDue: Instant? { nextStep?.at }

  /// When the current clock's warning falls due.
  public var warningAt: Instant {
    let total = deadline.microseconds(since: clockStartedAt)
    // Hundredths first, so that nothing overflows; rounded up, so that a warning is never early.
    let (whole, rest) = total.quotientAndRemainder(dividingBy: 100)
    let elapsed = whole * policy.rules.warningPercent + (rest * policy.rules.warningPercent + 99) / 100
    let share = clockStartedAt.advanced(byMicroseconds: elapsed)
    guard let remaining = policy.rules.warningRemainingMicroseconds else { return min(share, deadline) }
    return max(clockStartedAt, min(share, deadline.advanced(byMicroseconds: -remaining)))
  }

  /// Its place in the queue.
  public var urgencyKey: UrgencyKey {
    UrgencyKey(isBlocked: status == .blocked, level: level, deadline: deadline, auditID: auditID)
  }

  private struct Step {
    enum Kind {
      case warning
      case breach
      case expiry
    }
    let kind: Kind
    let at: Instant
    var reason = ""
  }

  private var nextStep: Step? {
    if status.isFinal { return nil }
    let end = expiry
    if status == .blocked || status == .awaitingInformation { return end }
    if !isWarned, warningAt < end.at { return Step(kind: .warning, at: warningAt) }
    if isWarned, !isBreached, deadline < end.at.advanced(byMicroseconds: -1) {
      return Step(kind: .breach, at: deadline.advanced(byMicroseconds: 1))
    }
    return end
  }

  /// The end of its time, whatever the role: `expire_after`, or past the requester's own validity.
  private var expiry: Step {
    let end = submittedAt.advanced(byMicroseconds: policy.rules.expireAfterMicroseconds)
    if let validUntil, validUntil < end {
      return Step(
        kind: .expiry, at: validUntil.advanced(byMicroseconds: 1), reason: "The proposal's validity ended")
    }
    return Step(kind: .expiry, at: end, reason: "Nobody decided in time")
  }
}

extension ReviewCase {
  /// The clock at `now`; it stands still once final.
  public func slaStatus(now: Instant) -> SLAStatus {
    let moment = decidedAt ?? now
    return SLAStatus(
      state: slaState(now: now), deadline: deadline, elapsedMicroseconds: moment.microseconds(since: clockStartedAt),
      remainingMicroseconds: deadline.microseconds(since: moment), asOf: now, warningAt: warningAt,
      pausedMicroseconds: 0, totalElapsedMicroseconds: moment.microseconds(since: submittedAt))
  }

  private func slaState(now: Instant) -> SLAState {
    switch status {
    case .approved, .modified, .rejected, .cancelled: wasBreached ? .missed : .met
    case .expired: .missed
    case .blocked, .awaitingInformation: .paused
    case .pending, .inReview, .escalated:
      now > deadline ? .breached : now >= warningAt ? .warning : .onTrack
    }
  }
}
