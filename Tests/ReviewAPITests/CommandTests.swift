import Messages
import MessagesBase
import RPCCore
import Testing

@testable import ReviewAPI

@Suite("Commands over the wire")
struct CommandTests {
  @Test("a proposal is classified without being recorded")
  func classify() async throws {
    try await ServiceUnderTest.run { service in
      let before = service.engine.headSequence
      let request: CountersignV1.ClassifyRiskRequest = Arena.make { request in
        request.queryText = "Raise the position"
        request.actionType = "investment_decision"
        request.mutableTransactionAmount.units = 12_000_000
      }
      let response: CountersignV1.ClassifyRiskResponse = try await service.call(ReviewMethods.classifyRisk, request)
      #expect(response.risk?.level == .critical)
      #expect(response.risk.map { Array($0.matchedRules) }?.first == "amount.critical")
      #expect(response.risk?.assessedAmount?.units == 12_000_000)
      #expect(response.routing?.reviewerRole == "CFO")
      #expect(response.routing?.requiredOpinions == 2)
      #expect(response.routing?.sla?.seconds == 7200)
      #expect(response.policyVersion == service.engine.status().policyVersion)
      #expect(service.engine.headSequence == before)
    }
  }

  @Test("a query is submitted, approved and read back")
  func lifeOfAQuery() async throws {
    try await ServiceUnderTest.run { service in
      let submitted = try await service.submit { $0.requestID = "r-1" }
      let review = try #require(submitted.review)
      #expect(review.status == .pending)
      #expect(review.routing?.reviewerRole == "Senior Analyst")
      #expect(!submitted.deduplicated)
      #expect(
        submitted.message
          == "HIGH risk: waits for Senior Analyst until 2026-01-05T13:00:00.000000Z; needs one opinion.")

      let again = try await service.submit { $0.requestID = "r-1" }
      #expect(again.deduplicated)
      #expect(again.review?.auditID == review.auditID)

      let decided = try await service.review(Arena.opinion(review.auditID) { $0.actionDigest = review.actionDigest })
      #expect(decided.review?.status == .approved)
      #expect(decided.review?.effectiveActionDigest == review.actionDigest)
      #expect(
        decided.message == "Approved: may be executed as proposed until 2026-01-06T09:00:00.000000Z.")
      let read = try await service.read(review.auditID)
      #expect(read.status == .approved)
      #expect(read.opinions.first?.reviewerID == "jane")
      #expect(read.sla?.state == .met)
    }
  }

  @Test("a modification gives another effective digest and keeps its own texts")
  func modified() async throws {
    try await ServiceUnderTest.run { service in
      let review = try #require(try await service.submit(units: 2_000_000).review)
      let answer = try await service.review(
        Arena.opinion(review.auditID, .modified) { request in
          let modification = request.mutableModification
          modification.recommendation = "half of it"
          modification.mutableTransactionAmount.units = 1_000_000
          modification.mutableRagResponse.fields.append(key: "size", value: Arena.make { $0.numberValue = 0.5 })
        })
      let decided = try #require(answer.review)
      #expect(decided.status == .modified)
      #expect(decided.effectiveActionDigest.count == 32)
      #expect(decided.effectiveActionDigest != decided.actionDigest)
      let modification = try #require(decided.opinions.first?.modification)
      #expect(modification.recommendation == "half of it")
      #expect(modification.transactionAmount?.units == 1_000_000)
      #expect(modification.ragResponse?.fields[key: "size"]??.numberValue == 0.5)
    }
  }

  @Test("a review is escalated by hand, and withdrawn by its requester")
  func escalateAndCancel() async throws {
    try await ServiceUnderTest.run { service in
      let auditID = try await service.submitted()
      let escalate: CountersignV1.EscalateReviewRequest = Arena.make { request in
        request.auditID = auditID
        request.reviewerID = "jane"
        request.reviewerRole = "Senior Analyst"
        request.reason = "beyond my book"
      }
      let escalated: CountersignV1.EscalateReviewResponse = try await service.call(
        ReviewMethods.escalateReview, escalate)
      #expect(escalated.review?.status == .escalated)
      #expect(escalated.review?.routing?.reviewerRole == "Head of Trading")
      #expect(escalated.review?.escalations.first?.trigger == .manual)
      let cancel: CountersignV1.CancelQueryRequest = Arena.make { request in
        request.auditID = auditID
        request.userID = "trader-1"
        request.reason = "no longer wanted"
      }
      let cancelled: CountersignV1.CancelQueryResponse = try await service.call(ReviewMethods.cancelQuery, cancel)
      #expect(cancelled.review?.status == .cancelled)
      #expect(cancelled.review?.statusReason == "no longer wanted")
    }
  }

  @Test("a method that is not offered answers UNIMPLEMENTED")
  func unimplemented() async throws {
    try await ServiceUnderTest.run { service in
      let checkpoint: CountersignV1.GetCheckpointRequest = Arena.make()
      let read = try await service.refusal(AuditMethods.getCheckpoint, checkpoint)
      #expect(read.code == .unimplemented)
    }
  }
}
