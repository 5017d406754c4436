import Policy
import Testing

@testable import ReviewCore

/// A review under a policy with trees, against people who try to be more than they are (domain.md §1, §4 Counting).
@Suite struct QuorumReviewTests {
  /// HIGH needs a senior analyst or above and, besides, a Head of Trading; or two CFOs.
  private let policy: ReviewPolicy = {
    var rules = PolicyDocument.builtIn().rules
    guard let high = rules.routes.firstIndex(where: { $0.level == .high }) else { return PolicyDocument.builtIn() }
    rules.routes[high].approval = .anyOf([
      .allOf([.people(1, .routedOrAbove), .people(1, .role("Head of Trading"))]), .people(2, .role("CFO")),
    ])
    return ReviewPolicy(rules: rules, version: "tree")
  }()

  private func high() -> ReviewCase { review(amount: 2_000_000, policy: policy) }

  @Test("who is needed is shown, and how much of it is in; the nearest of several ways") func requirements() {
    var state = high()
    #expect(state.requiredOpinions == 2)
    #expect(state.requirements().map(\.reviewerRoles.first) == ["Senior Analyst", "Head of Trading"])
    _ = state.run(.submitReview(opinion("cara", "CFO")))
    #expect(state.requirements().map(\.met) == [1, 0])
    #expect(state.status == .inReview)
    _ = state.run(.submitReview(opinion("carl", "CFO")))
    #expect(state.status == .approved)
  }

  @Test("two senior analysts are not enough, a Head of Trading completes it") func incomplete() {
    var state = high()
    for name in ["ann", "art"] { _ = state.run(.submitReview(opinion(name, "Senior Analyst"))) }
    #expect(state.status == .inReview)
    let answer = state.run(.submitReview(opinion("hal", "Head of Trading")))
    guard case .success(let events) = answer, case .decided(let decided)? = events.last else {
      Issue.record("\(answer)")
      return
    }
    #expect(decided.status == .approved && decided.reviewers == ["ann", "art", "hal"])
  }

  @Test("after an escalation an exact role below the queue is filled from the queue's role: never lower, never stuck")
  func escalation() {
    var state = high()
    _ = state.run(.submitReview(opinion("ann", "Senior Analyst")))
    for _ in 0..<2 {
      _ = state.run(.escalate(ReviewCommand.Escalate(reviewerID: "bea", reviewerRole: "Board Committee", reason: "x")))
    }
    #expect(state.reviewerRole == "CFO")
    // The senior analyst's opinion counts no more, and no Head of Trading may decide now.
    #expect(state.run(.submitReview(opinion("hal", "Head of Trading"))).refusal?.reason == .roleInsufficient)
    #expect(state.requirements().map(\.met) == [0, 0])
    _ = state.run(.submitReview(opinion("cara", "CFO")))
    #expect(state.status == .inReview)
    _ = state.run(.submitReview(opinion("ben", "Board Committee")))
    #expect(state.status == .approved)
  }

  @Test("at the top of the path the committee's own quorum holds") func top() {
    var state = high()
    for _ in 0..<3 {
      _ = state.run(.escalate(ReviewCommand.Escalate(reviewerID: "bea", reviewerRole: "Board Committee", reason: "x")))
    }
    #expect(state.isAtTop && state.isCommitteeNeeded)
    #expect(state.requirements().map(\.count) == [1, 1])
    _ = state.run(.submitReview(opinion("hal", "Head of Trading")))
    _ = state.run(.submitReview(opinion("hugo", "Head of Trading")))
    #expect(state.status == .inReview)
    _ = state.run(.submitReview(opinion("cara", "CFO")))
    #expect(state.status == .approved)
  }

  @Test("approvals that differ in what they approve are no quorum") func modified() {
    var state = high()
    _ = state.run(.submitReview(opinion("ann", "Senior Analyst")))
    _ = state.run(.submitReview(opinion("hal", "Head of Trading", .modified)))
    #expect(state.status == .escalated)
    #expect(state.requiredOpinions == 2)
  }

  @Test("a flag never completes a quorum, and asks for somebody above") func flags() {
    var state = high()
    _ = state.run(.submitReview(opinion("ann", "Senior Analyst")))
    _ = state.run(.submitReview(opinion("hal", "Head of Trading", flags: [.uncertain])))
    #expect(state.status == .escalated && state.reviewerRole == "Head of Trading")
  }

  @Test("one person's second account neither decides again nor counts twice once the registry knows (domain.md §1)")
  func secondAccount() {
    let apart = roster(["ann": "ann", "anna": "anna", "hal": "hal"])
    let joined = roster(["ann": "ann", "anna": "ann", "hal": "hal"])
    var state = high()
    state.take("ann", "Senior Analyst", apart)
    #expect(
      state.decide(.submitReview(opinion("anna", "Head of Trading")), now: start, roster: joined).refusal?.reason
        == .duplicateReviewer)
    var late = review(amount: 2_000_000, action: "m_and_a_analysis")
    late.take("ann", "Senior Analyst", apart, flags: [.uncertain])
    late.take("anna", "Head of Trading", apart)
    #expect(!late.status.isFinal || late.requiredOpinions == 2)
  }

  @Test("three accounts, two people: the quorum of three people waits for the third") func mergedAccounts() {
    var rules = PolicyDocument.builtIn().rules
    guard let high = rules.routes.firstIndex(where: { $0.level == .high }) else { return }
    rules.routes[high].approval = .people(3, .routedOrAbove)
    var state = review(amount: 2_000_000, policy: ReviewPolicy(rules: rules))
    let apart = roster(["ann": "ann", "anna": "anna", "art": "art", "abe": "abe"])
    let joined = roster(["ann": "ann", "anna": "ann", "art": "art", "abe": "abe"])
    state.take("ann", "Senior Analyst", apart)
    state.take("anna", "Senior Analyst", apart)
    state.take("art", "Senior Analyst", joined)
    #expect(state.status == .inReview)
    state.take("abe", "Senior Analyst", joined)
    #expect(state.status == .approved)
  }

  @Test("who turns out to be the requester, or whom the requester acts for, counts no more (domain.md §1)")
  func requesterFound() {
    var state = high()
    state.take("ann", "Senior Analyst", roster(["ann": "ann", "hal": "hal"]))
    let known = roster(["ann": "u", "hal": "hal", "uma": "u", "art": "art"])
    state.take("hal", "Head of Trading", known)
    #expect(state.status == .inReview)
    state.take("art", "Senior Analyst", known)
    #expect(state.status == .approved)
  }

  @Test("an opinion stands as it was given when its reviewer is disabled or loses the role afterwards") func disabled()
  {
    var state = high()
    state.take("ann", "Senior Analyst", roster(["ann": "ann", "hal": "hal"]))
    var members = roster(["ann": "ann", "hal": "hal"]).members
    members[0].isDisabled = true
    members[0].roles = []
    let answer = state.decide(
      .submitReview(opinion("hal", "Head of Trading")), now: start, roster: Roster(members: members))
    guard case .success(let events) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(events.contains { if case .decided = $0 { true } else { false } })
  }

  /// Everybody in every role.
  private func roster(_ people: [String: String]) -> Roster {
    Roster(
      members: people.map { account, person in
        Roster.Member(reviewerID: account, personID: person, roles: QuorumTests.roles, skills: [])
      })
  }
}

extension ReviewCase {
  fileprivate mutating func take(_ who: String, _ role: String, _ roster: Roster, flags: [ReviewFlag] = []) {
    guard
      case .success(let events) = decide(.submitReview(opinion(who, role, flags: flags)), now: start, roster: roster)
    else {
      Issue.record("\(who) was refused")
      return
    }
    for event in events { apply(event, at: start, sequence: sequence + 1) }
  }
}
