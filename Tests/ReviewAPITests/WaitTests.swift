import Messages
import MessagesBase
import RPCCore
import Testing

@testable import ReviewAPI

@Suite("Waiting for a decision")
struct WaitTests {
  typealias Request = CountersignV1.WaitForDecisionRequest
  typealias Response = CountersignV1.WaitForDecisionResponse

  @Test("returns with what stands after max_wait, and at once for no wait at all", arguments: [Int64(0), 30])
  func maxWait(_ seconds: Int64) async throws {
    try await ServiceUnderTest.run { service in
      let auditID = try await service.submitted()
      async let waited = Self.wait(service, auditID) { $0.mutableMaxWait.seconds = seconds }
      service.clock.advance(seconds: 0)
      if seconds > 0 {
        // The wait began before or after this; its end moves with the clock, so that it is reached in any case.
        let mover = Task {
          while !Task.isCancelled {
            service.clock.advance(seconds: 30)
            service.engine.moveClocks()
            await Task.yield()
          }
        }
        defer { mover.cancel() }
        #expect(try await waited == .init(decided: false, status: .pending))
      } else {
        #expect(try await waited == .init(decided: false, status: .pending))
      }
    }
  }

  @Test("returns at the decision, and at the first version above after_version")
  func decided() async throws {
    try await ServiceUnderTest.run { service in
      let auditID = try await service.submitted(units: 12_000_000)
      async let version = Self.wait(service, auditID) { $0.afterVersion = 1 }
      async let decision = Self.wait(service, auditID) { _ in }
      _ = try await service.review(Arena.opinion(auditID, role: "CFO"))
      #expect(try await version == .init(decided: false, status: .inReview))
      _ = try await service.review(Arena.opinion(auditID, by: "joan", role: "Board Committee"))
      #expect(try await decision == .init(decided: true, status: .approved))
      #expect(try await Self.wait(service, auditID) { _ in } == .init(decided: true, status: .approved))
    }
  }

  @Test("the server's end is UNAVAILABLE and no decision")
  func shutdown() async throws {
    try await ServiceUnderTest.run { service in
      let auditID = try await service.submitted()
      service.engine.stop()
      let request: Request = Arena.make { $0.auditID = auditID }
      let refused = try await service.refusal(ReviewMethods.waitForDecision, request)
      #expect(refused.code == .unavailable)
      #expect(refused.hasRetryInfo)
    }
  }

  struct Outcome: Equatable, Sendable {
    let decided: Bool
    let status: CountersignV1.ReviewStatus
  }

  private static func wait(
    _ service: ServiceUnderTest, _ auditID: String, _ fill: @Sendable (Request) -> Void
  ) async throws -> Outcome {
    let request: Request = Arena.make { request in
      request.auditID = auditID
      fill(request)
    }
    let response: Response = try await service.call(ReviewMethods.waitForDecision, request)
    return Outcome(decided: response.decided, status: response.review?.status ?? .unspecified)
  }
}
