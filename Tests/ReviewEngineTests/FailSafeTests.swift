import AuditTrail
import Countersign
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

/// domain.md §7, as far as the engine goes; the rows that other suites show are named there.
@Suite("What fails ends in the safe state", .timeLimit(.minutes(2)))
struct FailSafeTests {
  /// Names a role at such length that the move to it fits into no entry, although the submission does.
  private static let policyWithAnError: EnginePolicy = {
    var rules = Bench.policy.policy.rules
    let endless = String(repeating: "x", count: 17_000)
    rules.roles.insert(PolicyRules.Role(name: endless, limit: nil), at: 2)
    for index in rules.routes.indices where rules.routes[index].level == .medium {
      rules.routes[index].path = ["Analyst", endless, "Head of Trading"]
    }
    return EnginePolicy(recording: ReviewPolicy(rules: rules))
  }()

  // domain.md §7 Workflow error.
  @Test("an error inside the workflow blocks, calls an operator, and only the highest role overrides, saying why")
  func workflowError() async throws {
    let bench = try await Bench(
      SQLiteStore.open(location: "memory:"), policy: Self.policyWithAnError)
    let review = try await bench.engine.submit(.investment(500_000))
    bench.clock.advance(hours: 9)
    bench.engine.moveClocks()
    await bench.settle()
    #expect(
      try await bench.store.eventTypes(of: review.auditID)
        == ["query.submitted", "review.sla_warning", "review.blocked"])
    #expect(bench.reports.all == ["blocked \(review.auditID.text)"], "an operator is called once")
    let blocked = try await bench.engine.review(review.auditID)
    #expect(blocked.state.status == .blocked && blocked.statusReason.contains("error inside the workflow"))
    let opinion = await bench.engine.refusal { _ = try await $0.submitReview(.by("al", "Analyst"), of: review.auditID) }
    #expect(opinion?.reason == .wrongStatus)
    func override(_ role: String, characters: Int) -> ReviewCommand.Override {
      ReviewCommand.Override(
        reviewerID: "bea", reviewerRole: role, justification: String(repeating: "y", count: characters))
    }
    let short = await bench.engine.refusal {
      _ = try await $0.overrideReview(override("Board Committee", characters: 49), of: review.auditID)
    }
    #expect(short?.reason == .evidenceTooShort)
    let low = await bench.engine.refusal {
      _ = try await $0.overrideReview(override("CFO", characters: 50), of: review.auditID)
    }
    #expect(low?.reason == .roleInsufficient)
    let answer = try await bench.engine.overrideReview(override("Board Committee", characters: 50), of: review.auditID)
    #expect(answer.review.state.status == .pending, "it never approves")
    #expect(answer.review.state.deadline == bench.clock.now().advanced(byMicroseconds: 8 * 3_600_000_000))
    await bench.stop()
  }
}
