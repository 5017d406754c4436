import Messages
import MessagesBase
import ReviewCore

// Executions read from the wire: INVALID_ARGUMENT with every bad field, NOT_FOUND for an audit_id that is no id.
extension ReviewCommand.AuthorizeExecution {
  static func read(
    _ request: CountersignV1.AuthorizeExecutionRequest
  ) throws(Refusal) -> (authorization: Self, auditID: AuditID) {
    var fields = FieldValidator()
    let auditID = fields.auditID("audit_id", request.auditID)
    let digest = fields.digest("action_digest", request.actionDigest)
    if request.actionDigest.isEmpty { fields.add("action_digest", "must not be empty") }
    let authorization = Self(
      request: ReviewEvent.RequestReference(id: request.requestID), executorID: request.executorID,
      // One that is missing was noted.
      actionDigest: digest ?? .none,
      // A negative one was noted, too.
      lifetimeMicroseconds: fields.span("lifetime", request.lifetime).flatMap { $0 < 0 ? nil : $0 },
      amount: request.amount.map { Money($0) })
    fields.authorization(authorization)
    try fields.finish()
    return (authorization, try auditID.found())
  }
}

extension ReviewCommand.ReportExecution {
  static func read(
    _ request: CountersignV1.ReportExecutionRequest
  ) throws(Refusal) -> (report: Self, auditID: AuditID) {
    var fields = FieldValidator()
    let auditID = fields.auditID("audit_id", request.auditID)
    let report = Self(
      request: ReviewEvent.RequestReference(id: request.requestID), executorID: request.executorID,
      permitID: request.permitID, state: ExecutionState(request.state) ?? .authorized, reference: request.reference,
      detail: request.detail, executedAmount: request.executedAmount.map { Money($0) },
      executedAt: fields.instant("executed_at", request.executedAt))
    fields.report(report)
    try fields.finish()
    return (report, try auditID.found())
  }
}

extension ReviewCommand.ReconcileExecution {
  static func read(
    _ request: CountersignV1.ReconcileExecutionRequest
  ) throws(Refusal) -> (reconciliation: Self, auditID: AuditID) {
    var fields = FieldValidator()
    let auditID = fields.auditID("audit_id", request.auditID)
    let reconciliation = Self(
      request: ReviewEvent.RequestReference(id: request.requestID), reconcilerID: request.reconcilerID,
      state: ExecutionState(request.state) ?? .authorized, reference: request.reference,
      justification: request.justification, executedAmount: request.executedAmount.map { Money($0) })
    fields.reconciliation(reconciliation)
    try fields.finish()
    return (reconciliation, try auditID.found())
  }
}

extension ExecutionState {
  /// nil for what is not set or not known: nobody may say so, as nobody may say AUTHORIZED.
  fileprivate init?(_ wire: CountersignV1.Execution.State) {
    switch wire {
    case .authorized: self = .authorized
    case .executed: self = .executed
    case .failed: self = .failed
    case .notExecuted: self = .notExecuted
    case .outcomeUnknown: self = .outcomeUnknown
    case .unspecified, .unrecognized: return nil
    }
  }
}

extension ActionDigest {
  /// All zero: the digest of nothing known.
  fileprivate static let none: ActionDigest = {
    guard let digest = ActionDigest([UInt8](repeating: 0, count: byteCount)) else {
      preconditionFailure("our bug: these are 32 bytes")
    }
    return digest
  }()
}
