// Written by countersign-generate from proto/. Do not edit.

@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// A concern that a reviewer raises with a decision. Any of them moves the review up and asks for a further opinion.
  public enum ReviewFlag: WireEnum {
    /// Refused.
    case unspecified
    /// The reviewer is not certain.
    case uncertain
    /// A regulation may be touched, or two of them conflict.
    case regulatoryConcern
    /// Outside of the reviewer's expertise.
    case outsideExpertise
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let namePrefix = "REVIEW_FLAG_"

    /// The known values in their order in the contract.
    public static let allCases: [ReviewFlag] = [.unspecified, .uncertain, .regulatoryConcern, .outsideExpertise]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .uncertain
      case 2: self = .regulatoryConcern
      case 3: self = .outsideExpertise
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .uncertain: 1
      case .regulatoryConcern: 2
      case .outsideExpertise: 3
      case .unrecognized(let number): number
      }
    }

    public var shortName: String {
      switch self {
      case .unspecified: "UNSPECIFIED"
      case .uncertain: "UNCERTAIN"
      case .regulatoryConcern: "REGULATORY_CONCERN"
      case .outsideExpertise: "OUTSIDE_EXPERTISE"
      case .unrecognized(let number): String(number)
      }
    }
  }
}
