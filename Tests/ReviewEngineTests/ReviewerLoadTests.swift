import Countersign
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("What reviewers do, and how much of it they may", .timeLimit(.minutes(2)))
struct ReviewerLoadTests {
  static func policy(_ limits: ReviewerLimits?) -> EnginePolicy {
    var rules = PolicyDocument.builtIn().rules
    rules.periods.aggregateWindowMicroseconds = 0
    rules.reviewerLimits = limits
    return EnginePolicy(recording: ReviewPolicy(rules: rules))
  }

  private func bench(_ limits: ReviewerLimits?, _ location: String = "memory:") async throws -> Bench {
    try await Bench(SQLiteStore.open(location: location, origin: "test"), policy: Self.policy(limits))
  }

  private func hire(_ bench: Bench, _ reviewer: Reviewer) async throws {
    _ = try await bench.engine.upsertReviewer(reviewer, expectedVersion: 0, reason: "hired")
  }

  private func decide(
    _ bench: Bench, _ who: String, _ outcome: DecisionOutcome = .approved, role: String = "Senior Analyst"
  ) async -> Refusal? {
    await bench.engine.refusal { engine in
      let review = try await engine.submit(.investment(2_000_000))
      _ = try await engine.submitReview(.by(who, role, outcome), of: review.auditID)
    }
  }

  private func load(_ bench: Bench, _ who: String) throws -> ReviewerLoad {
    let page = bench.engine.reviewers(role: "", skill: "", after: nil, count: 99).page
    return try #require(page.first { $0.reviewer.reviewerID == who })
  }

  @Test(
    "the daily limit is a person's, with every account, until 00:00 UTC; claims need it, too (domain.md §8, limits)")
  func daily() async throws {
    let bench = try await bench(ReviewerLimits(dailyReviews: 2))
    try await hire(bench, Reviewer(reviewerID: "ann", roles: ["Senior Analyst"], personID: "p"))
    try await hire(bench, Reviewer(reviewerID: "anna", roles: ["Senior Analyst"], personID: "p"))
    try await hire(bench, Reviewer(reviewerID: "art", roles: ["Senior Analyst"]))
    bench.clock.advance(hours: 23)
    #expect(await decide(bench, "ann") == nil)
    #expect(await decide(bench, "anna") == nil)
    let refusal = await decide(bench, "ann")
    #expect(refusal?.reason == .limitReached && refusal?.retryAfterMicroseconds == 3_600_000_000)
    let waiting = try await bench.engine.submit(.investment(2_000_000))
    let claim = ReviewCommand.Claim(reviewerID: "anna", reviewerRole: "Senior Analyst")
    #expect(
      await bench.engine.refusal { _ = try await $0.claimReview(claim, of: waiting.auditID) }?.reason == .limitReached)
    #expect(await decide(bench, "art") == nil)
    #expect(try load(bench, "anna").decidedToday == 2)
    #expect(try load(bench, "anna").limitedUntil != nil)
    bench.clock.advance(hours: 1)
    #expect(await decide(bench, "ann") == nil)
    #expect(try load(bench, "ann").decidedToday == 1)
    await bench.stop()
  }

  @Test("opinions of one batch count for its later commands") func oneBatch() async throws {
    let bench = try await bench(ReviewerLimits(dailyReviews: 3))
    var reviews: [ReviewCase] = []
    for _ in 0..<12 { reviews.append(try await bench.engine.submit(.investment(2_000_000))) }
    let engine = bench.engine
    let refused = await withTaskGroup(of: Bool.self, returning: Int.self) { group in
      for review in reviews {
        group.addTask {
          await engine.refusal { _ = try await $0.submitReview(.by("jane", "Senior Analyst"), of: review.auditID) }?
            .reason == .limitReached
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(refused == 9)
    await bench.stop()
  }

  @Test("a refusal for another reason comes first, and a repeat of a request is answered although the limit is reached")
  func order() async throws {
    let bench = try await bench(ReviewerLimits(dailyReviews: 1))
    let review = try await bench.engine.submit(.investment(2_000_000))
    func approve() async throws -> Bool {
      try await bench.engine.submitReview(.by("jane", "Senior Analyst"), of: review.auditID, requestID: "one")
        .isDeduplicated
    }
    #expect(try await !approve())
    #expect(try await approve(), "the same request")
    let final = await bench.engine.refusal {
      _ = try await $0.submitReview(.by("jane", "Senior Analyst"), of: review.auditID)
    }
    #expect(final?.reason == .reviewFinal)
    await bench.stop()
  }

  @Test("loads are the same after a restart, and on another server over the same store") func restart() async throws {
    let file = TemporaryFile()
    let store = try SQLiteStore.open(location: file.location, origin: "test")
    let clock = ManualClock()
    let limits = ReviewerLimits(
      dailyReviews: 400, rest: .init(afterReviews: 200, lengthMicroseconds: 60_000_000),
      rubberStamp: .init(abovePercent: 50, minimumReviews: 3))
    let policy = Self.policy(limits)
    let first = try await Bench(store, clock: clock, policy: policy)
    let second = try await Bench(store, clock: clock, policy: policy)
    var random = SeededGenerator(seed: 11)
    let people = ["ann", "art", "abe"]
    for who in people { try await hire(first, Reviewer(reviewerID: who, roles: ["Senior Analyst"])) }
    for step in 0..<120 {
      let bench = random.once(in: 3) ? second : first
      let who = random.pick(people)
      let review = try await bench.engine.submit(.investment(2_000_000))
      clock.advance(seconds: Int64.random(in: 1...900, using: &random))
      if random.once(in: 2) {
        _ = try await bench.engine.claimReview(
          .init(reviewerID: who, reviewerRole: "Senior Analyst"), of: review.auditID)
        clock.advance(seconds: Int64.random(in: 1...600, using: &random))
      }
      let outcome: DecisionOutcome = random.once(in: 3) ? .rejected : .approved
      _ = try await bench.engine.submitReview(.by(who, "Senior Analyst", outcome), of: review.auditID)
      if step == 60 { clock.advance(hours: 20) }
    }
    await first.settle()
    await second.settle()
    func told(_ bench: Bench) -> [String] {
      bench.engine.reviewers(role: "", skill: "", after: nil, count: 9).page.map { "\($0)" }
    }
    let running = told(first)
    #expect(told(second) == running)
    #expect(try load(first, "ann").approvalRate > 0.4 && load(first, "ann").medianReviewMicroseconds ?? 0 > 0)
    await first.stop()
    await second.stop()
    let third = try await Bench(store, clock: clock, policy: policy)
    #expect(told(third) == running)
    await third.stop()
    await store.close()
  }

  @Test("the time to an opinion counts from the own claim, or else from the submission") func median() async throws {
    let bench = try await bench(nil)
    try await hire(bench, Reviewer(reviewerID: "ann", roles: ["Senior Analyst"]))
    try await hire(bench, Reviewer(reviewerID: "art", roles: ["Senior Analyst"]))
    let review = try await bench.engine.submit(.investment(2_000_000))
    bench.clock.advance(minutes: 30)
    _ = try await bench.engine.claimReview(.init(reviewerID: "ann", reviewerRole: "Senior Analyst"), of: review.auditID)
    bench.clock.advance(minutes: 5)
    _ = try await bench.engine.submitReview(.by("ann", "Senior Analyst"), of: review.auditID)
    #expect(try load(bench, "ann").medianReviewMicroseconds == 300_000_000)
    let other = try await bench.engine.submit(.investment(2_000_000))
    bench.clock.advance(minutes: 7)
    _ = try await bench.engine.submitReview(.by("art", "Senior Analyst", .rejected), of: other.auditID)
    #expect(try load(bench, "art").medianReviewMicroseconds == 420_000_000)
    #expect(try load(bench, "art").approvalRate == 0 && load(bench, "ann").approvalRate == 1)
    await bench.stop()
  }

  @Test("who approves nearly everything is reported once") func warning() async throws {
    let bench = try await bench(ReviewerLimits(rubberStamp: .init(abovePercent: 90, minimumReviews: 5)))
    try await hire(bench, Reviewer(reviewerID: "ann", roles: ["Senior Analyst"]))
    for _ in 0..<7 { #expect(await decide(bench, "ann") == nil) }
    #expect(bench.reports.all == ["warning ann"])
    #expect(try load(bench, "ann").warnings == ["Approved 7 of the last 7, more than 90 %"])
    await bench.stop()
  }

  @Test("who could decide: role, skill, limit, presence, not the requester; the least work first (domain.md §3, §4)")
  func candidates() async throws {
    let bench = try await bench(ReviewerLimits(dailyReviews: 2))
    for (who, roles) in [
      ("ann", ["Senior Analyst"]), ("art", ["Senior Analyst"]), ("hal", ["Head of Trading"]), ("low", ["Analyst"]),
      ("trading-bot", ["CFO"]),
    ] { try await hire(bench, Reviewer(reviewerID: who, roles: roles, skills: who == "low" ? [] : ["credit"])) }
    try await hire(bench, Reviewer(reviewerID: "gone", roles: ["CFO"], isAbsent: true))
    try await hire(bench, Reviewer(reviewerID: "out", roles: ["CFO"], isDisabled: true))
    let review = try await bench.engine.submit(.investment(2_000_000))
    #expect(bench.engine.candidates(for: review) == ["ann", "art", "hal"])
    let claimed = try await bench.engine.submit(.investment(2_000_000))
    _ = try await bench.engine.claimReview(
      .init(reviewerID: "ann", reviewerRole: "Senior Analyst"), of: claimed.auditID)
    #expect(bench.engine.candidates(for: review) == ["art", "hal", "ann"])
    #expect(await decide(bench, "art") == nil)
    #expect(bench.engine.candidates(for: review) == ["hal", "art", "ann"])
    #expect(await decide(bench, "art") == nil)
    #expect(bench.engine.candidates(for: review) == ["hal", "ann"], "art's day is over")
    let now = try await bench.engine.review(claimed.auditID).state
    #expect(bench.engine.candidates(for: now) == ["ann"], "only who holds the claim")
    var credit = Proposal.investment(60_000_000)
    credit.domain = "credit"
    let large = try await bench.engine.submit(credit)
    #expect(bench.engine.candidates(for: large).isEmpty, "nobody else has no limit")
    let done = try await bench.engine.submit(.question())
    _ = try await bench.engine.cancelQuery(.init(userID: "trading-bot", reason: "x"), of: done.auditID)
    #expect(bench.engine.candidates(for: try await bench.engine.review(done.auditID).state).isEmpty)
    await bench.stop()
  }
}
