import Countersign
import ReviewCore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("A kill switch", .timeLimit(.minutes(2)))
struct KillSwitchTests {
  private static func scope(_ fill: (inout KillSwitchScope) -> Void) -> KillSwitchScope {
    var scope = KillSwitchScope()
    fill(&scope)
    return scope
  }

  // domain.md §4 Kill switch effect.
  @Test("blocks what waits and what comes, and its release gives the status before (domain.md §4)")
  func blocks() async throws {
    let file = TemporaryFile()
    var bench = try await Bench(SQLiteStore.open(location: file.location, origin: "test"))
    let clock = bench.clock
    let mine = try await bench.engine.submit(.investment(8_000_000, user: "u"))
    let other = try await bench.engine.submit(.investment(8_000_000, user: "v"))
    let done = try await bench.engine.submit(.investment(8_000_000, user: "u"))
    _ = try await bench.engine.submitReview(.by("jane", "Senior Analyst"), of: done.auditID)
    let engaged = try await bench.engine.engageKillSwitch(
      Self.scope { $0.userID = "u" }, reason: "halt", requestID: "k")
    #expect(engaged.blockedReviews == 1)
    #expect(
      try await bench.engine.engageKillSwitch(Self.scope { $0.userID = "u" }, reason: "halt", requestID: "k") == engaged
    )
    let late = try await bench.engine.submit(.investment(500_000, user: "u"))
    #expect(late.status == .blocked && late.killSwitchIDs == [engaged.killSwitch.killSwitchID])
    await bench.stop()
    await bench.store.close()
    bench = try await Bench(SQLiteStore.open(location: file.location, origin: "test"), clock: clock)
    #expect(bench.engine.killSwitches(after: nil, count: 9).page == [engaged.killSwitch], "also after a restart")
    let refusal = await bench.engine.refusal {
      _ = try await $0.submitReview(.by("jane", "Senior Analyst"), of: mine.auditID)
    }
    #expect(refusal?.reason == .killSwitchEngaged)
    #expect(
      try await bench.engine.submitReview(.by("jane", "Senior Analyst"), of: other.auditID).review.state.status
        == .approved)
    bench.clock.advance(hours: 10)
    await bench.settle()
    let released = try await bench.engine.releaseKillSwitch(engaged.killSwitch.killSwitchID, reason: "over")
    #expect(released.releasedReviews == 2 && released.killSwitch == engaged.killSwitch)
    let back = try await bench.engine.review(mine.auditID).state
    #expect(back.status == .pending && back.deadline == mine.deadline.advanced(byMicroseconds: 36_000_000_000))
    #expect(
      try await bench.store.eventTypes(of: mine.auditID) == ["query.submitted", "review.blocked", "review.unblocked"])
    #expect(try await bench.engine.review(done.auditID).state.status == .approved)
    let again = await bench.engine.refusal {
      _ = try await $0.releaseKillSwitch(engaged.killSwitch.killSwitchID, reason: "over")
    }
    #expect(again?.reason == .notFound)
    await bench.stop()
  }

  @Test("of two, what the other one holds stays blocked")
  func two() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.engine.submit(.investment(8_000_000))
    let one = try await bench.engine.engageKillSwitch(Self.scope { $0.auditID = review.auditID }, reason: "a")
      .killSwitch
    let all = try await bench.engine.engageKillSwitch(Self.scope { $0.isEverything = true }, reason: "b")
    #expect(all.blockedReviews == 1)
    #expect(try await bench.engine.releaseKillSwitch(one.killSwitchID, reason: "x").releasedReviews == 0)
    #expect(try await bench.engine.review(review.auditID).state.status == .blocked)
    #expect(try await bench.engine.releaseKillSwitch(all.killSwitch.killSwitchID, reason: "x").releasedReviews == 1)
    #expect(try await bench.engine.review(review.auditID).state.status == .pending)
    await bench.stop()
  }

  // domain.md §4 Kill switch scope.
  @Test("on a reviewer stops what they gave an opinion on, and any further opinion of theirs")
  func reviewer() async throws {
    let bench = try await Bench.memory()
    let given = try await bench.engine.submit(.investment(12_000_000))
    _ = try await bench.engine.submitReview(.by("hugo", "Head of Trading"), of: given.auditID)
    let fresh = try await bench.engine.submit(.investment(8_000_000))
    let engaged = try await bench.engine.engageKillSwitch(Self.scope { $0.reviewerID = "hugo" }, reason: "ill")
    #expect(engaged.blockedReviews == 1)
    #expect(try await bench.engine.review(given.auditID).state.status == .blocked)
    let refusal = await bench.engine.refusal {
      _ = try await $0.submitReview(.by("hugo", "Head of Trading"), of: fresh.auditID)
    }
    #expect(refusal?.reason == .killSwitchEngaged)
    #expect(
      try await bench.engine.submitReview(.by("jane", "Senior Analyst"), of: fresh.auditID).review.state.status
        == .approved)
    await bench.stop()
  }

  // domain.md §4 Kill switch release.
  @Test("is released by somebody else than who engaged it, where callers are known")
  func separation() async throws {
    let bench = try await Bench.memory()
    let engaged = try await bench.engine.engageKillSwitch(
      Self.scope { $0.isEverything = true }, reason: "halt", principal: "olga")
    let own = await bench.engine.refusal {
      _ = try await $0.releaseKillSwitch(engaged.killSwitch.killSwitchID, reason: "over", principal: "olga")
    }
    #expect(own?.reason == .separationOfDuties)
    _ = try await bench.engine.releaseKillSwitch(engaged.killSwitch.killSwitchID, reason: "over", principal: "otto")
    await bench.stop()
  }

  // domain.md §4 Kill switch scope.
  @Test("needs a scope: something, or everything alone")
  func scopes() async throws {
    let bench = try await Bench.memory()
    for scope in [KillSwitchScope(), Self.scope { ($0.isEverything, $0.userID) = (true, "u") }] {
      let refusal = await bench.engine.refusal { _ = try await $0.engageKillSwitch(scope, reason: "x") }
      #expect(refusal?.fieldViolations.map(\.field) == ["scope"])
    }
    let executor = try await bench.engine.submit(.investment(8_000_000))
    let permits = try await bench.engine.engageKillSwitch(Self.scope { $0.executorID = "e" }, reason: "x")
    #expect(permits.blockedReviews == 0)
    #expect(try await bench.engine.review(executor.auditID).state.status == .pending)
    await bench.stop()
  }

  @Test("what a fault blocked is released by an override (domain.md §7)")
  func fault() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.engine.submit(.investment(8_000_000))
    var plan = BatchPlan(
      head: bench.engine.view.withLock { $0.head }, now: bench.clock.now(), policy: Bench.policy.policy, used: [],
      cases: [review.auditID: review], depths: [])
    plan.block(review.auditID, reason: "An error inside the workflow")
    plan.block(review.auditID, reason: "again")
    #expect(plan.entries.map(\.eventType) == ["review.blocked"])
    #expect(plan.cases[review.auditID]?.status == .blocked)
    await bench.stop()
  }

  @Test("kill_switch.engaged and kill_switch.released: golden bytes")
  func golden() {
    var scope = KillSwitchScope()
    scope.userID = "u"
    scope.auditID = AuditID(high: 0x0193_26b4_0000_7000, low: 0x8000_0000_0000_0001)
    let killSwitch = KillSwitch(
      killSwitchID: "k1", scope: scope, reason: "halt", engagedBy: "olga",
      engagedAt: Instant(unixMicroseconds: 1_769_903_999_000_001))
    let json =
      #"{"engaged_at":"2026-01-31T23:59:59.000001Z","engaged_by":"olga","kill_switch_id":"k1","reason":"halt","#
      + #""scope":{"action_type":null,"agent_id":null,"audit_id":"019326b4-0000-7000-8000-000000000001","domain":null,"#
      + #""everything":false,"executor_id":null,"reviewer_id":null,"user_id":"u"}}"#
    let engaged = ServiceEvent.killSwitchEngaged(
      .init(
        killSwitch: killSwitch, blockedReviews: 3, outstandingPermits: [scope.auditID].compactMap { $0 },
        outstandingPermitCount: 1))
    #expect(
      String(decoding: engaged.data(command: 17), as: UTF8.self)
        == #"{"blocked_reviews":"3","command":"17","kill_switch":\#(json),"outstanding_permit_count":"1","#
        + #""outstanding_permits":["019326b4-0000-7000-8000-000000000001"],"request_digest":null,"request_id":null,"v":"1"}"#
    )
    let released = ServiceEvent.killSwitchReleased(.init(killSwitch: killSwitch, reason: "over", releasedReviews: 2))
    #expect(
      String(decoding: released.data(command: 17), as: UTF8.self)
        == #"{"command":"17","kill_switch":\#(json),"reason":"over","released_reviews":"2","request_digest":null,"#
        + #""request_id":null,"v":"1"}"#)
  }
}
