// Written by countersign-generate from proto/. Do not edit.

@_spi(GeneratedMessages) import MessagesBase

extension CountersignV1 {
  /// ErrorInfo.reason is the name of a value without its prefix, for example "SELF_REVIEW".
  /// Values are added over time: a client treats one that it does not know by the status code alone.
  public enum ErrorReason: WireEnum {
    /// Never sent.
    case unspecified
    /// PERMISSION_DENIED: an id or a role in the message is not the caller's.
    case identityMismatch
    /// PERMISSION_DENIED: the caller lacks the capability; metadata: capability.
    case capabilityMissing
    /// PERMISSION_DENIED: metadata: required_role.
    case roleInsufficient
    /// PERMISSION_DENIED: metadata: limit, amount.
    case amountLimitExceeded
    /// PERMISSION_DENIED: the requester, or the person behind it.
    case selfReview
    /// PERMISSION_DENIED: this person has given an opinion.
    case duplicateReviewer
    /// PERMISSION_DENIED: two duties that one person may not hold; metadata: duties.
    case separationOfDuties
    /// FAILED_PRECONDITION: metadata: status.
    case reviewFinal
    /// FAILED_PRECONDITION: metadata: status.
    case wrongStatus
    /// FAILED_PRECONDITION: metadata: claimed_by, claim_expires_at.
    case claimedByOther
    /// ABORTED: read again; metadata: current_version.
    case versionMismatch
    /// ABORTED: the claim lapsed.
    case claimLost
    /// ABORTED: what was seen is not what is decided on.
    case digestMismatch
    /// INVALID_ARGUMENT, with BadRequest; metadata: minimum_length.
    case evidenceTooShort
    /// FAILED_PRECONDITION: metadata: kill_switch_ids.
    case killSwitchEngaged
    /// FAILED_PRECONDITION: executable_until or valid_until has passed.
    case approvalLapsed
    /// FAILED_PRECONDITION: a permit was issued; metadata: permit_id.
    case alreadyAuthorized
    /// FAILED_PRECONDITION: the action type is not one that is executed.
    case notExecutable
    /// ALREADY_EXISTS: the same request_id with different content; metadata: audit_id.
    case requestIDReused
    /// UNAVAILABLE, with RetryInfo: the clock cannot be trusted.
    case clockSkew
    /// UNAVAILABLE, with RetryInfo.
    case storeUnavailable
    /// RESOURCE_EXHAUSTED, with RetryInfo; metadata: limit.
    case limitReached
    /// FAILED_PRECONDITION: nobody is above, and the committee is needed already.
    case topOfPath
    /// FAILED_PRECONDITION: the audit trail failed verification; metadata: sequence.
    case chainBroken
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let namePrefix = "ERROR_REASON_"

    /// The known values in their order in the contract.
    public static let allCases: [ErrorReason] = [
      .unspecified, .identityMismatch, .capabilityMissing, .roleInsufficient, .amountLimitExceeded, .selfReview,
      .duplicateReviewer, .separationOfDuties, .reviewFinal, .wrongStatus, .claimedByOther, .versionMismatch,
      .claimLost, .digestMismatch, .evidenceTooShort, .killSwitchEngaged, .approvalLapsed, .alreadyAuthorized,
      .notExecutable, .requestIDReused, .clockSkew, .storeUnavailable, .limitReached, .topOfPath, .chainBroken,
    ]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .identityMismatch
      case 2: self = .capabilityMissing
      case 3: self = .roleInsufficient
      case 4: self = .amountLimitExceeded
      case 5: self = .selfReview
      case 6: self = .duplicateReviewer
      case 7: self = .separationOfDuties
      case 8: self = .reviewFinal
      case 9: self = .wrongStatus
      case 10: self = .claimedByOther
      case 11: self = .versionMismatch
      case 12: self = .claimLost
      case 13: self = .digestMismatch
      case 14: self = .evidenceTooShort
      case 15: self = .killSwitchEngaged
      case 16: self = .approvalLapsed
      case 17: self = .alreadyAuthorized
      case 18: self = .notExecutable
      case 19: self = .requestIDReused
      case 20: self = .clockSkew
      case 21: self = .storeUnavailable
      case 22: self = .limitReached
      case 23: self = .topOfPath
      case 24: self = .chainBroken
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .identityMismatch: 1
      case .capabilityMissing: 2
      case .roleInsufficient: 3
      case .amountLimitExceeded: 4
      case .selfReview: 5
      case .duplicateReviewer: 6
      case .separationOfDuties: 7
      case .reviewFinal: 8
      case .wrongStatus: 9
      case .claimedByOther: 10
      case .versionMismatch: 11
      case .claimLost: 12
      case .digestMismatch: 13
      case .evidenceTooShort: 14
      case .killSwitchEngaged: 15
      case .approvalLapsed: 16
      case .alreadyAuthorized: 17
      case .notExecutable: 18
      case .requestIDReused: 19
      case .clockSkew: 20
      case .storeUnavailable: 21
      case .limitReached: 22
      case .topOfPath: 23
      case .chainBroken: 24
      case .unrecognized(let number): number
      }
    }

    public var shortName: String {
      switch self {
      case .unspecified: "UNSPECIFIED"
      case .identityMismatch: "IDENTITY_MISMATCH"
      case .capabilityMissing: "CAPABILITY_MISSING"
      case .roleInsufficient: "ROLE_INSUFFICIENT"
      case .amountLimitExceeded: "AMOUNT_LIMIT_EXCEEDED"
      case .selfReview: "SELF_REVIEW"
      case .duplicateReviewer: "DUPLICATE_REVIEWER"
      case .separationOfDuties: "SEPARATION_OF_DUTIES"
      case .reviewFinal: "REVIEW_FINAL"
      case .wrongStatus: "WRONG_STATUS"
      case .claimedByOther: "CLAIMED_BY_OTHER"
      case .versionMismatch: "VERSION_MISMATCH"
      case .claimLost: "CLAIM_LOST"
      case .digestMismatch: "DIGEST_MISMATCH"
      case .evidenceTooShort: "EVIDENCE_TOO_SHORT"
      case .killSwitchEngaged: "KILL_SWITCH_ENGAGED"
      case .approvalLapsed: "APPROVAL_LAPSED"
      case .alreadyAuthorized: "ALREADY_AUTHORIZED"
      case .notExecutable: "NOT_EXECUTABLE"
      case .requestIDReused: "REQUEST_ID_REUSED"
      case .clockSkew: "CLOCK_SKEW"
      case .storeUnavailable: "STORE_UNAVAILABLE"
      case .limitReached: "LIMIT_REACHED"
      case .topOfPath: "TOP_OF_PATH"
      case .chainBroken: "CHAIN_BROKEN"
      case .unrecognized(let number): String(number)
      }
    }
  }
}
