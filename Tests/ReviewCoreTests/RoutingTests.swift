import Policy
import ReviewCore
import Testing

@Suite struct RoutingTests {
  private let policy = PolicyDocument.builtIn()

  private func route(
    _ amount: Int64?, action: String = "investment_decision", domain: String = "", depths: [Int] = [],
    roster: Roster = .empty
  ) -> Routing {
    let proposal = Proposal(
      userID: "uma", queryText: "x", transactionAmount: amount.map { Money(amount: Amount(units: $0)) },
      actionType: action, domain: domain)
    return routeToReviewer(
      classifyRisk(proposal, policy: policy), proposal: proposal, roster: roster,
      queueDepths: QueueDepths(waitingByRank: depths), policy: policy)
  }

  // domain.md §3 Queue depth.
  @Test("a queue with 20 takes one more, one with 21 does not") func limit() {
    #expect(route(8_000_000, depths: [0, 0, 20]).moves.isEmpty)
    let moved = route(8_000_000, depths: [0, 0, 21])
    #expect(moved.reviewerRole == "Head of Trading")
    #expect(moved.moves.map(\.trigger) == [.queueDepth])
    #expect(moved.slaMicroseconds == hours(4))
    #expect(moved.requirements.first?.reviewerRoles == ["Head of Trading", "CFO", "Board Committee"])
  }

  // domain.md §3 Queue depth.
  @Test("an analyst's queue flows over directly to the Head of Trading, where the path has it") func overflow() {
    #expect(route(500_000, depths: [0, 21]).reviewerRole == "Head of Trading")
    #expect(route(nil, action: "definition", depths: [21]).reviewerRole == "Analyst")
  }

  @Test("where every other queue is too deep it stays") func stays() {
    let routing = route(500_000, depths: [0, 21, 0, 21])
    #expect(routing.reviewerRole == "Analyst")
    #expect(routing.moves.isEmpty)
    #expect(route(20_000_000, depths: [0, 0, 0, 0, 21, 21]).reviewerRole == "CFO")
    #expect(route(20_000_000, depths: [0, 0, 0, 0, 21, 20]).reviewerRole == "Board Committee")
  }

  private func member(_ id: String, _ role: String, _ skills: [String] = [], available: Bool = true) -> Roster.Member {
    Roster.Member(personID: id, roles: [role], skills: skills, isAvailable: available)
  }

  // domain.md §3 Skills.
  @Test("nobody with role and skill: the next role of the path, NO_REVIEWER") func skills() {
    let roster = Roster(members: [
      member("ann", "Senior Analyst"), member("ada", "Senior Analyst", ["derivatives"], available: false),
      member("hal", "Head of Trading", ["derivatives"]),
    ])
    let routing = route(8_000_000, domain: "derivatives", roster: roster)
    #expect(routing.reviewerRole == "Head of Trading")
    #expect(routing.requiredSkills == ["derivatives"])
    #expect(routing.moves.map(\.trigger) == [.noReviewer])
    #expect(route(8_000_000, roster: roster).reviewerRole == "Senior Analyst")
  }

  // domain.md §7 No reviewer, §3 Skills.
  @Test("the requester is nobody's reviewer, and nobody at all gives the highest authority") func nobody() {
    let roster = Roster(members: [member("uma", "Senior Analyst"), member("uma", "CFO")])
    let routing = route(8_000_000, roster: roster)
    #expect(routing.reviewerRole == "Board Committee")
    #expect(routing.moves.count == 1)
  }

  // domain.md §3 Missing data, §7 No reviewer.
  @Test("missing or inconsistent routing data gives the highest authority with the committee", arguments: 0..<3)
  func fallback(fault: Int) {
    var rules = policy.rules
    switch fault {
    case 0: rules.routes.removeAll { $0.level == .high }
    case 1:
      rules.routes = rules.routes.map {
        var route = $0
        route.role = "Ghost"
        return route
      }
    default:
      rules.routes = rules.routes.map {
        var route = $0
        route.path = route.path.reversed()
        return route
      }
    }
    let state = review(policy: ReviewPolicy(rules: rules))
    #expect(state.reviewerRole == "Board Committee")
    #expect(state.isCommitteeNeeded)
    #expect(state.requiredOpinions == 2)
  }

  // domain.md §3 Auto-approval.
  @Test("LOW is approved without a person only where the policy says so, and recorded as a decision of nobody")
  func automatic() {
    let proposal = Proposal(userID: "uma", queryText: "x", actionType: "definition")
    var rules = policy.rules
    for (levels, expected) in [([], false), ([.low], true)] as [([RiskLevel], Bool)] {
      rules.autoApprovedLevels = levels
      let policy = ReviewPolicy(rules: rules)
      let risk = classifyRisk(proposal, policy: policy)
      let routing = routeToReviewer(risk, proposal: proposal, roster: .empty, queueDepths: .empty, policy: policy)
      let submitted = submit(
        proposal, actionJSON: "{}", actionDigest: digest(1), risk: risk, routing: routing, request: .none,
        policy: policy, now: start)
      let decision = automaticDecision(for: submitted, policy: policy)
      #expect((decision != nil) == expected)
      if case .decided(let decided)? = decision { #expect(decided.status == .approved && decided.reviewers.isEmpty) }
    }
  }
}
