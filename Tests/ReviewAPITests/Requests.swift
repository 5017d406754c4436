import Messages
import MessagesBase

@testable import ReviewAPI

typealias ReviewMethods = CountersignV1.ReviewServiceMethods
typealias AuditMethods = CountersignV1.AuditServiceMethods
typealias AdminMethods = CountersignV1.AdminServiceMethods

let longEvidence = "The collateral covers the exposure twice; see the margin report of Monday, page four."

/// Requests that are good, for a test to spoil.
extension Arena {
  static func make<Message: ArenaMessage>(_ fill: (Message) -> Void = { _ in }) -> Message {
    let message = Message(in: Arena())
    fill(message)
    return message
  }

  /// HIGH risk, Senior Analyst, one opinion.
  static func query(
    units: Int64 = 8_000_000, user: String = "trader-1", _ change: (CountersignV1.SubmitQueryRequest) -> Void = { _ in }
  ) -> CountersignV1.SubmitQueryRequest {
    make { request in
      request.userID = user
      request.queryText = "Raise the swap position"
      request.actionType = "investment_decision"
      request.mutableTransactionAmount.units = units
      change(request)
    }
  }

  static func opinion(
    _ auditID: String, _ outcome: CountersignV1.DecisionOutcome = .approved, by reviewer: String = "jane",
    role: String = "Senior Analyst", _ change: (CountersignV1.SubmitReviewRequest) -> Void = { _ in }
  ) -> CountersignV1.SubmitReviewRequest {
    make { request in
      request.auditID = auditID
      request.reviewerID = reviewer
      request.reviewerRole = role
      request.decisionOutcome = outcome
      request.supportingEvidence = longEvidence
      change(request)
    }
  }
}

extension ServiceUnderTest {
  func submit(
    units: Int64 = 8_000_000, _ change: (CountersignV1.SubmitQueryRequest) -> Void = { _ in }
  ) async throws -> CountersignV1.SubmitQueryResponse {
    try await call(ReviewMethods.submitQuery, Arena.query(units: units, change))
  }

  func submitted(units: Int64 = 8_000_000) async throws -> String { try await submit(units: units).review!.auditID }

  func review(_ request: CountersignV1.SubmitReviewRequest) async throws -> CountersignV1.SubmitReviewResponse {
    try await call(ReviewMethods.submitReview, request)
  }

  func read(_ auditID: String) async throws -> CountersignV1.Review {
    let request: CountersignV1.GetReviewRequest = Arena.make { $0.auditID = auditID }
    let response: CountersignV1.GetReviewResponse = try await call(ReviewMethods.getReview, request)
    return response.review!
  }
}
