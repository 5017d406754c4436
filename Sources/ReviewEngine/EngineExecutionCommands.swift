import AuditTrail
import ReviewCore

/// The answer to AuthorizeExecution: durable when it is returned.
public struct PermitAnswer: Sendable {
  /// Exactly as it was handed out first.
  public let permit: ExecutionRecord.Permit
  /// Whether this request_id had been recorded before; nothing was written then.
  public let isDeduplicated: Bool
}

/// Executing what was decided: each is durable when it returns, and safe to repeat with the same request id.
extension ReviewEngine {
  /// Gives one executor a signed permit for one exact action; once for each review.
  ///
  /// A repeat answers the same permit, byte for byte, whatever happened since, also with another key.
  /// - Parameters:
  ///   - authorization: its fields validated; `request` is filled in here.
  ///   - requestID: required.
  /// - Throws: the first refusal in the order of domain.md §4; `clockSkew`.
  public func authorizeExecution(
    _ authorization: ReviewCommand.AuthorizeExecution, of auditID: AuditID, requestID: String, principal: String = ""
  ) async throws(Refusal) -> PermitAnswer {
    let policy = view.withLock { $0.policy }
    var authorization = authorization
    authorization.request = ReviewEvent.RequestReference(id: requestID)
    try Self.check { [authorization] fields in fields.authorization(authorization) }
    authorization.amount = authorization.amount?.normalized(baseCurrency: policy.baseCurrency)
    let identity = RequestIdentity(
      method: .authorizeExecution, principal: principal, personID: authorization.executorID, requestID: requestID,
      canonicalForm: RequestForm.authorizeExecution(authorization, auditID: auditID))
    authorization.request = identity.reference
    let answer = try await perform(
      .authorize(
        PreparedAuthorization(
          identity: identity, actor: principal.isEmpty ? authorization.executorID : principal, auditID: auditID,
          request: authorization)))
    guard let permit = answer.review.execution?.permit else { throw .chainBroken(at: answer.review.state.sequence) }
    return PermitAnswer(permit: permit, isDeduplicated: answer.isDeduplicated)
  }

  /// Records what the holder of a permit did with it.
  public func reportExecution(
    _ report: ReviewCommand.ReportExecution, of auditID: AuditID, requestID: String = "", principal: String = ""
  ) async throws(Refusal) -> CommandAnswer {
    let policy = view.withLock { $0.policy }
    try Self.check { fields in
      fields.requestID(requestID)
      fields.report(report)
    }
    var report = report
    report.executedAmount = report.executedAmount?.normalized(baseCurrency: policy.baseCurrency)
    let identity = RequestIdentity(
      method: .reportExecution, principal: principal, personID: report.executorID, requestID: requestID,
      canonicalForm: RequestForm.reportExecution(report, auditID: auditID))
    report.request = identity.reference
    return try await act(
      .reportExecution(report), on: auditID, identity, actor: report.executorID, principal: principal)
  }

  /// Settles an unknown outcome; by a third person.
  public func reconcileExecution(
    _ reconciliation: ReviewCommand.ReconcileExecution, of auditID: AuditID, requestID: String = "",
    principal: String = ""
  ) async throws(Refusal) -> CommandAnswer {
    let policy = view.withLock { $0.policy }
    try Self.check { fields in
      fields.requestID(requestID)
      fields.reconciliation(reconciliation)
    }
    var reconciliation = reconciliation
    reconciliation.executedAmount = reconciliation.executedAmount?.normalized(baseCurrency: policy.baseCurrency)
    let identity = RequestIdentity(
      method: .reconcileExecution, principal: principal, personID: reconciliation.reconcilerID, requestID: requestID,
      canonicalForm: RequestForm.reconcileExecution(reconciliation, auditID: auditID))
    reconciliation.request = identity.reference
    return try await act(
      .reconcileExecution(reconciliation), on: auditID, identity, actor: reconciliation.reconcilerID,
      principal: principal)
  }
}

// The canonical forms of the three.
extension RequestForm {
  static func authorizeExecution(_ request: ReviewCommand.AuthorizeExecution, auditID: AuditID) -> [UInt8] {
    object { form in
      form.key("action_digest")
      form.digest(request.actionDigest)
      form.key("amount")
      form.money(request.amount)
      form.key("audit_id")
      form.string(auditID.text)
      form.key("executor_id")
      form.string(request.executorID)
      form.key("lifetime")
      if let lifetime = request.lifetimeMicroseconds { form.duration(microseconds: lifetime) } else { form.null() }
    }
  }

  static func reportExecution(_ request: ReviewCommand.ReportExecution, auditID: AuditID) -> [UInt8] {
    object { form in
      form.key("audit_id")
      form.string(auditID.text)
      form.key("detail")
      form.string(request.detail)
      form.key("executed_amount")
      form.money(request.executedAmount)
      form.key("executed_at")
      form.instant(request.executedAt)
      form.key("executor_id")
      form.string(request.executorID)
      form.key("permit_id")
      form.string(request.permitID)
      form.key("reference")
      form.string(request.reference)
      form.key("state")
      form.string(request.state.contractName)
    }
  }

  static func reconcileExecution(_ request: ReviewCommand.ReconcileExecution, auditID: AuditID) -> [UInt8] {
    object { form in
      form.key("audit_id")
      form.string(auditID.text)
      form.key("executed_amount")
      form.money(request.executedAmount)
      form.key("justification")
      form.string(request.justification)
      form.key("reconciler_id")
      form.string(request.reconcilerID)
      form.key("reference")
      form.string(request.reference)
      form.key("state")
      form.string(request.state.contractName)
    }
  }
}
