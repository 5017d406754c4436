import Messages
import ReviewCore

// The contract's enums and ours. Ours are switched over without a default; what the wire does not know is refused or safest.

extension RiskLevel {
  /// nil for UNSPECIFIED; a level that is not known is CRITICAL.
  init?(_ wire: CountersignV1.RiskLevel) {
    switch wire {
    case .unspecified: return nil
    case .low: self = .low
    case .medium: self = .medium
    case .high: self = .high
    case .critical, .unrecognized: self = .critical
    }
  }

  var wire: CountersignV1.RiskLevel {
    switch self {
    case .low: .low
    case .medium: .medium
    case .high: .high
    case .critical: .critical
    }
  }
}

extension ReviewStatus {
  /// nil for UNSPECIFIED and what is not known.
  init?(_ wire: CountersignV1.ReviewStatus) {
    switch wire {
    case .pending: self = .pending
    case .inReview: self = .inReview
    case .escalated: self = .escalated
    case .approved: self = .approved
    case .modified: self = .modified
    case .rejected: self = .rejected
    case .expired: self = .expired
    case .cancelled: self = .cancelled
    case .blocked: self = .blocked
    case .awaitingInformation: self = .awaitingInformation
    case .unspecified, .unrecognized: return nil
    }
  }

  var wire: CountersignV1.ReviewStatus {
    switch self {
    case .pending: .pending
    case .inReview: .inReview
    case .escalated: .escalated
    case .approved: .approved
    case .modified: .modified
    case .rejected: .rejected
    case .expired: .expired
    case .cancelled: .cancelled
    case .blocked: .blocked
    case .awaitingInformation: .awaitingInformation
    }
  }
}

extension ReviewFlag {
  /// nil for UNSPECIFIED and what is not known.
  init?(_ wire: CountersignV1.ReviewFlag) {
    switch wire {
    case .uncertain: self = .uncertain
    case .regulatoryConcern: self = .regulatoryConcern
    case .outsideExpertise: self = .outsideExpertise
    case .unspecified, .unrecognized: return nil
    }
  }

  var wire: CountersignV1.ReviewFlag {
    switch self {
    case .uncertain: .uncertain
    case .regulatoryConcern: .regulatoryConcern
    case .outsideExpertise: .outsideExpertise
    }
  }
}

extension DecisionOutcome {
  var wire: CountersignV1.DecisionOutcome {
    switch self {
    case .approved: .approved
    case .rejected: .rejected
    case .modified: .modified
    case .escalated: .escalated
    }
  }
}

extension EscalationTrigger {
  var wire: CountersignV1.EscalationTrigger {
    switch self {
    case .slaBreach: .slaBreach
    case .uncertainty: .uncertainty
    case .conflictingOpinions: .conflictingOpinions
    case .regulatoryConcern: .regulatoryConcern
    case .queueDepth: .queueDepth
    case .noReviewer: .noReviewer
    case .manual: .manual
    }
  }
}

extension AmountSource {
  var wire: CountersignV1.AmountSource {
    switch self {
    case .unspecified: .unspecified
    case .stated: .stated
    case .text: .text
    }
  }
}

extension SLAState {
  var wire: CountersignV1.SlaState {
    switch self {
    case .onTrack: .onTrack
    case .warning: .warning
    case .breached: .breached
    case .met: .met
    case .missed: .missed
    case .paused: .paused
    }
  }
}
