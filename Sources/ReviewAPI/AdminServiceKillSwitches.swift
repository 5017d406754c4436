import Messages
import MessagesBase
import RPCCore
import ReviewCore
import ReviewEngine

// Kill switches.
extension AdminServiceHandlers {
  private static let defaultSwitchCount = 100

  func engageKillSwitch(
    _ request: CountersignV1.EngageKillSwitchRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.EngageKillSwitchResponse {
    try await calls.perform(Methods.engageKillSwitch, context) { caller async throws(Refusal) in
      var fields = FieldValidator()
      fields.requestID(request.requestID)
      let scope = fields.killSwitchScope(request.scope)
      fields.scope(scope)
      fields.text("reason", request.reason, maximumBytes: FieldLimits.reasonBytes, isRequired: true)
      try fields.finish()
      let (killSwitch, blocked, outstanding) = try await calls.engine.engageKillSwitch(
        scope, reason: request.reason, requestID: request.requestID, principal: caller.principal)
      let response = CountersignV1.EngageKillSwitchResponse(in: Arena())
      response.killSwitch = response.arena.killSwitch(killSwitch)
      response.blockedReviews = Int32(clamping: blocked)
      for permit in outstanding { response.outstandingPermits.append(response.arena.outstanding(permit)) }
      return response
    }
  }

  func releaseKillSwitch(
    _ request: CountersignV1.ReleaseKillSwitchRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ReleaseKillSwitchResponse {
    try await calls.perform(Methods.releaseKillSwitch, context) { caller async throws(Refusal) in
      let (killSwitch, released) = try await calls.engine.releaseKillSwitch(
        request.killSwitchID, reason: request.reason, requestID: request.requestID, principal: caller.principal)
      let response = CountersignV1.ReleaseKillSwitchResponse(in: Arena())
      response.killSwitch = response.arena.killSwitch(killSwitch)
      response.releasedReviews = Int32(clamping: released)
      return response
    }
  }

  func listKillSwitches(
    _ request: CountersignV1.ListKillSwitchesRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ListKillSwitchesResponse {
    try await calls.perform(Methods.listKillSwitches, context) { caller async throws(Refusal) in
      var fields = FieldValidator()
      let count = fields.pageSize(request.pageSize, fallback: Self.defaultSwitchCount)
      let tokens = PageToken(Methods.listKillSwitches, origin: calls.engine.origin, caller: caller, question: [])
      let start = tokens.decodeText(request.pageToken, &fields)
      try fields.finish()
      let (page, hasMore) = calls.engine.killSwitches(after: start, count: count)
      let response = CountersignV1.ListKillSwitchesResponse(in: Arena())
      for killSwitch in page { response.killSwitches.append(response.arena.killSwitch(killSwitch)) }
      response.nextPageToken = hasMore ? page.last.map { tokens.encode(Array($0.killSwitchID.utf8)) } ?? "" : ""
      return response
    }
  }
}

extension FieldValidator {
  fileprivate mutating func killSwitchScope(_ wire: CountersignV1.KillSwitchScope?) -> KillSwitchScope {
    var scope = KillSwitchScope()
    guard let wire else { return scope }
    scope.isEverything = wire.everything
    scope.userID = wire.userID
    scope.actionType = wire.actionType
    scope.domain = wire.domain
    scope.reviewerID = wire.reviewerID
    scope.executorID = wire.executorID
    scope.agentID = wire.agentID
    scope.auditID = AuditID(text: wire.auditID)
    if !wire.auditID.isEmpty, scope.auditID == nil { add("scope.audit_id", "is no audit_id") }
    return scope
  }
}

extension Arena {
  fileprivate func killSwitch(_ killSwitch: KillSwitch) -> CountersignV1.KillSwitch {
    let wire = CountersignV1.KillSwitch(in: self)
    wire.killSwitchID = killSwitch.killSwitchID
    wire.reason = killSwitch.reason
    wire.engagedBy = killSwitch.engagedBy
    wire.engagedAt = timestamp(killSwitch.engagedAt)
    let scope = wire.mutableScope
    scope.everything = killSwitch.scope.isEverything
    scope.userID = killSwitch.scope.userID
    scope.actionType = killSwitch.scope.actionType
    scope.domain = killSwitch.scope.domain
    scope.auditID = killSwitch.scope.auditID?.text ?? ""
    scope.reviewerID = killSwitch.scope.reviewerID
    scope.executorID = killSwitch.scope.executorID
    scope.agentID = killSwitch.scope.agentID
    return wire
  }
}
