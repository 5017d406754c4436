// What became of a permit: its holder reports, it lapses, or a third person reconciles (domain.md §4, Execution).
extension ReviewCase {
  func refusal(of request: ReviewCommand.ReportExecution, roster: Roster) -> Refusal? {
    fieldRefusal(request) ?? reportStatusRefusal() ?? holderRefusal(request, roster: roster)
  }

  func refusal(of request: ReviewCommand.ReconcileExecution, roster: Roster) -> Refusal? {
    fieldRefusal(request)
      ?? (execution?.state == .outcomeUnknown ? nil : executionRefusal("only an unknown outcome is reconciled"))
      ?? barredRefusal(request.reconcilerID, capability: "reconcile", roster: roster)
      ?? executedRefusal(request.reconcilerID, roster: roster)
      ?? reviewedRefusal(request.reconcilerID, duty: "reconcile", roster: roster)
  }

  func reported(_ request: ReviewCommand.ReportExecution) -> [ReviewEvent] {
    guard let execution else { return [] }
    return [
      .executionReported(
        ReviewEvent.ExecutionReported(
          request: request.request, permitID: execution.permitID, executorID: request.executorID,
          state: request.state, reference: request.reference, detail: request.detail,
          executedAmount: request.executedAmount, executedAt: request.executedAt))
    ]
  }

  func reconciled(_ request: ReviewCommand.ReconcileExecution) -> [ReviewEvent] {
    guard let execution else { return [] }
    return [
      .executionReconciled(
        ReviewEvent.ExecutionReconciled(
          request: request.request, permitID: execution.permitID, reconcilerID: request.reconcilerID,
          state: request.state, reference: request.reference, justification: request.justification,
          executedAmount: request.executedAmount))
    ]
  }

  /// The end of a permit whose holder said nothing; nil where none is out.
  var permitLapse: ReviewEvent? {
    guard let execution, execution.state == .authorized else { return nil }
    return .executionLapsed(
      ReviewEvent.ExecutionLapsed(
        permitID: execution.permitID, executorID: execution.executorID, expiresAt: execution.expiresAt))
  }

  // MARK: INVALID_ARGUMENT

  private func fieldRefusal(_ request: ReviewCommand.ReportExecution) -> Refusal? {
    guard let execution else { return nil }
    var fields = FieldValidator()
    if request.state == .executed, request.executedAmount == nil, execution.amount != nil {
      fields.add("executed_amount", "must be set: the permit has an amount")
    }
    fields.executed(request.executedAmount, request.state, execution, policy: policy)
    return fields.refusal
  }

  private func fieldRefusal(_ request: ReviewCommand.ReconcileExecution) -> Refusal? {
    guard let execution else { return nil }
    var fields = FieldValidator()
    fields.executed(request.executedAmount, request.state, execution, policy: policy)
    return fields.refusal
  }

  // MARK: FAILED_PRECONDITION

  /// A report comes once: before the permit ends, or late in place of the lapse.
  private func reportStatusRefusal() -> Refusal? {
    if let execution, execution.state.isUnsettled, !execution.isReported { return nil }
    return executionRefusal(execution == nil ? "no permit was issued" : "what became of it is recorded")
  }

  private func executionRefusal(_ message: String) -> Refusal {
    var refusal = Refusal.wrongStatus(status, message)
    if let execution {
      refusal.metadata.append(Refusal.Metadatum(key: "execution_state", value: execution.state.contractName))
    }
    return refusal
  }

  // MARK: PERMISSION_DENIED

  private func holderRefusal(_ request: ReviewCommand.ReportExecution, roster: Roster) -> Refusal? {
    guard let execution else { return nil }
    if roster.person(request.executorID) != roster.person(execution.executorID) {
      return Refusal(reason: .identityMismatch, message: "somebody else holds the permit")
    }
    if request.permitID == execution.permitID.text { return nil }
    return Refusal(reason: .identityMismatch, message: "the permit of this review is another one")
  }

  private func executedRefusal(_ reconcilerID: String, roster: Roster) -> Refusal? {
    guard let execution, roster.person(reconcilerID) == roster.person(execution.executorID) else { return nil }
    return .separated("execute, reconcile")
  }
}

extension FieldValidator {
  /// What was moved, as somebody says: no more than the permit allowed, and nothing where nothing was executed.
  fileprivate mutating func executed(
    _ amount: Money?, _ state: ExecutionState, _ execution: ExecutionCase, policy: ReviewPolicy
  ) {
    self.amount("executed_amount", amount, within: execution.amount, of: "the permit", policy: policy)
    if state == .notExecuted, let amount, amount.amount > .zero {
      add("executed_amount", "must not be set where nothing was executed")
    }
  }
}
