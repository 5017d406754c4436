/// Where the execution of a final decision stands (domain.md §4, Execution).
public enum ExecutionState: UInt8, ContractEnum {
  /// A permit is out. Can become any other.
  case authorized
  /// Carried out. Never changes again.
  case executed
  /// Tried and failed. Never changes again.
  case failed
  /// Deliberately not carried out. Never changes again.
  case notExecuted
  /// The holder lost the answer, or did not report before the permit ended. A third person makes it `executed` or
  /// `notExecuted`; after a lapse the holder's late report, once, makes it what it says.
  case outcomeUnknown

  public var contractName: String {
    switch self {
    case .authorized: "STATE_AUTHORIZED"
    case .executed: "STATE_EXECUTED"
    case .failed: "STATE_FAILED"
    case .notExecuted: "STATE_NOT_EXECUTED"
    case .outcomeUnknown: "STATE_OUTCOME_UNKNOWN"
    }
  }

  /// Whether something must still come: a report, or a person who finds out.
  public var isUnsettled: Bool {
    switch self {
    case .authorized, .outcomeUnknown: true
    case .executed, .failed, .notExecuted: false
    }
  }

  /// What an executor may report.
  public var isReportable: Bool { self != .authorized }

  /// What somebody who found out may settle it as.
  public var isReconcilable: Bool { self == .executed || self == .notExecuted }
}

/// What the rules need to know of an execution.
public struct ExecutionCase: Equatable, Sendable {
  /// Unique for ever.
  public let permitID: AuditID
  /// Who holds the permit.
  public let executorID: String
  /// The most that the permit moves; nil moves nothing.
  public let amount: Money?
  /// From this instant on the permit is worthless.
  public let expiresAt: Instant
  public internal(set) var state = ExecutionState.authorized
  /// Whether the holder has reported: a report comes once.
  var isReported = false

  init(_ authorized: ReviewEvent.ExecutionAuthorized) {
    permitID = authorized.permitID
    executorID = authorized.executorID
    amount = authorized.amount
    expiresAt = authorized.expiresAt
  }
}

/// What was approved, as far as executing it needs to know.
public struct Approval: Equatable, Sendable {
  /// Who agreed on it; empty for an approval by the policy alone.
  public let reviewers: [String]
  /// What may be executed.
  public let effectiveActionDigest: ActionDigest
  /// The most that may be moved: the proposal's amount, or the alternative's; nil moves nothing.
  public let amount: Money?
  /// Set once a permit was issued.
  public internal(set) var execution: ExecutionCase?
}

extension ReviewCase {
  /// Set once approved or modified.
  public internal(set) var approval: Approval? {
    get { holdsBox.holds.approval }
    set { holds.approval = newValue }
  }

  /// Set once a permit was issued.
  public var execution: ExecutionCase? { holdsBox.holds.approval?.execution }

  /// Whether something may still happen to it, or must be done: it waits, a permit of it is out, or nobody knows what
  /// became of one.
  public var isUnsettled: Bool { !status.isFinal || (execution?.state.isUnsettled ?? false) }

  /// No permit is issued from this instant on; set once approved or modified.
  public var executableUntil: Instant? {
    guard let decidedAt, approval != nil, rereview == nil else { return nil }
    let windowEnd = decidedAt.advanced(byMicroseconds: policy.rules.periods.executionWindowMicroseconds)
    return validUntil.map { min($0, windowEnd) } ?? windowEnd
  }

  // MARK: Fold

  mutating func approve(_ decided: ReviewEvent.Decided) {
    guard let digest = decided.effectiveActionDigest else { return }
    approval = Approval(
      reviewers: decided.reviewers, effectiveActionDigest: digest,
      amount: decided.modification?.transactionAmount ?? statedAmount)
  }

  mutating func authorize(_ authorized: ReviewEvent.ExecutionAuthorized) {
    approval?.execution = ExecutionCase(authorized)
  }

  /// - Parameter isReport: whether the holder says so.
  mutating func settle(_ state: ExecutionState, isReport: Bool) {
    guard var execution else { return }
    execution.state = state
    if isReport { execution.isReported = true }
    approval?.execution = execution
  }
}
