// Written by countersign-generate from proto/. Do not edit.

@_spi(GeneratedMessages) import MessagesBase

extension GoogleProtobuf {
  /// `NullValue` is a singleton enumeration to represent the null value for the
  /// `Value` type union.
  ///
  ///  The JSON representation for `NullValue` is JSON `null`.
  public enum NullValue: WireEnum {
    /// Null value.
    case nullValue
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let namePrefix = ""

    /// The known values in their order in the contract.
    public static let allCases: [NullValue] = [.nullValue]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .nullValue
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .nullValue: 0
      case .unrecognized(let number): number
      }
    }

    public var shortName: String {
      switch self {
      case .nullValue: "NULL_VALUE"
      case .unrecognized(let number): String(number)
      }
    }
  }
}
