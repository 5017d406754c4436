/// The clock of a review at one instant (domain.md §5).
public struct SLAStatus: Hashable, Sendable {
  /// State at `asOf`.
  public var state: SLAState
  /// When the current clock ends.
  public var deadline: Instant
  /// Since the clock started, as it counts (domain.md §5), without pauses, in microseconds; stands still once final.
  public var elapsedMicroseconds: Int64
  /// Until the deadline, as the clock counts; negative once overdue.
  public var remainingMicroseconds: Int64
  /// The `now` that it was computed for.
  public var asOf: Instant
  /// When the warning falls due.
  public var warningAt: Instant
  /// Time that the clock would have counted and did not, while it stood still.
  public var pausedMicroseconds: Int64
  /// Since submission, over all clocks and pauses.
  public var totalElapsedMicroseconds: Int64

  public init(
    state: SLAState, deadline: Instant, elapsedMicroseconds: Int64, remainingMicroseconds: Int64, asOf: Instant,
    warningAt: Instant, pausedMicroseconds: Int64, totalElapsedMicroseconds: Int64
  ) {
    self.state = state
    self.deadline = deadline
    self.elapsedMicroseconds = elapsedMicroseconds
    self.remainingMicroseconds = remainingMicroseconds
    self.asOf = asOf
    self.warningAt = warningAt
    self.pausedMicroseconds = pausedMicroseconds
    self.totalElapsedMicroseconds = totalElapsedMicroseconds
  }
}

/// The order of the queue: BLOCKED last, then highest level, earliest deadline, audit id. The smallest is the most
/// urgent.
public struct UrgencyKey: Hashable, Comparable, Sendable {
  /// BLOCKED comes last.
  public let isBlocked: Bool
  public let level: RiskLevel
  /// End of the current clock.
  public let deadline: Instant
  public let auditID: AuditID

  public init(isBlocked: Bool, level: RiskLevel, deadline: Instant, auditID: AuditID) {
    self.isBlocked = isBlocked
    self.level = level
    self.deadline = deadline
    self.auditID = auditID
  }

  public static func < (left: Self, right: Self) -> Bool {
    if left.isBlocked != right.isBlocked { return right.isBlocked }
    if left.level != right.level { return left.level > right.level }
    return (left.deadline, left.auditID) < (right.deadline, right.auditID)
  }
}
