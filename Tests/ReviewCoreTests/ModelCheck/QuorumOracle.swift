import ReviewCore

/// domain.md §4 written down a second time, from the text and not from the code: what an opinion must lead to.
///
/// It keeps its own account of role, quorum, opinions, claim, question and blocks, from what was accepted alone.
struct QuorumOracle: Hashable, Sendable {
  struct Given: Hashable, Sendable {
    let account: Int
    /// 0 for none, then the proposal itself, and the two alternatives.
    let effect: Int
    var isVoid = false

    var person: Int { ModelAccount.all[account].person }
    var rank: Int { ModelAccount.all[account].rank }
  }

  /// What an accepted opinion leads to.
  enum Consequence: Hashable, Sendable {
    case none
    case decided(ReviewStatus)
    case escalated(EscalationTrigger)
  }

  let level: ModelLevel
  /// Base currency units.
  let amount: Int64
  var rank: Int
  var isCommitteeNeeded: Bool
  var isAtTop = false
  var required: Int
  var given: [Given] = []
  var rejections = 0
  var overriders: Set<Int> = []

  init(_ kind: ModelKind) {
    level = kind.level
    amount = kind.level == .low ? 0 : kind.amount
    rank = kind.level.routedRank
    isCommitteeNeeded = kind.level == .critical
    required = kind.requiredOpinions
  }

  private static let committee = 3...5
  private static let chair = 4
  private static let limits: [Int64] = [100_000, 1_000_000, 10_000_000, 50_000_000, .max, .max]

  var nextRank: Int? { level.path.first { $0 > rank } }

  /// "that role ≥ the routed role, or is a committee role where the committee is needed"; at the top only committee roles.
  func mayDecide(_ role: Int) -> Bool {
    let isCommittee = isCommitteeNeeded && Self.committee.contains(role)
    return isAtTop ? isCommittee : role >= rank || isCommittee
  }

  /// Role, requester and earlier opinion; the review's status and claim are the walker's to know.
  func mayAct(_ account: Int) -> Bool {
    let person = ModelAccount.all[account].person
    return mayDecide(ModelAccount.all[account].rank) && person != ModelAccount.all[ModelAccount.requester].person
      && !overriders.contains(person) && !given.contains { $0.person == person && !$0.isVoid }
  }

  var canEscalate: Bool { nextRank != nil || !isCommitteeNeeded }

  func mayGive(_ account: Int, _ verdict: ModelMove.Verdict) -> Bool {
    guard mayAct(account) else { return false }
    switch verdict {
    case .reject: return true
    case .escalate: return canEscalate
    case .approve, .approveFlagged, .modify: return amount <= Self.limits[ModelAccount.all[account].rank]
    case .modifyDown: return amount > 0 && amount <= Self.limits[ModelAccount.all[account].rank]
    }
  }

  // MARK: Opinions

  /// Takes an accepted opinion in.
  mutating func give(_ account: Int, _ verdict: ModelMove.Verdict) -> Consequence {
    let earlier = given.filter { $0.effect != 0 && !$0.isVoid && mayDecide($0.rank) }
    defer { given.append(Given(account: account, effect: Self.effect(verdict))) }
    switch verdict {
    case .escalate: return .escalated(.manual)
    case .reject:
      rejections += 1
      // The first is final at once; with an earlier counting opinion it is a conflict; a second one is final anywhere.
      if earlier.isEmpty || rejections > 1 || nextRank == nil { return .decided(.rejected) }
      return .escalated(.conflictingOpinions)
    case .approve, .approveFlagged, .modify, .modifyDown: return count(account, verdict, earlier)
    }
  }

  private mutating func count(_ account: Int, _ verdict: ModelMove.Verdict, _ earlier: [Given]) -> Consequence {
    if verdict == .approveFlagged || isLargeModification(verdict) { required = max(required, 2) }
    let effect = Self.effect(verdict)
    let agreeing = earlier.filter { $0.effect == effect }
    if agreeing.isEmpty, !earlier.isEmpty {
      return nextRank == nil ? .decided(.rejected) : .escalated(.conflictingOpinions)
    }
    if verdict == .approveFlagged { return .escalated(.uncertainty) }
    let ranks = agreeing.map(\.rank) + [ModelAccount.all[account].rank]
    let people = Set(agreeing.map(\.person) + [ModelAccount.all[account].person])
    guard people.count >= required, hasQuorum(ranks, people: people.count) else { return .none }
    return .decided(effect == 1 ? .approved : .modified)
  }

  /// "its quorum (default 2) among Head of Trading, CFO and Board Committee, one of them the CFO or above".
  private func hasQuorum(_ ranks: [Int], people: Int) -> Bool {
    guard isCommitteeNeeded else { return true }
    let members = ranks.filter(Self.committee.contains)
    return people >= 2 && members.count >= 2 && members.contains { $0 >= Self.chair }
  }

  /// "from 5 000 000 two opinions are needed": against what would be executed.
  private func isLargeModification(_ verdict: ModelMove.Verdict) -> Bool {
    switch verdict {
    case .modify: amount >= 5_000_000
    case .modifyDown: ModelChecker.loweredAmount >= 5_000_000
    case .approve, .approveFlagged, .reject, .escalate: false
    }
  }

  private static func effect(_ verdict: ModelMove.Verdict) -> Int {
    switch verdict {
    case .approve, .approveFlagged: 1
    case .modify: 2
    case .modifyDown: 3
    case .reject, .escalate: 0
    }
  }

  // MARK: What else changes the quorum

  /// "next role", or at the top of the path the committee.
  mutating func escalate(_ trigger: EscalationTrigger) {
    if let next = nextRank { rank = next } else { (isAtTop, isCommitteeNeeded) = (true, true) }
    if trigger == .conflictingOpinions { required = max(required, 2) }
    if isCommitteeNeeded { required = max(required, 2) }
  }

  /// "an answer to a question voids the opinions before it".
  mutating func voidOpinions() {
    for index in given.indices { given[index].isVoid = true }
    rejections = 0
  }
}
