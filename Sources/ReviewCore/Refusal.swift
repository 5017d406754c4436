/// One bad field of a request.
public struct FieldViolation: Hashable, Sendable {
  /// The proto path in snake_case, for example "transaction_amount.nanos".
  public var field: String
  /// What is wrong, for example "must not be empty".
  public var description: String

  public init(_ field: String, _ description: String) {
    self.field = field
    self.description = description
  }
}

/// Why a command was refused. A refused command changes nothing.
public struct Refusal: Error, Hashable, Sendable {
  /// The contract's ErrorReason, with two that have no ErrorInfo.
  public enum Reason: Hashable, Sendable, CaseIterable {
    /// INVALID_ARGUMENT without ErrorInfo: see `fieldViolations`.
    case invalidFields
    /// NOT_FOUND without ErrorInfo.
    case notFound
    case identityMismatch
    case capabilityMissing
    case roleInsufficient
    case amountLimitExceeded
    case selfReview
    case duplicateReviewer
    case separationOfDuties
    case reviewFinal
    case wrongStatus
    case claimedByOther
    case versionMismatch
    case claimLost
    case digestMismatch
    case evidenceTooShort
    case killSwitchEngaged
    case approvalLapsed
    case alreadyAuthorized
    case notExecutable
    case requestIDReused
    case clockSkew
    case storeUnavailable
    case limitReached
    case topOfPath
    case chainBroken

    /// ErrorInfo.reason: the contract's name without its prefix; nil for the two that have none.
    public var contractName: String? {
      switch self {
      case .invalidFields, .notFound: nil
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
      }
    }

    /// The class of status code (domain.md §8).
    public var kind: Kind {
      switch self {
      case .invalidFields, .evidenceTooShort: .invalidArgument
      case .notFound: .notFound
      case .requestIDReused: .alreadyExists
      case .reviewFinal, .wrongStatus, .claimedByOther, .killSwitchEngaged, .approvalLapsed, .alreadyAuthorized,
        .notExecutable, .topOfPath, .chainBroken:
        .failedPrecondition
      case .versionMismatch, .claimLost, .digestMismatch: .aborted
      case .identityMismatch, .capabilityMissing, .roleInsufficient, .amountLimitExceeded, .selfReview,
        .duplicateReviewer, .separationOfDuties:
        .permissionDenied
      case .clockSkew, .storeUnavailable: .unavailable
      case .limitReached: .resourceExhausted
      }
    }
  }

  /// The gRPC status code that a reason maps to, by name.
  public enum Kind: Hashable, Sendable {
    case invalidArgument
    case notFound
    case alreadyExists
    case failedPrecondition
    case aborted
    case permissionDenied
    case unavailable
    case resourceExhausted
  }

  /// One key with its value, for ErrorInfo.metadata.
  public struct Metadatum: Hashable, Sendable {
    /// As errors.proto names it.
    public var key: String
    /// In plain text.
    public var value: String

    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// Why.
  public var reason: Reason
  /// Safe to send.
  public var message: String
  /// What errors.proto promises for the reason.
  public var metadata: [Metadatum] = []
  /// Every bad field at once; empty unless INVALID_ARGUMENT.
  public var fieldViolations: [FieldViolation] = []
  /// After which time the same may be allowed; nil where nobody knows. For RetryInfo.
  public var retryAfterMicroseconds: Int64?

  public init(reason: Reason, message: String, metadata: [Metadatum] = [], fieldViolations: [FieldViolation] = []) {
    self.reason = reason
    self.message = message
    self.metadata = metadata
    self.fieldViolations = fieldViolations
  }

  /// A refusal that names every bad field, also in its message: "query_text: must not be empty; …".
  public init(fieldViolations: [FieldViolation]) {
    self.init(
      reason: .invalidFields, message: fieldViolations.map { "\($0.field): \($0.description)" }.joined(separator: "; "),
      fieldViolations: fieldViolations)
  }
}
