import Policy
import Testing

@testable import ReviewCore

/// Quorums against oracles that know nothing of seats and matchings (domain.md §3, §4 Counting).
@Suite struct QuorumTests {
  static let roles = PolicyDocument.builtIn().rules.roles.map(\.name)

  @Test("one CFO does not sit on two seats; two people who fit do, in any order (domain.md §4, distinct people)")
  func overlappingRoles() {
    let deciding = deciding(
      committee: .allOf([.people(1, .roleOrAbove("CFO")), .people(1, .roleOrAbove("Head of Trading"))]))
    let (trading, cfo, board) = (3, 4, 5)
    for (people, isEnough) in [
      ([cfo], false), ([cfo, trading], true), ([trading, cfo], true), ([cfo, board], true), ([board, board], true),
      ([trading, trading], false), ([trading, trading, trading], false), ([], false),
    ] {
      #expect(deciding.isMet(situation(), people: people) == isEnough, "\(people)")
    }
  }

  @Test("a person moves to another seat when only that lets everybody sit") func moves() {
    let seats = [
      QuorumSeats(count: 1, ranks: RankSet([3, 4, 5])), QuorumSeats(count: 1, ranks: RankSet([4, 5])),
      QuorumSeats(count: 1, ranks: RankSet([3])),
    ]
    // Greedily the first would take the first seat, the second the third, and the last none.
    #expect(QuorumSeating(seats, people: [3, 3, 4]).missing == 0)
    #expect(QuorumSeating(seats, people: [4, 5, 3]).missing == 0)
    #expect(QuorumSeating(seats, people: [4, 5, 5]).met == [1, 1, 0])
  }

  @Test("a tree holds for exactly those people for whom a search through all subsets finds seats", arguments: 0..<40)
  func oracle(seed: UInt64) {
    var random = QuorumRandom(seed: seed)
    var met = 0
    for _ in 0..<50 {
      let tree = Self.tree(depth: 3, &random)
      guard tree.isUsable else { continue }
      let people = (0..<Int.random(in: 0...6, using: &random)).map { _ in Int.random(in: 0...5, using: &random) }
      let expected = !Self.fillings(tree, people: people).isEmpty
      #expect(
        deciding(committee: tree).isMet(situation(opinions: 1), people: people) == (expected && !people.isEmpty),
        "seed \(seed): \(tree) by \(people)")
      met += expected ? 1 : 0
    }
    #expect(met > 0, "seed \(seed) never met a tree")
  }

  @Test("without a tree, the committee decides as its quorum and chair always said", arguments: 0..<20)
  func oldRule(seed: UInt64) {
    var random = QuorumRandom(seed: seed)
    var rules = PolicyDocument.builtIn().rules
    for _ in 0..<200 {
      let ranks = (0..<6).filter { _ in Bool.random(using: &random) }
      guard let chair = ranks.randomElement(using: &random) else { continue }
      rules.committee = PolicyRules.Committee(
        roles: ranks.map { Self.roles[$0] }, quorum: Int.random(in: 1...4, using: &random), chairRole: Self.roles[chair]
      )
      let deciding = DecidingRoles(rules: rules)
      var situation = situation(opinions: Int.random(in: 1...4, using: &random))
      situation.isAtTop = Bool.random(using: &random)
      situation.rank = Int.random(in: 0...5, using: &random)
      situation.isCommitteeNeeded = Bool.random(using: &random)
      let people = (0..<Int.random(in: 0...5, using: &random)).map { _ in Int.random(in: 0...5, using: &random) }
        .filter {
          deciding.mayDecide(
            rank: $0, routed: situation.rank, isCommitteeNeeded: situation.isCommitteeNeeded,
            isAtTop: situation.isAtTop)
        }
      let sitting = people.filter(ranks.contains)
      let isCommittee = sitting.count >= rules.committee.quorum && sitting.contains { $0 >= chair }
      let expected = people.count >= situation.opinions && (isCommittee || !situation.isCommitteeNeeded)
      #expect(deciding.isMet(situation, people: people) == expected, "seed \(seed): \(rules.committee) by \(people)")
    }
  }

  @Test("the trees that say what the built-in policy says give the same events, entry for entry", arguments: 0..<60)
  func sameEvents(seed: UInt64) {
    var random = QuorumRandom(seed: seed)
    let (plain, treed) = (PolicyDocument.builtIn(), Self.treed())
    for _ in 0..<20 {
      let amount = [50_000, 500_000, 2_000_000, 20_000_000].randomElement(using: &random) ?? 0
      let action = ["investment_decision", "m_and_a_analysis"].randomElement(using: &random) ?? ""
      var left = review(amount: Int64(amount), action: action, policy: plain)
      var right = review(amount: Int64(amount), action: action, policy: treed)
      #expect(left.requirements() == right.requirements())
      var now = start
      for step in 0..<10 {
        now = now.advanced(byMicroseconds: Int64.random(in: 0...hours(1), using: &random))
        let command = Self.command(step, &random)
        let answers = (left.run(command, at: now), right.run(command, at: now))
        #expect(answers.0 == answers.1, "seed \(seed)")
        #expect(left.requirements() == right.requirements(), "seed \(seed)")
      }
      #expect(left.status == right.status)
    }
  }

  /// The built-in policy with every number of opinions and the committee's quorum said by trees.
  private static func treed() -> ReviewPolicy {
    var rules = PolicyDocument.builtIn().rules
    rules.committee.approval = .allOf([
      .people(1, .roleOrAbove("CFO")), .anyOf([.people(1, .roleOrAbove("Head of Trading"))]),
    ])
    for index in rules.routes.indices where !rules.routes[index].isCommitteeNeeded {
      rules.routes[index].approval = .people(1, .routedOrAbove)
    }
    return ReviewPolicy(rules: rules)
  }

  private static func command(_ step: Int, _ random: inout QuorumRandom) -> ReviewCommand {
    let role = roles.randomElement(using: &random) ?? ""
    let who = "r\(Int.random(in: 0...7, using: &random))"
    if Int.random(in: 0...7, using: &random) == 0 {
      return .escalate(ReviewCommand.Escalate(reviewerID: who, reviewerRole: role, reason: "x"))
    }
    let outcome =
      ([.approved, .approved, .approved, .modified, .rejected, .escalated] as [DecisionOutcome])
      .randomElement(using: &random) ?? .approved
    let flags: [ReviewFlag] = Int.random(in: 0...5, using: &random) == 0 ? [.uncertain] : []
    return .submitReview(opinion(who, role, outcome, flags: flags))
  }

  private func deciding(committee: Quorum) -> DecidingRoles {
    var rules = PolicyDocument.builtIn().rules
    rules.committee = PolicyRules.Committee(roles: Self.roles, quorum: 0, chairRole: "", approval: committee)
    return DecidingRoles(rules: rules)
  }

  private func situation(opinions: Int = 1) -> DecidingRoles.Situation {
    DecidingRoles.Situation(level: .critical, rank: 0, isCommitteeNeeded: true, isAtTop: false, opinions: opinions)
  }

  // MARK: Oracle

  private static func tree(depth: Int, _ random: inout QuorumRandom) -> Quorum {
    let kind = depth == 1 ? 0 : Int.random(in: 0...2, using: &random)
    if kind == 0 {
      let role = roles.randomElement(using: &random) ?? ""
      return .people(
        Int.random(in: 1...2, using: &random), Bool.random(using: &random) ? .role(role) : .roleOrAbove(role))
    }
    let branches = (0..<Int.random(in: 1...3, using: &random)).map { _ in tree(depth: depth - 1, &random) }
    return kind == 1 ? .allOf(branches) : .anyOf(branches)
  }

  /// Every set of people, as bits, that fills the tree exactly.
  private static func fillings(_ tree: Quorum, people: [Int]) -> Set<Int> {
    switch tree {
    case .people(let count, let roles):
      return Set(
        (0..<(1 << people.count)).filter { set in
          set.nonzeroBitCount == count && people.indices.allSatisfy { set & (1 << $0) == 0 || sits(people[$0], roles) }
        })
    case .anyOf(let branches):
      return branches.reduce(into: []) { $0.formUnion(fillings($1, people: people)) }
    case .allOf(let branches):
      return branches.reduce([0]) { sets, branch in
        let next = fillings(branch, people: people)
        return Set(sets.flatMap { set in next.filter { $0 & set == 0 }.map { $0 | set } })
      }
    }
  }

  private static func sits(_ rank: Int, _ roles: Quorum.Roles) -> Bool {
    switch roles {
    case .role(let name): self.roles[rank] == name
    case .roleOrAbove(let name): rank >= self.roles.firstIndex(of: name) ?? 99
    case .routedOrAbove: true
    }
  }
}

/// Random numbers that a seed repeats.
struct QuorumRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
