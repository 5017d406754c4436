// What happens to a review after its decision (domain.md §4, Execution).
extension ReviewEvent {
  /// A permit was issued.
  public struct ExecutionAuthorized: Equatable, Sendable {
    /// The request.
    public var request: RequestReference = .none
    public var permitID: AuditID
    /// The only one who may execute.
    public var executorID: String
    /// The effective one.
    public var actionDigest: ActionDigest
    /// The most that may be moved; nil moves nothing.
    public var amount: Money?
    /// By the wall clock.
    public var issuedAt: Instant
    /// From this instant on it is worthless.
    public var expiresAt: Instant
    /// The canonical JSON that was signed; empty until it was.
    public var statement: String = ""
    /// Which key signed.
    public var keyID: String = ""
    /// 64 bytes of Ed25519; empty until it was signed.
    public var signature: [UInt8] = []

    public init(
      request: RequestReference = .none, permitID: AuditID, executorID: String, actionDigest: ActionDigest,
      amount: Money?, issuedAt: Instant, expiresAt: Instant, statement: String = "", keyID: String = "",
      signature: [UInt8] = []
    ) {
      self.request = request
      self.permitID = permitID
      self.executorID = executorID
      self.actionDigest = actionDigest
      self.amount = amount
      self.issuedAt = issuedAt
      self.expiresAt = expiresAt
      self.statement = statement
      self.keyID = keyID
      self.signature = signature
    }
  }

  /// The holder said what became of it.
  public struct ExecutionReported: Equatable, Sendable {
    /// The request.
    public var request: RequestReference = .none
    public var permitID: AuditID
    public var executorID: String
    public var state: ExecutionState
    /// The executing system's own.
    public var reference: String
    /// For people.
    public var detail: String
    public var executedAmount: Money?
    public var executedAt: Instant?

    public init(
      request: RequestReference = .none, permitID: AuditID, executorID: String, state: ExecutionState,
      reference: String = "", detail: String = "", executedAmount: Money? = nil, executedAt: Instant? = nil
    ) {
      self.request = request
      self.permitID = permitID
      self.executorID = executorID
      self.state = state
      self.reference = reference
      self.detail = detail
      self.executedAmount = executedAmount
      self.executedAt = executedAt
    }
  }

  /// A permit ended, and its holder had reported nothing: nobody knows.
  public struct ExecutionLapsed: Equatable, Sendable {
    public var permitID: AuditID
    public var executorID: String
    /// When it ended; the entry may be later.
    public var expiresAt: Instant

    public init(permitID: AuditID, executorID: String, expiresAt: Instant) {
      self.permitID = permitID
      self.executorID = executorID
      self.expiresAt = expiresAt
    }
  }

  /// A third person found out.
  public struct ExecutionReconciled: Equatable, Sendable {
    /// The request.
    public var request: RequestReference = .none
    public var permitID: AuditID
    public var reconcilerID: String
    /// `executed` or `notExecuted`.
    public var state: ExecutionState
    /// The executing system's own.
    public var reference: String
    /// How it was found out.
    public var justification: String
    public var executedAmount: Money?

    public init(
      request: RequestReference = .none, permitID: AuditID, reconcilerID: String, state: ExecutionState,
      reference: String = "", justification: String, executedAmount: Money? = nil
    ) {
      self.request = request
      self.permitID = permitID
      self.reconcilerID = reconcilerID
      self.state = state
      self.reference = reference
      self.justification = justification
      self.executedAmount = executedAmount
    }
  }
}
