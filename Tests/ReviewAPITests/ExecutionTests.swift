import AuditTrail
import Messages
import MessagesBase
import RPCCore
import Testing

@testable import ReviewAPI

@Suite("Executions over the wire (domain.md §4, Execution)")
struct ExecutionTests {
  typealias Authorize = CountersignV1.AuthorizeExecutionRequest
  typealias Report = CountersignV1.ReportExecutionRequest
  typealias Reconcile = CountersignV1.ReconcileExecutionRequest

  static func wish(_ review: CountersignV1.Review, _ change: (Authorize) -> Void = { _ in }) -> Authorize {
    Arena.make { request in
      request.requestID = "p-1"
      request.auditID = review.auditID
      request.executorID = "settlement"
      request.actionDigest = review.effectiveActionDigest
      request.mutableAmount.units = 8_000_000
      change(request)
    }
  }

  static func report(
    _ auditID: String, _ permitID: String, _ state: CountersignV1.Execution.State,
    _ change: (Report) -> Void = { _ in }
  ) -> Report {
    Arena.make { request in
      request.auditID = auditID
      request.executorID = "settlement"
      request.permitID = permitID
      request.state = state
      change(request)
    }
  }

  private static func approved(_ service: ServiceUnderTest) async throws -> CountersignV1.Review {
    let auditID = try await service.submitted()
    return try #require(try await service.review(Arena.opinion(auditID)).review)
  }

  private static func permitted(
    _ service: ServiceUnderTest
  ) async throws -> (CountersignV1.Review, CountersignV1.ExecutionPermit) {
    let review = try await approved(service)
    let answer: CountersignV1.AuthorizeExecutionResponse = try await service.call(
      ReviewMethods.authorizeExecution, wish(review))
    return (review, try #require(answer.permit))
  }

  @Test("a permit is issued, reported on, and shown with its review")
  func life() async throws {
    try await ServiceUnderTest.run { service in
      let (review, permit) = try await Self.permitted(service)
      let statement = try PermitStatement(parsing: Array(permit.statement.utf8))
      #expect(permit.signature.count == 64 && permit.keyID.utf8.count == 16)
      #expect(statement.permitID == permit.permitID && statement.actionDigest.bytes == review.effectiveActionDigest)
      #expect(statement.expiresAtMicroseconds == permit.expiresAt?.unixMicroseconds)
      let held = try #require(try await service.read(review.auditID).execution)
      #expect(held.state == .authorized && held.executorID == "settlement" && held.permitID == permit.permitID)
      #expect(held.permitExpiresAt?.unixMicroseconds == permit.expiresAt?.unixMicroseconds)
      let again: CountersignV1.AuthorizeExecutionResponse = try await service.call(
        ReviewMethods.authorizeExecution, Self.wish(review))
      #expect(try again.permit?.sealed() == permit.sealed(), "byte for byte")
      service.clock.advance(seconds: 10)
      let done: CountersignV1.ReportExecutionResponse = try await service.call(
        ReviewMethods.reportExecution,
        Self.report(review.auditID, permit.permitID, .executed) { request in
          request.reference = "T-77"
          request.detail = "filled"
          request.mutableExecutedAmount.units = 7_999_999
          request.mutableExecutedAt.seconds = 1_767_603_605
        })
      let execution = try #require(done.review?.execution)
      #expect(execution.state == .executed && execution.reference == "T-77" && execution.detail == "filled")
      #expect(execution.executedAmount?.units == 7_999_999 && execution.executedAmount?.currencyCode == "USD")
      #expect(execution.executedAt?.seconds == 1_767_603_605 && execution.reconciledBy.isEmpty)
      #expect(execution.updatedAt?.unixMicroseconds == service.clock.now().unixMicroseconds)
      #expect(done.review?.version == review.version + 2)
    }
  }

  @Test("an unknown outcome is reconciled, and counted in GetServiceStatus until then")
  func reconcile() async throws {
    try await ServiceUnderTest.run { service in
      let (review, permit) = try await Self.permitted(service)
      func component() async throws -> CountersignV1.ComponentStatus? {
        let status: CountersignV1.GetServiceStatusResponse = try await service.call(
          AdminMethods.getServiceStatus, Arena.make { (_: CountersignV1.GetServiceStatusRequest) in })
        return status.components.first { $0.name == "execution" }
      }
      #expect(try await component()?.detail == "permits out: 1; outcomes unknown: 0")
      let _: CountersignV1.ReportExecutionResponse = try await service.call(
        ReviewMethods.reportExecution, Self.report(review.auditID, permit.permitID, .outcomeUnknown))
      #expect(try await component()?.state == .degraded)
      let settled: CountersignV1.ReconcileExecutionResponse = try await service.call(
        ReviewMethods.reconcileExecution,
        Arena.make { (request: Reconcile) in
          request.auditID = review.auditID
          request.reconcilerID = "rita"
          request.state = .notExecuted
          request.justification = "the bank has no such transfer"
        })
      #expect(settled.review?.execution?.state == .notExecuted)
      #expect(settled.review?.execution?.reconciledBy == "rita")
      #expect(settled.review?.execution?.detail == "the bank has no such transfer")
      #expect(try await component()?.state == .ready)
    }
  }

  @Test("engaging a kill switch names the permits that are out")
  func outstanding() async throws {
    try await ServiceUnderTest.run { service in
      let (review, permit) = try await Self.permitted(service)
      let engaged: CountersignV1.EngageKillSwitchResponse = try await service.call(
        AdminMethods.engageKillSwitch,
        Arena.make { (request: CountersignV1.EngageKillSwitchRequest) in
          request.mutableScope.executorID = "settlement"
          request.reason = "halt"
        })
      let out = try #require(engaged.outstandingPermits.first)
      #expect(engaged.outstandingPermits.count == 1 && out.permitID == permit.permitID)
      #expect(out.auditID == review.auditID && out.executorID == "settlement")
      #expect(out.expiresAt?.unixMicroseconds == permit.expiresAt?.unixMicroseconds)
      let other = try await Self.approved(service)
      let refused = try await service.refusal(ReviewMethods.authorizeExecution, Self.wish(other) { $0.requestID = "2" })
      #expect(refused.code == .failedPrecondition && refused.reason == "KILL_SWITCH_ENGAGED")
      #expect(refused.metadata["kill_switch_ids"] == engaged.killSwitch?.killSwitchID)
    }
  }

  @Test("refusals carry their reason, and change nothing")
  func refusals() async throws {
    try await ServiceUnderTest.run { service in
      let pending = try await service.read(try await service.submitted())
      let early = try await service.refusal(
        ReviewMethods.authorizeExecution, Self.wish(pending) { $0.actionDigest = pending.actionDigest })
      #expect(early.code == .failedPrecondition && early.reason == "WRONG_STATUS")
      let review = try await Self.approved(service)
      let wrong = try await service.refusal(
        ReviewMethods.authorizeExecution, Self.wish(review) { $0.actionDigest = [UInt8](repeating: 1, count: 32) })
      #expect(wrong.code == .aborted && wrong.reason == "DIGEST_MISMATCH")
      let own = try await service.refusal(
        ReviewMethods.authorizeExecution, Self.wish(review) { $0.executorID = "jane" })
      #expect(own.code == .permissionDenied && own.reason == "SEPARATION_OF_DUTIES")
      #expect(own.metadata["duties"] == "review, execute")
      let missing = try await service.refusal(
        ReviewMethods.authorizeExecution,
        Self.wish(review) { $0.auditID = "019326b4-0000-7000-8000-000000000000" })
      #expect(missing.code == .notFound)
      #expect(try await service.read(review.auditID).version == review.version)
      service.clock.advance(seconds: 24 * 3600)
      let late = try await service.refusal(ReviewMethods.authorizeExecution, Self.wish(review))
      #expect(late.code == .failedPrecondition && late.reason == "APPROVAL_LAPSED")
    }
  }

  static let authorizations: [BadField<Authorize>] = [
    BadField("no request_id", ["request_id"]) { $0.requestID = "" },
    BadField("a long request_id", ["request_id"]) { $0.requestID = String(repeating: "r", count: 129) },
    BadField("no executor", ["executor_id"]) { $0.executorID = "" },
    BadField("the service's own name", ["executor_id"]) { $0.executorID = "system" },
    BadField("no audit_id", ["audit_id"]) { $0.auditID = "" },
    BadField("no digest", ["action_digest"]) { $0.actionDigest = [] },
    BadField("half a digest", ["action_digest"]) { $0.actionDigest = [UInt8](repeating: 0, count: 16) },
    BadField("a negative amount", ["amount.units"]) { $0.mutableAmount.units = -1 },
    BadField("no amount", ["amount"]) { $0.amount = nil },
    BadField("too much", ["amount"]) { $0.mutableAmount.units = 8_000_001 },
    BadField("a lifetime of nothing", ["lifetime"]) { _ = $0.mutableLifetime },
    BadField("a negative lifetime", ["lifetime"]) { $0.mutableLifetime.seconds = -1 },
    BadField("more than an hour", ["lifetime"]) { $0.mutableLifetime.seconds = 3_601 },
    BadField("everything", ["audit_id", "action_digest", "request_id", "executor_id", "lifetime", "amount.nanos"]) {
      $0.requestID = ""
      $0.auditID = ""
      $0.executorID = "a b"
      $0.actionDigest = []
      _ = $0.mutableLifetime
      $0.mutableAmount.nanos = 1_000_000_000
    },
  ]

  static let reports: [BadField<Report>] = [
    BadField("no executor", ["executor_id"]) { $0.executorID = "" },
    BadField("no permit", ["permit_id"]) { $0.permitID = "" },
    BadField("no state", ["state"]) { $0.state = .unspecified },
    BadField("AUTHORIZED", ["state"]) { $0.state = .authorized },
    BadField("a state of the future", ["state"]) { $0.state = .unrecognized(9) },
    BadField("no amount", ["executed_amount"]) { $0.executedAmount = nil },
    BadField("more than permitted", ["executed_amount"]) { $0.mutableExecutedAmount.units = 8_000_001 },
    BadField("a bad time", ["executed_at"]) { $0.mutableExecutedAt.nanos = -1 },
    BadField("a long reference", ["reference"]) { $0.reference = String(repeating: "r", count: 257) },
    BadField("a long detail", ["detail"]) { $0.detail = String(repeating: "d", count: 2_049) },
    BadField("everything", ["audit_id", "executor_id", "state", "permit_id"]) {
      $0.auditID = ""
      $0.executorID = "anonymous"
      $0.state = .unspecified
      $0.permitID = ""
    },
  ]

  static let reconciliations: [BadField<Reconcile>] = [
    BadField("no reconciler", ["reconciler_id"]) { $0.reconcilerID = "" },
    BadField("FAILED", ["state"]) { $0.state = .failed },
    BadField("no justification", ["justification"]) { $0.justification = " " },
    BadField("everything", ["audit_id", "reconciler_id", "state", "reference", "justification"]) {
      $0.auditID = ""
      $0.reconcilerID = ""
      $0.state = .outcomeUnknown
      $0.reference = String(repeating: "r", count: 257)
      $0.justification = ""
    },
  ]

  @Test("bad fields of AuthorizeExecution", arguments: authorizations)
  func badAuthorization(_ bad: BadField<Authorize>) async throws {
    try await ServiceUnderTest.run { service in
      let review = try await Self.approved(service)
      let refused = try await service.refusal(ReviewMethods.authorizeExecution, Self.wish(review, bad.spoil))
      #expect(refused.code == .invalidArgument && refused.fields == bad.fields, "\(refused)")
      #expect(try await service.read(review.auditID).version == review.version)
    }
  }

  @Test("bad fields of ReportExecution", arguments: reports)
  func badReport(_ bad: BadField<Report>) async throws {
    try await ServiceUnderTest.run { service in
      let (review, permit) = try await Self.permitted(service)
      let report = Self.report(review.auditID, permit.permitID, .executed) { request in
        request.mutableExecutedAmount.units = 1
        bad.spoil(request)
      }
      let refused = try await service.refusal(ReviewMethods.reportExecution, report)
      #expect(refused.code == .invalidArgument && refused.fields == bad.fields, "\(refused)")
    }
  }

  @Test("bad fields of ReconcileExecution", arguments: reconciliations)
  func badReconciliation(_ bad: BadField<Reconcile>) async throws {
    try await ServiceUnderTest.run { service in
      let (review, permit) = try await Self.permitted(service)
      let _: CountersignV1.ReportExecutionResponse = try await service.call(
        ReviewMethods.reportExecution, Self.report(review.auditID, permit.permitID, .outcomeUnknown))
      let request: Reconcile = Arena.make { request in
        request.auditID = review.auditID
        request.reconcilerID = "rita"
        request.state = .executed
        request.justification = "looked"
        bad.spoil(request)
      }
      let refused = try await service.refusal(ReviewMethods.reconcileExecution, request)
      #expect(refused.code == .invalidArgument && refused.fields == bad.fields, "\(refused)")
    }
  }
}
