import AuditTrail
import ReviewCore

extension ServiceEvent {
  /// A kill switch was engaged; the reviews that it blocked follow in the same command.
  struct KillSwitchEngaged: Equatable, Sendable {
    var request: ReviewEvent.RequestReference = .none
    var killSwitch: KillSwitch
    var blockedReviews: Int
    /// Reviews whose permit was out, the one that lasts longest first; at most `outstandingPermitCountMax`.
    var outstandingPermits: [AuditID] = []
    /// How many there were.
    var outstandingPermitCount = 0

    /// So many fit into an entry; further ones are counted.
    static let outstandingPermitCountMax = 1_024
  }

  /// A kill switch was released; the reviews that it no longer holds follow in the same command.
  struct KillSwitchReleased: Equatable, Sendable {
    var request: ReviewEvent.RequestReference = .none
    /// As it was.
    var killSwitch: KillSwitch
    /// Why it was released.
    var reason: String
    var releasedReviews: Int
  }

  static func encode(_ engaged: KillSwitchEngaged, _ command: Int64, _ writer: inout CanonicalJSONWriter) {
    writer.object { data in
      data.key("blocked_reviews")
      data.integerString(Int64(engaged.blockedReviews))
      data.command(command)
      data.key("kill_switch")
      data.killSwitch(engaged.killSwitch)
      data.key("outstanding_permit_count")
      data.integerString(Int64(engaged.outstandingPermitCount))
      data.key("outstanding_permits")
      data.array(engaged.outstandingPermits.map(\.text))
      data.request(engaged.request)
      data.version()
    }
  }

  static func encode(_ released: KillSwitchReleased, _ command: Int64, _ writer: inout CanonicalJSONWriter) {
    writer.object { data in
      data.command(command)
      data.key("kill_switch")
      data.killSwitch(released.killSwitch)
      data.key("reason")
      data.string(released.reason)
      data.key("released_reviews")
      data.integerString(Int64(released.releasedReviews))
      data.request(released.request)
      data.version()
    }
  }

  static func engaged(_ data: JSONValue) throws(UnreadableEntry) -> ServiceEvent {
    // Absent before permits were issued.
    let isCounted = data.present("outstanding_permit_count") != nil
    return .killSwitchEngaged(
      KillSwitchEngaged(
        request: try EventDecoding.request(data), killSwitch: try data.member("kill_switch").killSwitch(),
        blockedReviews: Int(try data.integer("blocked_reviews")),
        outstandingPermits: isCounted ? try data.texts("outstanding_permits").compactMap(AuditID.init(text:)) : [],
        outstandingPermitCount: isCounted ? Int(try data.integer("outstanding_permit_count")) : 0))
  }

  static func released(_ data: JSONValue) throws(UnreadableEntry) -> ServiceEvent {
    .killSwitchReleased(
      KillSwitchReleased(
        request: try EventDecoding.request(data), killSwitch: try data.member("kill_switch").killSwitch(),
        reason: try data.text("reason"), releasedReviews: Int(try data.integer("released_reviews"))))
  }
}

extension CanonicalJSONWriter {
  mutating func killSwitch(_ killSwitch: KillSwitch) {
    object { writer in
      writer.key("engaged_at")
      writer.instant(killSwitch.engagedAt)
      writer.key("engaged_by")
      writer.string(killSwitch.engagedBy)
      writer.key("kill_switch_id")
      writer.string(killSwitch.killSwitchID)
      writer.key("reason")
      writer.string(killSwitch.reason)
      writer.key("scope")
      writer.scope(killSwitch.scope)
    }
  }

  mutating func scope(_ scope: KillSwitchScope) {
    object { writer in
      writer.key("action_type")
      writer.present(scope.actionType)
      writer.key("agent_id")
      writer.present(scope.agentID)
      writer.key("audit_id")
      writer.string(scope.auditID?.text)
      writer.key("domain")
      writer.present(scope.domain)
      writer.key("everything")
      writer.bool(scope.isEverything)
      writer.key("executor_id")
      writer.present(scope.executorID)
      writer.key("reviewer_id")
      writer.present(scope.reviewerID)
      writer.key("user_id")
      writer.present(scope.userID)
    }
  }
}

extension JSONValue {
  fileprivate func killSwitch() throws(UnreadableEntry) -> KillSwitch {
    KillSwitch(
      killSwitchID: try text("kill_switch_id"), scope: try member("scope").scope(), reason: try text("reason"),
      engagedBy: try text("engaged_by"), engagedAt: try requiredInstant("engaged_at"))
  }

  private func scope() throws(UnreadableEntry) -> KillSwitchScope {
    var scope = KillSwitchScope()
    scope.isEverything = try flag("everything")
    scope.userID = try textOrEmpty("user_id")
    scope.actionType = try textOrEmpty("action_type")
    scope.domain = try textOrEmpty("domain")
    scope.reviewerID = try textOrEmpty("reviewer_id")
    scope.executorID = try textOrEmpty("executor_id")
    scope.agentID = try textOrEmpty("agent_id")
    let review = try textOrEmpty("audit_id")
    scope.auditID = AuditID(text: review)
    if !review.isEmpty, scope.auditID == nil { throw UnreadableEntry(detail: "audit_id is no id") }
    return scope
  }
}
