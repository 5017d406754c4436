import Messages
import MessagesBase
import RPCCore
import Testing

@testable import ReviewAPI

/// One way to spoil a good request, and the fields that the answer must name, all of them and no other.
struct BadField<Request: ArenaMessage>: Sendable, CustomTestStringConvertible {
  let name: String
  let fields: [String]
  let spoil: @Sendable (Request) -> Void

  init(_ name: String, _ fields: [String], _ spoil: @escaping @Sendable (Request) -> Void) {
    self.name = name
    self.fields = fields
    self.spoil = spoil
  }

  var testDescription: String { name }
}

/// Every row of domain.md §2's list of what is refused that reaches these calls.
@Suite("Bad fields are refused, all at once, and change nothing")
struct BadFieldTests {
  typealias Query = CountersignV1.SubmitQueryRequest
  typealias Opinion = CountersignV1.SubmitReviewRequest

  static let queries: [BadField<Query>] = [
    BadField("no text", ["query_text"]) { $0.queryText = "" },
    BadField("only white space", ["query_text"]) { $0.queryText = " \n\t\u{3000}" },
    BadField("a long text", ["query_text"]) { $0.queryText = String(repeating: "é", count: 4_097) },
    BadField("no user", ["user_id"]) { $0.userID = "" },
    BadField("a user with a space", ["user_id"]) { $0.userID = "jane doe" },
    BadField("a long user", ["user_id"]) { $0.userID = String(repeating: "a", count: 129) },
    BadField("the service's own name", ["user_id"]) { $0.userID = "system" },
    BadField("nobody's name", ["user_id"]) { $0.userID = "anonymous" },
    BadField("a long request_id", ["request_id"]) { $0.requestID = String(repeating: "r", count: 129) },
    BadField("a negative amount", ["transaction_amount.units"]) { $0.mutableTransactionAmount.units = -1 },
    BadField("negative billionths", ["transaction_amount.nanos"]) { request in
      request.mutableTransactionAmount.units = 0
      request.mutableTransactionAmount.nanos = -1
    },
    BadField("too many billionths", ["transaction_amount.nanos"]) {
      $0.mutableTransactionAmount.nanos = 1_000_000_000
    },
    BadField("different signs", ["transaction_amount.nanos"]) { $0.mutableTransactionAmount.nanos = -5 },
    BadField("NaN as confidence", ["model_confidence"]) { $0.modelConfidence = .nan },
    BadField("more than certain", ["model_confidence"]) { $0.modelConfidence = 1.0000001 },
    BadField("negative confidence", ["model_confidence"]) { $0.modelConfidence = -0.1 },
    BadField("too many labels", ["labels"]) { request in
      for index in 0..<33 { request.labels.append(key: "k\(index)", value: "") }
    },
    BadField("a long label key", ["labels"]) { $0.labels.append(key: String(repeating: "k", count: 65), value: "") },
    BadField("a long label", ["labels[\"desk\"]"]) {
      $0.labels.append(key: "desk", value: String(repeating: "v", count: 257))
    },
    BadField("an agent that is no id", ["origin.agent_id"]) { $0.mutableOrigin.agentID = "my agent" },
    BadField("a person behind it that is no id", ["origin.on_behalf_of"]) { $0.mutableOrigin.onBehalfOf = "a b" },
    BadField("validity after the year 9999", ["valid_until"]) { $0.mutableValidUntil.seconds = 253_402_300_800 },
    BadField("validity with bad nanos", ["valid_until"]) { $0.mutableValidUntil.nanos = -1 },
    BadField("NaN in the model's answer", ["rag_response"]) {
      $0.mutableRagResponse.fields.append(key: "x", value: Arena.make { $0.numberValue = .nan })
    },
    BadField("an infinity in the model's answer", ["rag_response"]) {
      $0.mutableRagResponse.fields.append(key: "x", value: Arena.make { $0.numberValue = -.infinity })
    },
    BadField("a value without a kind", ["rag_response"]) {
      $0.mutableRagResponse.fields.append(key: "x", value: Arena.make())
    },
    BadField("a large integer", ["rag_response"]) {
      $0.mutableRagResponse.fields.append(key: "x", value: Arena.make { $0.numberValue = 9_007_199_254_740_992 })
    },
    BadField("a large answer of the model", ["rag_response"]) {
      $0.mutableRagResponse.fields.append(
        key: "x", value: Arena.make { $0.stringValue = String(repeating: "a", count: 32 << 10) })
    },
    BadField("everything at once", ["request_id", "user_id", "query_text", "model_confidence", "labels"]) { request in
      request.requestID = String(repeating: "r", count: 129)
      request.userID = ""
      request.queryText = ""
      request.modelConfidence = 2
      for index in 0..<33 { request.labels.append(key: "k\(index)", value: "") }
    },
  ]

  @Test("SubmitQuery", arguments: queries)
  func submitQuery(_ bad: BadField<Query>) async throws {
    try await ServiceUnderTest.run { service in
      try await Self.expectRefusal(service, ReviewMethods.submitQuery, Arena.query(bad.spoil), bad.fields)
    }
  }

  static let opinions: [BadField<Opinion>] = [
    BadField("no review", ["audit_id"]) { $0.auditID = "" },
    BadField("no reviewer", ["reviewer_id"]) { $0.reviewerID = "" },
    BadField("the service as reviewer", ["reviewer_id"]) { $0.reviewerID = "system" },
    BadField("no role", ["reviewer_role"]) { $0.reviewerRole = "" },
    BadField("an unknown role", ["reviewer_role"]) { $0.reviewerRole = "Janitor" },
    BadField("no outcome", ["decision_outcome"]) { $0.decisionOutcome = .unspecified },
    BadField("an outcome of the future", ["decision_outcome"]) { $0.decisionOutcome = .unrecognized(99) },
    BadField("long evidence", ["supporting_evidence"]) { $0.supportingEvidence = String(repeating: "e", count: 8_193) },
    BadField("too many sources", ["evidence"]) { request in
      for _ in 0..<30 { request.evidence.appendNew().source = "10-Q" }
    },
    BadField("a long source", ["evidence[1]"]) { request in
      request.evidence.appendNew().source = "10-Q"
      request.evidence.appendNew().source = String(repeating: "s", count: 1_025)
    },
    BadField("a source without a name", ["evidence[0].source"]) { $0.evidence.appendNew().uri = "https://a" },
    BadField("a short digest", ["evidence[0].sha256"]) { request in
      let evidence = request.evidence.appendNew()
      evidence.source = "10-Q"
      evidence.sha256 = [1, 2, 3]
    },
    BadField("a flag of the future", ["flags[1]"]) { $0.flags.append(contentsOf: [.uncertain, .unrecognized(9)]) },
    BadField("a flag that says nothing", ["flags[0]"]) { $0.flags.append(.unspecified) },
    BadField("MODIFIED without a modification", ["modification"]) { $0.decisionOutcome = .modified },
    BadField("a modification of an approval", ["modification"]) { $0.mutableModification.recommendation = "less" },
    BadField("an empty modification", ["modification"]) { request in
      request.decisionOutcome = .modified
      _ = request.mutableModification
    },
    BadField("a negative alternative", ["modification.transaction_amount.units"]) { request in
      request.decisionOutcome = .modified
      request.mutableModification.mutableTransactionAmount.units = -1
    },
    BadField("NaN in the alternative", ["modification.rag_response"]) { request in
      request.decisionOutcome = .modified
      request.mutableModification.recommendation = "less"
      request.mutableModification.mutableRagResponse.fields.append(
        key: "x", value: Arena.make { $0.numberValue = .nan })
    },
    BadField("a negative version", ["expected_version"]) { $0.expectedVersion = -1 },
    BadField("a negative token", ["claim_token"]) { $0.claimToken = -1 },
    BadField("a digest of three bytes", ["action_digest"]) { $0.actionDigest = [1, 2, 3] },
    BadField("too little evidence", ["supporting_evidence"]) { $0.supportingEvidence = "  because I say so  " },
  ]

  @Test("SubmitReview", arguments: opinions)
  func submitReview(_ bad: BadField<Opinion>) async throws {
    try await ServiceUnderTest.run { service in
      let request = Arena.opinion(try await service.submitted(), .approved, bad.spoil)
      try await Self.expectRefusal(service, ReviewMethods.submitReview, request, bad.fields)
    }
  }

  @Test("the calls without a table of their own")
  func others() async throws {
    try await ServiceUnderTest.run { service in
      let classify: CountersignV1.ClassifyRiskRequest = Arena.make { $0.modelConfidence = .infinity }
      try await Self.expectRefusal(service, ReviewMethods.classifyRisk, classify, ["query_text", "model_confidence"])
      let get: CountersignV1.GetReviewRequest = Arena.make()
      try await Self.expectRefusal(service, ReviewMethods.getReview, get, ["audit_id"])
      let wait: CountersignV1.WaitForDecisionRequest = Arena.make { request in
        request.mutableMaxWait.nanos = -1
        request.afterVersion = -1
      }
      try await Self.expectRefusal(
        service, ReviewMethods.waitForDecision, wait, ["audit_id", "max_wait", "after_version"])
      let escalate: CountersignV1.EscalateReviewRequest = Arena.make()
      try await Self.expectRefusal(
        service, ReviewMethods.escalateReview, escalate, ["audit_id", "reviewer_id", "reviewer_role", "reason"])
      let cancel: CountersignV1.CancelQueryRequest = Arena.make { $0.reason = String(repeating: "r", count: 2_049) }
      try await Self.expectRefusal(service, ReviewMethods.cancelQuery, cancel, ["audit_id", "reason", "user_id"])
    }
  }

  @Test("lists and verification")
  func lists() async throws {
    try await ServiceUnderTest.run { service in
      let pending: CountersignV1.ListPendingReviewsRequest = Arena.make { request in
        request.mutableFilter.statuses.append(contentsOf: [.pending, .rejected, .unspecified])
        request.mutableFilter.actionDigest = [1]
        request.mutableFilter.domains.append(contentsOf: [String](repeating: "d", count: 101))
        request.view = .unrecognized(7)
        request.pageSize = -1
        request.pageToken = "AAAA"
      }
      try await Self.expectRefusal(
        service, ReviewMethods.listPendingReviews, pending,
        [
          "filter.domains", "filter.statuses[1]", "filter.statuses[2]", "filter.action_digest", "view", "page_size",
          "page_token",
        ])
      let all: CountersignV1.ListReviewsRequest = Arena.make { request in
        request.mutableFilter.statuses.append(.rejected)
        request.mutableFilter.mutableSubmittedFrom.nanos = -1
      }
      try await Self.expectRefusal(service, ReviewMethods.listReviews, all, ["filter.submitted_from"])
      let entries: CountersignV1.ListAuditEntriesRequest = Arena.make { request in
        request.pageSize = -5
        request.mutableStartTime.seconds = .max
      }
      try await Self.expectRefusal(service, AuditMethods.listAuditEntries, entries, ["start_time", "page_size"])
      let verify: CountersignV1.VerifyAuditTrailRequest = Arena.make { request in
        request.fromSequence = 2
        request.throughSequence = 1
      }
      try await Self.expectRefusal(service, AuditMethods.verifyAuditTrail, verify, ["through_sequence"])
    }
  }

  @Test("what is bad in a watch or a stream is told before anything else")
  func streams() async throws {
    try await ServiceUnderTest.run { service in
      let watch: CountersignV1.WatchPendingReviewsRequest = Arena.make { request in
        request.mutableFilter.statuses.append(.approved)
        request.mutableSlaUpdateInterval.nanos = 999_999_999
        request.mutableHeartbeatInterval.seconds = 301
      }
      let watching: StreamUnderTest<CountersignV1.WatchPendingReviewsResponse> = try service.open(
        ReviewMethods.watchPendingReviews, watch)
      let refused = try RefusedCall(try #require(await watching.end()))
      #expect(refused.code == .invalidArgument)
      #expect(refused.fields == ["filter.statuses[0]", "sla_update_interval", "heartbeat_interval"])
      let stream: CountersignV1.StreamAuditEntriesRequest = Arena.make { $0.afterSequence = -1 }
      let streaming: StreamUnderTest<CountersignV1.StreamAuditEntriesResponse> = try service.open(
        AuditMethods.streamAuditEntries, stream)
      let refusedStream = try RefusedCall(try #require(await streaming.end()))
      #expect(refusedStream.fields == ["after_sequence"])
    }
  }

  @Test("an answer with many bad fields stays small enough for trailers")
  func bounded() async throws {
    try await ServiceUnderTest.run { service in
      let request: CountersignV1.SubmitReviewRequest = Arena.make { request in
        for _ in 0..<10_000 { request.flags.append(.unrecognized(77)) }
        for _ in 0..<10_000 { _ = request.evidence.appendNew() }
      }
      let refused = try await service.refusal(ReviewMethods.submitReview, request)
      #expect(refused.code == .invalidArgument)
      #expect(refused.fields.count == RPCError.violationCountMax)
      #expect(refused.message.utf8.count < 2_048)
      #expect(refused.message.hasSuffix("more"))
    }
  }

  /// INVALID_ARGUMENT with exactly these fields, also in the message, and nothing recorded.
  private static func expectRefusal<Request: ArenaMessage>(
    _ service: ServiceUnderTest, _ method: MethodDescription, _ request: Request, _ fields: [String]
  ) async throws {
    let before = service.engine.headSequence
    let refused = try await service.refusal(method, request)
    #expect(refused.code == .invalidArgument, "\(refused)")
    #expect(Set(refused.fields) == Set(fields), "\(refused)")
    for field in fields { #expect(refused.message.contains("\(field): "), "\(refused)") }
    #expect(service.engine.headSequence == before)
  }
}
