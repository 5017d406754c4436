import AuditTrail
import ReviewCore

/// Reads a recorded entry back into the event that it was: the other half of `EventEncoding`.
enum EventDecoding {
  /// - Returns: nil for an entry about the service itself.
  /// - Throws: for damage, and for a type that this version does not know: it must not be passed over in silence.
  static func event(of entry: AuditEntry) throws(UnreadableEntry) -> ReviewEvent? {
    guard !entry.auditID.isEmpty else { return nil }
    let data = try data(of: entry)
    switch entry.eventType {
    case "query.submitted": return .submitted(try submitted(data))
    case "review.opinion_recorded": return .opinionRecorded(try opinionRecorded(data, entry))
    case "review.decided": return .decided(try decided(data))
    case "review.escalated": return .escalated(try escalated(data))
    case "review.sla_warning": return .slaWarning(try clock(data))
    case "review.sla_breached": return .slaBreached(try clock(data))
    case "review.expired":
      return .expired(ReviewEvent.Expired(reason: try data.text("reason"), receipt: try data.receipt()))
    case "query.cancelled":
      return .cancelled(
        ReviewEvent.Cancelled(
          request: try request(data), reason: try data.text("reason"), receipt: try data.receipt()))
    default:
      if let event = try holdEvent(entry.eventType, data) { return event }
      if let event = try executionEvent(entry.eventType, data) { return event }
      throw UnreadableEntry(detail: "entry \(entry.sequence): unknown event type \(entry.eventType)")
    }
  }

  /// The parsed `data` of an entry.
  static func data(of entry: AuditEntry) throws(UnreadableEntry) -> JSONValue {
    try ActionJSON.parsed(entry.canonicalJSON).member("data")
  }

  private static func submitted(_ data: JSONValue) throws(UnreadableEntry) -> ReviewEvent.Submitted {
    let actionJSON = try data.text("action_json")
    guard let digest = try data.digest("action_digest") else { throw UnreadableEntry(detail: "action_digest is null") }
    return ReviewEvent.Submitted(
      request: try request(data), proposal: try ActionJSON.proposal(actionJSON), actionJSON: actionJSON,
      actionDigest: digest, risk: try risk(try data.member("risk")), routing: try routing(try data.member("routing")),
      policyVersion: try data.text("policy_version"), deadline: try data.requiredInstant("deadline"),
      supersedesAuditID: try data.textOrEmpty("supersedes_audit_id"), rereview: try rereview(data))
  }

  private static func rereview(_ data: JSONValue) throws(UnreadableEntry) -> Rereview? {
    guard let rereview = data.present("rereview") else { return nil }
    return Rereview(
      auditID: try rereview.text("audit_id"), decidedSequence: try rereview.integer("decided_sequence"),
      reviewers: try rereview.texts("reviewers"))
  }

  private static func opinionRecorded(
    _ data: JSONValue, _ entry: AuditEntry
  ) throws(UnreadableEntry) -> ReviewEvent.OpinionRecorded {
    let recorded = try data.member("opinion")
    guard let digest = try recorded.digest("action_digest") else {
      throw UnreadableEntry(detail: "action_digest is null")
    }
    let opinion = Opinion(
      reviewerID: try recorded.text("reviewer_id"), reviewerRole: try recorded.text("reviewer_role"),
      outcome: try recorded.named("outcome"), supportingEvidence: try recorded.text("supporting_evidence"),
      evidence: try evidence(recorded), flags: try flags(recorded), modification: try modification(recorded),
      createdAt: Instant(unixMicroseconds: entry.timestampMicroseconds),
      reviewVersion: try recorded.integer("review_version"), actionDigest: digest,
      voidReason: try recorded.textOrEmpty("void_reason"))
    return ReviewEvent.OpinionRecorded(
      request: try request(data), opinion: opinion, requiredOpinions: Int(try data.integer("required_opinions")),
      effectiveActionDigest: try recorded.digest("effective_action_digest"))
  }

  private static func decided(_ data: JSONValue) throws(UnreadableEntry) -> ReviewEvent.Decided {
    ReviewEvent.Decided(
      status: try data.named("status"), reviewers: try data.texts("reviewers"), modification: try modification(data),
      effectiveActionDigest: try data.digest("effective_action_digest"), receipt: try data.receipt())
  }

  private static func escalated(_ data: JSONValue) throws(UnreadableEntry) -> ReviewEvent.Escalated {
    ReviewEvent.Escalated(
      request: try request(data), move: try move(data), requestedBy: try data.textOrEmpty("requested_by"),
      routing: try routing(try data.member("routing")), deadline: try data.requiredInstant("deadline"))
  }

  private static func clock(_ data: JSONValue) throws(UnreadableEntry) -> ReviewEvent.ClockReached {
    ReviewEvent.ClockReached(
      role: try data.text("role"), clockStartedAt: try data.requiredInstant("clock_started_at"),
      deadline: try data.requiredInstant("deadline"))
  }

  static func request(_ data: JSONValue) throws(UnreadableEntry) -> ReviewEvent.RequestReference {
    ReviewEvent.RequestReference(
      id: try data.textOrEmpty("request_id"), digest: try data.bytes("request_digest"))
  }

  private static func risk(_ risk: JSONValue) throws(UnreadableEntry) -> RiskAssessment {
    var assessment = RiskAssessment(
      level: try risk.named("level"), reason: try risk.text("reason"), matchedRules: try risk.texts("matched_rules"),
      isFailSafe: try risk.flag("fail_safe"), assessedAmount: try risk.money("assessed_amount"),
      amountSource: try risk.named("amount_source"), aggregateAmount: try risk.money("aggregate_amount"),
      warnings: try risk.texts("warnings"), actionType: try risk.textOrEmpty("action_type"),
      isActionInferred: try risk.flag("action_inferred"), domain: try risk.textOrEmpty("domain"))
    if let finding = risk.present("classifier") { assessment.classifier = try classifier(finding) }
    return assessment
  }

  private static func classifier(_ finding: JSONValue) throws(UnreadableEntry) -> ClassifierFinding {
    if finding.present("failure") != nil { return .failure(try finding.text("failure")) }
    return .answer(
      ClassifierFinding.Answer(
        level: try finding.named("level"), reasons: try finding.texts("reasons"), model: try finding.text("model"),
        modelVersion: try finding.textOrEmpty("model_version")))
  }

  private static func routing(_ routing: JSONValue) throws(UnreadableEntry) -> Routing {
    var requirements: [OpinionRequirement] = []
    for requirement in try routing.list("requirements") {
      requirements.append(
        OpinionRequirement(
          count: Int(try requirement.integer("count")), reviewerRoles: try requirement.texts("reviewer_roles"),
          met: Int(try requirement.integer("met"))))
    }
    var moves: [RoleMove] = []
    for element in try routing.list("escalations") { moves.append(try move(element)) }
    return Routing(
      reviewerRole: try routing.text("reviewer_role"), slaMicroseconds: try routing.duration("sla"),
      isCommitteeNeeded: try routing.flag("approval_committee_needed"),
      escalationPath: try routing.texts("escalation_path"), reason: try routing.text("routing_reason"),
      requiredSkills: try routing.texts("required_skills"),
      requiredOpinions: Int(try routing.integer("required_opinions")), requirements: requirements, moves: moves)
  }

  private static func move(_ move: JSONValue) throws(UnreadableEntry) -> RoleMove {
    RoleMove(
      fromRole: try move.text("from_role"), toRole: try move.text("to_role"), trigger: try move.named("trigger"),
      reason: try move.text("reason"))
  }

  private static func evidence(_ opinion: JSONValue) throws(UnreadableEntry) -> [Evidence] {
    var sources: [Evidence] = []
    for source in try opinion.list("evidence") {
      sources.append(
        Evidence(
          source: try source.text("source"), uri: try source.textOrEmpty("uri"), sha256: try source.bytes("sha256")))
    }
    return sources
  }

  private static func flags(_ opinion: JSONValue) throws(UnreadableEntry) -> [ReviewFlag] {
    var flags: [ReviewFlag] = []
    for name in try opinion.texts("flags") {
      guard let flag = ReviewFlag(contractName: name) else { throw UnreadableEntry(detail: "unknown flag \(name)") }
      flags.append(flag)
    }
    return flags
  }

  private static func modification(_ data: JSONValue) throws(UnreadableEntry) -> Modification? {
    guard let modification = data.present("modification") else { return nil }
    let ragResponse =
      modification.present("rag_response_json") == nil ? nil : try modification.text("rag_response_json")
    return Modification(
      recommendation: try modification.textOrEmpty("recommendation"),
      transactionAmount: try modification.money("transaction_amount"), ragResponseJSON: ragResponse)
  }
}

extension ActionJSON {
  /// The proposal behind recorded action_json.
  static func proposal(_ actionJSON: String) throws(UnreadableEntry) -> Proposal {
    let action = try parsed(actionJSON)
    var proposal = Proposal(
      userID: try action.textOrEmpty("user_id"), queryText: try action.textOrEmpty("query_text"),
      transactionAmount: try action.money("transaction_amount"), actionType: try action.textOrEmpty("action_type"),
      containsMNPI: action["contains_mnpi"] == .bool(true), domain: try action.textOrEmpty("domain"),
      labels: try labels(action), validUntil: try action.instant("valid_until"))
    if action.present("model_confidence") != nil {
      proposal.modelConfidence = Double(try action.text("model_confidence"))
    }
    if let origin = action.present("origin") {
      proposal.origin = Proposal.Origin(
        agentID: try origin.textOrEmpty("agent_id"), modelID: try origin.textOrEmpty("model_id"),
        modelVersion: try origin.textOrEmpty("model_version"), onBehalfOf: try origin.textOrEmpty("on_behalf_of"),
        accountID: try origin.textOrEmpty("account_id"))
    }
    return proposal
  }

  /// The requester's rag_response inside action_json; nil where there was none.
  static func ragResponse(_ actionJSON: String) throws(UnreadableEntry) -> JSONValue? {
    try parsed(actionJSON)["rag_response"]
  }

  static func parsed(_ json: String) throws(UnreadableEntry) -> JSONValue { try parsed(Array(json.utf8)) }

  static func parsed(_ json: [UInt8]) throws(UnreadableEntry) -> JSONValue {
    do throws(JSONError) {
      return try JSONValue(parsing: json)
    } catch {
      throw UnreadableEntry(detail: "recorded JSON cannot be parsed: \(error.code)")
    }
  }

  private static func labels(_ action: JSONValue) throws(UnreadableEntry) -> [Proposal.Label] {
    guard case .object(let members)? = action["labels"] else { return [] }
    var labels: [Proposal.Label] = []
    for member in members {
      guard case .string(let value) = member.value else { throw UnreadableEntry(detail: "a label is no string") }
      labels.append(Proposal.Label(key: member.key, value: value))
    }
    return labels
  }
}
