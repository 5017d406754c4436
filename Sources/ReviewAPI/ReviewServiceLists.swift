import Messages
import MessagesBase
import RPCCore
import ReviewCore
import ReviewEngine

extension ReviewServiceHandlers {
  static var defaultPageSize: Int { 50 }

  func listPendingReviews(
    _ request: CountersignV1.ListPendingReviewsRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ListPendingReviewsResponse {
    try await calls.perform(Methods.listPendingReviews, context) { caller async throws(Refusal) in
      var fields = FieldValidator()
      let filter = fields.filter(request.filter, isWaitingOnly: true, policy: calls.policy)
      let view = fields.view(request.view, fallback: .basic)
      let count = fields.pageSize(request.pageSize, fallback: Self.defaultPageSize)
      let tokens = pageTokens(Methods.listPendingReviews, filter, caller)
      let start = tokens.decode(request.pageToken, byteCount: UrgencyKey.placeBytes, &fields)
      try fields.finish()
      let page = try await engine.pendingReviews(
        matching: filter, after: start.flatMap { UrgencyKey(place: $0) }, count: count)
      let response = CountersignV1.ListPendingReviewsResponse(in: Arena())
      let left = fill(response.reviews, of: response.arena, page.reviews, view, now: page.now)
      let next = left.map { $0.state.urgencyKey(now: page.now) } ?? page.next
      response.nextPageToken = next.map { tokens.encode($0.place) } ?? ""
      response.totalSize = Int32(clamping: page.totalCount)
      response.resumeToken = engine.resumeToken(
        sequence: page.sequence, filter: filter, binding: watchBinding(view, caller))
      return response
    }
  }

  func listReviews(
    _ request: CountersignV1.ListReviewsRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ListReviewsResponse {
    try await calls.perform(Methods.listReviews, context) { caller async throws(Refusal) in
      var fields = FieldValidator()
      let filter = fields.filter(request.filter, isWaitingOnly: false, policy: calls.policy)
      let view = fields.view(request.view, fallback: .basic)
      let count = fields.pageSize(request.pageSize, fallback: Self.defaultPageSize)
      let tokens = pageTokens(Methods.listReviews, filter, caller)
      let start = tokens.decode(request.pageToken, byteCount: AuditID.placeBytes, &fields)
      try fields.finish()
      let page = try await engine.reviews(
        matching: filter, before: start.flatMap { AuditID(place: $0) }, count: count)
      let response = CountersignV1.ListReviewsResponse(in: Arena())
      let left = fill(response.reviews, of: response.arena, page.reviews, view, now: page.now)
      let next = left.map(\.state.auditID) ?? page.next
      response.nextPageToken = next.map { tokens.encode($0.place) } ?? ""
      return response
    }
  }

  /// Returns when final, at AWAITING_INFORMATION, at `max_wait`, or above `after_version` (domain.md §4).
  func waitForDecision(
    _ request: CountersignV1.WaitForDecisionRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.WaitForDecisionResponse {
    try await calls.perform(Methods.waitForDecision, context) { _ async throws(Refusal) in
      var fields = FieldValidator()
      let auditID = fields.auditID("audit_id", request.auditID)
      let span = fields.span("max_wait", request.maxWait)
      fields.notNegative("after_version", request.afterVersion)
      try fields.finish()
      let until = span.map { engine.moment(afterMicroseconds: $0) }
      let afterVersion = request.afterVersion
      let answer = try await engine.waitForDecision(of: auditID.found(), afterVersion: afterVersion, until: until)
      let state = answer.review.state
      let isAnswered =
        state.status.isFinal || state.status == .awaitingInformation
        || (afterVersion != 0 && state.version > afterVersion) || until.map { answer.now >= $0 } ?? false
      // The server's end is no decision; a cancelled call has nobody who would hear of it.
      guard isAnswered else { throw .serverEnds }
      let response = CountersignV1.WaitForDecisionResponse(in: Arena())
      response.review = response.arena.review(answer.review, view: .full, now: answer.now)
      response.decided = state.status.isFinal
      return response
    }
  }

  // MARK: Parts

  /// What a resume token is bound to beside the filter.
  func watchBinding(_ view: RenderedView, _ caller: Caller) -> [UInt8] { [view.rawValue] + caller.binding }

  private func pageTokens(_ method: MethodDescription, _ filter: ReviewFilter, _ caller: Caller) -> PageToken {
    PageToken(method, origin: engine.origin, caller: caller, question: filter.canonicalForm)
  }

  /// Renders reviews until the page is full of bytes.
  ///
  /// - Returns: the last review that found room, where another one did not.
  private func fill(
    _ list: RepeatedField<CountersignV1.Review>, of arena: Arena, _ records: [ReviewRecord], _ view: RenderedView,
    now: Instant
  ) -> ReviewRecord? {
    var bytes = 0
    for (index, record) in records.enumerated() {
      let review = arena.review(record, view: view, now: now)
      bytes += review.encodedBytes
      if index > 0, bytes > calls.limits.pageBytesMax { return records[index - 1] }
      list.append(review)
    }
    return nil
  }
}
