import ReviewCore

/// What to watch.
public struct WatchOptions: Sendable {
  /// The watched set: waiting reviews that match.
  public var filter: ReviewFilter
  /// From an earlier message of the same filter and binding; empty for a snapshot.
  public var resumeToken: String
  /// What else a token is bound to: the view and the caller.
  public var binding: [UInt8]
  /// How often the clocks are sent; 0 for warnings and breaches only.
  public var slaUpdateMicroseconds: Int64
  /// Longest silence before a heartbeat.
  public var heartbeatMicroseconds: Int64

  public init(
    filter: ReviewFilter, resumeToken: String = "", binding: [UInt8] = [], slaUpdateMicroseconds: Int64 = 0,
    heartbeatMicroseconds: Int64 = 15_000_000
  ) {
    self.filter = filter
    self.resumeToken = resumeToken
    self.binding = binding
    self.slaUpdateMicroseconds = slaUpdateMicroseconds
    self.heartbeatMicroseconds = heartbeatMicroseconds
  }
}

/// What a watcher is told next (domain.md §5, Watching).
public enum WatchStep: Sendable {
  /// Forget everything; a snapshot follows.
  case reset(WatchReset)
  /// Part of a snapshot, the most urgent first; it has no token.
  case snapshot([ReviewRecord], sequence: Int64, now: Instant)
  /// Changes since the last step; the token belongs to the last of them, empty while more of the same sequence follow.
  case changes([WatchChange], sequence: Int64, token: String, now: Instant)
  /// The snapshot, or what was missed since the resume token, is complete.
  case inSync(count: Int, isResumed: Bool, sequence: Int64, token: String)
  /// Clocks, because their interval passed.
  case clocks([WatchClock], token: String, now: Instant)
  /// Nothing happened for a while.
  case heartbeat(now: Instant, token: String)
}

/// Why a watch starts over.
public enum WatchReset: Sendable, Equatable {
  /// The resume token is too old, damaged, or another filter's, view's or caller's.
  case tokenNotUsable
  /// The watcher read too slowly.
  case slowConsumer
}

/// One change of the watched set.
public enum WatchChange: Sendable {
  case added(ReviewRecord)
  case updated(ReviewRecord)
  case removed(WatchRemoval)
  /// A warning or breach, told once.
  case clock(WatchClock)
}

/// A review that left the watched set.
public struct WatchRemoval: Sendable, Equatable {
  public enum Reason: Sendable, Equatable {
    /// It is final.
    case final
    /// It went to a role outside of the filter.
    case moved
    /// Something else of the filter no longer matches.
    case noLongerMatches
  }

  public let auditID: AuditID
  public let status: ReviewStatus
  public let reason: Reason
  /// The role that it is in now.
  public let role: String
  public let version: Int64
  /// Audit sequence of its last change.
  public let sequence: Int64

  init(_ review: ReviewCase, filter: ReviewFilter) {
    auditID = review.auditID
    status = review.status
    role = review.reviewerRole
    version = review.version
    sequence = review.sequence
    if review.status.isFinal {
      reason = .final
    } else {
      let isMoved = !filter.reviewerRoles.isEmpty && !filter.reviewerRoles.contains(review.reviewerRole)
      reason = isMoved ? .moved : .noLongerMatches
    }
  }
}

/// One review's clock.
public struct WatchClock: Sendable, Equatable {
  public let auditID: AuditID
  public let sla: SLAStatus
  public let version: Int64
  /// Audit sequence of its last change.
  public let sequence: Int64

  init(_ review: ReviewCase, now: Instant) {
    auditID = review.auditID
    sla = review.slaStatus(now: now)
    version = review.version
    sequence = review.sequence
  }
}
