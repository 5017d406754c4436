// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension CountersignV1 {
  /// Puts a person between a model's proposal and its execution.
  ///
  /// A method that is not implemented answers `UNIMPLEMENTED`.
  public protocol ReviewService: Sendable {
    /// Classifies and routes without recording anything.
    nonisolated(nonsending) func classifyRisk(_ request: CountersignV1.ClassifyRiskRequest, context: ServerContext)
      async throws(RPCError) -> CountersignV1.ClassifyRiskResponse

    /// Records a proposal, classifies it and puts it into a queue.
    nonisolated(nonsending) func submitQuery(_ request: CountersignV1.SubmitQueryRequest, context: ServerContext)
      async throws(RPCError) -> CountersignV1.SubmitQueryResponse

    /// Records a reviewer's opinion, and the final decision once enough agree.
    nonisolated(nonsending) func submitReview(_ request: CountersignV1.SubmitReviewRequest, context: ServerContext)
      async throws(RPCError) -> CountersignV1.SubmitReviewResponse

    /// Reads one review.
    nonisolated(nonsending) func getReview(_ request: CountersignV1.GetReviewRequest, context: ServerContext)
      async throws(RPCError) -> CountersignV1.GetReviewResponse

    /// Returns once the review is final, or at the call's deadline.
    nonisolated(nonsending) func waitForDecision(
      _ request: CountersignV1.WaitForDecisionRequest, context: ServerContext
    ) async throws(RPCError) -> CountersignV1.WaitForDecisionResponse

    /// Lists reviews that wait, the most urgent first.
    nonisolated(nonsending) func listPendingReviews(
      _ request: CountersignV1.ListPendingReviewsRequest, context: ServerContext
    ) async throws(RPCError) -> CountersignV1.ListPendingReviewsResponse

    /// Lists reviews in any status that the caller may read, newest first.
    nonisolated(nonsending) func listReviews(_ request: CountersignV1.ListReviewsRequest, context: ServerContext)
      async throws(RPCError) -> CountersignV1.ListReviewsResponse

    /// Streams the waiting reviews and every change to them, SLA updates included.
    nonisolated(nonsending) func watchPendingReviews(
      _ request: consuming CountersignV1.WatchPendingReviewsRequest,
      responses: ResponseWriter<CountersignV1.WatchPendingReviewsResponse>, context: ServerContext)
      async throws(RPCError)

    /// Takes a review, or the most urgent one of a role, for a limited time.
    nonisolated(nonsending) func claimReview(_ request: CountersignV1.ClaimReviewRequest, context: ServerContext)
      async throws(RPCError) -> CountersignV1.ClaimReviewResponse

    /// Gives a claim back.
    nonisolated(nonsending) func releaseClaim(_ request: CountersignV1.ReleaseClaimRequest, context: ServerContext)
      async throws(RPCError) -> CountersignV1.ReleaseClaimResponse

    /// Sends a review to the next higher role.
    nonisolated(nonsending) func escalateReview(_ request: CountersignV1.EscalateReviewRequest, context: ServerContext)
      async throws(RPCError) -> CountersignV1.EscalateReviewResponse

    /// Withdraws a query that is not final.
    nonisolated(nonsending) func cancelQuery(_ request: CountersignV1.CancelQueryRequest, context: ServerContext)
      async throws(RPCError) -> CountersignV1.CancelQueryResponse

    /// Asks the requester something and stops the SLA clock.
    nonisolated(nonsending) func requestInformation(
      _ request: CountersignV1.RequestInformationRequest, context: ServerContext
    ) async throws(RPCError) -> CountersignV1.RequestInformationResponse

    /// Answers, and starts the SLA clock again.
    nonisolated(nonsending) func provideInformation(
      _ request: CountersignV1.ProvideInformationRequest, context: ServerContext
    ) async throws(RPCError) -> CountersignV1.ProvideInformationResponse

    /// Gives one executor a signed, short-lived permit for one exact action; once.
    nonisolated(nonsending) func authorizeExecution(
      _ request: CountersignV1.AuthorizeExecutionRequest, context: ServerContext
    ) async throws(RPCError) -> CountersignV1.AuthorizeExecutionResponse

    /// Records what the executor did with its permit.
    nonisolated(nonsending) func reportExecution(
      _ request: CountersignV1.ReportExecutionRequest, context: ServerContext
    ) async throws(RPCError) -> CountersignV1.ReportExecutionResponse

    /// A person settles an OUTCOME_UNKNOWN; not the executor.
    nonisolated(nonsending) func reconcileExecution(
      _ request: CountersignV1.ReconcileExecutionRequest, context: ServerContext
    ) async throws(RPCError) -> CountersignV1.ReconcileExecutionResponse

    /// Releases a BLOCKED review; the highest authority only, with a written reason.
    nonisolated(nonsending) func overrideReview(_ request: CountersignV1.OverrideReviewRequest, context: ServerContext)
      async throws(RPCError) -> CountersignV1.OverrideReviewResponse
  }

  /// The methods of countersign.v1.ReviewService as the contract declares them.
  public enum ReviewServiceMethods {
    public static let service = "countersign.v1.ReviewService"
    public static let classifyRisk = MethodDescription(service: service, name: "ClassifyRisk")
    public static let submitQuery = MethodDescription(service: service, name: "SubmitQuery")
    public static let submitReview = MethodDescription(service: service, name: "SubmitReview")
    public static let getReview = MethodDescription(service: service, name: "GetReview", hasNoSideEffects: true)
    public static let waitForDecision = MethodDescription(
      service: service, name: "WaitForDecision", hasNoSideEffects: true)
    public static let listPendingReviews = MethodDescription(
      service: service, name: "ListPendingReviews", hasNoSideEffects: true)
    public static let listReviews = MethodDescription(service: service, name: "ListReviews", hasNoSideEffects: true)
    public static let watchPendingReviews = MethodDescription(
      service: service, name: "WatchPendingReviews", streamsResponses: true, hasNoSideEffects: true)
    public static let claimReview = MethodDescription(service: service, name: "ClaimReview")
    public static let releaseClaim = MethodDescription(service: service, name: "ReleaseClaim")
    public static let escalateReview = MethodDescription(service: service, name: "EscalateReview")
    public static let cancelQuery = MethodDescription(service: service, name: "CancelQuery")
    public static let requestInformation = MethodDescription(service: service, name: "RequestInformation")
    public static let provideInformation = MethodDescription(service: service, name: "ProvideInformation")
    public static let authorizeExecution = MethodDescription(service: service, name: "AuthorizeExecution")
    public static let reportExecution = MethodDescription(service: service, name: "ReportExecution")
    public static let reconcileExecution = MethodDescription(service: service, name: "ReconcileExecution")
    public static let overrideReview = MethodDescription(service: service, name: "OverrideReview")

    /// In the order of the contract.
    public static let all = [
      classifyRisk, submitQuery, submitReview, getReview, waitForDecision, listPendingReviews, listReviews,
      watchPendingReviews, claimReview, releaseClaim, escalateReview, cancelQuery, requestInformation,
      provideInformation, authorizeExecution, reportExecution, reconcileExecution, overrideReview,
    ]
  }
}

extension CountersignV1.ReviewService {
  public nonisolated(nonsending) func classifyRisk(_ request: CountersignV1.ClassifyRiskRequest, context: ServerContext)
    async throws(RPCError) -> CountersignV1.ClassifyRiskResponse
  {
    throw CountersignV1.ReviewServiceMethods.classifyRisk.unimplemented
  }

  public nonisolated(nonsending) func submitQuery(_ request: CountersignV1.SubmitQueryRequest, context: ServerContext)
    async throws(RPCError) -> CountersignV1.SubmitQueryResponse
  {
    throw CountersignV1.ReviewServiceMethods.submitQuery.unimplemented
  }

  public nonisolated(nonsending) func submitReview(_ request: CountersignV1.SubmitReviewRequest, context: ServerContext)
    async throws(RPCError) -> CountersignV1.SubmitReviewResponse
  {
    throw CountersignV1.ReviewServiceMethods.submitReview.unimplemented
  }

  public nonisolated(nonsending) func getReview(_ request: CountersignV1.GetReviewRequest, context: ServerContext)
    async throws(RPCError) -> CountersignV1.GetReviewResponse
  {
    throw CountersignV1.ReviewServiceMethods.getReview.unimplemented
  }

  public nonisolated(nonsending) func waitForDecision(
    _ request: CountersignV1.WaitForDecisionRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.WaitForDecisionResponse {
    throw CountersignV1.ReviewServiceMethods.waitForDecision.unimplemented
  }

  public nonisolated(nonsending) func listPendingReviews(
    _ request: CountersignV1.ListPendingReviewsRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ListPendingReviewsResponse {
    throw CountersignV1.ReviewServiceMethods.listPendingReviews.unimplemented
  }

  public nonisolated(nonsending) func listReviews(_ request: CountersignV1.ListReviewsRequest, context: ServerContext)
    async throws(RPCError) -> CountersignV1.ListReviewsResponse
  {
    throw CountersignV1.ReviewServiceMethods.listReviews.unimplemented
  }

  public nonisolated(nonsending) func watchPendingReviews(
    _ request: consuming CountersignV1.WatchPendingReviewsRequest,
    responses: ResponseWriter<CountersignV1.WatchPendingReviewsResponse>, context: ServerContext
  ) async throws(RPCError) {
    throw CountersignV1.ReviewServiceMethods.watchPendingReviews.unimplemented
  }

  public nonisolated(nonsending) func claimReview(_ request: CountersignV1.ClaimReviewRequest, context: ServerContext)
    async throws(RPCError) -> CountersignV1.ClaimReviewResponse
  {
    throw CountersignV1.ReviewServiceMethods.claimReview.unimplemented
  }

  public nonisolated(nonsending) func releaseClaim(_ request: CountersignV1.ReleaseClaimRequest, context: ServerContext)
    async throws(RPCError) -> CountersignV1.ReleaseClaimResponse
  {
    throw CountersignV1.ReviewServiceMethods.releaseClaim.unimplemented
  }

  public nonisolated(nonsending) func escalateReview(
    _ request: CountersignV1.EscalateReviewRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.EscalateReviewResponse {
    throw CountersignV1.ReviewServiceMethods.escalateReview.unimplemented
  }

  public nonisolated(nonsending) func cancelQuery(_ request: CountersignV1.CancelQueryRequest, context: ServerContext)
    async throws(RPCError) -> CountersignV1.CancelQueryResponse
  {
    throw CountersignV1.ReviewServiceMethods.cancelQuery.unimplemented
  }

  public nonisolated(nonsending) func requestInformation(
    _ request: CountersignV1.RequestInformationRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.RequestInformationResponse {
    throw CountersignV1.ReviewServiceMethods.requestInformation.unimplemented
  }

  public nonisolated(nonsending) func provideInformation(
    _ request: CountersignV1.ProvideInformationRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ProvideInformationResponse {
    throw CountersignV1.ReviewServiceMethods.provideInformation.unimplemented
  }

  public nonisolated(nonsending) func authorizeExecution(
    _ request: CountersignV1.AuthorizeExecutionRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.AuthorizeExecutionResponse {
    throw CountersignV1.ReviewServiceMethods.authorizeExecution.unimplemented
  }

  public nonisolated(nonsending) func reportExecution(
    _ request: CountersignV1.ReportExecutionRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ReportExecutionResponse {
    throw CountersignV1.ReviewServiceMethods.reportExecution.unimplemented
  }

  public nonisolated(nonsending) func reconcileExecution(
    _ request: CountersignV1.ReconcileExecutionRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ReconcileExecutionResponse {
    throw CountersignV1.ReviewServiceMethods.reconcileExecution.unimplemented
  }

  public nonisolated(nonsending) func overrideReview(
    _ request: CountersignV1.OverrideReviewRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.OverrideReviewResponse {
    throw CountersignV1.ReviewServiceMethods.overrideReview.unimplemented
  }
}

extension CountersignV1.ReviewService {
  /// Adds all methods of the service.
  @inlinable
  public func register(in router: inout Router) {
    typealias Methods = CountersignV1.ReviewServiceMethods
    router.add(
      path: Methods.classifyRisk.path,
      .unary({ message, context async throws(RPCError) in
        try await self.classifyRisk(CountersignV1.ClassifyRiskRequest.decoded(from: message), context: context).sealed()
      }))
    router.add(
      path: Methods.submitQuery.path,
      .unary({ message, context async throws(RPCError) in
        try await self.submitQuery(CountersignV1.SubmitQueryRequest.decoded(from: message), context: context).sealed()
      }))
    router.add(
      path: Methods.submitReview.path,
      .unary({ message, context async throws(RPCError) in
        try await self.submitReview(CountersignV1.SubmitReviewRequest.decoded(from: message), context: context).sealed()
      }))
    router.add(
      path: Methods.getReview.path,
      .unary({ message, context async throws(RPCError) in
        try await self.getReview(CountersignV1.GetReviewRequest.decoded(from: message), context: context).sealed()
      }))
    router.add(
      path: Methods.waitForDecision.path,
      .unary({ message, context async throws(RPCError) in
        try await self.waitForDecision(CountersignV1.WaitForDecisionRequest.decoded(from: message), context: context)
          .sealed()
      }))
    router.add(
      path: Methods.listPendingReviews.path,
      .unary({ message, context async throws(RPCError) in
        try await self.listPendingReviews(
          CountersignV1.ListPendingReviewsRequest.decoded(from: message), context: context
        ).sealed()
      }))
    router.add(
      path: Methods.listReviews.path,
      .unary({ message, context async throws(RPCError) in
        try await self.listReviews(CountersignV1.ListReviewsRequest.decoded(from: message), context: context).sealed()
      }))
    router.add(
      path: Methods.watchPendingReviews.path,
      .serverStreaming({ message, stream, context async throws(RPCError) in
        try await self.watchPendingReviews(
          CountersignV1.WatchPendingReviewsRequest.decoded(from: message, of: stream),
          responses: ResponseWriter(stream), context: context)
      }))
    router.add(
      path: Methods.claimReview.path,
      .unary({ message, context async throws(RPCError) in
        try await self.claimReview(CountersignV1.ClaimReviewRequest.decoded(from: message), context: context).sealed()
      }))
    router.add(
      path: Methods.releaseClaim.path,
      .unary({ message, context async throws(RPCError) in
        try await self.releaseClaim(CountersignV1.ReleaseClaimRequest.decoded(from: message), context: context).sealed()
      }))
    router.add(
      path: Methods.escalateReview.path,
      .unary({ message, context async throws(RPCError) in
        try await self.escalateReview(CountersignV1.EscalateReviewRequest.decoded(from: message), context: context)
          .sealed()
      }))
    router.add(
      path: Methods.cancelQuery.path,
      .unary({ message, context async throws(RPCError) in
        try await self.cancelQuery(CountersignV1.CancelQueryRequest.decoded(from: message), context: context).sealed()
      }))
    router.add(
      path: Methods.requestInformation.path,
      .unary({ message, context async throws(RPCError) in
        try await self.requestInformation(
          CountersignV1.RequestInformationRequest.decoded(from: message), context: context
        ).sealed()
      }))
    router.add(
      path: Methods.provideInformation.path,
      .unary({ message, context async throws(RPCError) in
        try await self.provideInformation(
          CountersignV1.ProvideInformationRequest.decoded(from: message), context: context
        ).sealed()
      }))
    router.add(
      path: Methods.authorizeExecution.path,
      .unary({ message, context async throws(RPCError) in
        try await self.authorizeExecution(
          CountersignV1.AuthorizeExecutionRequest.decoded(from: message), context: context
        ).sealed()
      }))
    router.add(
      path: Methods.reportExecution.path,
      .unary({ message, context async throws(RPCError) in
        try await self.reportExecution(CountersignV1.ReportExecutionRequest.decoded(from: message), context: context)
          .sealed()
      }))
    router.add(
      path: Methods.reconcileExecution.path,
      .unary({ message, context async throws(RPCError) in
        try await self.reconcileExecution(
          CountersignV1.ReconcileExecutionRequest.decoded(from: message), context: context
        ).sealed()
      }))
    router.add(
      path: Methods.overrideReview.path,
      .unary({ message, context async throws(RPCError) in
        try await self.overrideReview(CountersignV1.OverrideReviewRequest.decoded(from: message), context: context)
          .sealed()
      }))
  }
}
