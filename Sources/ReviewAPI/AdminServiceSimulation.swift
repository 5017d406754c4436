import Messages
import MessagesBase
import Policy
import RPCCore
import ReviewCore
import ReviewEngine

// What a policy would have done with what is recorded.
extension AdminServiceHandlers {
  func simulatePolicy(
    _ request: CountersignV1.SimulatePolicyRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.SimulatePolicyResponse {
    try await calls.perform(Methods.simulatePolicy, context) { _ async throws(Refusal) in
      var fields = FieldValidator()
      let start = fields.instant("start_time", request.startTime, isBoundary: true)
      let end = fields.instant("end_time", request.endTime, isBoundary: true)
      if let start, let end, end < start { fields.add("end_time", "must not be before start_time") }
      try fields.finish()
      let reading = await PolicyReading.read(
        try PolicyReading.text(request.policyYAML), isProposal: false, calls.recording)
      let policy = try reading.usable().policy
      let until = calls.answerDue(context)
      let simulation = try await calls.engine.simulateAside(policy, from: start, before: end, until: until)
      let response = CountersignV1.SimulatePolicyResponse(in: Arena())
      response.fill(simulation)
      return response
    }
  }
}

extension ReviewEngine {
  /// Not on the event loop where the handler runs: other calls go on meanwhile.
  fileprivate func simulateAside(
    _ policy: ReviewPolicy, from start: Instant?, before end: Instant?, until: Instant?
  ) async throws(Refusal) -> PolicySimulation {
    try await withTaskExecutorPreference(globalConcurrentExecutor) { () async -> Result<PolicySimulation, Refusal> in
      do throws(Refusal) {
        return .success(try await simulate(policy, from: start, before: end, until: until))
      } catch {
        return .failure(error)
      }
    }.get()
  }
}

extension CountersignV1.SimulatePolicyResponse {
  fileprivate func fill(_ simulation: PolicySimulation) {
    evaluated = Int32(clamping: simulation.evaluated)
    differenceCount = Int32(clamping: simulation.differenceCount)
    if let next = simulation.nextStart { nextStartTime = arena.timestamp(next) }
    for difference in simulation.differences {
      let wire = differences.appendNew()
      wire.auditID = difference.auditID
      wire.recordedLevel = difference.recordedLevel.wire
      wire.simulatedLevel = difference.simulatedLevel.wire
      wire.recordedRole = difference.recordedRole
      wire.simulatedRole = difference.simulatedRole
    }
  }
}
