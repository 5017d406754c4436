import Messages
import MessagesBase
import ReviewCore
import ReviewEngine

extension Arena {
  /// An execution as it stands.
  func execution(_ record: ExecutionRecord) -> CountersignV1.Execution {
    let wire = CountersignV1.Execution(in: self)
    wire.state = record.state.wire
    wire.executorID = record.executorID
    wire.reference = record.reference
    wire.detail = record.detail
    wire.updatedAt = timestamp(record.updatedAt)
    wire.permitID = record.permit.permitID.text
    wire.permitExpiresAt = timestamp(record.permit.expiresAt)
    if let amount = record.executedAmount { wire.executedAmount = money(amount) }
    if let executedAt = record.executedAt { wire.executedAt = timestamp(executedAt) }
    wire.reconciledBy = record.reconciledBy
    return wire
  }

  /// A permit exactly as it was recorded.
  func permit(_ permit: ExecutionRecord.Permit) -> CountersignV1.ExecutionPermit {
    let wire = CountersignV1.ExecutionPermit(in: self)
    wire.statement = permit.statement
    wire.signature = permit.signature
    wire.keyID = permit.keyID
    wire.expiresAt = timestamp(permit.expiresAt)
    wire.permitID = permit.permitID.text
    return wire
  }

  /// What can still be executed after a kill switch was engaged.
  func outstanding(_ permit: OutstandingPermit) -> CountersignV1.OutstandingPermit {
    let wire = CountersignV1.OutstandingPermit(in: self)
    wire.permitID = permit.permitID.text
    wire.auditID = permit.auditID.text
    wire.executorID = permit.executorID
    wire.expiresAt = timestamp(permit.expiresAt)
    return wire
  }
}

extension ExecutionState {
  fileprivate var wire: CountersignV1.Execution.State {
    switch self {
    case .authorized: .authorized
    case .executed: .executed
    case .failed: .failed
    case .notExecuted: .notExecuted
    case .outcomeUnknown: .outcomeUnknown
    }
  }
}
