// Written by countersign-generate from proto/. Do not edit.

@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// What a reviewer decides.
  public enum DecisionOutcome: WireEnum {
    /// Refused.
    case unspecified
    /// Execute as proposed.
    case approved
    /// Do not execute.
    case rejected
    /// Execute the reviewer's alternative instead.
    case modified
    /// Send to the next higher role.
    case escalated
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let namePrefix = "DECISION_OUTCOME_"

    /// The known values in their order in the contract.
    public static let allCases: [DecisionOutcome] = [.unspecified, .approved, .rejected, .modified, .escalated]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .approved
      case 2: self = .rejected
      case 3: self = .modified
      case 4: self = .escalated
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .approved: 1
      case .rejected: 2
      case .modified: 3
      case .escalated: 4
      case .unrecognized(let number): number
      }
    }

    public var shortName: String {
      switch self {
      case .unspecified: "UNSPECIFIED"
      case .approved: "APPROVED"
      case .rejected: "REJECTED"
      case .modified: "MODIFIED"
      case .escalated: "ESCALATED"
      case .unrecognized(let number): String(number)
      }
    }
  }
}
