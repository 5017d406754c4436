import ReviewCore
import Testing

@testable import ReviewEngine

@Suite("Who waits")
struct WaiterTableTests {
  private let review = AuditID(high: 1, low: 1)

  @Test("is woken for its own subject, and counted until it leaves")
  func subjects() {
    var table = WaiterTable()
    let tickets = [
      table.add(.review(review), signal: Signal(), wakeAt: nil), table.add(.chain, signal: Signal(), wakeAt: nil),
      table.add(.health, signal: Signal(), wakeAt: nil),
      table.add(.review(AuditID(high: 2, low: 2)), signal: Signal(), wakeAt: nil),
    ]
    #expect(Self.woken { table.wake(review: review, into: &$0) } == 1)
    #expect(Self.woken { table.wakeFollowers(into: &$0) } == 1)
    #expect(Self.woken { table.wakeHealth(into: &$0) } == 1)
    #expect(Self.woken { table.all(into: &$0) } == 4 && table.count == 4)
    for ticket in tickets + tickets { table.remove(ticket) }
    #expect(table.count == 0 && Self.woken { table.all(into: &$0) } == 0)
  }

  @Test("is woken at its own time")
  func times() {
    var table = WaiterTable()
    let now = ManualClock.start
    _ = table.add(.chain, signal: Signal(), wakeAt: now)
    _ = table.add(.chain, signal: Signal(), wakeAt: nil)
    #expect(Self.woken { table.due(by: now.advanced(byMicroseconds: -1), into: &$0) } == 0)
    #expect(Self.woken { table.due(by: now, into: &$0) } == 1)
  }

  private static func woken(_ wake: (inout [Signal]) -> Void) -> Int {
    var signals: [Signal] = []
    wake(&signals)
    return signals.count
  }
}

@Suite("Who watches")
struct WatcherTableTests {
  private let policy = Bench.policy.policy
  private let now = ManualClock.start

  private func review(_ number: UInt64, role: String = "CFO") -> ReviewCase {
    let proposal = Proposal.investment(12_000_000)
    let risk = classifyRisk(proposal, policy: policy)
    var routing = routeToReviewer(
      risk, proposal: proposal, roster: .empty, queueDepths: QueueDepths(waitingByRank: [0, 0, 0, 0, 0, 0]),
      policy: policy)
    routing.reviewerRole = role
    let submitted = ReviewCore.submit(
      proposal, actionJSON: "{}", actionDigest: .init(Array(repeating: 0, count: 32))!, risk: risk, routing: routing,
      request: .none, policy: policy, now: now)
    return ReviewCase(submitted, auditID: AuditID(high: number, low: 0), at: now, sequence: 1, policy: policy)
  }

  private func change(
    _ before: ReviewCase?, _ after: ReviewCase, clock: Bool = false, beyond: Bool = true
  ) -> BatchPlan.Change {
    BatchPlan.Change(
      before: before, after: after, reachedClock: clock ? WatchClock(after, now: after.submittedAt) : nil,
      changedBeyondWarning: beyond)
  }

  private var cfo: ReviewFilter {
    var filter = ReviewFilter()
    filter.reviewerRoles = ["CFO"]
    return filter
  }

  @Test("hears of what was or is in its set, and is woken once until it drains")
  func notes() {
    var table = WatcherTable(pendingCountMax: 10)
    let mine = table.add(filter: cfo, signal: Signal(), wakeAt: now)
    let all = table.add(filter: ReviewFilter(), signal: Signal(), wakeAt: now)
    var signals: [Signal] = []
    table.note(change(nil, review(1)), into: &signals)
    table.note(change(nil, review(2, role: "Board Committee")), into: &signals)
    table.note(change(review(1), review(1, role: "Board Committee")), into: &signals)
    #expect(signals.count == 2)
    let drained = table.drain(mine)
    #expect(Set(drained.pending.keys.map(\.high)) == [1] && !drained.isOverflowing)
    #expect(drained.pending.values.allSatisfy { !$0.wasMember })
    #expect(table.drain(all).pending.count == 2)
    table.note(change(review(1), review(1, role: "Board Committee")), into: &signals)
    #expect(signals.count == 4 && table.drain(mine).pending.values.allSatisfy(\.wasMember))
  }

  @Test("keeps that a clock was reached, and that more than a warning happened")
  func merges() {
    var table = WatcherTable(pendingCountMax: 10)
    let number = table.add(filter: cfo, signal: Signal(), wakeAt: now)
    var signals: [Signal] = []
    table.note(change(review(1), review(1), clock: true, beyond: false), into: &signals)
    #expect(table.drain(number).pending.values.allSatisfy { $0.reachedClock != nil && !$0.changedBeyondWarning })
    table.note(change(review(1), review(1), clock: true, beyond: false), into: &signals)
    table.note(change(review(1), review(1)), into: &signals)
    #expect(table.drain(number).pending.values.allSatisfy { $0.reachedClock != nil && $0.changedBeyondWarning })
  }

  @Test("that falls behind keeps nothing, is woken, and starts at nothing")
  func overflow() {
    var table = WatcherTable(pendingCountMax: 2)
    let number = table.add(filter: cfo, signal: Signal(), wakeAt: now)
    var signals: [Signal] = []
    for review in 1...4 as ClosedRange<UInt64> { table.note(change(nil, self.review(review)), into: &signals) }
    #expect(signals.count == 1)
    let drained = table.drain(number)
    #expect(drained.isOverflowing && drained.pending.isEmpty && !table.drain(number).isOverflowing)
    table.remove(number)
    table.remove(number)
    table.note(change(nil, review(9)), into: &signals)
    #expect(table.count == 0 && signals.count == 1 && table.drain(number).pending.isEmpty)
  }

  @Test("is woken at its own time")
  func times() {
    var table = WatcherTable(pendingCountMax: 10)
    let number = table.add(filter: cfo, signal: Signal(), wakeAt: now)
    var signals: [Signal] = []
    table.setWakeAt(now.advanced(byMicroseconds: 5), of: number)
    table.due(by: now, into: &signals)
    #expect(signals.isEmpty)
    table.due(by: now.advanced(byMicroseconds: 5), into: &signals)
    #expect(signals.count == 1)
  }
}
