// Written by countersign-generate from proto/. Do not edit.

@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Why a review moved to a higher role.
  public enum EscalationTrigger: WireEnum {
    /// Never stored.
    case unspecified
    /// The SLA ran out.
    case slaBreach
    /// The reviewer is uncertain.
    case uncertainty
    /// Two opinions differ.
    case conflictingOpinions
    /// A regulatory concern was raised.
    case regulatoryConcern
    /// The queue of the role is too deep.
    case queueDepth
    /// Nobody with the role and the skill is available.
    case noReviewer
    /// A person asked for it.
    case manual
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let namePrefix = "ESCALATION_TRIGGER_"

    /// The known values in their order in the contract.
    public static let allCases: [EscalationTrigger] = [
      .unspecified, .slaBreach, .uncertainty, .conflictingOpinions, .regulatoryConcern, .queueDepth, .noReviewer,
      .manual,
    ]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .slaBreach
      case 2: self = .uncertainty
      case 3: self = .conflictingOpinions
      case 4: self = .regulatoryConcern
      case 5: self = .queueDepth
      case 6: self = .noReviewer
      case 7: self = .manual
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .slaBreach: 1
      case .uncertainty: 2
      case .conflictingOpinions: 3
      case .regulatoryConcern: 4
      case .queueDepth: 5
      case .noReviewer: 6
      case .manual: 7
      case .unrecognized(let number): number
      }
    }

    public var shortName: String {
      switch self {
      case .unspecified: "UNSPECIFIED"
      case .slaBreach: "SLA_BREACH"
      case .uncertainty: "UNCERTAINTY"
      case .conflictingOpinions: "CONFLICTING_OPINIONS"
      case .regulatoryConcern: "REGULATORY_CONCERN"
      case .queueDepth: "QUEUE_DEPTH"
      case .noReviewer: "NO_REVIEWER"
      case .manual: "MANUAL"
      case .unrecognized(let number): String(number)
      }
    }
  }
}
