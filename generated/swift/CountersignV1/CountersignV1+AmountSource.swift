// Written by countersign-generate from proto/. Do not edit.

@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Where the assessed amount came from.
  public enum AmountSource: WireEnum {
    /// No amount is known.
    case unspecified
    /// transaction_amount.
    case stated
    /// The largest amount in the text.
    case text
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let namePrefix = "AMOUNT_SOURCE_"

    /// The known values in their order in the contract.
    public static let allCases: [AmountSource] = [.unspecified, .stated, .text]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .stated
      case 2: self = .text
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .stated: 1
      case .text: 2
      case .unrecognized(let number): number
      }
    }

    public var shortName: String {
      switch self {
      case .unspecified: "UNSPECIFIED"
      case .stated: "STATED"
      case .text: "TEXT"
      case .unrecognized(let number): String(number)
      }
    }
  }
}
