// Written by countersign-generate from proto/. Do not edit.

@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// What a key signs.
  public enum KeyUse: WireEnum {
    /// Never sent.
    case unspecified
    /// Decision receipts.
    case receipt
    /// Execution permits.
    case permit
    /// Checkpoints.
    case checkpoint
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let namePrefix = "KEY_USE_"

    /// The known values in their order in the contract.
    public static let allCases: [KeyUse] = [.unspecified, .receipt, .permit, .checkpoint]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .receipt
      case 2: self = .permit
      case 3: self = .checkpoint
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .receipt: 1
      case .permit: 2
      case .checkpoint: 3
      case .unrecognized(let number): number
      }
    }

    public var shortName: String {
      switch self {
      case .unspecified: "UNSPECIFIED"
      case .receipt: "RECEIPT"
      case .permit: "PERMIT"
      case .checkpoint: "CHECKPOINT"
      case .unrecognized(let number): String(number)
      }
    }
  }
}
