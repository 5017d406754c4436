import Policy
import ReviewCore
import Testing

/// Every order of opinions, flags, escalations and breaches by four people, to a depth: what must never happen does
/// not.
@Suite struct StateModelTests {
  fileprivate static let people = [
    ("ann", "Senior Analyst"), ("hal", "Head of Trading"), ("cara", "CFO"), ("bea", "Board Committee"),
  ]

  fileprivate enum Move: Sendable {
    case give(Int, DecisionOutcome, [ReviewFlag])
    case escalate(Int)
    case breach
    case end

    static let all: [Move] =
      (0..<4).flatMap { person -> [Move] in
        [
          .give(person, .approved, []), .give(person, .modified, []), .give(person, .rejected, []),
          .give(person, .escalated, []), .give(person, .approved, [.uncertain]), .escalate(person),
        ]
      } + [.breach, .end]
  }

  @Test(
    "approved only with its quorum, once, and never changed afterwards",
    arguments: [
      (20_000_000, "investment_decision"), (2_000_000, "investment_decision"), (2_000_000, "m_and_a_analysis"),
      (500_000, "investment_decision"),
    ] as [(Int64, String)])
  func everyOrder(amount: Int64, action: String) {
    var walker = Walker()
    walker.walk(review(amount: amount, action: action), now: start, approvals: [:], depth: 4)
    #expect(walker.finals > 1_000)
    #expect(walker.faults.isEmpty, "\(walker.faults.prefix(3))")
  }

  private struct Walker {
    var finals = 0
    var faults: [String] = []

    mutating func walk(_ state: ReviewCase, now: Instant, approvals: [String: DecisionOutcome], depth: Int) {
      if state.status.isFinal {
        finals += 1
        expectUnchangeable(state, now: now)
        return
      }
      guard depth > 0 else { return }
      for move in Move.all { step(state, move, now: now, approvals: approvals, depth: depth) }
    }

    private mutating func step(
      _ state: ReviewCase, _ move: Move, now: Instant, approvals: [String: DecisionOutcome], depth: Int
    ) {
      var next = state
      var approvals = approvals
      var now = now
      switch move {
      case .give(let person, let outcome, let flags):
        let (name, role) = StateModelTests.people[person]
        guard case .success(let events) = next.run(.submitReview(opinion(name, role, outcome, flags: flags)), at: now)
        else {
          if next != state { faults.append("a refusal changed \(state.status)") }
          return
        }
        if outcome.counts { approvals[role] = outcome }
        check(events, next, flags: flags, approvals: approvals)
      case .escalate(let person):
        let (name, role) = StateModelTests.people[person]
        let request = ReviewCommand.Escalate(reviewerID: name, reviewerRole: role, reason: "x")
        if next.run(.escalate(request), at: now).refusal != nil { return }
      case .breach, .end:
        now = (move.isEnd ? next.submittedAt : next.deadline).advanced(byMicroseconds: move.isEnd ? hours(99) : 1)
        while let events = next.due(now: now) {
          for event in events { next.apply(event, at: now, sequence: next.sequence + 1) }
        }
        if next.status == .approved || next.status == .modified { faults.append("time approved") }
      }
      walk(next, now: now, approvals: approvals, depth: depth - 1)
    }

    private mutating func check(
      _ events: [ReviewEvent], _ state: ReviewCase, flags: [ReviewFlag], approvals: [String: DecisionOutcome]
    ) {
      let decisions = events.compactMap { event in if case .decided(let decided) = event { decided } else { nil } }
      if decisions.count > 1 { faults.append("decided twice") }
      guard let decided = decisions.first, decided.status != .rejected else { return }
      if !flags.isEmpty { faults.append("a flagged opinion completed a quorum") }
      if Set(decided.reviewers).count != decided.reviewers.count || decided.reviewers.count < state.requiredOpinions {
        faults.append("\(decided.reviewers) are too few for \(state.requiredOpinions)")
      }
      let wanted: DecisionOutcome = decided.status == .approved ? .approved : .modified
      let roles = StateModelTests.people.filter { decided.reviewers.contains($0.0) }.map(\.1)
      if roles.contains(where: { approvals[$0] != wanted }) { faults.append("\(roles) did not all agree") }
      let committee = Set(roles).subtracting(["Senior Analyst"])
      let hasChair = roles.contains("CFO") || roles.contains("Board Committee")
      if state.isCommitteeNeeded, committee.count < 2 || !hasChair { faults.append("\(roles) are no committee") }
    }

    private mutating func expectUnchangeable(_ state: ReviewCase, now: Instant) {
      var same = state
      for move in Move.all {
        guard case .give(let person, let outcome, let flags) = move else { continue }
        let (name, role) = StateModelTests.people[person]
        _ = same.run(.submitReview(opinion(name, role, outcome, flags: flags)), at: now)
      }
      _ = same.run(.cancel(ReviewCommand.Cancel(userID: "uma", reason: "x")), at: now)
      if same != state || same.due(now: now.advanced(byMicroseconds: hours(1_000))) != nil || same.nextDue != nil {
        faults.append("a final state changed")
      }
    }
  }
}

extension StateModelTests.Move {
  fileprivate var isEnd: Bool { if case .end = self { true } else { false } }
}
