// Written by countersign-generate from proto/. Do not edit.

@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// How much of a review is returned.
  public enum ReviewView: WireEnum {
    /// BASIC in lists and streams, FULL elsewhere.
    case unspecified
    /// Without rag_response, action_json, opinions' reasoning and evidence, questions and receipt;
    /// query_text cut at 256 characters.
    case basic
    /// Everything that the caller may read.
    case full
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let namePrefix = "REVIEW_VIEW_"

    /// The known values in their order in the contract.
    public static let allCases: [ReviewView] = [.unspecified, .basic, .full]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .basic
      case 2: self = .full
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .basic: 1
      case .full: 2
      case .unrecognized(let number): number
      }
    }

    public var shortName: String {
      switch self {
      case .unspecified: "UNSPECIFIED"
      case .basic: "BASIC"
      case .full: "FULL"
      case .unrecognized(let number): String(number)
      }
    }
  }
}
