// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension CountersignV1 {
  /// Calls countersign.v1.ReviewService over a transport.
  public struct ReviewServiceClient<Transport: ClientTransport>: Sendable {
    private let transport: Transport

    public init(_ transport: Transport) { self.transport = transport }

    /// Classifies and routes without recording anything.
    public func classifyRisk(_ request: CountersignV1.ClassifyRiskRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.ClassifyRiskResponse
    {
      try await transport.unary(ReviewServiceMethods.classifyRisk, request, options: options)
    }

    /// Records a proposal, classifies it and puts it into a queue.
    public func submitQuery(_ request: CountersignV1.SubmitQueryRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.SubmitQueryResponse
    {
      try await transport.unary(ReviewServiceMethods.submitQuery, request, options: options)
    }

    /// Records a reviewer's opinion, and the final decision once enough agree.
    public func submitReview(_ request: CountersignV1.SubmitReviewRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.SubmitReviewResponse
    {
      try await transport.unary(ReviewServiceMethods.submitReview, request, options: options)
    }

    /// Reads one review.
    public func getReview(_ request: CountersignV1.GetReviewRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.GetReviewResponse
    {
      try await transport.unary(ReviewServiceMethods.getReview, request, options: options)
    }

    /// Returns once the review is final, or at the call's deadline.
    public func waitForDecision(_ request: CountersignV1.WaitForDecisionRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.WaitForDecisionResponse
    {
      try await transport.unary(ReviewServiceMethods.waitForDecision, request, options: options)
    }

    /// Lists reviews that wait, the most urgent first.
    public func listPendingReviews(_ request: CountersignV1.ListPendingReviewsRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.ListPendingReviewsResponse
    {
      try await transport.unary(ReviewServiceMethods.listPendingReviews, request, options: options)
    }

    /// Lists reviews in any status that the caller may read, newest first.
    public func listReviews(_ request: CountersignV1.ListReviewsRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.ListReviewsResponse
    {
      try await transport.unary(ReviewServiceMethods.listReviews, request, options: options)
    }

    /// Streams the waiting reviews and every change to them, SLA updates included.
    public func watchPendingReviews(_ request: CountersignV1.WatchPendingReviewsRequest, options: CallOptions = .none)
      async throws(RPCError) -> ResponseStream<CountersignV1.WatchPendingReviewsResponse>
    {
      try await transport.serverStreaming(ReviewServiceMethods.watchPendingReviews, request, options: options)
    }

    /// Takes a review, or the most urgent one of a role, for a limited time.
    public func claimReview(_ request: CountersignV1.ClaimReviewRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.ClaimReviewResponse
    {
      try await transport.unary(ReviewServiceMethods.claimReview, request, options: options)
    }

    /// Gives a claim back.
    public func releaseClaim(_ request: CountersignV1.ReleaseClaimRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.ReleaseClaimResponse
    {
      try await transport.unary(ReviewServiceMethods.releaseClaim, request, options: options)
    }

    /// Sends a review to the next higher role.
    public func escalateReview(_ request: CountersignV1.EscalateReviewRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.EscalateReviewResponse
    {
      try await transport.unary(ReviewServiceMethods.escalateReview, request, options: options)
    }

    /// Withdraws a query that is not final.
    public func cancelQuery(_ request: CountersignV1.CancelQueryRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.CancelQueryResponse
    {
      try await transport.unary(ReviewServiceMethods.cancelQuery, request, options: options)
    }

    /// Asks the requester something and stops the SLA clock.
    public func requestInformation(_ request: CountersignV1.RequestInformationRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.RequestInformationResponse
    {
      try await transport.unary(ReviewServiceMethods.requestInformation, request, options: options)
    }

    /// Answers, and starts the SLA clock again.
    public func provideInformation(_ request: CountersignV1.ProvideInformationRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.ProvideInformationResponse
    {
      try await transport.unary(ReviewServiceMethods.provideInformation, request, options: options)
    }

    /// Gives one executor a signed, short-lived permit for one exact action; once.
    public func authorizeExecution(_ request: CountersignV1.AuthorizeExecutionRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.AuthorizeExecutionResponse
    {
      try await transport.unary(ReviewServiceMethods.authorizeExecution, request, options: options)
    }

    /// Records what the executor did with its permit.
    public func reportExecution(_ request: CountersignV1.ReportExecutionRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.ReportExecutionResponse
    {
      try await transport.unary(ReviewServiceMethods.reportExecution, request, options: options)
    }

    /// A person settles an OUTCOME_UNKNOWN; not the executor.
    public func reconcileExecution(_ request: CountersignV1.ReconcileExecutionRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.ReconcileExecutionResponse
    {
      try await transport.unary(ReviewServiceMethods.reconcileExecution, request, options: options)
    }

    /// Releases a BLOCKED review; the highest authority only, with a written reason.
    public func overrideReview(_ request: CountersignV1.OverrideReviewRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.OverrideReviewResponse
    {
      try await transport.unary(ReviewServiceMethods.overrideReview, request, options: options)
    }
  }
}
