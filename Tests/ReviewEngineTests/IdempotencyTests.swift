import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("A repeated request", .timeLimit(.minutes(2)))
struct IdempotencyTests {
  // domain.md §6 Idempotency.
  @Test("answers what the first did, and writes nothing")
  func submitted() async throws {
    let bench = try await Bench.memory()
    let first = try await bench.engine.submitQuery(.investment(8_000_000), requestID: "r")
    let sequence = bench.engine.headSequence
    let second = try await bench.engine.submitQuery(.investment(8_000_000), requestID: "r")
    #expect(!first.isDeduplicated && second.isDeduplicated && second.review == first.review)
    #expect(bench.engine.headSequence == sequence)
    let other = await bench.engine.refusal { _ = try await $0.submitQuery(.investment(8_000_001), requestID: "r") }
    #expect(other?.reason == .requestIDReused)
    #expect(other?.metadata == [.init(key: "audit_id", value: first.review.state.auditID.text)])
    // Somebody else's id of the same name is another one, and so is another method's.
    #expect(try await !bench.engine.submitQuery(.investment(1, user: "other"), requestID: "r").isDeduplicated)
    #expect(
      try await !bench.engine.submitQuery(.investment(8_000_000), requestID: "r", principal: "p").isDeduplicated)
    #expect(
      try await !bench.engine.cancelQuery(
        .init(userID: "trading-bot", reason: "no"), of: first.review.state.auditID, requestID: "r"
      ).isDeduplicated)
    await bench.stop()
  }

  @Test("of a reviewer is answered too, also when the review is final since")
  func reviewed() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.engine.submit(.investment(8_000_000))
    func approve(_ reviewer: String = "jane", on auditID: AuditID) async throws -> CommandAnswer {
      try await bench.engine.submitReview(.by(reviewer, "Senior Analyst"), of: auditID, requestID: "r")
    }
    #expect(try await !approve(on: review.auditID).isDeduplicated)
    let sequence = bench.engine.headSequence
    let second = try await approve(on: review.auditID)
    #expect(second.isDeduplicated && second.review.state.status == .approved && bench.engine.headSequence == sequence)
    let other = try await bench.engine.submit(.investment(8_000_000))
    #expect(await bench.engine.refusal { _ in _ = try await approve(on: other.auditID) }?.reason == .requestIDReused)
    await bench.stop()
  }

  @Test("that was refused is not kept")
  func refused() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.engine.submit(.investment(8_000_000))
    let first = await bench.engine.refusal {
      _ = try await $0.submitReview(.by("jane", "Analyst"), of: review.auditID, requestID: "r")
    }
    #expect(first?.reason == .roleInsufficient)
    let second = try await bench.engine.submitReview(
      .by("jane", "Senior Analyst"), of: review.auditID, requestID: "r")
    #expect(!second.isDeduplicated)
    await bench.stop()
  }

  // domain.md §6 Idempotency.
  @Test("in one batch loses to the first, also when the id was used long before")
  func inOneBatch() async throws {
    let store = FaultStore(try SQLiteStore.open(location: "memory:"))
    let bench = try await Bench(store)
    _ = try await bench.engine.submitQuery(.investment(1), requestID: "old")
    let (gate, arrived) = (Signal(), Signal())
    store.set {
      $0.gate = gate
      $0.arrived = arrived
    }
    async let holder = bench.engine.submitQuery(.investment(2))
    await arrived.wait()
    async let old1 = bench.engine.submitQuery(.investment(1), requestID: "old")
    async let old2 = bench.engine.submitQuery(.investment(1), requestID: "old")
    async let new1 = bench.engine.submitQuery(.investment(3), requestID: "new")
    async let new2 = bench.engine.submitQuery(.investment(3), requestID: "new")
    async let reused = bench.engine.refusal { _ = try await $0.submitQuery(.investment(4), requestID: "old") }
    while bench.engine.inbox.count < 5 { await Task.yield() }
    store.set {
      $0.gate = nil
      $0.arrived = nil
    }
    gate.raise()
    _ = try await holder
    let answers = try await [old1, old2, new1, new2]
    #expect(answers.map(\.isDeduplicated).prefix(2) == [true, true])
    #expect(answers[2].isDeduplicated != answers[3].isDeduplicated)
    #expect(answers[2].review.state.auditID == answers[3].review.state.auditID)
    #expect(await reused?.reason == .requestIDReused)
    #expect(store.appendCount == 4, "service.started, the two, and the batch")
    await bench.stop()
  }
}
