/// Who reviews, by when, and who comes next (domain.md §3).
public struct Routing: Hashable, Sendable {
  /// Role whose queue the review is in.
  public var reviewerRole: String
  /// Time allowed for each clock, in microseconds.
  public var slaMicroseconds: Int64
  /// Whether the committee's quorum must agree.
  public var isCommitteeNeeded: Bool
  /// Roles in order, the lowest first.
  public var escalationPath: [String]
  /// One sentence for people.
  public var reason: String
  /// Skills that the reviewer must have.
  public var requiredSkills: [String] = []
  /// Opinions that must agree before the review is final; at least 1.
  public var requiredOpinions: Int
  /// All of these must be met, each person counting once in the whole review.
  public var requirements: [OpinionRequirement]
  /// Moves made at submission (NO_REVIEWER, QUEUE_DEPTH), in order: the review's first `escalations`.
  public var moves: [RoleMove] = []

  /// Whether two different people must agree.
  public var requiresSecondOpinion: Bool { requiredOpinions > 1 }

  public init(
    reviewerRole: String, slaMicroseconds: Int64, isCommitteeNeeded: Bool, escalationPath: [String],
    reason: String, requiredSkills: [String] = [], requiredOpinions: Int, requirements: [OpinionRequirement],
    moves: [RoleMove] = []
  ) {
    self.reviewerRole = reviewerRole
    self.slaMicroseconds = slaMicroseconds
    self.isCommitteeNeeded = isCommitteeNeeded
    self.escalationPath = escalationPath
    self.reason = reason
    self.requiredSkills = requiredSkills
    self.requiredOpinions = requiredOpinions
    self.requirements = requirements
    self.moves = moves
  }
}

/// Some of the approvals that are needed.
public struct OpinionRequirement: Hashable, Sendable {
  /// How many.
  public var count: Int
  /// In any of these roles, the lowest first.
  public var reviewerRoles: [String]
  /// How many of them are in.
  public var met: Int = 0

  public init(count: Int, reviewerRoles: [String], met: Int = 0) {
    self.count = count
    self.reviewerRoles = reviewerRoles
    self.met = met
  }
}

/// A move from one role's queue to another's.
public struct RoleMove: Hashable, Sendable {
  /// The role that it left.
  public var fromRole: String
  /// The role that it went to; the same at the top of the path.
  public var toRole: String
  /// Why.
  public var trigger: EscalationTrigger
  /// One sentence for people.
  public var reason: String

  public init(fromRole: String, toRole: String, trigger: EscalationTrigger, reason: String) {
    self.fromRole = fromRole
    self.toRole = toRole
    self.trigger = trigger
    self.reason = reason
  }
}

/// One move to a higher role, as it is shown.
public struct Escalation: Hashable, Sendable {
  /// From where to where and why.
  public var move: RoleMove
  /// When.
  public var createdAt: Instant

  public init(move: RoleMove, createdAt: Instant) {
    self.move = move
    self.createdAt = createdAt
  }
}

/// How many reviews wait in each role's queue.
public struct QueueDepths: Sendable {
  /// By rank of the role in the policy, the lowest first; a missing rank counts as 0.
  public var waitingByRank: [Int]

  /// Nothing waits anywhere.
  public static let empty = QueueDepths(waitingByRank: [])

  public init(waitingByRank: [Int]) {
    self.waitingByRank = waitingByRank
  }

  /// How many wait for the role of that rank.
  public subscript(rank: Int) -> Int { rank < waitingByRank.count ? waitingByRank[rank] : 0 }
}
