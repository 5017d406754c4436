// Written by countersign-generate from proto/. Do not edit.

@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Why a review left the watched set.
  public enum RemovalReason: WireEnum {
    /// Treat as NO_LONGER_MATCHES.
    case unspecified
    /// It is final.
    case final
    /// It went to a role outside of the filter.
    case moved
    /// Something else of the filter no longer matches.
    case noLongerMatches
    /// The watcher may no longer read it; nothing else is set.
    case noLongerReadable
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let namePrefix = "REMOVAL_REASON_"

    /// The known values in their order in the contract.
    public static let allCases: [RemovalReason] = [.unspecified, .final, .moved, .noLongerMatches, .noLongerReadable]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .final
      case 2: self = .moved
      case 3: self = .noLongerMatches
      case 4: self = .noLongerReadable
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .final: 1
      case .moved: 2
      case .noLongerMatches: 3
      case .noLongerReadable: 4
      case .unrecognized(let number): number
      }
    }

    public var shortName: String {
      switch self {
      case .unspecified: "UNSPECIFIED"
      case .final: "FINAL"
      case .moved: "MOVED"
      case .noLongerMatches: "NO_LONGER_MATCHES"
      case .noLongerReadable: "NO_LONGER_READABLE"
      case .unrecognized(let number): String(number)
      }
    }
  }
}
