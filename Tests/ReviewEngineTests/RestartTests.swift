import AuditTrail
import Countersign
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("After a restart", .timeLimit(.minutes(2)))
struct RestartTests {
  /// Some of everything that a review can come to.
  private func fill(_ bench: Bench) async throws {
    let engine = bench.engine
    let approved = try await engine.submit(.investment(8_000_000), requestID: "approved")
    _ = try await engine.submitReview(.by("jane", "Senior Analyst"), of: approved.auditID, requestID: "ok")
    _ = try await engine.authorizeExecution(.by("bot", of: approved), of: approved.auditID, requestID: "permit")
    let flagged = try await engine.submit(.investment(8_000_000))
    _ = try await engine.submitReview(
      .by("jane", "Senior Analyst", flags: [.uncertain]), of: flagged.auditID, requestID: "flag")
    _ = try await engine.submit(.investment(12_000_000), requestID: "waiting")
    let half = try await engine.submit(.investment(12_000_000))
    _ = try await engine.submitReview(.by("hugo", "Head of Trading"), of: half.auditID)
    let moved = try await engine.submit(.investment(500_000))
    _ = try await engine.escalateReview(
      .init(reviewerID: "anna", reviewerRole: "Analyst", reason: "above me"), of: moved.auditID, requestID: "up")
    let cancelled = try await engine.submit(.investment(500_000))
    _ = try await engine.cancelQuery(
      .init(userID: "trading-bot", reason: "no"), of: cancelled.auditID, requestID: "no")
    bench.clock.advance(minutes: 100)
    await bench.settle()
    _ = try await engine.submit(.question())
    bench.clock.advance(minutes: 100)
    await bench.settle()
  }

  // domain.md §6 Append-only.
  @Test("the same reviews wait with the same clocks, versions and request ids")
  func sameState() async throws {
    let file = TemporaryFile()
    let clock = ManualClock()
    let first = try await Bench(SQLiteStore.open(location: file.location), clock: clock)
    try await fill(first)
    var model = ChainModel(origin: first.store.origin)
    try await model.expectMatches(first)
    await first.stop()
    await first.store.close()

    let second = try await Bench(SQLiteStore.open(location: file.location), clock: clock)
    try await model.expectMatches(second)
    let sequence = second.engine.headSequence
    second.engine.moveClocks()
    await second.settle()
    #expect(second.engine.headSequence == sequence, "no warning or breach is written again")
    #expect(try await second.engine.submitQuery(.investment(8_000_000), requestID: "approved").isDeduplicated)
    #expect(
      await second.engine.refusal { _ = try await $0.submitQuery(.investment(1), requestID: "waiting") }?.reason
        == .requestIDReused)
    #expect(second.engine.headSequence == sequence)
    #expect(try await second.engine.verifyAuditTrail(from: 0, through: 0).chain.isValid)
    second.clock.advance(hours: 3)
    await second.settle()
    try await model.expectMatches(second)
    await second.stop()
    await second.store.close()
  }

  @Test("a record told live is the record folded from the chain")
  func sameRecords() async throws {
    let bench = try await Bench.memory()
    let rag = JSONValue.object([.init("a", .array([.number(1), .string("é\u{1F600}")]))])
    var proposal = Proposal.investment(8_000_000)
    proposal.labels = [.init(key: "z", value: "1"), .init(key: "a", value: "2")]
    proposal.origin = Proposal.Origin()
    proposal.modelConfidence = 0.1
    proposal.transactionAmount?.currencyCode = ""
    let live = try await bench.engine.submitQuery(proposal, ragResponse: rag, requestID: "r").review
    #expect(try await bench.engine.review(live.state.auditID) == live)
    await bench.stop()
  }

  @Test("what the store keeps beside the chain is what the chain says")
  func projections() async throws {
    let bench = try await Bench.memory()
    try await fill(bench)
    var model = ChainModel(origin: bench.store.origin)
    try await model.read(bench.store, through: bench.engine.headSequence)
    let waiting = try await bench.store.waitingReviews(after: nil, limit: 100)
    let unsettled = model.fold.records.filter { $0.value.state.isUnsettled }.keys.sorted()
    #expect(waiting == unsettled && waiting.count > model.waiting.count)
    let states = model.fold.records.mapValues { ReviewProjection($0.state, isNew: false) }
    #expect(
      try await bench.store.reviews(matching: ReviewSearch(), before: nil, limit: 100) == states.keys.sorted(by: >))
    for projection in states.values {
      var search = ReviewSearch()
      search.statuses = [projection.status]
      search.userIDs = [projection.userID]
      search.domains = [projection.domain]
      search.actionTypes = [projection.actionType]
      search.reviewerRoles = [projection.reviewerRole]
      search.actionDigest = projection.actionDigest
      let found = try await bench.store.reviews(matching: search, before: nil, limit: 100)
      let expected = states.values.filter { other in
        other.status == projection.status && other.reviewerRole == projection.reviewerRole
          && other.actionDigest == projection.actionDigest && other.domain == projection.domain
      }
      #expect(found == expected.map(\.auditID).sorted(by: >))
    }
    try await expectRequests(bench)
    await bench.stop()
  }

  /// Every request id of the chain is in the store with its digest, review and sequence.
  private func expectRequests(_ bench: Bench) async throws {
    var count = 0
    for entry in try await bench.store.allEntries() {
      let data = try EventDecoding.data(of: entry)
      guard let auditID = AuditID(text: entry.auditID), case .string(let id)? = data.present("request_id"),
        let method = Self.methods[entry.eventType]
      else { continue }
      var writer = CanonicalJSONWriter()
      writer.array([method, "", entry.actor, id])
      let key = RequestKey(digest: SHA256.hash(writer.bytes))
      let record = RequestRecord(
        key: key, requestDigest: try #require(SHA256Digest(try data.bytes("request_digest"))), auditID: auditID,
        sequence: entry.sequence)
      #expect(try await bench.store.requests([key]) == [record])
      count += 1
    }
    #expect(count == 7)
  }

  private static let methods = [
    "query.submitted": "SubmitQuery", "review.opinion_recorded": "SubmitReview",
    "review.escalated": "EscalateReview", "query.cancelled": "CancelQuery",
    "execution.authorized": "AuthorizeExecution",
  ]

  // domain.md §4 Policy at a start.
  @Test("on another policy is refused unless the system may activate it")
  func otherPolicy() async throws {
    let store = try SQLiteStore.open(location: "memory:")
    let first = try await Bench(store)
    let waiting = try await first.engine.submit(.investment(8_000_000))
    await first.stop()
    var rules = Bench.policy.policy.rules
    rules.expireAfterMicroseconds *= 2
    let other = EnginePolicy(recording: ReviewPolicy(rules: rules))
    let refused = ReviewEngine(
      store: store, policy: other, readPolicy: EnginePolicy.read(canonicalJSON:), clock: first.clock)
    await #expect(throws: EngineStartError.self) { try await refused.start(softwareVersion: "test") }
    let second = try await Bench(store, clock: first.clock, policy: other)
    #expect(second.engine.status().policyVersion == other.policy.version)
    #expect(try await second.engine.review(waiting.auditID).state.policy.version == Bench.policy.policy.version)
    #expect(try await second.engine.submit(.investment(8_000_000)).policy.version == other.policy.version)
    await second.stop()
  }

  @Test("who waited for the service's health before the start still hears of it")
  func waitersStay() async throws {
    let store = FaultStore(try SQLiteStore.open(location: "memory:"))
    let engine = ReviewEngine(
      store: store, policy: Bench.policy, readPolicy: EnginePolicy.read(canonicalJSON:), clock: ManualClock(),
      limits: .still)
    async let told: Void = engine.waitForServing(otherThan: true)
    while engine.view.withLock({ $0.waiters.count }) == 0 { await Task.yield() }
    try await engine.start(softwareVersion: "test")
    #expect(engine.view.withLock { $0.waiters.count } == 1)
    engine.stop()
    try await told
    await engine.run()
  }
}
