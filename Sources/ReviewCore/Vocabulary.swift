/// An enum of the contract whose values have a full proto name.
public protocol ContractEnum: CaseIterable, Hashable, Sendable {
  /// The full name in the contract, for example "REVIEW_STATUS_PENDING"; what the audit trail records.
  var contractName: String { get }
}

extension ContractEnum {
  /// - Returns: nil for a name that is not known; the caller chooses what is safe then.
  public init?(contractName: String) {
    guard let value = Self.allCases.first(where: { $0.contractName == contractName }) else { return nil }
    self = value
  }
}

/// How much harm a wrong decision could do, in that order.
public enum RiskLevel: UInt8, ContractEnum, Comparable {
  case low
  case medium
  case high
  case critical

  public var contractName: String {
    switch self {
    case .low: "RISK_LEVEL_LOW"
    case .medium: "RISK_LEVEL_MEDIUM"
    case .high: "RISK_LEVEL_HIGH"
    case .critical: "RISK_LEVEL_CRITICAL"
    }
  }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Where a review stands.
public enum ReviewStatus: UInt8, ContractEnum {
  /// Waits in a role's queue. Can become anything else.
  case pending
  /// One of several opinions is in. Can become final, `escalated`, `blocked`.
  case inReview
  /// Waits in a higher role, or for the committee. Can become final, `inReview`, `escalated` again, `blocked`.
  case escalated
  /// Final: may be executed as proposed.
  case approved
  /// Final: may be executed only as modified.
  case modified
  /// Final: must not be executed.
  case rejected
  /// Final: nobody decided in time, or the proposal's validity ended.
  case expired
  /// Final: withdrawn.
  case cancelled
  /// Held by a fail-safe or a kill switch.
  case blocked
  /// A question to the requester is open; the clock stands still.
  case awaitingInformation

  public var contractName: String {
    switch self {
    case .pending: "REVIEW_STATUS_PENDING"
    case .inReview: "REVIEW_STATUS_IN_REVIEW"
    case .escalated: "REVIEW_STATUS_ESCALATED"
    case .approved: "REVIEW_STATUS_APPROVED"
    case .modified: "REVIEW_STATUS_MODIFIED"
    case .rejected: "REVIEW_STATUS_REJECTED"
    case .expired: "REVIEW_STATUS_EXPIRED"
    case .cancelled: "REVIEW_STATUS_CANCELLED"
    case .blocked: "REVIEW_STATUS_BLOCKED"
    case .awaitingInformation: "REVIEW_STATUS_AWAITING_INFORMATION"
    }
  }

  /// Whether it never changes again; every other status is "waiting" (domain.md §4).
  public var isFinal: Bool {
    switch self {
    case .approved, .modified, .rejected, .expired, .cancelled: true
    case .pending, .inReview, .escalated, .blocked, .awaitingInformation: false
    }
  }
}

/// What a reviewer decides.
public enum DecisionOutcome: UInt8, ContractEnum {
  case approved
  case rejected
  case modified
  case escalated

  public var contractName: String {
    switch self {
    case .approved: "DECISION_OUTCOME_APPROVED"
    case .rejected: "DECISION_OUTCOME_REJECTED"
    case .modified: "DECISION_OUTCOME_MODIFIED"
    case .escalated: "DECISION_OUTCOME_ESCALATED"
    }
  }

  /// Whether opinions of this kind are counted towards an approval (domain.md §4, Counting).
  public var counts: Bool { self == .approved || self == .modified }
}

/// A concern that a reviewer raises with a decision.
public enum ReviewFlag: UInt8, ContractEnum {
  case uncertain
  case regulatoryConcern
  case outsideExpertise

  public var contractName: String {
    switch self {
    case .uncertain: "REVIEW_FLAG_UNCERTAIN"
    case .regulatoryConcern: "REVIEW_FLAG_REGULATORY_CONCERN"
    case .outsideExpertise: "REVIEW_FLAG_OUTSIDE_EXPERTISE"
    }
  }
}

/// Why a review moved to a higher role.
public enum EscalationTrigger: UInt8, ContractEnum {
  case slaBreach
  case uncertainty
  case conflictingOpinions
  case regulatoryConcern
  case queueDepth
  case noReviewer
  case manual

  public var contractName: String {
    switch self {
    case .slaBreach: "ESCALATION_TRIGGER_SLA_BREACH"
    case .uncertainty: "ESCALATION_TRIGGER_UNCERTAINTY"
    case .conflictingOpinions: "ESCALATION_TRIGGER_CONFLICTING_OPINIONS"
    case .regulatoryConcern: "ESCALATION_TRIGGER_REGULATORY_CONCERN"
    case .queueDepth: "ESCALATION_TRIGGER_QUEUE_DEPTH"
    case .noReviewer: "ESCALATION_TRIGGER_NO_REVIEWER"
    case .manual: "ESCALATION_TRIGGER_MANUAL"
    }
  }
}

/// Where the assessed amount came from.
public enum AmountSource: UInt8, ContractEnum {
  /// No amount is known.
  case unspecified
  /// The proposal's transaction_amount.
  case stated
  /// The largest amount in the text.
  case text

  public var contractName: String {
    switch self {
    case .unspecified: "AMOUNT_SOURCE_UNSPECIFIED"
    case .stated: "AMOUNT_SOURCE_STATED"
    case .text: "AMOUNT_SOURCE_TEXT"
    }
  }
}

/// Where the clock of a review stands.
public enum SLAState: UInt8, ContractEnum {
  case onTrack
  case warning
  case breached
  /// Final, and no clock of the review was breached.
  case met
  /// Final, and a clock was breached or nobody decided.
  case missed
  case paused

  public var contractName: String {
    switch self {
    case .onTrack: "SLA_STATE_ON_TRACK"
    case .warning: "SLA_STATE_WARNING"
    case .breached: "SLA_STATE_BREACHED"
    case .met: "SLA_STATE_MET"
    case .missed: "SLA_STATE_MISSED"
    case .paused: "SLA_STATE_PAUSED"
    }
  }
}
