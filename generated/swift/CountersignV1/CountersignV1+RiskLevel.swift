// Written by countersign-generate from proto/. Do not edit.

@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// How much harm a wrong decision could do. Compare by the order LOW, MEDIUM, HIGH, CRITICAL, never by
  /// number; values may be added.
  public enum RiskLevel: WireEnum {
    /// Never stored: an unknown level is treated as CRITICAL.
    case unspecified
    /// Informational; an approval is still recorded.
    case low
    /// An analyst looks at it.
    case medium
    /// Mandatory review by a senior analyst.
    case high
    /// Mandatory review by the highest authority, with a second opinion.
    case critical
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let namePrefix = "RISK_LEVEL_"

    /// The known values in their order in the contract.
    public static let allCases: [RiskLevel] = [.unspecified, .low, .medium, .high, .critical]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .low
      case 2: self = .medium
      case 3: self = .high
      case 4: self = .critical
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .low: 1
      case .medium: 2
      case .high: 3
      case .critical: 4
      case .unrecognized(let number): number
      }
    }

    public var shortName: String {
      switch self {
      case .unspecified: "UNSPECIFIED"
      case .low: "LOW"
      case .medium: "MEDIUM"
      case .high: "HIGH"
      case .critical: "CRITICAL"
      case .unrecognized(let number): String(number)
      }
    }
  }
}
