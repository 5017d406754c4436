/// What happened to a review: the content of one audit entry. A review is the fold over its events.
///
/// Indirect: an event is handed on many times and changed never, so a copy counts one reference instead of each text's.
public indirect enum ReviewEvent: Equatable, Sendable {
  /// The first entry of each review.
  case submitted(Submitted)
  /// A reviewer's opinion; `decided` or `escalated` of the same command may follow.
  case opinionRecorded(OpinionRecorded)
  /// Final: approved, modified or rejected.
  case decided(Decided)
  /// Moved to a higher role, or to the committee at the top of the path.
  case escalated(Escalated)
  /// The warning threshold of the current clock passed.
  case slaWarning(ClockReached)
  /// The deadline of the current clock passed.
  case slaBreached(ClockReached)
  /// Final: nobody decided in time.
  case expired(Expired)
  /// Final: withdrawn.
  case cancelled(Cancelled)
  /// Taken by a reviewer for a limited time.
  case claimed(Claimed)
  /// A claim was given back.
  case claimReleased(ClaimReleased)
  /// A claim lapsed.
  case claimExpired(ClaimExpired)
  /// The requester was asked something.
  case informationRequested(InformationRequested)
  /// The requester answered.
  case informationProvided(InformationProvided)
  /// The time for an answer passed.
  case informationLapsed(InformationLapsed)
  /// Stopped by a fault or a kill switch.
  case blocked(Blocked)
  /// A kill switch no longer holds it.
  case unblocked(Unblocked)
  /// Released from a fault.
  case overridden(Overridden)
  /// A permit was issued.
  case executionAuthorized(ExecutionAuthorized)
  /// The holder of the permit said what became of it.
  case executionReported(ExecutionReported)
  /// The permit ended without a report.
  case executionLapsed(ExecutionLapsed)
  /// A third person settled an unknown outcome.
  case executionReconciled(ExecutionReconciled)

  /// The name in the audit trail (domain.md §6).
  public var eventType: String {
    switch self {
    case .submitted: "query.submitted"
    case .opinionRecorded: "review.opinion_recorded"
    case .decided: "review.decided"
    case .escalated: "review.escalated"
    case .slaWarning: "review.sla_warning"
    case .slaBreached: "review.sla_breached"
    case .expired: "review.expired"
    case .cancelled: "query.cancelled"
    case .claimed: "review.claimed"
    case .claimReleased: "review.released"
    case .claimExpired: "review.claim_expired"
    case .informationRequested: "review.information_requested"
    case .informationProvided: "review.information_provided"
    case .informationLapsed: "review.information_lapsed"
    case .blocked: "review.blocked"
    case .unblocked: "review.unblocked"
    case .overridden: "review.overridden"
    case .executionAuthorized: "execution.authorized"
    case .executionReported: "execution.reported"
    case .executionLapsed: "execution.lapsed"
    case .executionReconciled: "execution.reconciled"
    }
  }

  /// The request that caused an entry, for repeats (domain.md §6, Idempotency).
  public struct RequestReference: Equatable, Sendable {
    /// The client's request_id; empty when none was given.
    public var id: String = ""
    /// SHA-256 of the request's canonical form without request_id, 32 bytes; empty when there is no `id`.
    public var digest: [UInt8] = []

    /// No request id was given, or no request caused it.
    public static let none = RequestReference()

    public init(id: String = "", digest: [UInt8] = []) {
      self.id = id
      self.digest = digest
    }
  }

  /// A proposal was recorded, classified and routed.
  ///
  /// An object, as it never changes: the record, the event and the answer share it.
  public final class Submitted: Equatable, Sendable {
    /// The request.
    public let request: RequestReference
    /// As given.
    public let proposal: Proposal
    /// The proposal in RFC 8785 form, rag_response included.
    public let actionJSON: String
    /// Its digest: what is decided on.
    public let actionDigest: ActionDigest
    /// The classification.
    public let risk: RiskAssessment
    /// The routing, with the moves made at submission.
    public let routing: Routing
    /// The policy that classified and routed it.
    public let policyVersion: String
    /// End of the first clock.
    public let deadline: Instant
    /// The review that this one replaces; empty for none.
    public let supersedesAuditID: String
    /// Set where it is a second look at another review's decision.
    public let rereview: Rereview?

    public init(
      request: RequestReference = .none, proposal: Proposal, actionJSON: String, actionDigest: ActionDigest,
      risk: RiskAssessment, routing: Routing, policyVersion: String, deadline: Instant,
      supersedesAuditID: String = "", rereview: Rereview? = nil
    ) {
      self.request = request
      self.proposal = proposal
      self.actionJSON = actionJSON
      self.actionDigest = actionDigest
      self.risk = risk
      self.routing = routing
      self.policyVersion = policyVersion
      self.deadline = deadline
      self.supersedesAuditID = supersedesAuditID
      self.rereview = rereview
    }

    public static func == (left: Submitted, right: Submitted) -> Bool {
      left === right
        || (left.request == right.request && left.proposal == right.proposal && left.actionJSON == right.actionJSON
          && left.actionDigest == right.actionDigest && left.risk == right.risk && left.routing == right.routing
          && left.policyVersion == right.policyVersion && left.deadline == right.deadline
          && left.supersedesAuditID == right.supersedesAuditID && left.rereview == right.rereview)
    }
  }

  /// One opinion.
  public struct OpinionRecorded: Equatable, Sendable {
    /// The request.
    public var request: RequestReference = .none
    /// In full.
    public var opinion: Opinion
    /// Opinions that must agree from now on.
    public var requiredOpinions: Int
    /// What would be executed if it were decided so; set for approved and modified.
    public var effectiveActionDigest: ActionDigest? = nil

    public init(
      request: RequestReference = .none, opinion: Opinion, requiredOpinions: Int,
      effectiveActionDigest: ActionDigest? = nil
    ) {
      self.request = request
      self.opinion = opinion
      self.requiredOpinions = requiredOpinions
      self.effectiveActionDigest = effectiveActionDigest
    }
  }

  /// The decision.
  public struct Decided: Equatable, Sendable {
    /// `approved`, `modified` or `rejected`.
    public var status: ReviewStatus
    /// Who agreed on it, in the order of their opinions; empty for an automatic approval by the policy.
    public var reviewers: [String]
    /// The alternative, exactly when `status` is `modified`.
    public var modification: Modification? = nil
    /// What may be executed; set unless rejected.
    public var effectiveActionDigest: ActionDigest? = nil
    /// Signed when it is recorded; nil without a key.
    public var receipt: SignedReceipt? = nil

    public init(
      status: ReviewStatus, reviewers: [String], modification: Modification? = nil,
      effectiveActionDigest: ActionDigest? = nil, receipt: SignedReceipt? = nil
    ) {
      self.status = status
      self.reviewers = reviewers
      self.modification = modification
      self.effectiveActionDigest = effectiveActionDigest
      self.receipt = receipt
    }
  }

  /// A move to a higher role.
  public struct Escalated: Equatable, Sendable {
    /// The request; `.none` unless EscalateReview caused it.
    public var request: RequestReference = .none
    /// From where to where and why; `toRole` is `fromRole` at the top of the path.
    public var move: RoleMove
    /// Who asked for it; empty for timers.
    public var requestedBy: String = ""
    /// The routing from now on.
    public var routing: Routing
    /// End of the clock from now on: a new one, except at the top of the path, where only a breach starts one.
    public var deadline: Instant

    public init(
      request: RequestReference = .none, move: RoleMove, requestedBy: String = "", routing: Routing,
      deadline: Instant
    ) {
      self.request = request
      self.move = move
      self.requestedBy = requestedBy
      self.routing = routing
      self.deadline = deadline
    }
  }

  /// A clock reached its warning or its end.
  public struct ClockReached: Equatable, Sendable {
    /// The role whose clock it was.
    public var role: String
    /// When it started.
    public var clockStartedAt: Instant
    /// When it ended or ends.
    public var deadline: Instant

    public init(role: String, clockStartedAt: Instant, deadline: Instant) {
      self.role = role
      self.clockStartedAt = clockStartedAt
      self.deadline = deadline
    }
  }

  /// Nobody decided in time.
  public struct Expired: Equatable, Sendable {
    /// One sentence for people.
    public var reason: String
    /// Signed when it is recorded; nil without a key.
    public var receipt: SignedReceipt? = nil

    public init(reason: String, receipt: SignedReceipt? = nil) {
      self.reason = reason
      self.receipt = receipt
    }
  }

  /// Withdrawn.
  public struct Cancelled: Equatable, Sendable {
    /// The request.
    public var request: RequestReference = .none
    /// Why, in the words of who withdrew it.
    public var reason: String
    /// Signed when it is recorded; nil without a key.
    public var receipt: SignedReceipt? = nil

    public init(request: RequestReference = .none, reason: String, receipt: SignedReceipt? = nil) {
      self.request = request
      self.reason = reason
      self.receipt = receipt
    }
  }
}
