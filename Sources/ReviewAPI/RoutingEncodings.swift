import Messages
import MessagesBase
import ReviewCore
import ReviewEngine

/// The usual routings of a policy, encoded once: where no queue is too deep, a classification is answered with one of them.
struct RoutingEncodings: Sendable {
  private struct Entry {
    let routing: Routing
    let encoding: EncodedMessage
  }

  /// By the raw value of the level: one for each combination of opinions and skills.
  private let entriesByLevel: [[Entry]]

  init(policy: ReviewPolicy) {
    entriesByLevel = RiskLevel.allCases.map { level in
      var entries: [Entry] = []
      for action in [""] + policy.rules.actions.map(\.name) {
        for domain in [""] + policy.rules.domainSkills.map(\.domain) {
          let routing = Self.routing(level, actionType: action, domain: domain, policy: policy)
          guard !entries.contains(where: { $0.routing == routing }),
            let encoding = try? EncodedMessage(Arena().routing(routing))
          else { continue }
          entries.append(Entry(routing: routing, encoding: encoding))
        }
      }
      return entries
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

  /// nil for a routing that is not one of them, for example of another policy.
  func encoding(of classification: Classification) -> EncodedMessage? {
    let entries = entriesByLevel[Int(classification.risk.level.rawValue)]
    // What tells the entries of a level apart is compared first.
    let position = entries.indices.first {
      entries[$0].routing.requiredOpinions == classification.routing.requiredOpinions
        && entries[$0].routing.requiredSkills == classification.routing.requiredSkills
        && entries[$0].routing == classification.routing
    }
    return position.map { entries[$0].encoding }
  }
}
