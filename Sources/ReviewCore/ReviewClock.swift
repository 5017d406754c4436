extension ReviewCase {
  /// What is due by `now` and was not recorded: a lapse, a warning, a breach with its escalation, or the end.
  ///
  /// One step, the earliest first; apply it and call again until nil. A late step carries the present time
  /// (domain.md §5). Each warning and breach comes once for each clock.
  public func due(now: Instant) -> [ReviewEvent]? {
    guard let step = nextStep, step.at <= now else { return nil }
    let clock = ReviewEvent.ClockReached(role: reviewerRole, clockStartedAt: clockStartedAt, deadline: deadline)
    switch step.kind {
    case .claimLapse:
      return claim.map {
        [
          .claimExpired(
            ReviewEvent.ClaimExpired(reviewerID: $0.reviewerID, claimToken: $0.token, expiresAt: $0.expiresAt))
        ]
      }
    case .informationLapse: return [.informationLapsed(ReviewEvent.InformationLapsed(pauseEndedAt: step.at))]
    case .permitLapse: return permitLapse.map { [$0] }
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

  /// The first moment at which `due` has something; once final nil unless a permit is out.
  public var nextDue: Instant? { nextStep?.at }

  /// When the current clock's warning falls due.
  public var warningAt: Instant {
    let time = clockTime
    let total = time.microseconds(from: clockStartedAt, to: deadline) - clockPausedMicroseconds
    // Hundredths first, so that nothing overflows; rounded up, so that a warning is never early.
    let (whole, rest) = total.quotientAndRemainder(dividingBy: 100)
    let elapsed = whole * policy.rules.warningPercent + (rest * policy.rules.warningPercent + 99) / 100
    let share = time.instant(clockStartedAt, afterMicroseconds: elapsed + clockPausedMicroseconds)
    guard let remaining = policy.rules.warningRemainingMicroseconds else { return min(share, deadline) }
    let late = time.instant(clockStartedAt, afterMicroseconds: total + clockPausedMicroseconds - remaining)
    return max(clockStartedAt, min(share, late, deadline))
  }

  /// Its place in the queue at `now`: a clock that an open question stops counts as `now` and what is left of it.
  public func urgencyKey(now: Instant) -> UrgencyKey {
    let isStanding = status == .awaitingInformation
    let left = isStanding ? clockTime.microseconds(from: standingSince ?? deadline, to: deadline) : 0
    return UrgencyKey(
      isBlocked: status == .blocked, level: level,
      deadline: isStanding ? now.advanced(byMicroseconds: left) : deadline, auditID: auditID)
  }

  private struct Step {
    enum Kind {
      case claimLapse
      case informationLapse
      case warning
      case breach
      case expiry
      /// Of a review that is final: nothing else falls due then.
      case permitLapse
    }
    let kind: Kind
    let at: Instant
    var reason = ""

    /// The earlier one; at the same moment the end comes before all, and what comes later in `Kind` after.
    mutating func take(_ kind: Kind, at: Instant) {
      if at < self.at || (at == self.at && self.kind != .expiry) { self = Step(kind: kind, at: at) }
    }
  }

  private var nextStep: Step? {
    if base.isFinal {
      guard let execution, execution.state == .authorized else { return nil }
      return Step(kind: .permitLapse, at: execution.expiresAt)
    }
    var step = expiry
    if standingSince == nil {
      if !isWarned {
        step.take(.warning, at: warningAt)
      } else if !isBreached {
        step.take(.breach, at: deadline.advanced(byMicroseconds: 1))
      }
    }
    if let question { step.take(.informationLapse, at: question.endsAt) }
    if let claim { step.take(.claimLapse, at: claim.expiresAt) }
    return step
  }

  /// The end of its time, whatever the role.
  var expiresAt: Instant { expiry.at }

  /// `expire_after` and the time that questions stopped the clock, or past the requester's own validity.
  private var expiry: Step {
    let open = question.map { $0.endsAt.microseconds(since: $0.askedAt) } ?? 0
    let end = submittedAt.advanced(
      byMicroseconds: policy.rules.expireAfterMicroseconds + informationPausedMicroseconds + open)
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
    let standing = standingMicroseconds(now: moment)
    let paused = clockPausedMicroseconds + standing
    let time = clockTime
    let deadline = time.instant(deadline, afterMicroseconds: standing)
    return SLAStatus(
      state: slaState(now: now), deadline: deadline,
      elapsedMicroseconds: time.microseconds(from: clockStartedAt, to: moment) - paused,
      remainingMicroseconds: time.microseconds(from: moment, to: deadline), asOf: now,
      warningAt: time.instant(warningAt, afterMicroseconds: standing), pausedMicroseconds: paused,
      totalElapsedMicroseconds: moment.microseconds(since: submittedAt))
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
