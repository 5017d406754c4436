// Written by countersign-generate from proto/. Do not edit.

@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Why a stream starts over.
  public enum ResetReason: WireEnum {
    /// Treat like any other.
    case unspecified
    /// The resume token is too old, damaged, or another filter's or caller's.
    case tokenNotUsable
    /// The watcher read too slowly.
    case slowConsumer
    /// What the caller may read has changed.
    case accessChanged
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let namePrefix = "RESET_REASON_"

    /// The known values in their order in the contract.
    public static let allCases: [ResetReason] = [.unspecified, .tokenNotUsable, .slowConsumer, .accessChanged]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .tokenNotUsable
      case 2: self = .slowConsumer
      case 3: self = .accessChanged
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .tokenNotUsable: 1
      case .slowConsumer: 2
      case .accessChanged: 3
      case .unrecognized(let number): number
      }
    }

    public var shortName: String {
      switch self {
      case .unspecified: "UNSPECIFIED"
      case .tokenNotUsable: "TOKEN_NOT_USABLE"
      case .slowConsumer: "SLOW_CONSUMER"
      case .accessChanged: "ACCESS_CHANGED"
      case .unrecognized(let number): String(number)
      }
    }
  }
}
