// Written by countersign-generate from proto/. Do not edit.

@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// Where a review stands.
  public enum ReviewStatus: WireEnum {
    /// Never stored.
    case unspecified
    /// Waits in a role's queue.
    case pending
    /// Claimed by one reviewer, or waiting for a further opinion.
    case inReview
    /// Moved to a higher role and waiting there.
    case escalated
    /// Final: may be executed as proposed.
    case approved
    /// Final: may be executed only as modified.
    case modified
    /// Final: must not be executed.
    case rejected
    /// Final: nobody decided in time at the highest level; must not be executed.
    case expired
    /// Final: withdrawn by the requester.
    case cancelled
    /// Held by a fail-safe after an internal error (only an override releases it), or by kill switches
    /// (released with the last that matches, to the status before).
    case blocked
    /// A reviewer asked the requester something; the SLA clock stands still, within the policy's cap.
    case awaitingInformation
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let namePrefix = "REVIEW_STATUS_"

    /// The known values in their order in the contract.
    public static let allCases: [ReviewStatus] = [
      .unspecified, .pending, .inReview, .escalated, .approved, .modified, .rejected, .expired, .cancelled, .blocked,
      .awaitingInformation,
    ]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .pending
      case 2: self = .inReview
      case 3: self = .escalated
      case 4: self = .approved
      case 5: self = .modified
      case 6: self = .rejected
      case 7: self = .expired
      case 8: self = .cancelled
      case 9: self = .blocked
      case 10: self = .awaitingInformation
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .pending: 1
      case .inReview: 2
      case .escalated: 3
      case .approved: 4
      case .modified: 5
      case .rejected: 6
      case .expired: 7
      case .cancelled: 8
      case .blocked: 9
      case .awaitingInformation: 10
      case .unrecognized(let number): number
      }
    }

    public var shortName: String {
      switch self {
      case .unspecified: "UNSPECIFIED"
      case .pending: "PENDING"
      case .inReview: "IN_REVIEW"
      case .escalated: "ESCALATED"
      case .approved: "APPROVED"
      case .modified: "MODIFIED"
      case .rejected: "REJECTED"
      case .expired: "EXPIRED"
      case .cancelled: "CANCELLED"
      case .blocked: "BLOCKED"
      case .awaitingInformation: "AWAITING_INFORMATION"
      case .unrecognized(let number): String(number)
      }
    }
  }
}
