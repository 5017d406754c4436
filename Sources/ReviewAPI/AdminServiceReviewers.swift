import Messages
import MessagesBase
import RPCCore
import ReviewCore
import ReviewEngine

// The registry of reviewers.
extension AdminServiceHandlers {
  private static let defaultPageSize = 100

  func upsertReviewer(
    _ request: CountersignV1.UpsertReviewerRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.UpsertReviewerResponse {
    try await calls.perform(Methods.upsertReviewer, context) { caller async throws(Refusal) in
      var fields = FieldValidator()
      fields.requestID(request.requestID)
      if request.reviewer == nil { fields.add("reviewer", "must be set") }
      let reviewer = request.reviewer.map(Reviewer.init) ?? Reviewer(reviewerID: "")
      if request.reviewer != nil { fields.reviewer(reviewer, policies: calls.engine.policies) }
      fields.text("reason", request.reason, maximumBytes: FieldLimits.reasonBytes)
      fields.notNegative("expected_version", request.expectedVersion)
      try fields.finish()
      let recorded = try await calls.engine.upsertReviewer(
        reviewer, expectedVersion: request.expectedVersion, reason: request.reason, requestID: request.requestID,
        principal: caller.principal)
      let response = CountersignV1.UpsertReviewerResponse(in: Arena())
      response.reviewer = response.arena.reviewer(recorded)
      return response
    }
  }

  func listReviewers(
    _ request: CountersignV1.ListReviewersRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ListReviewersResponse {
    try await calls.perform(Methods.listReviewers, context) { caller async throws(Refusal) in
      var fields = FieldValidator()
      fields.text("role", request.role, maximumBytes: FieldLimits.addressBytes)
      fields.text("skill", request.skill, maximumBytes: FieldLimits.addressBytes)
      let count = fields.pageSize(request.pageSize, fallback: Self.defaultPageSize)
      let tokens = PageToken(
        Methods.listReviewers, origin: calls.engine.origin, caller: caller,
        question: Array("\(request.role)\n\(request.skill)".utf8))
      let start = tokens.decodeText(request.pageToken, &fields)
      try fields.finish()
      let (page, hasMore) = calls.engine.reviewers(
        role: request.role, skill: request.skill, after: start, count: count)
      let response = CountersignV1.ListReviewersResponse(in: Arena())
      for load in page { response.arena.fill(response.reviewers.appendNew(), load) }
      response.nextPageToken = hasMore ? page.last.map { tokens.encode(Array($0.reviewer.reviewerID.utf8)) } ?? "" : ""
      return response
    }
  }
}

extension Reviewer {
  fileprivate init(_ wire: CountersignV1.Reviewer) {
    self.init(
      reviewerID: wire.reviewerID, roles: Array(wire.roles), skills: Array(wire.skills), email: wire.email,
      slackUserID: wire.slackUserID, isAbsent: wire.absent, isDisabled: wire.disabled, personID: wire.personID,
      principals: Array(wire.principals))
  }
}

extension Arena {
  fileprivate func fill(_ wire: CountersignV1.ReviewerLoad, _ load: ReviewerLoad) {
    wire.reviewer = reviewer(load.reviewer)
    wire.claimed = Int32(clamping: load.claimed)
    wire.decidedToday = Int32(clamping: load.decidedToday)
    wire.approvalRate = load.approvalRate
    if let median = load.medianReviewMicroseconds { wire.medianReviewTime = duration(median) }
    wire.warnings.append(contentsOf: load.warnings)
    if let until = load.limitedUntil { wire.limitedUntil = timestamp(until) }
  }

  fileprivate func reviewer(_ reviewer: Reviewer) -> CountersignV1.Reviewer {
    let wire = CountersignV1.Reviewer(in: self)
    wire.reviewerID = reviewer.reviewerID
    wire.roles.append(contentsOf: reviewer.roles)
    wire.skills.append(contentsOf: reviewer.skills)
    wire.email = reviewer.email
    wire.slackUserID = reviewer.slackUserID
    wire.absent = reviewer.isAbsent
    wire.disabled = reviewer.isDisabled
    wire.personID = reviewer.personID
    wire.principals.append(contentsOf: reviewer.principals)
    wire.version = reviewer.version
    return wire
  }
}
