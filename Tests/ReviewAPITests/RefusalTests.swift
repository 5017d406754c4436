import Messages
import MessagesBase
import RPCCore
import ReviewCore
import Testing

@testable import ReviewAPI

@Suite("Refusals have the status that domain.md §8 says")
struct RefusalTests {
  // domain.md §8 ErrorInfo, §8 RESOURCE_EXHAUSTED, §8 UNAVAILABLE, §8 FAILED_PRECONDITION.
  @Test("every reason has its code, its ErrorInfo and where it helps its RetryInfo", arguments: Refusal.Reason.allCases)
  func reasons(_ reason: Refusal.Reason) throws {
    let refusal = Refusal(reason: reason, message: "why", metadata: [.init(key: "limit", value: "7")])
    let call = try RefusedCall(RPCError(refusal))
    #expect(call.message == "why")
    #expect(call.reason == reason.contractName ?? "")
    let errorReason = CountersignV1.ErrorReason.allCases.first { $0.shortName == call.reason }
    #expect((errorReason == nil) == (reason == .notFound || reason == .invalidFields))
    if reason.contractName != nil {
      #expect(call.domain == "countersign")
      #expect(call.metadata == ["limit": "7"])
    }
    #expect(call.hasRetryInfo == (call.code == .unavailable || call.code == .resourceExhausted))
  }

  // domain.md §8 NOT_FOUND, §2 Empty audit_id.
  @Test("an unknown id is NOT_FOUND, however it is written", arguments: ["x", "0198C0DE-0000-7000-8000-000000000000"])
  func notFound(_ auditID: String) async throws {
    try await ServiceUnderTest.run { service in
      let get: CountersignV1.GetReviewRequest = Arena.make { $0.auditID = auditID }
      let read = try await service.refusal(ReviewMethods.getReview, get)
      #expect(read.code == .notFound)
      let opinion = try await service.refusal(ReviewMethods.submitReview, Arena.opinion(auditID))
      #expect(opinion.code == .notFound)
      let wait: CountersignV1.WaitForDecisionRequest = Arena.make { $0.auditID = auditID }
      let waited = try await service.refusal(ReviewMethods.waitForDecision, wait)
      #expect(waited.code == .notFound)
      let superseding = try await service.refusal(
        ReviewMethods.submitQuery, Arena.query { $0.supersedesAuditID = auditID })
      #expect(superseding.code == .notFound)
      let entries: CountersignV1.ListAuditEntriesRequest = Arena.make { $0.auditID = auditID }
      let listed = try await service.refusal(AuditMethods.listAuditEntries, entries)
      #expect(listed.code == .notFound)
    }
  }

  @Test("a sequence number that the log has not reached is NOT_FOUND, and breaks nothing")
  func unknownSequence() async throws {
    try await ServiceUnderTest.run { service in
      let verify: CountersignV1.VerifyAuditTrailRequest = Arena.make { $0.fromSequence = 1_000 }
      let refused = try await service.refusal(AuditMethods.verifyAuditTrail, verify)
      #expect(refused.code == .notFound)
      #expect(service.engine.status().brokenSequence == nil)
      _ = try await service.submitted()
    }
  }

  // domain.md §8 ALREADY_EXISTS.
  @Test("a request_id with other content is ALREADY_EXISTS and names the review")
  func requestIDReused() async throws {
    try await ServiceUnderTest.run { service in
      let auditID = try #require(try await service.submit { $0.requestID = "r" }.review?.auditID)
      let refused = try await service.refusal(
        ReviewMethods.submitQuery, Arena.query(units: 9_000_000) { $0.requestID = "r" })
      #expect(refused.code == .alreadyExists)
      #expect(refused.reason == "REQUEST_ID_REUSED")
      #expect(refused.metadata == ["audit_id": auditID])
    }
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let code: StatusCode
    let reason: String
    let units: Int64
    let change: @Sendable (CountersignV1.SubmitReviewRequest) -> Void
    var testDescription: String { reason }

    init(
      _ code: StatusCode, _ reason: String, units: Int64 = 8_000_000,
      _ change: @escaping @Sendable (CountersignV1.SubmitReviewRequest) -> Void
    ) {
      (self.code, self.reason, self.units, self.change) = (code, reason, units, change)
    }
  }

  static let rows: [Row] = [
    Row(.invalidArgument, "EVIDENCE_TOO_SHORT") { $0.supportingEvidence = "too short" },
    Row(.aborted, "VERSION_MISMATCH") { $0.expectedVersion = 7 },
    Row(.aborted, "DIGEST_MISMATCH") { $0.actionDigest = [UInt8](repeating: 1, count: 32) },
    Row(.aborted, "CLAIM_LOST") { $0.claimToken = 3 },
    Row(.permissionDenied, "ROLE_INSUFFICIENT") { $0.reviewerRole = "Analyst" },
    Row(.permissionDenied, "SELF_REVIEW") { $0.reviewerID = "trader-1" },
    Row(.permissionDenied, "AMOUNT_LIMIT_EXCEEDED", units: 60_000_000) { $0.reviewerRole = "Head of Trading" },
    // domain.md §4, order of refusals: what is earlier in it is told.
    Row(.invalidArgument, "EVIDENCE_TOO_SHORT") { request in
      request.supportingEvidence = "too short"
      request.expectedVersion = 7
      request.reviewerRole = "Analyst"
    },
    Row(.aborted, "VERSION_MISMATCH") { request in
      request.expectedVersion = 7
      request.reviewerRole = "Analyst"
    },
  ]

  // domain.md §8 ABORTED, §8 PERMISSION_DENIED.
  @Test("an opinion that the rules refuse changes nothing", arguments: rows)
  func opinions(_ row: Row) async throws {
    try await ServiceUnderTest.run { service in
      let auditID = try await service.submitted(units: row.units)
      let before = service.engine.headSequence
      let refused = try await service.refusal(
        ReviewMethods.submitReview, Arena.opinion(auditID, .approved, row.change))
      #expect(refused.code == row.code, "\(refused)")
      #expect(refused.reason == row.reason, "\(refused)")
      #expect(service.engine.headSequence == before)
    }
  }

  @Test("a final review is REVIEW_FINAL, a second opinion of one person DUPLICATE_REVIEWER")
  func afterOpinions() async throws {
    try await ServiceUnderTest.run { service in
      let auditID = try await service.submitted()
      _ = try await service.review(Arena.opinion(auditID, .rejected))
      let final = try await service.refusal(ReviewMethods.submitReview, Arena.opinion(auditID, by: "john"))
      #expect(final.code == .failedPrecondition)
      #expect(final.reason == "REVIEW_FINAL")
      #expect(final.metadata["status"] == "REVIEW_STATUS_REJECTED")
      let second = try await service.submitted(units: 20_000_000)
      _ = try await service.review(Arena.opinion(second, role: "CFO"))
      let twice = try await service.refusal(ReviewMethods.submitReview, Arena.opinion(second, role: "CFO"))
      #expect(twice.code == .permissionDenied)
      #expect(twice.reason == "DUPLICATE_REVIEWER")
    }
  }
}
