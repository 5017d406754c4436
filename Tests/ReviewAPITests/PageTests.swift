import Messages
import MessagesBase
import Testing

@testable import ReviewAPI

@Suite("Pages")
struct PageTests {
  typealias Pending = CountersignV1.ListPendingReviewsRequest
  typealias PendingPage = CountersignV1.ListPendingReviewsResponse

  private static func pending(_ fill: (Pending) -> Void) -> Pending { Arena.make(fill) }

  @Test("pages of waiting reviews are the most urgent first, complete, without repetition")
  func pendingPages() async throws {
    try await ServiceUnderTest.run { service in
      for units in [200_000, 12_000_000, 8_000_000, 150_000, 9_000_000] as [Int64] {
        _ = try await service.submitted(units: units)
        service.clock.advance(seconds: 1)
      }
      var amounts: [Int64] = []
      var token = ""
      repeat {
        let page: PendingPage = try await service.call(
          ReviewMethods.listPendingReviews,
          Self.pending { request in
            request.pageSize = 2
            request.pageToken = token
          })
        #expect(page.totalSize == 5)
        #expect(!page.resumeToken.isEmpty)
        amounts += page.reviews.compactMap { $0.transactionAmount?.units }
        token = page.nextPageToken
      } while !token.isEmpty
      #expect(amounts == [12_000_000, 8_000_000, 9_000_000, 200_000, 150_000])
    }
  }

  @Test("all reviews are the newest first, decided ones too")
  func allPages() async throws {
    try await ServiceUnderTest.run { service in
      var ids: [String] = []
      for _ in 0..<3 {
        ids.append(try await service.submitted())
        service.clock.advance(seconds: 1)
      }
      _ = try await service.review(Arena.opinion(ids[1], .rejected))
      let first: CountersignV1.ListReviewsResponse = try await service.call(
        ReviewMethods.listReviews, Arena.make { (request: CountersignV1.ListReviewsRequest) in request.pageSize = 2 })
      #expect(first.reviews.map(\.auditID) == [ids[2], ids[1]])
      let second: CountersignV1.ListReviewsResponse = try await service.call(
        ReviewMethods.listReviews,
        Arena.make { (request: CountersignV1.ListReviewsRequest) in request.pageToken = first.nextPageToken })
      #expect(second.reviews.map(\.auditID) == [ids[0]])
      #expect(second.nextPageToken.isEmpty)
    }
  }

  @Test("a token is good for its own request only, and undamaged")
  func foreignTokens() async throws {
    try await ServiceUnderTest.run { service in
      for _ in 0..<2 { _ = try await service.submitted() }
      let page: PendingPage = try await service.call(
        ReviewMethods.listPendingReviews, Self.pending { $0.pageSize = 1 })
      let token = page.nextPageToken
      let otherFilter = Self.pending { request in
        request.pageToken = token
        request.mutableFilter.domains.append("credit")
      }
      let filtered = try await service.refusal(ReviewMethods.listPendingReviews, otherFilter)
      #expect(filtered.fields == ["page_token"])
      let otherMethod: CountersignV1.ListReviewsRequest = Arena.make { $0.pageToken = token }
      let other = try await service.refusal(ReviewMethods.listReviews, otherMethod)
      #expect(other.fields == ["page_token"])
      var damaged = Array(token.utf8)
      for index in damaged.indices {
        let kept = damaged[index]
        damaged[index] = kept == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        let text = String(decoding: damaged, as: UTF8.self)
        let refused = try await service.refusal(
          ReviewMethods.listPendingReviews, Self.pending { $0.pageToken = text })
        #expect(refused.fields == ["page_token"], "byte \(index)")
        damaged[index] = kept
      }
    }
  }

  @Test("a page ends before it is larger than clients receive, and the next one goes on")
  func pagesOfBytes() async throws {
    var limits = APILimits()
    limits.pageBytesMax = 10_000
    try await ServiceUnderTest.run(limits: limits) { service in
      for _ in 0..<4 { _ = try await service.submit { $0.queryText = String(repeating: "x", count: 4_000) } }
      var count = 0
      var token = ""
      repeat {
        let page: PendingPage = try await service.call(
          ReviewMethods.listPendingReviews,
          Self.pending { request in
            request.view = .full
            request.pageToken = token
          })
        #expect(page.reviews.count == 1)
        count += page.reviews.count
        token = page.nextPageToken
      } while !token.isEmpty
      #expect(count == 4)
    }
  }

  @Test("too large a page size is lowered")
  func largePageSize() async throws {
    try await ServiceUnderTest.run { service in
      _ = try await service.submitted()
      let page: PendingPage = try await service.call(
        ReviewMethods.listPendingReviews, Self.pending { $0.pageSize = .max })
      #expect(page.reviews.count == 1)
    }
  }
}
