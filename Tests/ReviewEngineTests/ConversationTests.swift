import AuditTrail
import Countersign
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("A review, as its callers see it", .timeLimit(.minutes(2)))
struct ConversationTests {
  @Test("is submitted, reviewed and decided, and each step is in the trail")
  func approved() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.engine.submit(.investment(8_000_000))
    #expect(review.status == .pending && review.level == .high && review.reviewerRole == "Senior Analyst")
    let answer = try await bench.engine.submitReview(.by("jane", "Senior Analyst"), of: review.auditID)
    #expect(answer.review.state.status == .approved && !answer.isDeduplicated)
    #expect(answer.review.effectiveActionDigest == review.actionDigest)
    #expect(
      try await bench.store.eventTypes(of: review.auditID) == [
        "query.submitted", "review.opinion_recorded", "review.decided",
      ])
    #expect(await bench.engine.refusal { _ = try await $0.review(AuditID(high: 1, low: 1)) }?.reason == .notFound)
    await bench.stop()
  }

  @Test("of CRITICAL level needs two people, one of them the CFO or above")
  func secondOpinion() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.engine.submit(.investment(12_000_000))
    let first = try await bench.engine.submitReview(.by("hugo", "Head of Trading"), of: review.auditID)
    #expect(first.review.state.status == .inReview)
    let again = await bench.engine.refusal {
      _ = try await $0.submitReview(.by("hugo", "CFO"), of: review.auditID)
    }
    #expect(again?.reason == .duplicateReviewer)
    let second = try await bench.engine.submitReview(.by("carla", "CFO"), of: review.auditID)
    #expect(second.review.state.status == .approved && second.review.opinions.map(\.reviewerID) == ["hugo", "carla"])
    await bench.stop()
  }

  @Test("is decided MODIFIED with the digest of what would be executed")
  func modified() async throws {
    let bench = try await Bench.memory()
    let rag = JSONValue.object([.init("shares", .number(100)), .init("side", .string("buy"))])
    let submitted = try await bench.engine.submitQuery(.investment(4_000_000), ragResponse: rag).review
    let modification = Modification(
      recommendation: "Half of it", transactionAmount: Money(currencyCode: "", amount: Amount(units: 2_000_000)),
      ragResponseJSON: #"{"shares":50,"side":"buy"}"#)
    let answer = try await bench.engine.submitReview(
      .by("jane", "Senior Analyst", .modified, modification: modification), of: submitted.state.auditID)
    #expect(answer.review.state.status == .modified)
    let effective =
      #"{"action_type":"investment_decision","modification":{"rag_response":{"shares":50,"side":"buy"},"#
      + #""recommendation":"Half of it","transaction_amount":{"amount":"2000000","currency_code":"USD"}},"#
      + #""query_text":"Raise the position","rag_response":{"shares":50,"side":"buy"},"#
      + #""transaction_amount":{"amount":"2000000","currency_code":"USD"},"user_id":"trading-bot"}"#
    #expect(
      answer.review.effectiveActionDigest?.bytes == ActionBinding.digest(ofActionJSON: Array(effective.utf8)).bytes)
    let broken = Modification(recommendation: "x", ragResponseJSON: "{")
    let other = try await bench.engine.submit(.investment(4_000_000))
    let refusal = await bench.engine.refusal {
      _ = try await $0.submitReview(
        .by("jane", "Senior Analyst", .modified, modification: broken), of: other.auditID)
    }
    #expect(refusal?.reason == .invalidFields, "a client's mistake is no broken chain")
    await bench.stop()
  }

  @Test("is withdrawn by its requester alone")
  func cancelled() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.engine.submit(.investment(500_000), requestID: "r")
    let other = await bench.engine.refusal {
      _ = try await $0.cancelQuery(.init(userID: "somebody", reason: "no"), of: review.auditID)
    }
    #expect(other?.reason == .identityMismatch)
    let answer = try await bench.engine.cancelQuery(
      .init(userID: "trading-bot", reason: "no longer wanted"), of: review.auditID)
    #expect(answer.review.state.status == .cancelled && answer.review.statusReason == "no longer wanted")
    let late = await bench.engine.refusal {
      _ = try await $0.submitReview(.by("anna", "Analyst"), of: review.auditID)
    }
    #expect(late?.reason == .reviewFinal)
    let repeated = try await bench.engine.submitQuery(.investment(500_000), requestID: "r")
    #expect(repeated.isDeduplicated && repeated.review.state.status == .cancelled, "its request id stays used")
    await bench.stop()
  }

  @Test("replaces an earlier one only when that is final and the same requester's")
  func supersedes() async throws {
    let bench = try await Bench.memory()
    let earlier = try await bench.engine.submit(.investment(500_000))
    func reason(_ user: String, _ auditID: AuditID) async -> Refusal.Reason? {
      await bench.engine.refusal {
        _ = try await $0.submitQuery(.investment(400_000, user: user), supersedes: auditID)
      }?.reason
    }
    #expect(await reason("trading-bot", earlier.auditID) == .wrongStatus)
    #expect(await reason("somebody", earlier.auditID) == .notFound)
    #expect(await reason("trading-bot", AuditID(high: 1, low: 1)) == .notFound)
    // Past its end, although no timer fired.
    bench.clock.advance(hours: 100)
    #expect(await reason("trading-bot", earlier.auditID) == nil)
    let link = try #require(try await bench.store.allEntries().last { $0.eventType == "query.submitted" })
    #expect(try EventDecoding.data(of: link).text("supersedes_audit_id") == earlier.auditID.text)
    await bench.stop()
  }

  @Test("is refused whoever calls when its fields are bad, before anything is recorded")
  func badFields() async throws {
    let bench = try await Bench.memory()
    let before = bench.engine.headSequence
    let review = ReviewCommand.SubmitReview(
      reviewerID: "system", reviewerRole: "Emperor", outcome: .approved, supportingEvidence: Bench.rationale,
      evidence: [Evidence(source: "a", sha256: [1, 2, 3])])
    let refusal = await bench.engine.refusal {
      _ = try await $0.submitReview(review, of: AuditID(high: 1, low: 1))
    }
    #expect(refusal?.fieldViolations.map(\.field) == ["reviewer_id", "reviewer_role", "evidence[0].sha256"])
    #expect(
      await bench.engine.refusal { _ = try await $0.submitQuery(Proposal(queryText: "a\u{0}")) }?.fieldViolations
        .map(\.field) == ["user_id", "query_text"])
    #expect(
      await bench.engine.refusal {
        _ = try await $0.submitQuery(.question(), ragResponse: .object([.init("a", .number(.nan))]))
      }?.reason == .invalidFields)
    #expect(bench.engine.headSequence == before)
    await bench.stop()
  }

  @Test("that is LOW is approved at once where the policy says so, and recorded all the same")
  func automatic() async throws {
    var rules = Bench.policy.policy.rules
    rules.autoApprovedLevels = [.low]
    let policy = EnginePolicy(recording: ReviewPolicy(rules: rules))
    let bench = try await Bench(SQLiteStore.open(location: "memory:"), policy: policy)
    let record = try await bench.engine.submitQuery(.question(), requestID: "a").review
    #expect(record.state.status == .approved && record.state.sequence == bench.engine.headSequence)
    #expect(try await bench.engine.review(record.state.auditID) == record)
    let entries = try await bench.store.entries(of: [record.state.auditID], through: .max)
    #expect(entries.map(\.actor) == ["trading-bot", "system"])
    #expect(try await bench.engine.submitQuery(.question(), requestID: "a").isDeduplicated)
    await bench.stop()
  }

  @Test("is answered to who waits for it, at its end or at the next version")
  func waiting() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.engine.submit(.investment(12_000_000))
    async let next = bench.engine.waitForDecision(of: review.auditID, afterVersion: 1, until: nil)
    async let decided = bench.engine.waitForDecision(of: review.auditID, afterVersion: 0, until: nil)
    _ = try await bench.engine.submitReview(.by("hugo", "Head of Trading"), of: review.auditID)
    #expect(try await next.review.state.version == 2)
    _ = try await bench.engine.submitReview(.by("carla", "CFO"), of: review.auditID)
    #expect(try await decided.review.state.status == .approved)
    let other = try await bench.engine.submit(.investment(12_000_000))
    let until = bench.clock.now().advanced(byMicroseconds: 1_000_000)
    async let due = bench.engine.waitForDecision(of: other.auditID, afterVersion: 0, until: until)
    bench.clock.advance(seconds: 1)
    bench.engine.moveClocks()
    #expect(try await due.review.state.status == .pending)
    let cancelled = Task { try await bench.engine.waitForDecision(of: other.auditID, afterVersion: 0, until: nil) }
    cancelled.cancel()
    #expect(try await cancelled.value.review.state.status == .pending)
    async let ended = bench.engine.waitForDecision(of: other.auditID, afterVersion: 0, until: nil)
    bench.engine.endStreams()
    #expect(try await ended.review.state.status == .pending)
    #expect(bench.engine.view.withLock { $0.waiters.count } == 0, "nobody is kept")
    await bench.stop()
  }
}
