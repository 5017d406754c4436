import Messages
import MessagesBase
import RPCCore
import Testing

@testable import ReviewAPI

/// domain.md §5, Watching, as conversations.
@Suite("Watching")
struct WatchTests {
  typealias Request = CountersignV1.WatchPendingReviewsRequest
  typealias Message = CountersignV1.WatchPendingReviewsResponse
  typealias Watch = StreamUnderTest<Message>

  private static func open(_ service: ServiceUnderTest, _ fill: (Request) -> Void = { _ in }) throws -> Watch {
    try service.open(ReviewMethods.watchPendingReviews, Arena.make(fill))
  }

  @Test("a snapshot without token, then in_sync with one, then each change")
  func snapshotAndChanges() async throws {
    try await ServiceUnderTest.run { service in
      let low = try await service.submitted(units: 150_000)
      let high = try await service.submitted(units: 12_000_000)
      let watch = try Self.open(service)
      let first = try await watch.expectNext()
      #expect(first.reviewAdded?.auditID == high)
      #expect(first.reviewAdded?.view == .basic)
      #expect(first.resumeToken.isEmpty)
      #expect(first.auditSequence == first.reviewAdded?.auditSequence)
      let second = try await watch.expectNext()
      #expect(second.reviewAdded?.auditID == low)
      let inSync = try await watch.expectNext()
      #expect(inSync.inSync?.reviewCount == 2)
      #expect(inSync.inSync?.resumed == false)
      #expect(!inSync.resumeToken.isEmpty)

      let third = try await service.submitted()
      let added = try await watch.expectNext()
      #expect(added.reviewAdded?.auditID == third)
      #expect(!added.resumeToken.isEmpty)
      _ = try await service.review(Arena.opinion(third, .rejected))
      let removed = try await watch.expectNext()
      #expect(removed.reviewRemoved?.auditID == third)
      #expect(removed.reviewRemoved?.reason == .final)
      #expect(removed.reviewRemoved?.status == .rejected)
      #expect(removed.auditSequence == service.engine.headSequence)
      await watch.cancel()
    }
  }

  @Test("A role's watcher loses a review that moves up, the next role's gets it")
  func moved() async throws {
    try await ServiceUnderTest.run { service in
      let auditID = try await service.submitted()
      let below = try Self.open(service) { $0.mutableFilter.reviewerRoles.append("Senior Analyst") }
      let above = try Self.open(service) { request in
        request.mutableFilter.reviewerRoles.append("Head of Trading")
        request.view = .full
      }
      _ = try await below.expectNext()
      _ = try await below.expectNext()
      #expect(try await above.expectNext().inSync?.reviewCount == 0)
      let escalate: CountersignV1.EscalateReviewRequest = Arena.make { request in
        request.auditID = auditID
        request.reviewerID = "jane"
        request.reviewerRole = "Senior Analyst"
        request.reason = "beyond my book"
      }
      let _: CountersignV1.EscalateReviewResponse = try await service.call(ReviewMethods.escalateReview, escalate)
      let removed = try await below.expectNext()
      #expect(removed.reviewRemoved?.reason == .moved)
      #expect(removed.reviewRemoved?.reviewerRole == "Head of Trading")
      let added = try await above.expectNext()
      #expect(added.reviewAdded?.auditID == auditID)
      #expect(added.reviewAdded?.view == .full)
      await below.cancel()
      await above.cancel()
    }
  }

  @Test("a list's token and a stream's token both resume; a foreign one starts over")
  func resume() async throws {
    try await ServiceUnderTest.run { service in
      let first = try await service.submitted()
      let list: CountersignV1.ListPendingReviewsResponse = try await service.call(
        ReviewMethods.listPendingReviews, Arena.make { (_: CountersignV1.ListPendingReviewsRequest) in })
      let token = list.resumeToken
      _ = try await service.review(Arena.opinion(first, .rejected))
      let second = try await service.submitted()

      let resumed = try Self.open(service) { $0.resumeToken = token }
      var told: [String] = []
      while true {
        let message = try await resumed.expectNext()
        if let inSync = message.inSync {
          #expect(inSync.resumed)
          #expect(inSync.reviewCount == 1)
          break
        }
        told.append(message.reviewRemoved.map { "-" + $0.auditID } ?? "+" + (message.reviewAdded?.auditID ?? "?"))
      }
      #expect(Set(told) == ["-" + first, "+" + second])
      await resumed.cancel()

      let otherView = try Self.open(service) { request in
        request.resumeToken = token
        request.view = .full
      }
      #expect(try await otherView.expectNext().streamReset?.reason == .tokenNotUsable)
      #expect(try await otherView.expectNext().reviewAdded?.auditID == second)
      #expect(try await otherView.expectNext().inSync?.resumed == false)
      await otherView.cancel()
    }
  }

  @Test("clocks at their interval, heartbeats in silence, a warning at once")
  func time() async throws {
    try await ServiceUnderTest.run { service in
      let auditID = try await service.submitted()
      let watch = try Self.open(service) { request in
        request.mutableSlaUpdateInterval.seconds = 60
        request.mutableHeartbeatInterval.seconds = 20
      }
      _ = try await watch.expectNext()
      _ = try await watch.expectNext()
      service.clock.advance(seconds: 20)
      service.engine.moveClocks()
      let heartbeat = try await watch.expectNext()
      #expect(heartbeat.heartbeat?.asOf?.unixMicroseconds == service.clock.now().unixMicroseconds)
      #expect(!heartbeat.resumeToken.isEmpty)
      #expect(heartbeat.auditSequence == 0)
      service.clock.advance(seconds: 40)
      service.engine.moveClocks()
      let clocks = try await watch.expectNext()
      #expect(clocks.slaUpdate?.clocks.first?.auditID == auditID)
      #expect(clocks.slaUpdate?.clocks.first?.sla?.elapsed?.seconds == 60)
      // 80 % of four hours.
      service.clock.advance(seconds: 4 * 3600 * 8 / 10 - 60)
      service.engine.moveClocks()
      var states: [CountersignV1.SlaState] = []
      while !states.contains(.warning) {
        states += try await watch.expectNext().slaUpdate?.clocks.compactMap { $0.sla?.state } ?? []
      }
      await watch.cancel()
    }
  }

  @Test("at the server's end a watch is UNAVAILABLE, never OK")
  func shutdown() async throws {
    try await ServiceUnderTest.run { service in
      let watch = try Self.open(service)
      _ = try await watch.expectNext()
      service.engine.stop()
      service.engine.moveClocks()
      let error = try RefusedCall(try #require(await watch.end()))
      #expect(error.code == .unavailable)
      #expect(error.hasRetryInfo)
    }
  }
}
