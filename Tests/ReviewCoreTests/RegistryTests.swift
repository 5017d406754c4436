import Policy
import ReviewCore
import Testing

/// domain.md §1: people, not accounts; once one reviewer is registered only registered ones decide.
@Suite struct RegistryTests {
  private let roster = Roster(members: [
    Roster.Member(
      reviewerID: "ann", personID: "p-ann", roles: ["Senior Analyst"], skills: [], principals: ["ann@desk", "uri:ann"]),
    Roster.Member(reviewerID: "ann-2", personID: "p-ann", roles: ["CFO"], skills: []),
    Roster.Member(reviewerID: "uma-r", personID: "p-uma", roles: ["Senior Analyst"], skills: [], principals: ["uma"]),
    Roster.Member(reviewerID: "gone", personID: "p-gone", roles: ["CFO"], skills: [], isDisabled: true),
    Roster.Member(reviewerID: "away", personID: "p-away", roles: ["CFO"], skills: [], isAbsent: true),
  ])

  private func refusal(_ state: ReviewCase, _ reviewer: String, _ role: String) -> Refusal.Reason? {
    state.decide(.submitReview(opinion(reviewer, role)), now: start, roster: roster).refusal?.reason
  }

  // domain.md §1 Empty registry.
  @Test("who is not registered, disabled, or does not hold the role is refused; who is absent may decide")
  func standing() {
    let state = review(amount: 8_000_000)
    #expect(refusal(state, "nobody", "Senior Analyst") == .capabilityMissing)
    #expect(refusal(state, "gone", "CFO") == .capabilityMissing)
    #expect(refusal(state, "ann", "CFO") == .identityMismatch)
    #expect(refusal(state, "ann", "Senior Analyst") == nil)
    #expect(refusal(state, "ann@desk", "Senior Analyst") == nil, "found through principals")
    #expect(refusal(state, "away", "CFO") == nil)
    let claim = ReviewCommand.Claim(reviewerID: "nobody", reviewerRole: "CFO")
    #expect(state.decide(.claim(claim), now: start, roster: roster).refusal?.reason == .capabilityMissing)
  }

  // domain.md §1 People not accounts.
  @Test("the requester's other account is the requester; two accounts are one opinion")
  func people() {
    // "uma" asked; "uma-r" is the same person.
    #expect(refusal(review(amount: 8_000_000), "uma-r", "Senior Analyst") == .selfReview)
    var state = review(amount: 20_000_000)
    _ = state.run(.submitReview(opinion("ann-2", "CFO")))
    var again = opinion("ann", "Senior Analyst")
    again.reviewerRole = "CFO"
    #expect(
      state.decide(.submitReview(opinion("ann-2", "CFO")), now: start, roster: roster).refusal?.reason
        == .duplicateReviewer)
    let merger = review(amount: 2_000_000, action: "m_and_a_analysis")
    var first = merger
    _ = first.run(.submitReview(opinion("ann", "Senior Analyst")))
    #expect(refusal(first, "ann-2", "CFO") == .duplicateReviewer)
  }

  @Test("an opinion does not count once it turns out to be the requester's own, or the same person's as another")
  func latePeople() {
    // Nobody was registered when the first opinion was given.
    var own = review(amount: 2_000_000, action: "m_and_a_analysis")
    _ = own.run(.submitReview(opinion("uma-r", "Senior Analyst")))
    let answer = own.decide(.submitReview(opinion("ann", "Senior Analyst")), now: start, roster: roster)
    guard case .success(let events) = answer else { return #expect(Bool(false), "\(answer)") }
    #expect(events.map(\.eventType) == ["review.opinion_recorded"], "one of two")
  }

  @Test("every id of a person is found, and who is not registered is a person by that id")
  func identities() {
    #expect(roster.identities(ofPersonBehind: "uri:ann") == ["ann", "ann-2", "ann@desk", "p-ann", "uri:ann"])
    #expect(roster.identities(ofPersonBehind: "nobody") == ["nobody"] && roster.person("nobody") == "nobody")
    #expect(Roster.empty.identities(ofPersonBehind: "ann") == ["ann"])
  }

  @Test("a claim of one's other account is one's own")
  func claims() {
    var state = review(amount: 8_000_000)
    _ = state.run(.claim(ReviewCommand.Claim(reviewerID: "ann", reviewerRole: "Senior Analyst")))
    #expect(refusal(state, "ann@desk", "Senior Analyst") == nil)
    #expect(refusal(state, "away", "CFO") == .claimedByOther)
  }

  @Test("a change needs the version, a reason for new roles, principals of nobody else, and another caller")
  func upsert() {
    var registry = ReviewerRegistry()
    let ann = Reviewer(reviewerID: "ann", roles: ["CFO"], principals: ["x"])
    func refusal(_ reviewer: Reviewer, version: Int64, reason: String = "hired", by caller: String = "") -> Refusal? {
      let answer = registry.decide(reviewer, expectedVersion: version, reason: reason, caller: caller)
      if case .failure(let refusal) = answer { return refusal }
      return nil
    }
    #expect(refusal(ann, version: 0, reason: "")?.fieldViolations.map(\.field) == ["reason"])
    #expect(refusal(ann, version: 1)?.reason == .versionMismatch)
    #expect(refusal(ann, version: 0, by: "x")?.reason == .separationOfDuties)
    guard case .success(let recorded) = registry.decide(ann, expectedVersion: 0, reason: "hired", caller: "") else {
      return #expect(Bool(false))
    }
    #expect(recorded.version == 1 && recorded.personID == "ann")
    registry.upsert(recorded)
    #expect(refusal(ann, version: 0)?.metadata.first?.value == "1")
    #expect(refusal(ann, version: 1, reason: "") == nil, "no role is added")
    let bob = Reviewer(reviewerID: "bob", roles: ["CFO"], principals: ["y", "x"])
    #expect(refusal(bob, version: 0)?.fieldViolations.map(\.field) == ["reviewer.principals[1]"])
    #expect(refusal(Reviewer(reviewerID: "x"), version: 0)?.fieldViolations.map(\.field) == ["reviewer.reviewer_id"])
  }
}
