// Written by countersign-generate from proto/. Do not edit.

@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Where the clock of a review stands.
  public enum SlaState: WireEnum {
    /// Never sent.
    case unspecified
    /// Time left.
    case onTrack
    /// Past the warning threshold.
    case warning
    /// Past the deadline.
    case breached
    /// Decided within the SLA.
    case met
    /// Decided after the deadline.
    case missed
    /// Stands still: AWAITING_INFORMATION or BLOCKED.
    case paused
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let namePrefix = "SLA_STATE_"

    /// The known values in their order in the contract.
    public static let allCases: [SlaState] = [.unspecified, .onTrack, .warning, .breached, .met, .missed, .paused]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .onTrack
      case 2: self = .warning
      case 3: self = .breached
      case 4: self = .met
      case 5: self = .missed
      case 6: self = .paused
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .onTrack: 1
      case .warning: 2
      case .breached: 3
      case .met: 4
      case .missed: 5
      case .paused: 6
      case .unrecognized(let number): number
      }
    }

    public var shortName: String {
      switch self {
      case .unspecified: "UNSPECIFIED"
      case .onTrack: "ON_TRACK"
      case .warning: "WARNING"
      case .breached: "BREACHED"
      case .met: "MET"
      case .missed: "MISSED"
      case .paused: "PAUSED"
      case .unrecognized(let number): String(number)
      }
    }
  }
}
