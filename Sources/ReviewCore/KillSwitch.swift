/// What a kill switch stops: what matches every field that is set (domain.md §4, Kill switch).
public struct KillSwitchScope: Hashable, Sendable {
  /// The whole service; then nothing else is set.
  public var isEverything = false
  /// This requester's.
  public var userID = ""
  public var actionType = ""
  public var domain = ""
  /// This review.
  public var auditID: AuditID?
  /// Whatever this reviewer gave an opinion on, and any further opinion of theirs.
  public var reviewerID = ""
  /// Permits for this executor: no review.
  public var executorID = ""
  /// This program's.
  public var agentID = ""

  public init() {}

  /// Whether nothing is set: such a scope is refused.
  public var isEmpty: Bool { self == KillSwitchScope() }

  /// Whether it names this reviewer, and whatever else it names matches: then it stops the opinion.
  func stopsOpinions(of reviewerID: String, on review: ReviewCase, roster: Roster) -> Bool {
    guard !self.reviewerID.isEmpty, roster.person(self.reviewerID) == roster.person(reviewerID) else { return false }
    var others = self
    others.reviewerID = ""
    return others.isEmpty || review.isStopped(by: others, roster: roster)
  }
}

/// A kill switch that is engaged.
public struct KillSwitch: Hashable, Sendable {
  public var killSwitchID: String
  public var scope: KillSwitchScope
  /// Why.
  public var reason: String
  public var engagedBy: String
  public var engagedAt: Instant

  public init(killSwitchID: String, scope: KillSwitchScope, reason: String, engagedBy: String, engagedAt: Instant) {
    self.killSwitchID = killSwitchID
    self.scope = scope
    self.reason = reason
    self.engagedBy = engagedBy
    self.engagedAt = engagedAt
  }
}

extension ReviewCase {
  /// Whether a kill switch of that scope holds it while it waits.
  public func isStopped(by scope: KillSwitchScope, roster: Roster) -> Bool {
    if scope.isEverything { return true }
    // A scope that names an executor is about permits.
    guard !scope.isEmpty, scope.executorID.isEmpty else { return false }
    return (scope.userID.isEmpty || roster.person(scope.userID) == roster.person(userID))
      && (scope.actionType.isEmpty || scope.actionType == actionType)
      && (scope.domain.isEmpty || scope.domain == domain)
      && (scope.auditID.map { $0 == auditID } ?? true)
      && (scope.agentID.isEmpty || scope.agentID == agentID)
      && (scope.reviewerID.isEmpty || hasOpinion(ofPersonBehind: scope.reviewerID, roster: roster))
  }

  private func hasOpinion(ofPersonBehind reviewerID: String, roster: Roster) -> Bool {
    let person = roster.person(reviewerID)
    return opinions.contains { roster.person($0.reviewerID) == person }
  }

  /// Which of the switches stop an opinion of this reviewer.
  public func switchesStopping(opinionsOf reviewerID: String, among switches: [KillSwitch], roster: Roster) -> [String]
  {
    switches.filter { $0.scope.stopsOpinions(of: reviewerID, on: self, roster: roster) }.map(\.killSwitchID)
  }
}

extension FieldValidator {
  /// A scope: something set, or everything alone.
  public mutating func scope(_ scope: KillSwitchScope) {
    if scope.isEmpty { add("scope", "must name something; everything is a choice of its own") }
    var rest = scope
    rest.isEverything = false
    if scope.isEverything, !rest.isEmpty { add("scope", "must name nothing else beside everything") }
    identifier("scope.user_id", scope.userID, isRequired: false)
    text("scope.action_type", scope.actionType, maximumBytes: FieldLimits.addressBytes)
    text("scope.domain", scope.domain, maximumBytes: FieldLimits.addressBytes)
    identifier("scope.reviewer_id", scope.reviewerID, isRequired: false)
    identifier("scope.executor_id", scope.executorID, isRequired: false)
    identifier("scope.agent_id", scope.agentID, isRequired: false)
  }
}
