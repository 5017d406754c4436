import Messages
import MessagesBase
import RPCCore
import ReviewCore
import ReviewEngine

// Executing what was decided.
extension ReviewServiceHandlers {
  func authorizeExecution(
    _ request: CountersignV1.AuthorizeExecutionRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.AuthorizeExecutionResponse {
    try await calls.perform(Methods.authorizeExecution, context) { caller async throws(Refusal) in
      let (authorization, auditID) = try ReviewCommand.AuthorizeExecution.read(request)
      let answer = try await engine.authorizeExecution(
        authorization, of: auditID, requestID: authorization.request.id, principal: caller.principal)
      let response = CountersignV1.AuthorizeExecutionResponse(in: Arena())
      response.permit = response.arena.permit(answer.permit)
      return response
    }
  }

  func reportExecution(
    _ request: CountersignV1.ReportExecutionRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ReportExecutionResponse {
    try await calls.perform(Methods.reportExecution, context) { caller async throws(Refusal) in
      let (report, auditID) = try ReviewCommand.ReportExecution.read(request)
      let answer = try await engine.reportExecution(
        report, of: auditID, requestID: report.request.id, principal: caller.principal)
      let response = CountersignV1.ReportExecutionResponse(in: Arena())
      response.review = response.arena.review(answer.review, view: .full, now: answer.now)
      return response
    }
  }

  func reconcileExecution(
    _ request: CountersignV1.ReconcileExecutionRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ReconcileExecutionResponse {
    try await calls.perform(Methods.reconcileExecution, context) { caller async throws(Refusal) in
      let (reconciliation, auditID) = try ReviewCommand.ReconcileExecution.read(request)
      let answer = try await engine.reconcileExecution(
        reconciliation, of: auditID, requestID: reconciliation.request.id, principal: caller.principal)
      let response = CountersignV1.ReconcileExecutionResponse(in: Arena())
      response.review = response.arena.review(answer.review, view: .full, now: answer.now)
      return response
    }
  }
}
