// Written by countersign-generate from proto/. Do not edit.

@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// The type of payload that should be returned.
  public enum PayloadType: WireEnum {
    /// Compressable text format.
    case compressable
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let namePrefix = ""

    /// The known values in their order in the contract.
    public static let allCases: [PayloadType] = [.compressable]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .compressable
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .compressable: 0
      case .unrecognized(let number): number
      }
    }

    public var shortName: String {
      switch self {
      case .compressable: "COMPRESSABLE"
      case .unrecognized(let number): String(number)
      }
    }
  }
}
