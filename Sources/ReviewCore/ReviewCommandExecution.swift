// Commands on a review that is decided (domain.md §4, Execution).
extension ReviewCommand {
  /// AuthorizeExecution; judged by `ReviewCase.authorize`, as it needs to know more than a review.
  public struct AuthorizeExecution: Equatable, Sendable {
    /// The request; its id is required.
    public var request: ReviewEvent.RequestReference = .none
    /// Who will execute.
    public var executorID: String
    /// What will be executed, as the executor knows it.
    public var actionDigest: ActionDigest
    /// For how long; nil for the policy's default.
    public var lifetimeMicroseconds: Int64? = nil
    /// What will be moved.
    public var amount: Money? = nil

    public init(
      request: ReviewEvent.RequestReference = .none, executorID: String, actionDigest: ActionDigest,
      lifetimeMicroseconds: Int64? = nil, amount: Money? = nil
    ) {
      self.request = request
      self.executorID = executorID
      self.actionDigest = actionDigest
      self.lifetimeMicroseconds = lifetimeMicroseconds
      self.amount = amount
    }
  }

  /// ReportExecution.
  public struct ReportExecution: Equatable, Sendable {
    /// The request.
    public var request: ReviewEvent.RequestReference = .none
    /// Who executed.
    public var executorID: String
    /// Which permit.
    public var permitID: String
    /// What happened.
    public var state: ExecutionState
    public var reference: String = ""
    public var detail: String = ""
    /// What was moved.
    public var executedAmount: Money? = nil
    /// When it was moved.
    public var executedAt: Instant? = nil

    public init(
      request: ReviewEvent.RequestReference = .none, executorID: String, permitID: String, state: ExecutionState,
      reference: String = "", detail: String = "", executedAmount: Money? = nil, executedAt: Instant? = nil
    ) {
      self.request = request
      self.executorID = executorID
      self.permitID = permitID
      self.state = state
      self.reference = reference
      self.detail = detail
      self.executedAmount = executedAmount
      self.executedAt = executedAt
    }
  }

  /// ReconcileExecution.
  public struct ReconcileExecution: Equatable, Sendable {
    /// The request.
    public var request: ReviewEvent.RequestReference = .none
    /// Who found out.
    public var reconcilerID: String
    /// What happened.
    public var state: ExecutionState
    public var reference: String = ""
    /// How it was found out.
    public var justification: String
    /// What was moved.
    public var executedAmount: Money? = nil

    public init(
      request: ReviewEvent.RequestReference = .none, reconcilerID: String, state: ExecutionState,
      reference: String = "", justification: String, executedAmount: Money? = nil
    ) {
      self.request = request
      self.reconcilerID = reconcilerID
      self.state = state
      self.reference = reference
      self.justification = justification
      self.executedAmount = executedAmount
    }
  }
}

extension FieldValidator {
  /// What can be said of an AuthorizeExecution without its review.
  public mutating func authorization(_ request: ReviewCommand.AuthorizeExecution) {
    requiredRequestID(request.request.id)
    person("executor_id", request.executorID)
    if let lifetime = request.lifetimeMicroseconds, lifetime < FieldLimits.permitLifetimeMicrosecondsMin {
      add("lifetime", "must be at least 1 s")
    }
    if let amount = request.amount { money("amount", amount) }
  }

  /// The client's request_id where a repeat must be told from a second wish.
  public mutating func requiredRequestID(_ value: String) {
    text("request_id", value, maximumBytes: FieldLimits.requestIDBytes, isRequired: true)
  }

  /// What can be said of a ReportExecution without its review.
  public mutating func report(_ request: ReviewCommand.ReportExecution) {
    requestID(request.request.id)
    person("executor_id", request.executorID)
    if !request.state.isReportable { add("state", "must be EXECUTED, FAILED, NOT_EXECUTED or OUTCOME_UNKNOWN") }
    identifier("permit_id", request.permitID)
    text("reference", request.reference, maximumBytes: FieldLimits.referenceBytes)
    text("detail", request.detail, maximumBytes: FieldLimits.reasonBytes)
    if let amount = request.executedAmount { money("executed_amount", amount) }
  }

  /// What can be said of a ReconcileExecution without its review.
  public mutating func reconciliation(_ request: ReviewCommand.ReconcileExecution) {
    requestID(request.request.id)
    person("reconciler_id", request.reconcilerID)
    if !request.state.isReconcilable { add("state", "must be EXECUTED or NOT_EXECUTED") }
    text("reference", request.reference, maximumBytes: FieldLimits.referenceBytes)
    text("justification", request.justification, maximumBytes: FieldLimits.reasonBytes, isRequired: true)
    if let amount = request.executedAmount { money("executed_amount", amount) }
  }
}

extension FieldLimits {
  /// The executing system's own reference.
  public static let referenceBytes = 256
  /// A shorter permit is over before its holder has read it.
  public static let permitLifetimeMicrosecondsMin: Int64 = 1_000_000
}
