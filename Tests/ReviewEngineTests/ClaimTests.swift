import Countersign
import ReviewCore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("A claim", .timeLimit(.minutes(2)))
struct ClaimTests {
  private static func claim(_ reviewer: String, _ role: String = "Senior Analyst") -> ReviewCommand.Claim {
    ReviewCommand.Claim(reviewerID: reviewer, reviewerRole: role)
  }

  // domain.md §4 Claims, §4 Claim token.
  @Test("is recorded, fences its holder, and lapses by a timer (domain.md §4, Claims)")
  func lapses() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.engine.submit(.investment(8_000_000))
    let claimed = try await bench.engine.claimReview(Self.claim("jane"), of: review.auditID).review.state
    #expect(claimed.status == .inReview && claimed.claim?.reviewerID == "jane" && claimed.claimToken == 1)
    let other = await bench.engine.refusal {
      _ = try await $0.submitReview(.by("joe", "Senior Analyst"), of: review.auditID)
    }
    #expect(other?.reason == .claimedByOther)
    bench.clock.advance(seconds: 15 * 60)
    try await bench.fireTimer()
    let lapsed = try await bench.engine.review(review.auditID).state
    #expect(lapsed.status == .pending && lapsed.claim == nil)
    #expect(
      try await bench.store.eventTypes(of: review.auditID) == [
        "query.submitted", "review.claimed", "review.claim_expired",
      ])
    var late = ReviewCommand.SubmitReview.by("jane", "Senior Analyst")
    late.claimToken = 1
    let lost = await bench.engine.refusal { [late] in _ = try await $0.submitReview(late, of: review.auditID) }
    #expect(lost?.reason == .claimLost)
    await bench.stop()
  }

  @Test("that two race for is won by one; the other is told to read again, and who comes later who has it")
  func race() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.engine.submit(.investment(8_000_000))
    let refusals = await withTaskGroup(of: Refusal?.self) { group in
      for number in 0..<20 {
        group.addTask {
          await bench.engine.refusal { _ = try await $0.claimReview(Self.claim("r\(number)"), of: review.auditID) }
        }
      }
      return await group.reduce(into: [Refusal?]()) { $0.append($1) }
    }
    #expect(refusals.count { $0 == nil } == 1)
    let reasons = Set(refusals.compactMap { $0?.reason })
    #expect(reasons.isSubset(of: [.versionMismatch, .claimedByOther]))
    let late = await bench.engine.refusal { _ = try await $0.claimReview(Self.claim("late"), of: review.auditID) }
    #expect(late?.reason == .claimedByOther && late?.metadata.map(\.key) == ["claimed_by", "claim_expires_at"])
    await bench.stop()
  }

  @Test("of a role's most urgent review takes the next one each time, and none that the reviewer may not decide")
  func mostUrgent() async throws {
    let bench = try await Bench.memory()
    var later: [AuditID] = []
    for number in 0..<4 {
      later.append(try await bench.engine.submit(.investment(8_000_000, user: "user-\(number)")).auditID)
      bench.clock.advance(seconds: 60)
    }
    func next(_ reviewer: String) async throws -> AuditID {
      try await bench.engine.claimReview(Self.claim(reviewer), of: nil).review.state.auditID
    }
    // The most urgent one is this person's own.
    #expect(try await next("user-0") == later[1])
    #expect(try await next("jane") == later[0])
    async let both = [next("joe"), next("kim")]
    #expect(Set(try await both) == [later[2], later[3]])
    let none = await bench.engine.refusal { _ = try await $0.claimReview(Self.claim("lee"), of: nil) }
    #expect(none?.reason == .notFound)
    let identified = try await bench.engine.submit(.investment(8_000_000))
    let first = try await bench.engine.claimReview(Self.claim("lee"), of: nil, requestID: "c")
    let again = try await bench.engine.claimReview(Self.claim("lee"), of: nil, requestID: "c")
    #expect(first.review.state.auditID == identified.auditID && again.isDeduplicated)
    #expect(again.review.state.auditID == identified.auditID && again.review.state.claimToken == 1)
    await bench.stop()
  }

  @Test("is found by the filter, and again after a restart")
  func found() async throws {
    let file = TemporaryFile()
    var bench = try await Bench(SQLiteStore.open(location: file.location, origin: "test"))
    let review = try await bench.engine.submit(.investment(8_000_000))
    _ = try await bench.engine.submit(.investment(8_000_000, user: "other"))
    _ = try await bench.engine.claimReview(Self.claim("jane"), of: review.auditID)
    await bench.stop()
    await bench.store.close()
    bench = try await Bench(SQLiteStore.open(location: file.location, origin: "test"))
    var filter = ReviewFilter()
    filter.claimedBy = ["jane"]
    let page = try await bench.engine.pendingReviews(matching: filter, after: nil, count: 10)
    #expect(page.reviews.map(\.state.auditID) == [review.auditID] && page.totalCount == 1)
    #expect(bench.engine.status().queues.first { $0.role == "Senior Analyst" }?.claimed == 1)
    await bench.stop()
  }
}

@Suite("A question to the requester", .timeLimit(.minutes(2)))
struct InformationTests {
  private static let question = ReviewCommand.RequestInformation(
    reviewerID: "jane", reviewerRole: "Senior Analyst", question: "Which book?")

  @Test("stops the clock, wakes who waits for a decision, and its answer goes on (domain.md §4)")
  func answered() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.engine.submit(.investment(8_000_000))
    async let waiting = bench.engine.waitForDecision(of: review.auditID, afterVersion: 0, until: nil)
    let asked = try await bench.engine.requestInformation(Self.question, of: review.auditID).review
    #expect(asked.state.status == .awaitingInformation && asked.informationRequests.first?.question == "Which book?")
    #expect(try await waiting.review.state.status == .awaitingInformation)
    bench.clock.advance(hours: 10)
    await bench.settle()
    let answer = ReviewCommand.ProvideInformation(userID: "trading-bot", answer: "The third.")
    let answered = try await bench.engine.provideInformation(answer, of: review.auditID).review
    #expect(answered.state.status == .pending && answered.informationRequests.first?.answer == "The third.")
    #expect(answered.state.deadline == review.deadline.advanced(byMicroseconds: 36_000_000_000))
    #expect(
      try await bench.store.eventTypes(of: review.auditID) == [
        "query.submitted", "review.information_requested", "review.information_provided",
      ])
    await bench.stop()
  }

  // domain.md §5 Most urgent first.
  @Test("keeps its place in the queue by what is left of its clock (domain.md §5, most urgent first)")
  func urgency() async throws {
    let bench = try await Bench.memory()
    let paused = try await bench.engine.submit(.investment(8_000_000, user: "a"))
    bench.clock.advance(hours: 1)
    _ = try await bench.engine.requestInformation(Self.question, of: paused.auditID)
    var order = [paused.auditID]
    for hour in 0..<3 {
      order.append(try await bench.engine.submit(.investment(8_000_000, user: "u\(hour)")).auditID)
      bench.clock.advance(seconds: 1_800)
    }
    // 3 h are left of the paused one; of the others 2.5 h, 3 h and 3.5 h.
    func list(after start: UrgencyKey? = nil) async throws -> [AuditID] {
      let page = try await bench.engine.pendingReviews(matching: ReviewFilter(), after: start, count: 2)
      return try await page.reviews.map(\.state.auditID) + (page.next == nil ? [] : list(after: page.next))
    }
    let ties = [paused.auditID, order[2]].sorted()
    #expect(try await list() == [order[1]] + ties + [order[3]])
    bench.clock.advance(seconds: 1)
    await bench.settle()
    #expect(try await list() == [order[1], order[2], paused.auditID, order[3]])
    await bench.stop()
  }

  @Test("lapses by a timer after 24 hours in all")
  func lapsed() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.engine.submit(.investment(8_000_000))
    _ = try await bench.engine.requestInformation(Self.question, of: review.auditID)
    bench.clock.advance(hours: 24)
    try await bench.fireTimer()
    let lapsed = try await bench.engine.review(review.auditID).state
    #expect(lapsed.status == .pending)
    #expect(lapsed.slaStatus(now: bench.engine.now()).pausedMicroseconds == 86_400_000_000)
    await bench.stop()
  }
}
