import Messages
import MessagesBase
import RPCCore
import ReviewCore
import ReviewEngine

/// countersign.v1.ReviewService; what is not written here answers UNIMPLEMENTED.
struct ReviewServiceHandlers: CountersignV1.ReviewService {
  typealias Methods = CountersignV1.ReviewServiceMethods

  let calls: Calls
  var engine: ReviewEngine { calls.engine }

  /// `ClassifyRiskResponse.routing`.
  private static let routingFieldNumber: UInt32 = 2

  /// The answer is made in the request's arena: the shortest call of all allocates no second one.
  func classifyRisk(
    _ request: CountersignV1.ClassifyRiskRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ClassifyRiskResponse {
    do throws(Refusal) {
      try calls.caller(context).mayCall(Methods.classifyRisk)
      let response = CountersignV1.ClassifyRiskResponse(in: request.arena)
      if calls.classifier != nil || !answerAsUsual(request, response) {
        let proposal = try Proposal(request)
        let classification = engine.classify(proposal, classifier: await calls.classifierFinding(proposal))
        response.risk = response.arena.risk(classification.risk)
        response.routing = response.arena.routing(classification.routing)
        response.policyVersion = classification.policyVersion
      }
      return response
    } catch {
      throw calls.failure(error, of: Methods.classifyRisk)
    }
  }

  /// Answers without a copy of any text, and with a routing that is encoded already.
  ///
  /// - Returns: false, with nothing written, where a field may be bad or the routing is not a usual one.
  private func answerAsUsual(
    _ request: CountersignV1.ClassifyRiskRequest, _ response: CountersignV1.ClassifyRiskResponse
  ) -> Bool {
    request.withView { proposal in
      guard proposal.isPlainlyGood else { return false }
      let (finding, policy, isRoutedAsUsual) = engine.find(proposal)
      guard isRoutedAsUsual, let routing = calls.routings.of(policy).encoding(of: finding, proposal, policy: policy)
      else {
        return false
      }
      response.risk = response.arena.risk(finding, of: proposal, policy: policy)
      response.append(routing, field: Self.routingFieldNumber)
      response.policyVersion = policy.version
      return true
    }
  }

  func submitQuery(
    _ request: CountersignV1.SubmitQueryRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.SubmitQueryResponse {
    try await calls.perform(Methods.submitQuery, context) { caller async throws(Refusal) in
      let submission = try SubmissionRequest(request)
      let answer = try await engine.submitQuery(
        submission.proposal, ragResponse: submission.ragResponse, requestID: submission.requestID,
        supersedes: submission.supersedes, principal: caller.principal,
        classifier: await calls.classifierFinding(submission.proposal))
      let response = CountersignV1.SubmitQueryResponse(in: Arena())
      response.review = whole(answer.review, now: answer.now, in: response.arena)
      response.message = answer.review.submissionSentence
      response.deduplicated = answer.isDeduplicated
      return response
    }
  }

  func submitReview(
    _ request: CountersignV1.SubmitReviewRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.SubmitReviewResponse {
    try await calls.perform(Methods.submitReview, context) { caller async throws(Refusal) in
      let (review, auditID) = try ReviewCommand.SubmitReview.read(request, policies: calls.engine.policies)
      let answer = try await engine.submitReview(
        review, of: auditID, requestID: review.request.id, principal: caller.principal)
      let response = CountersignV1.SubmitReviewResponse(in: Arena())
      response.review = whole(answer.review, now: answer.now, in: response.arena)
      response.message = answer.review.statusSentence
      response.deduplicated = answer.isDeduplicated
      return response
    }
  }

  func escalateReview(
    _ request: CountersignV1.EscalateReviewRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.EscalateReviewResponse {
    try await calls.perform(Methods.escalateReview, context) { caller async throws(Refusal) in
      let (escalation, auditID) = try ReviewCommand.Escalate.read(request, policies: calls.engine.policies)
      let answer = try await engine.escalateReview(
        escalation, of: auditID, requestID: escalation.request.id, principal: caller.principal)
      let response = CountersignV1.EscalateReviewResponse(in: Arena())
      response.review = whole(answer.review, now: answer.now, in: response.arena)
      return response
    }
  }

  func cancelQuery(
    _ request: CountersignV1.CancelQueryRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.CancelQueryResponse {
    try await calls.perform(Methods.cancelQuery, context) { caller async throws(Refusal) in
      let (cancellation, auditID) = try ReviewCommand.Cancel.read(request)
      let answer = try await engine.cancelQuery(
        cancellation, of: auditID, requestID: cancellation.request.id, principal: caller.principal)
      let response = CountersignV1.CancelQueryResponse(in: Arena())
      response.review = whole(answer.review, now: answer.now, in: response.arena)
      return response
    }
  }

  func getReview(
    _ request: CountersignV1.GetReviewRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.GetReviewResponse {
    try await calls.perform(Methods.getReview, context) { _ async throws(Refusal) in
      var fields = FieldValidator()
      let auditID = fields.auditID("audit_id", request.auditID)
      try fields.finish()
      let record = try await engine.review(auditID.found())
      let response = CountersignV1.GetReviewResponse(in: Arena())
      response.review = whole(record, now: engine.now(), in: response.arena)
      return response
    }
  }

  /// A review with everything about it, and who could decide it.
  private func whole(_ record: ReviewRecord, now: Instant, in arena: Arena) -> CountersignV1.Review {
    let review = arena.review(record, view: .full, now: now)
    let candidates = engine.candidates(for: record.state)
    if let first = candidates.first, let routing = review.routing {
      routing.candidateReviewerIDs.append(contentsOf: candidates)
      routing.suggestedReviewerID = first
    }
    return review
  }
}
