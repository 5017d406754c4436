extension ReviewCase {
  /// What is due by `now` and was not recorded: a warning, a breach with its escalation, or the end.
  ///
  /// One step; apply it and call again until nil. A late step carries the present time (domain.md §5).
  public func due(now: Instant) -> [ReviewEvent]? {
    fatalError("next commit")
  }

  /// The first moment at which `due` has something; nil once final.
  public var nextDue: Instant? {
    fatalError("next commit")
  }

  /// The clock at `now`.
  public func slaStatus(now: Instant) -> SLAStatus {
    fatalError("next commit")
  }

  /// Its place in the queue.
  public var urgencyKey: UrgencyKey {
    UrgencyKey(isBlocked: status == .blocked, level: level, deadline: deadline, auditID: auditID)
  }
}
