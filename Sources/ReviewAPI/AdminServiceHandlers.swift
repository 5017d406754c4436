import Messages
import MessagesBase
import RPCCore
import ReviewCore
import ReviewEngine

/// countersign.v1.AdminService; what is not written here answers UNIMPLEMENTED.
struct AdminServiceHandlers: CountersignV1.AdminService {
  typealias Methods = CountersignV1.AdminServiceMethods

  let calls: Calls
  let serviceVersion: String
  let components: @Sendable () -> [ComponentReport]

  func getServiceStatus(
    _ request: CountersignV1.GetServiceStatusRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.GetServiceStatusResponse {
    try await calls.perform(Methods.getServiceStatus, context) { _ async throws(Refusal) in
      let status = calls.engine.status()
      let response = CountersignV1.GetServiceStatusResponse(in: Arena())
      response.version = serviceVersion
      for component in status.components + [classifierReport] + components() {
        response.components.appendNew().fill(component)
      }
      for queue in status.queues { response.queues.appendNew().fill(queue) }
      response.auditSequence = status.sequence
      response.policyVersion = status.policyVersion
      response.startedAt = response.arena.timestamp(calls.engine.startedAt)
      return response
    }
  }

  private var classifierReport: ComponentReport {
    calls.classifier?.report ?? ComponentReport(name: "classifier", state: .disabled, detail: "not configured")
  }
}

extension EngineStatus {
  /// What the engine knows of its own parts.
  fileprivate var components: [ComponentReport] {
    [
      ComponentReport(
        name: "store", state: storeFailure == nil ? .ready : .failed, detail: storeFailure ?? ""),
      ComponentReport(
        name: "audit_trail", state: brokenSequence == nil ? .ready : .failed,
        detail: brokenSequence.map { "entry \($0) failed verification; nothing is recorded" } ?? ""),
      ComponentReport(
        name: "execution", state: unknownOutcomeCount == 0 ? .ready : .degraded,
        detail: "permits out: \(permitCount); outcomes unknown: \(unknownOutcomeCount)"),
    ]
  }
}

extension CountersignV1.ComponentStatus {
  fileprivate func fill(_ report: ComponentReport) {
    name = report.name
    state = report.state.wire
    detail = report.detail
  }
}

extension ComponentReport.State {
  fileprivate var wire: CountersignV1.ComponentStatus.State {
    switch self {
    case .ready: .ready
    case .disabled: .disabled
    case .degraded: .degraded
    case .failed: .failed
    }
  }
}

extension CountersignV1.QueueStatus {
  fileprivate func fill(_ status: QueueStatus) {
    reviewerRole = status.role
    waiting = Int32(clamping: status.waiting)
    claimed = Int32(clamping: status.claimed)
    breached = Int32(clamping: status.breached)
    if let deadline = status.earliestDeadline { earliestDeadline = arena.timestamp(deadline) }
  }
}
