import AuditTrail
import Countersign
import ReviewCore
import Testing

@testable import ReviewEngine

/// The bytes that auditors hash: they never change, keys are only ever added (domain.md §6).
@Suite("Golden bytes")
struct EventGoldenTests {
  private static let at = Instant(unixMicroseconds: 1_769_903_999_000_001)
  private static let digest = ActionDigest(Array(repeating: 0xAB, count: 32))!
  private static let hexadecimal = String(repeating: "ab", count: 32)
  private static let request = ReviewEvent.RequestReference(id: "r-1", digest: Array(repeating: 0xCD, count: 32))
  private static let requestHexadecimal = String(repeating: "cd", count: 32)

  private static let routing = Routing(
    reviewerRole: "CFO", slaMicroseconds: 7_200_500_000, isCommitteeNeeded: true, escalationPath: ["CFO", "Board"],
    reason: "because", requiredSkills: ["credit"], requiredOpinions: 2,
    requirements: [OpinionRequirement(count: 1, reviewerRoles: ["CFO"], met: 0)],
    moves: [RoleMove(fromRole: "Analyst", toRole: "CFO", trigger: .queueDepth, reason: "21 wait")])
  private static let routingJSON =
    #"{"approval_committee_needed":true,"escalation_path":["CFO","Board"],"escalations":[{"from_role":"Analyst","#
    + #""reason":"21 wait","to_role":"CFO","trigger":"ESCALATION_TRIGGER_QUEUE_DEPTH"}],"required_opinions":"2","#
    + #""required_skills":["credit"],"requirements":[{"count":"1","met":"0","reviewer_roles":["CFO"]}],"#
    + #""reviewer_role":"CFO","routing_reason":"because","sla":"7200.5s"}"#

  private static func text(_ event: ReviewEvent) -> String {
    String(decoding: EventEncoding.data(of: event, command: 17), as: UTF8.self)
  }

  // domain.md §6 Entry data, §4 Action form.
  @Test("query.submitted")
  func submitted() {
    let event = ReviewEvent.submitted(
      .init(
        request: Self.request, proposal: Proposal(userID: "u", queryText: "x"), actionJSON: #"{"query_text":"x"}"#,
        actionDigest: Self.digest,
        risk: RiskAssessment(
          level: .critical, reason: "why", matchedRules: ["mnpi"], isFailSafe: true,
          assessedAmount: Money(currencyCode: "USD", amount: Amount(units: 8_000_000, nanos: 500_000_000)),
          amountSource: .stated, warnings: ["more in the text"], actionType: "credit_approval", isActionInferred: false,
          domain: "credit"),
        routing: Self.routing, policyVersion: "p1", deadline: Self.at))
    #expect(
      Self.text(event)
        == #"{"action_digest":"\#(Self.hexadecimal)","action_json":"{\"query_text\":\"x\"}","command":"17","#
        + #""deadline":"2026-01-31T23:59:59.000001Z","policy_version":"p1","request_digest":"\#(Self.requestHexadecimal)","#
        + #""request_id":"r-1","risk":{"action_inferred":false,"action_type":"credit_approval","aggregate_amount":null,"#
        + #""amount_source":"AMOUNT_SOURCE_STATED","assessed_amount":{"amount":"8000000.5","currency_code":"USD"},"#
        + #""domain":"credit","fail_safe":true,"level":"RISK_LEVEL_CRITICAL","matched_rules":["mnpi"],"reason":"why","#
        + #""warnings":["more in the text"]},"routing":\#(Self.routingJSON),"supersedes_audit_id":null,"v":"1"}"#)
  }

  // domain.md §6 Entry data.
  @Test("review.opinion_recorded")
  func opinionRecorded() {
    let opinion = Opinion(
      reviewerID: "jane", reviewerRole: "CFO", outcome: .modified, supportingEvidence: "é\"",
      evidence: [
        Evidence(source: "s", uri: "", sha256: []), Evidence(source: "t", uri: "u", sha256: Self.digest.bytes),
      ],
      flags: [.uncertain, .regulatoryConcern],
      modification: Modification(recommendation: "less", transactionAmount: nil, ragResponseJSON: "{}"),
      createdAt: Self.at, reviewVersion: 3, actionDigest: Self.digest)
    let event = ReviewEvent.opinionRecorded(
      .init(request: .none, opinion: opinion, requiredOpinions: 2, effectiveActionDigest: nil))
    #expect(
      Self.text(event)
        == #"{"command":"17","opinion":{"action_digest":"\#(Self.hexadecimal)","effective_action_digest":null,"#
        + #""evidence":[{"sha256":null,"source":"s","uri":null},{"sha256":"\#(Self.hexadecimal)","source":"t","uri":"u"}],"#
        + #""flags":["REVIEW_FLAG_UNCERTAIN","REVIEW_FLAG_REGULATORY_CONCERN"],"modification":{"rag_response_json":"{}","#
        + #""recommendation":"less","transaction_amount":null},"outcome":"DECISION_OUTCOME_MODIFIED","#
        + #""review_version":"3","reviewer_id":"jane","reviewer_role":"CFO","supporting_evidence":"é\"","#
        + #""void_reason":null},"request_digest":null,"request_id":null,"required_opinions":"2","v":"1"}"#)
  }

  @Test("review.decided")
  func decided() {
    let event = ReviewEvent.decided(
      .init(status: .approved, reviewers: ["jane", "joe"], modification: nil, effectiveActionDigest: Self.digest))
    #expect(
      Self.text(event)
        == #"{"command":"17","effective_action_digest":"\#(Self.hexadecimal)","modification":null,"#
        + #""receipt":null,"reviewers":["jane","joe"],"status":"REVIEW_STATUS_APPROVED","v":"1"}"#)
  }

  @Test("review.escalated")
  func escalated() {
    let event = ReviewEvent.escalated(
      .init(
        request: Self.request, move: RoleMove(fromRole: "Analyst", toRole: "CFO", trigger: .manual, reason: "unsure"),
        requestedBy: "jane", routing: Self.routing, deadline: Self.at))
    #expect(
      Self.text(event)
        == #"{"command":"17","deadline":"2026-01-31T23:59:59.000001Z","from_role":"Analyst","reason":"unsure","#
        + #""request_digest":"\#(Self.requestHexadecimal)","request_id":"r-1","requested_by":"jane","#
        + #""routing":\#(Self.routingJSON),"to_role":"CFO","trigger":"ESCALATION_TRIGGER_MANUAL","v":"1"}"#)
  }

  @Test("review.sla_warning and review.sla_breached")
  func clocks() {
    let clock = ReviewEvent.ClockReached(
      role: "CFO", clockStartedAt: Instant(unixMicroseconds: 0), deadline: Self.at)
    for event in [ReviewEvent.slaWarning(clock), .slaBreached(clock)] {
      #expect(
        Self.text(event)
          == #"{"clock_started_at":"1970-01-01T00:00:00.000000Z","command":"17","#
          + #""deadline":"2026-01-31T23:59:59.000001Z","role":"CFO","v":"1"}"#)
    }
  }

  @Test("review.expired and query.cancelled")
  func ends() {
    #expect(Self.text(.expired(.init(reason: "late"))) == #"{"command":"17","reason":"late","receipt":null,"v":"1"}"#)
    #expect(
      Self.text(.cancelled(.init(request: Self.request, reason: "no\n")))
        == #"{"command":"17","reason":"no\n","receipt":null,"request_digest":"\#(Self.requestHexadecimal)","request_id":"r-1","v":"1"}"#
    )
  }

  private static let requestJSON = #""request_digest":"\#(requestHexadecimal)","request_id":"r-1""#
  private static let atJSON = #""2026-01-31T23:59:59.000001Z""#

  @Test("review.claimed, review.released and review.claim_expired")
  func claims() {
    let claimed = ReviewEvent.Claimed(
      request: Self.request, reviewerID: "jane", reviewerRole: "CFO", claimToken: 3, expiresAt: Self.at,
      takenOverFrom: "joe")
    #expect(
      Self.text(.claimed(claimed))
        == #"{"claim_expires_at":\#(Self.atJSON),"claim_token":"3","command":"17",\#(Self.requestJSON),"#
        + #""reviewer_id":"jane","reviewer_role":"CFO","taken_over_from":"joe","v":"1"}"#)
    let released = ReviewEvent.ClaimReleased(reviewerID: "jane", claimToken: 3)
    #expect(
      Self.text(.claimReleased(released))
        == #"{"claim_token":"3","command":"17","reason":null,"request_digest":null,"request_id":null,"#
        + #""reviewer_id":"jane","v":"1"}"#)
    let expired = ReviewEvent.ClaimExpired(reviewerID: "jane", claimToken: 3, expiresAt: Self.at)
    #expect(
      Self.text(.claimExpired(expired))
        == #"{"claim_expires_at":\#(Self.atJSON),"claim_token":"3","command":"17","reviewer_id":"jane","v":"1"}"#)
  }

  @Test("review.information_requested, review.information_provided and review.information_lapsed")
  func questions() {
    let requested = ReviewEvent.InformationRequested(
      request: Self.request, reviewerID: "jane", reviewerRole: "CFO", question: "why?", pauseEndsAt: Self.at)
    #expect(
      Self.text(.informationRequested(requested))
        == #"{"command":"17","pause_ends_at":\#(Self.atJSON),"question":"why?",\#(Self.requestJSON),"#
        + #""reviewer_id":"jane","reviewer_role":"CFO","v":"1"}"#)
    let provided = ReviewEvent.InformationProvided(request: Self.request, userID: "uma", answer: "so")
    #expect(
      Self.text(.informationProvided(provided))
        == #"{"answer":"so","command":"17",\#(Self.requestJSON),"user_id":"uma","v":"1"}"#)
    #expect(
      Self.text(.informationLapsed(.init(pauseEndedAt: Self.at)))
        == #"{"command":"17","pause_ended_at":\#(Self.atJSON),"v":"1"}"#)
  }

  @Test("review.blocked, review.unblocked and review.overridden")
  func blocks() {
    #expect(
      Self.text(.blocked(.init(killSwitchID: "k1", reason: "stop")))
        == #"{"command":"17","kill_switch_id":"k1","reason":"stop","v":"1"}"#)
    #expect(
      Self.text(.blocked(.init(reason: "fault"))) == #"{"command":"17","kill_switch_id":null,"reason":"fault","v":"1"}"#
    )
    #expect(
      Self.text(.unblocked(.init(killSwitchID: "k1"))) == #"{"command":"17","kill_switch_id":"k1","v":"1"}"#)
    let overridden = ReviewEvent.Overridden(
      request: Self.request, reviewerID: "bea", reviewerRole: "Board Committee", justification: "looked at it",
      deadline: Self.at)
    #expect(
      Self.text(.overridden(overridden))
        == #"{"command":"17","deadline":\#(Self.atJSON),"justification":"looked at it",\#(Self.requestJSON),"#
        + #""reviewer_id":"bea","reviewer_role":"Board Committee","v":"1"}"#)
  }

  @Test("policy.activated and service.started, whole entries")
  func service() {
    var writer = ChainWriter(head: ChainWriter.emptyHead(origin: "test"))
    let policy = EnginePolicy(
      policy: ReviewPolicy(rules: Bench.policy.policy.rules, version: "p1"), canonicalJSON: "{}")
    let activated = writer.append(ServiceEntry.policyActivated(policy, command: 1, now: Self.at))
    #expect(
      String(decoding: activated.canonicalJSON, as: UTF8.self)
        == #"{"actor":"system","audit_id":"","data":{"command":"1","policy":"{}","policy_version":"p1","#
        + #""previous_version":null,"proposed_by":null,"second_person":false,"v":"1"},"#
        + #""event_type":"policy.activated","sequence":"1","timestamp":"2026-01-31T23:59:59.000001Z"}"#)
    let started = writer.append(ServiceEntry.serviceStarted(version: "1.0", command: 2, now: Self.at))
    #expect(
      String(decoding: started.canonicalJSON, as: UTF8.self)
        == #"{"actor":"system","audit_id":"","data":{"command":"2","software_version":"1.0","v":"1"},"#
        + #""event_type":"service.started","sequence":"2","timestamp":"2026-01-31T23:59:59.000001Z"}"#)
  }

  @Test("policy.proposed and policy.activated, with who and what was before")
  func policies() {
    let proposed = ServiceEvent.PolicyProposed(version: "p2", canonicalJSON: #"{"a":"b"}"#, yaml: "a: b\n")
    #expect(
      String(decoding: ServiceEvent.policyProposed(proposed).data(command: 17), as: UTF8.self)
        == #"{"command":"17","policy":"{\"a\":\"b\"}","policy_version":"p2","policy_yaml":"a: b\n","v":"1"}"#)
    let activated = ServiceEvent.PolicyActivated(
      version: "p2", canonicalJSON: "{}", previousVersion: "p1", proposedBy: "ann", isBySecondPerson: true)
    #expect(
      String(decoding: ServiceEvent.policyActivated(activated).data(command: 17), as: UTF8.self)
        == #"{"command":"17","policy":"{}","policy_version":"p2","previous_version":"p1","proposed_by":"ann","#
        + #""second_person":true,"v":"1"}"#)
  }

  // domain.md §4 Action form.
  @Test("action_digest: the vector of the design")
  func digestVector() throws {
    let json = try ActionJSON.encode(Proposal(userID: "u", queryText: "x"), ragResponse: nil)
    #expect(String(decoding: json, as: UTF8.self) == #"{"query_text":"x","user_id":"u"}"#)
    #expect(
      SHA256Digest(ActionBinding.digest(ofActionJSON: json).bytes)?.hexadecimal
        == "d6ac160db34358d7da2fc329f0c65a8002834008e91b672d5a22947882b6a057")
  }

  // domain.md §4 Action form, §6 No floating point.
  @Test("action_json with every member, and as a modification makes it")
  func actionJSON() throws {
    var proposal = Proposal(
      userID: "u", queryText: " x ",
      transactionAmount: Money(currencyCode: "USD", amount: Amount(units: 0, nanos: 500_000_000)),
      actionType: "Credit Approval", containsMNPI: true, modelConfidence: 1e-7, domain: "credit",
      labels: [.init(key: "b", value: "2"), .init(key: "a", value: "")], validUntil: Self.at)
    proposal.origin = Proposal.Origin(
      agentID: "a", modelID: "m", modelVersion: "1", onBehalfOf: "o", accountID: "c")
    let rag = JSONValue.object([.init("z", .number(1)), .init("a", .null)])
    let shared =
      #"{"action_type":"Credit Approval","contains_mnpi":true,"domain":"credit","labels":{"a":"","b":"2"},"#
      + #""model_confidence":"1e-7","#
    let origin =
      #""origin":{"account_id":"c","agent_id":"a","model_id":"m","model_version":"1","on_behalf_of":"o"},"#
      + #""query_text":" x ","#
    let end = #""user_id":"u","valid_until":"2026-01-31T23:59:59.000001Z"}"#
    #expect(
      String(decoding: try ActionJSON.encode(proposal, ragResponse: rag), as: UTF8.self)
        == shared + origin
        + #""rag_response":{"a":null,"z":1},"transaction_amount":{"amount":"0.5","currency_code":"USD"},"#
        + end)
    let modification = Modification(
      recommendation: "less", transactionAmount: Money(currencyCode: "USD", amount: Amount(units: 0, nanos: 1)),
      ragResponseJSON: nil)
    let effect = ActionJSON.Effect(modification: modification, ragResponse: rag)
    #expect(
      String(decoding: try ActionJSON.encode(proposal, ragResponse: nil, effect: effect), as: UTF8.self)
        == shared
        + #""modification":{"recommendation":"less","transaction_amount":{"amount":"0.000000001","currency_code":"USD"}},"#
        + origin
        + #""rag_response":{"a":null,"z":1},"transaction_amount":{"amount":"0.000000001","currency_code":"USD"},"# + end
    )
  }
}
