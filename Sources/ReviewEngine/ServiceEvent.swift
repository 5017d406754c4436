import AuditTrail
import ReviewCore

/// What happened to the service itself: the content of an entry without a review.
enum ServiceEvent: Equatable, Sendable {
  case reviewerUpserted(ReviewerUpserted)
  case killSwitchEngaged(KillSwitchEngaged)
  case killSwitchReleased(KillSwitchReleased)
  case policyProposed(PolicyProposed)
  case policyActivated(PolicyActivated)
  case keyAdded(KeyAdded)
  case keyRetired(KeyRetired)

  /// A reviewer was added or replaced.
  struct ReviewerUpserted: Equatable, Sendable {
    var request: ReviewEvent.RequestReference = .none
    /// Whole, with its new version.
    var reviewer: Reviewer
    var reason: String
  }

  var eventType: String {
    switch self {
    case .reviewerUpserted: "reviewer.upserted"
    case .killSwitchEngaged: "kill_switch.engaged"
    case .killSwitchReleased: "kill_switch.released"
    case .policyProposed: "policy.proposed"
    case .policyActivated: "policy.activated"
    case .keyAdded: "key.added"
    case .keyRetired: "key.retired"
    }
  }

  /// The types of this kind.
  static let eventTypes = [
    "reviewer.upserted", "kill_switch.engaged", "kill_switch.released", "policy.proposed", "policy.activated",
    "key.added", "key.retired",
  ]

  // MARK: Data

  func data(command: Int64) -> [UInt8] {
    var writer = CanonicalJSONWriter(reservingCapacity: 512)
    switch self {
    case .reviewerUpserted(let upserted): Self.encode(upserted, command, &writer)
    case .killSwitchEngaged(let engaged): Self.encode(engaged, command, &writer)
    case .killSwitchReleased(let released): Self.encode(released, command, &writer)
    case .policyProposed(let proposed): Self.encode(proposed, command, &writer)
    case .policyActivated(let activated): Self.encode(activated, command, &writer)
    case .keyAdded(let added): Self.encode(added, command, &writer)
    case .keyRetired(let retired): Self.encode(retired, command, &writer)
    }
    return writer.bytes
  }

  private static func encode(_ upserted: ReviewerUpserted, _ command: Int64, _ writer: inout CanonicalJSONWriter) {
    writer.object { data in
      data.command(command)
      data.key("reason")
      data.present(upserted.reason)
      data.request(upserted.request)
      data.key("reviewer")
      data.reviewer(upserted.reviewer)
      data.version()
    }
  }

  /// - Returns: nil for an entry of another kind.
  static func event(of entry: AuditEntry) throws(UnreadableEntry) -> ServiceEvent? {
    guard entry.auditID.isEmpty, eventTypes.contains(entry.eventType) else { return nil }
    let data = try EventDecoding.data(of: entry)
    if entry.eventType == "kill_switch.engaged" { return try engaged(data) }
    if entry.eventType == "kill_switch.released" { return try released(data) }
    if entry.eventType == "policy.proposed" { return try policyProposed(data, entry) }
    if entry.eventType == "policy.activated" { return try policyActivated(data, entry) }
    if entry.eventType == "key.added" { return try keyAdded(data) }
    if entry.eventType == "key.retired" { return try keyRetired(data) }
    return .reviewerUpserted(
      ReviewerUpserted(
        request: try EventDecoding.request(data), reviewer: try data.member("reviewer").reviewer(),
        reason: try data.textOrEmpty("reason")))
  }
}

extension CanonicalJSONWriter {
  fileprivate mutating func reviewer(_ reviewer: Reviewer) {
    object { writer in
      writer.key("absent")
      writer.bool(reviewer.isAbsent)
      writer.key("disabled")
      writer.bool(reviewer.isDisabled)
      writer.key("email")
      writer.present(reviewer.email)
      writer.key("person_id")
      writer.string(reviewer.personID)
      writer.key("principals")
      writer.array(reviewer.principals)
      writer.key("reviewer_id")
      writer.string(reviewer.reviewerID)
      writer.key("roles")
      writer.array(reviewer.roles)
      writer.key("skills")
      writer.array(reviewer.skills)
      writer.key("slack_user_id")
      writer.present(reviewer.slackUserID)
      writer.key("version")
      writer.integerString(reviewer.version)
    }
  }
}

extension JSONValue {
  fileprivate func reviewer() throws(UnreadableEntry) -> Reviewer {
    Reviewer(
      reviewerID: try text("reviewer_id"), roles: try texts("roles"), skills: try texts("skills"),
      email: try textOrEmpty("email"), slackUserID: try textOrEmpty("slack_user_id"), isAbsent: try flag("absent"),
      isDisabled: try flag("disabled"), personID: try text("person_id"), principals: try texts("principals"),
      version: try integer("version"))
  }
}

/// What the entries without a review say: the registry, the kill switches that are engaged, the policies.
struct ServiceState: Sendable {
  var registry = ReviewerRegistry()
  /// In the order in which they were engaged.
  var killSwitches: [KillSwitch] = []
  var policies = PolicyRegister()
  var keys = SigningKeyRing()

  var roster: Roster { registry.roster }

  mutating func apply(_ event: ServiceEvent) {
    switch event {
    case .reviewerUpserted(let upserted): registry.upsert(upserted.reviewer)
    case .policyProposed(let proposed): policies.apply(proposed)
    case .policyActivated(let activated): policies.apply(activated)
    case .killSwitchEngaged(let engaged): killSwitches.append(engaged.killSwitch)
    case .killSwitchReleased(let released):
      killSwitches.removeAll { $0.killSwitchID == released.killSwitch.killSwitchID }
    case .keyAdded(let added): keys.add(added)
    case .keyRetired(let retired): keys.retire(retired)
    }
  }
}
