/// An execution as people read it.
public struct ExecutionRecord: Hashable, Sendable {
  /// The permit, exactly as it was handed out.
  public struct Permit: Hashable, Sendable {
    public let permitID: AuditID
    /// The canonical JSON that was signed.
    public let statement: String
    /// Which key signed.
    public let keyID: String
    /// 64 bytes.
    public let signature: [UInt8]
    /// From this instant on it is worthless.
    public let expiresAt: Instant
  }

  public let permit: Permit
  /// Who holds or held it.
  public let executorID: String
  public private(set) var state = ExecutionState.authorized
  /// The executing system's own.
  public private(set) var reference = ""
  /// For people.
  public private(set) var detail = ""
  /// When `state` was recorded.
  public private(set) var updatedAt: Instant
  /// What was moved, as reported.
  public private(set) var executedAmount: Money?
  /// When it was moved, as reported.
  public private(set) var executedAt: Instant?
  /// Who reconciled an unknown outcome; empty otherwise.
  public private(set) var reconciledBy = ""

  /// What `detail` says of a permit that lapsed.
  static let lapseDetail = "The permit ended without a report"

  init(_ authorized: ReviewEvent.ExecutionAuthorized, at: Instant) {
    permit = Permit(
      permitID: authorized.permitID, statement: authorized.statement, keyID: authorized.keyID,
      signature: authorized.signature, expiresAt: authorized.expiresAt)
    executorID = authorized.executorID
    updatedAt = at
  }

  mutating func apply(_ reported: ReviewEvent.ExecutionReported, at: Instant) {
    state = reported.state
    reference = reported.reference
    detail = reported.detail
    executedAmount = reported.executedAmount
    executedAt = reported.executedAt
    updatedAt = at
  }

  mutating func lapse(at: Instant) {
    state = .outcomeUnknown
    detail = Self.lapseDetail
    updatedAt = at
  }

  /// What the holder said before stays where the reconciler says nothing of it.
  mutating func apply(_ reconciled: ReviewEvent.ExecutionReconciled, at: Instant) {
    state = reconciled.state
    if !reconciled.reference.isEmpty { reference = reconciled.reference }
    detail = reconciled.justification
    executedAmount = reconciled.executedAmount
    if reconciled.state == .notExecuted { executedAt = nil }
    reconciledBy = reconciled.reconcilerID
    updatedAt = at
  }
}
