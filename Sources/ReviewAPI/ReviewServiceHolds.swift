import Messages
import MessagesBase
import RPCCore
import ReviewCore
import ReviewEngine

// Claims, questions and overrides.
extension ReviewServiceHandlers {
  func claimReview(
    _ request: CountersignV1.ClaimReviewRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ClaimReviewResponse {
    try await calls.perform(Methods.claimReview, context) { caller async throws(Refusal) in
      let (claim, auditID) = try ReviewCommand.Claim.read(request, policies: calls.engine.policies)
      let answer = try await engine.claimReview(
        claim, of: auditID, requestID: claim.request.id, principal: caller.principal)
      let response = CountersignV1.ClaimReviewResponse(in: Arena())
      response.review = response.arena.review(answer.review, view: .full, now: answer.now)
      return response
    }
  }

  func releaseClaim(
    _ request: CountersignV1.ReleaseClaimRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ReleaseClaimResponse {
    try await calls.perform(Methods.releaseClaim, context) { caller async throws(Refusal) in
      let (release, auditID) = try ReviewCommand.ReleaseClaim.read(request)
      let answer = try await engine.releaseClaim(
        release, of: auditID, requestID: release.request.id, principal: caller.principal)
      let response = CountersignV1.ReleaseClaimResponse(in: Arena())
      response.review = response.arena.review(answer.review, view: .full, now: answer.now)
      return response
    }
  }

  func requestInformation(
    _ request: CountersignV1.RequestInformationRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.RequestInformationResponse {
    try await calls.perform(Methods.requestInformation, context) { caller async throws(Refusal) in
      let (question, auditID) = try ReviewCommand.RequestInformation.read(request, policies: calls.engine.policies)
      let answer = try await engine.requestInformation(
        question, of: auditID, requestID: question.request.id, principal: caller.principal)
      let response = CountersignV1.RequestInformationResponse(in: Arena())
      response.review = response.arena.review(answer.review, view: .full, now: answer.now)
      return response
    }
  }

  func provideInformation(
    _ request: CountersignV1.ProvideInformationRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ProvideInformationResponse {
    try await calls.perform(Methods.provideInformation, context) { caller async throws(Refusal) in
      let (information, auditID) = try ReviewCommand.ProvideInformation.read(request)
      let answer = try await engine.provideInformation(
        information, of: auditID, requestID: information.request.id, principal: caller.principal)
      let response = CountersignV1.ProvideInformationResponse(in: Arena())
      response.review = response.arena.review(answer.review, view: .full, now: answer.now)
      return response
    }
  }

  func overrideReview(
    _ request: CountersignV1.OverrideReviewRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.OverrideReviewResponse {
    try await calls.perform(Methods.overrideReview, context) { caller async throws(Refusal) in
      let (override, auditID) = try ReviewCommand.Override.read(request, policies: calls.engine.policies)
      let answer = try await engine.overrideReview(
        override, of: auditID, requestID: override.request.id, principal: caller.principal)
      let response = CountersignV1.OverrideReviewResponse(in: Arena())
      response.review = response.arena.review(answer.review, view: .full, now: answer.now)
      return response
    }
  }
}
