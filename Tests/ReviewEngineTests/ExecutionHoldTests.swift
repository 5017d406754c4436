import AuditTrail
import Countersign
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("A kill switch and permits (domain.md §4, Kill switch)", .timeLimit(.minutes(2)))
struct ExecutionHoldTests {
  private func scope(_ fill: (inout KillSwitchScope) -> Void) -> KillSwitchScope {
    var scope = KillSwitchScope()
    fill(&scope)
    return scope
  }

  // domain.md §4 Kill switch permits.
  @Test("engaging lists what can still be executed in its scope, the same for a repeat; no further permit is issued")
  func outstanding() async throws {
    let file = TemporaryFile()
    let clock = ManualClock()
    var bench = try await Bench(SQLiteStore.open(location: file.location), clock: clock)
    let (short, first) = try await bench.permitted(lifetimeSeconds: 60)
    let (long, second) = try await bench.permitted(lifetimeSeconds: 3_600)
    let (reported, third) = try await bench.permitted()
    _ = try await bench.permitted("zed")
    _ = try await bench.permitted(lifetimeSeconds: 1)
    let later = try await bench.approved()
    _ = try await bench.report(.failed, of: reported, third)
    clock.advance(seconds: 1)
    let bot = scope { $0.executorID = "bot" }
    let engaged = try await bench.engine.engageKillSwitch(bot, reason: "halt", requestID: "k")
    #expect(engaged.blockedReviews == 0)
    #expect(engaged.outstanding.map(\.permitID) == [second.permitID, first.permitID])
    #expect(engaged.outstanding.map(\.auditID) == [long.auditID, short.auditID])
    #expect(engaged.outstanding.allSatisfy { $0.executorID == "bot" })
    #expect(engaged.outstanding.map(\.expiresAt) == [second.expiresAt, first.expiresAt])
    _ = try await bench.report(.executed, of: long, second)
    await bench.stop()
    await bench.store.close()
    bench = try await Bench(SQLiteStore.open(location: file.location), clock: clock)
    let again = try await bench.engine.engageKillSwitch(bot, reason: "halt", requestID: "k")
    #expect(again == engaged)
    let refusal = await bench.engine.refusal {
      _ = try await $0.authorizeExecution(.by("bot", of: later), of: later.auditID, requestID: "r")
    }
    #expect(refusal?.reason == .killSwitchEngaged)
    #expect(refusal?.metadata.first?.value == engaged.killSwitch.killSwitchID)
    _ = try await bench.engine.authorizeExecution(.by("max", of: later), of: later.auditID, requestID: "r")
    let all = try await bench.engine.engageKillSwitch(scope { $0.isEverything = true }, reason: "halt")
    #expect(all.outstanding.count == 3)
    await bench.stop()
  }

  @Test("on one review stops it also when it is approved but not executed; released, it can be permitted")
  func approvedReview() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.approved()
    let engaged = try await bench.engine.engageKillSwitch(scope { $0.auditID = review.auditID }, reason: "halt")
    #expect(engaged.blockedReviews == 0 && engaged.outstanding.isEmpty)
    func permit() async -> Refusal.Reason? {
      await bench.engine.refusal {
        _ = try await $0.authorizeExecution(.by("bot", of: review), of: review.auditID, requestID: "r")
      }?.reason
    }
    #expect(await permit() == .killSwitchEngaged)
    _ = try await bench.engine.releaseKillSwitch(engaged.killSwitch.killSwitchID, reason: "over")
    #expect(await permit() == nil)
    await bench.stop()
  }

  @Test("more than an entry holds are counted, and the longest-lived are named")
  func many() async throws {
    let count = ServiceEvent.KillSwitchEngaged.outstandingPermitCountMax
    let engaged = ServiceEvent.KillSwitchEngaged(
      killSwitch: KillSwitch(
        killSwitchID: "k", scope: scope { $0.isEverything = true }, reason: String(repeating: "é", count: 1_024),
        engagedBy: String(repeating: "o", count: 256), engagedAt: ManualClock.start), blockedReviews: 1,
      outstandingPermits: (0..<count).map { AuditID(high: 1, low: UInt64($0)) }, outstandingPermitCount: 5_000)
    let bytes = ServiceEvent.killSwitchEngaged(engaged).data(command: .max)
    #expect(bytes.count < EntryDraft.canonicalBytesMax - 1_024)
    let data = try JSONValue(parsing: bytes)
    #expect(try ServiceEvent.engaged(data) == .killSwitchEngaged(engaged))
    let old = JSONValue.object(
      data.members.filter { !$0.key.hasPrefix("outstanding") })
    guard case .killSwitchEngaged(let read) = try ServiceEvent.engaged(old) else { return #expect(Bool(false)) }
    #expect(read.outstandingPermits.isEmpty && read.blockedReviews == 1, "entries of before are read")
  }
}

extension JSONValue {
  fileprivate var members: [Member] { if case .object(let members) = self { members } else { [] } }
}
