import Countersign
import Messages
import MessagesBase
import RPCCore
import Testing

@testable import ReviewAPI

@Suite("Reviewers and their work on the wire")
struct PeopleTests {
  private func hire(_ service: ServiceUnderTest, _ reviewerID: String, _ role: String) async throws {
    let request: CountersignV1.UpsertReviewerRequest = Arena.make { request in
      request.mutableReviewer.reviewerID = reviewerID
      request.mutableReviewer.roles.append(contentsOf: [role])
      request.mutableReviewer.skills.append(contentsOf: ["derivatives"])
      request.reason = "hired"
    }
    let _: CountersignV1.UpsertReviewerResponse = try await service.call(AdminMethods.upsertReviewer, request)
  }

  private func loads(_ service: ServiceUnderTest) async throws -> [CountersignV1.ReviewerLoad] {
    let response: CountersignV1.ListReviewersResponse = try await service.call(
      AdminMethods.listReviewers, Arena.make { (_: CountersignV1.ListReviewersRequest) in })
    return Array(response.reviewers)
  }

  @Test("an answer names who could decide, the one with the least work first; without a registry nobody (domain.md §3)")
  func candidates() async throws {
    try await ServiceUnderTest.run { service in
      let before = try await service.submit()
      #expect(before.review?.routing?.candidateReviewerIDs.isEmpty == true)
      for (who, role) in [("ann", "Senior Analyst"), ("art", "Senior Analyst"), ("low", "Analyst")] {
        try await hire(service, who, role)
      }
      let first = try await service.submit()
      #expect(first.review?.routing.map { Array($0.candidateReviewerIDs) } == ["ann", "art"])
      #expect(first.review?.routing?.suggestedReviewerID == "ann")
      _ = try await service.review(Arena.opinion(first.review?.auditID ?? "", by: "ann"))
      #expect(try await service.submit().review?.routing?.suggestedReviewerID == "art")
      let done = try await service.read(first.review?.auditID ?? "")
      #expect(done.routing?.suggestedReviewerID == "")
    }
  }

  @Test("ListReviewers tells the work of each, and a reached limit says when it ends (domain.md §8, limits)")
  func loads() async throws {
    let limits = ReviewerLimits(dailyReviews: 2, rubberStamp: .init(abovePercent: 50, minimumReviews: 2))
    try await ServiceUnderTest.run(reviewers: limits) { service in
      try await hire(service, "ann", "Senior Analyst")
      for _ in 0..<2 {
        let auditID = try await service.submitted()
        service.clock.advance(seconds: 60)
        _ = try await service.review(Arena.opinion(auditID, by: "ann"))
      }
      let auditID = try await service.submitted()
      let refused = try await service.refusal(ReviewMethods.submitReview, Arena.opinion(auditID, by: "ann"))
      // It is 09:02 UTC.
      #expect(refused.code == .resourceExhausted && refused.retryMicroseconds == (15 * 60 - 2) * 60 * 1_000_000)
      let load = try #require(try await loads(service).first)
      #expect(load.decidedToday == 2 && load.approvalRate == 1 && load.medianReviewTime?.microseconds == 60_000_000)
      #expect(Array(load.warnings) == ["Approved 2 of the last 2, more than 50 %"])
      #expect(load.limitedUntil?.unixMicroseconds == refused.retryMicroseconds + service.engine.now().unixMicroseconds)
    }
  }

  @Test("a second look names the review whose decision is looked at, and nothing to execute") func secondLook()
    async throws
  {
    try await ServiceUnderTest.run(reviewers: ReviewerLimits(rereviewPercent: 100)) { service in
      let auditID = try await service.submitted()
      _ = try await service.review(Arena.opinion(auditID))
      let pending: CountersignV1.ListPendingReviewsResponse = try await service.call(
        ReviewMethods.listPendingReviews, Arena.make { (_: CountersignV1.ListPendingReviewsRequest) in })
      let look = try #require(Array(pending.reviews).first)
      #expect(look.rereviewOfAuditID == auditID && look.supersedesAuditID == "")
      _ = try await service.review(Arena.opinion(look.auditID, by: "joe"))
      let done = try await service.read(look.auditID)
      #expect(done.status == .approved && done.effectiveActionDigest.isEmpty && done.executableUntil == nil)
    }
  }
}
