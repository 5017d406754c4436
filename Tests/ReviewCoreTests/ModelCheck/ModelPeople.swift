import Policy
import ReviewCore
import Testing

/// Who takes part: four people with five accounts, one of them the requester.
struct ModelAccount: Sendable {
  let reviewerID: String
  /// Who stands behind it; two accounts are one person's.
  let person: Int
  let role: String
  /// The role's place in domain.md §1's table, counted from 0.
  let rank: Int

  static let requester = 0
  /// The Board Committee's account of the person who is also the CFO.
  static let overrider = 4

  static let all = [
    ModelAccount(reviewerID: "uma", person: 0, role: "Board Committee", rank: 5),
    ModelAccount(reviewerID: "ann", person: 1, role: "Senior Analyst", rank: 2),
    ModelAccount(reviewerID: "hal", person: 2, role: "Head of Trading", rank: 3),
    ModelAccount(reviewerID: "cara", person: 3, role: "CFO", rank: 4),
    ModelAccount(reviewerID: "cleo", person: 3, role: "Board Committee", rank: 5),
    // The same account in another role that the registry gives it.
    ModelAccount(reviewerID: "ann", person: 1, role: "Head of Trading", rank: 3),
  ]

  static let requesterPrincipal = "uma-bot"

  static let roster = Roster(
    members: Set(all.map(\.reviewerID)).map { name in
      let accounts = all.filter { $0.reviewerID == name }
      return Roster.Member(
        reviewerID: name, personID: "person-\(accounts[0].person)", roles: accounts.map(\.role), skills: [],
        principals: accounts[0].person == 0 ? [requesterPrincipal] : [])
    })
}

/// One of the proposals that the check starts from.
struct ModelKind: Sendable, CustomTestStringConvertible {
  let amount: Int64
  let action: String
  /// What domain.md §2 and §3 say of it.
  let level: ModelLevel
  let requiredOpinions: Int

  var testDescription: String { "\(level) \(amount) \(action)" }

  static let all = [
    ModelKind(amount: 12_000_000, action: "investment_decision", level: .critical, requiredOpinions: 2),
    ModelKind(amount: 8_000_000, action: "investment_decision", level: .high, requiredOpinions: 1),
    ModelKind(amount: 2_000_000, action: "m_and_a_analysis", level: .high, requiredOpinions: 2),
    ModelKind(amount: 500_000, action: "investment_decision", level: .medium, requiredOpinions: 1),
    ModelKind(amount: 10_000, action: "informational", level: .low, requiredOpinions: 1),
  ]

  /// As submitted by the requester's principal.
  func review() -> ReviewCase {
    let policy = PolicyDocument.builtIn()
    let proposal = Proposal(
      userID: ModelAccount.requesterPrincipal, queryText: "Please decide",
      transactionAmount: level == .low ? nil : Money(amount: Amount(units: amount)), actionType: action)
    let risk = classifyRisk(proposal, policy: policy)
    let routing = routeToReviewer(risk, proposal: proposal, roster: .empty, queueDepths: .empty, policy: policy)
    let submitted = submit(
      proposal, actionJSON: "{}", actionDigest: digest(1), risk: risk, routing: routing, request: .none,
      policy: policy, now: start)
    return ReviewCase(submitted, auditID: AuditID(high: 0, low: 1), at: start, sequence: 1, policy: policy)
  }
}

/// A row of domain.md §3's routing table, written down here a second time.
enum ModelLevel: Int, Sendable {
  case low
  case medium
  case high
  case critical

  var routedRank: Int { [0, 1, 2, 4][rawValue] }
  var slaMicroseconds: Int64 { hours([24, 8, 4, 2][rawValue]) }
  var path: [Int] { [[0, 1], [1, 2, 3], [2, 3, 4], [2, 3, 4, 5]][rawValue] }
}

/// What can happen next.
enum ModelMove: Sendable {
  enum Verdict: Int, CaseIterable, Sendable {
    case approve
    case approveFlagged
    case modify
    /// To another amount: another effective digest.
    case modifyDown
    case reject
    case escalate
  }
  case give(Int, Verdict)
  case claim(Int)
  case release(Int)
  case ask(Int)
  case answer
  case escalate(Int)
  /// Time goes on to what is due next.
  case wait
  /// Time goes on until shortly before the deadline.
  case waitAlmost
  /// Time goes on past everything.
  case waitLong
  case cancel
  case engage
  case disengage
  case fault
  case override(Int)

  static let all: [ModelMove] =
    (1..<5).flatMap { account -> [ModelMove] in
      Verdict.allCases.map { .give(account, $0) }
        + [.claim(account), .release(account), .ask(account), .escalate(account)]
    } + [
      .give(5, .approve), .give(5, .modify), .give(5, .reject), .claim(5),
      .give(0, .approve), .claim(0), .ask(0), .escalate(0), .answer, .wait, .waitAlmost, .waitLong, .cancel, .engage,
      .disengage,
      .fault, .override(3), .override(4),
    ]
}
