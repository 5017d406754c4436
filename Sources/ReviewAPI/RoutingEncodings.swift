import Messages
import MessagesBase
import ReviewCore
import Synchronization

/// The usual routings of the policy in force; made anew once another one is.
final class CurrentRoutings: Sendable {
  private let current: Mutex<RoutingEncodings>

  init(policy: ReviewPolicy) { current = Mutex(RoutingEncodings(policy: policy)) }

  /// Those of a policy. Calls that meet a new policy at the same moment make them each, and all come to the same.
  func of(_ policy: ReviewPolicy) -> RoutingEncodings {
    let known = current.withLock { $0 }
    if known.isOf(policy) { return known }
    let made = RoutingEncodings(policy: policy)
    current.withLock { $0 = made }
    return made
  }
}

/// The usual routings of a policy, encoded once: where no queue is too deep, a classification is answered with one of them.
struct RoutingEncodings: Sendable {
  private let policy: ReviewPolicy
  /// By level, action and domain that requires skills; the first of each stands for all that the policy does not know.
  private let encodings: [EncodedMessage]
  private let actionCount: Int
  private let domainCount: Int

  init(policy: ReviewPolicy) {
    self.policy = policy
    let actions = [""] + policy.rules.actions.map(\.name)
    let domains = [""] + policy.rules.domainSkills.map(\.domain)
    actionCount = actions.count
    domainCount = domains.count
    encodings = RiskLevel.allCases.flatMap { level in
      actions.flatMap { action in
        domains.compactMap { domain in
          try? EncodedMessage(Arena().routing(Self.routing(level, actionType: action, domain: domain, policy: policy)))
        }
      }
    }
  }

  private static func routing(
    _ level: RiskLevel, actionType: String, domain: String, policy: ReviewPolicy
  ) -> Routing {
    let assessment = RiskAssessment(
      level: level, reason: "", matchedRules: [], isFailSafe: false, amountSource: .unspecified,
      actionType: actionType, isActionInferred: false, domain: domain)
    return routeToReviewer(
      assessment, proposal: Proposal(queryText: ""), roster: .empty, queueDepths: .empty, policy: policy)
  }

  /// Whether they are those of this policy.
  func isOf(_ policy: ReviewPolicy) -> Bool {
    policy === self.policy || (!policy.version.isEmpty && policy.version == self.policy.version)
  }

  /// How the proposal is routed where nothing stands in its way; nil by another policy.
  func encoding(of finding: RiskFinding, _ proposal: ProposalView, policy: ReviewPolicy) -> EncodedMessage? {
    guard isOf(policy) else { return nil }
    let names = policy.routedNames(of: finding, proposal)
    let action = names.action.map { $0 + 1 } ?? 0
    let domain = names.domain.map { $0 + 1 } ?? 0
    let position = (Int(finding.level.rawValue) * actionCount + action) * domainCount + domain
    // One that could not be encoded is missing, and all behind it stand elsewhere.
    return encodings.count == RiskLevel.allCases.count * actionCount * domainCount ? encodings[position] : nil
  }
}
