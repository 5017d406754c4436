import AuditTrail
import Countersign
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("Of two permits for one review", .timeLimit(.minutes(2)))
struct ExecutionRaceTests {
  private func command(_ review: ReviewCase, _ requestID: String, by executor: String = "bot") -> EngineCommand {
    var wish = ReviewCommand.AuthorizeExecution.by(executor, of: review)
    let identity = RequestIdentity(
      method: .authorizeExecution, principal: "", personID: executor, requestID: requestID,
      canonicalForm: RequestForm.authorizeExecution(wish, auditID: review.auditID))
    wish.request = identity.reference
    return .authorize(
      PreparedAuthorization(identity: identity, actor: executor, auditID: review.auditID, request: wish))
  }

  private func plan(_ bench: Bench, _ review: ReviewCase) -> BatchPlan {
    BatchPlan(
      head: bench.engine.view.withLock { $0.head }, now: bench.clock.now(), policy: Bench.policy.policy, used: [],
      cases: [review.auditID: review], depths: [0, 0, 0, 0, 0, 0],
      issuer: PermitIssuer(signingKey: Bench.signingKey, origin: bench.store.origin))
  }

  @Test("in one batch the first wins; the same request id is the same permit")
  func oneBatch() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.approved()
    var plan = plan(bench, review)
    guard case .done(let first) = plan.decide(command(review, "a"), random: { (1, 1) }) else {
      return #expect(Bool(false))
    }
    guard case .done(let again) = plan.decide(command(review, "a"), random: { (2, 2) }) else {
      return #expect(Bool(false))
    }
    #expect(!first.isDeduplicated && again.isDeduplicated)
    for wish in [command(review, "b"), command(review, "a", by: "zed")] {
      guard case .refused(let refusal) = plan.decide(wish, random: { (3, 3) }) else { return #expect(Bool(false)) }
      #expect(refusal.reason == .alreadyAuthorized)
    }
    #expect(plan.entries.map(\.eventType) == ["execution.authorized"])
    var same = self.plan(bench, review)
    _ = same.decide(command(review, "a"), random: { (1, 1) })
    #expect(same.entries == plan.entries, "the same state, commands and time give the same bytes")
    await bench.stop()
  }

  @Test("a kill switch that was engaged in the same batch before it refuses it, and after it lists it")
  func killSwitchFirst() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.approved()
    var scope = KillSwitchScope()
    scope.executorID = "bot"
    let engage = EngineCommand.service(
      PreparedServiceCommand(
        identity: RequestIdentity(
          method: .engageKillSwitch, principal: "", personID: "", requestID: "", canonicalForm: []), caller: "",
        action: .engageKillSwitch(scope, reason: "halt")))
    var before = plan(bench, review)
    _ = before.decide(engage, random: { (1, 1) })
    guard case .refused(let refusal) = before.decide(command(review, "a"), random: { (2, 2) }) else {
      return #expect(Bool(false))
    }
    #expect(refusal.reason == .killSwitchEngaged)
    var after = plan(bench, review)
    _ = after.decide(command(review, "a"), random: { (2, 2) })
    _ = after.decide(engage, random: { (1, 1) })
    guard case .killSwitchEngaged(let engaged)? = after.serviceEvents.first else { return #expect(Bool(false)) }
    #expect(engaged.outstandingPermits == [review.auditID] && engaged.outstandingPermitCount == 1)
    await bench.stop()
  }

  @Test("many at once on two servers: one is issued, and it lapses once", arguments: 1...5)
  func twoServers(round: Int) async throws {
    let store = try SQLiteStore.open(location: "memory:")
    let clock = ManualClock(seed: UInt64(round))
    let benches = [
      try await Bench(store, clock: clock), try await Bench(store, clock: clock, signingKey: SigningKey.generate()),
    ]
    let review = try await benches[0].approved()
    let permits = await withTaskGroup(of: ExecutionRecord.Permit?.self, returning: [ExecutionRecord.Permit].self) {
      group in
      for number in 0..<16 {
        group.addTask {
          try? await benches[number % 2].engine.authorizeExecution(
            .by("bot", of: review), of: review.auditID, requestID: "r\(number / 4)"
          ).permit
        }
      }
      return await group.reduce(into: []) { if let permit = $1 { $0.append(permit) } }
    }
    #expect(!permits.isEmpty && Set(permits).count == 1)
    clock.advance(minutes: 5)
    await withTaskGroup(of: Void.self) { group in
      for bench in benches {
        group.addTask {
          bench.engine.moveClocks()
          await bench.settle()
        }
      }
    }
    let types = try await store.eventTypes(of: review.auditID)
    #expect(types.count { $0 == "execution.authorized" } == 1 && types.count { $0 == "execution.lapsed" } == 1)
    #expect(benches.flatMap(\.reports.all) == ["lapsed bot"], "one server alerts")
    for bench in benches {
      var model = ChainModel(origin: store.origin)
      bench.engine.moveClocks()
      await bench.settle()
      try await model.expectMatches(bench)
      await bench.stop()
    }
  }

  @Test("a lost answer after the commit is the permit that was committed")
  func lostAnswer() async throws {
    let store = FaultStore(try SQLiteStore.open(location: "memory:"))
    let bench = try await Bench(store)
    let review = try await bench.approved()
    store.set { $0.appends = [.lostAfterCommit] }
    let wish = ReviewCommand.AuthorizeExecution.by("bot", of: review)
    let first = try await bench.engine.authorizeExecution(wish, of: review.auditID, requestID: "r")
    store.set { $0.appends = [.lostBeforeCommit] }
    let again = try await bench.engine.authorizeExecution(wish, of: review.auditID, requestID: "r")
    #expect(again.permit == first.permit && again.isDeduplicated)
    await bench.stop()
  }

  // domain.md §4 Checked again.
  @Test("none where the policy in force sets a lower limit than at the decision, also after a restart")
  func lowerLimit() async throws {
    let store = try SQLiteStore.open(location: "memory:")
    let first = try await Bench(store)
    let review = try await first.approved()
    await first.stop()
    var rules = Bench.policy.policy.rules
    let index = try #require(rules.roles.firstIndex { $0.name == "Senior Analyst" })
    rules.roles[index].limit = Amount(units: 7_999_999)
    let second = try await Bench(
      store, clock: first.clock, policy: EnginePolicy(recording: ReviewPolicy(rules: rules)))
    let refusal = await second.engine.refusal {
      _ = try await $0.authorizeExecution(.by("bot", of: review), of: review.auditID, requestID: "r")
    }
    #expect(refusal?.reason == .amountLimitExceeded)
    await second.stop()
  }

  @Test("none where a reviewer was disabled after the decision; nor for another account of a reviewer")
  func people() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.approved()
    func upsert(_ version: Int64, isDisabled: Bool) async throws {
      _ = try await bench.engine.upsertReviewer(
        Reviewer(
          reviewerID: "jane", roles: ["Senior Analyst"], isDisabled: isDisabled, personID: "p-jane",
          principals: ["jane-bot"]), expectedVersion: version, reason: "x")
    }
    func reason(_ executor: String, _ requestID: String) async -> Refusal.Reason? {
      await bench.engine.refusal {
        _ = try await $0.authorizeExecution(.by(executor, of: review), of: review.auditID, requestID: requestID)
      }?.reason
    }
    try await upsert(0, isDisabled: false)
    #expect(await reason("jane-bot", "a") == .separationOfDuties)
    try await upsert(1, isDisabled: true)
    #expect(await reason("bot", "b") == .capabilityMissing)
    try await upsert(2, isDisabled: false)
    #expect(await reason("bot", "b") == nil)
    await bench.stop()
  }
}
