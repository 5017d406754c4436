import AuditTrail
import ReviewCore

/// Renders an event as the `data` of its entry: canonical JSON with every key always present, absent as null.
///
/// Keys are only ever added (domain.md §6); `EventDecoding` reads the same bytes back, and golden bytes are in the tests.
enum EventEncoding {
  /// Version of the form of `data`.
  static let version = "1"

  /// - Parameter command: sequence of the first entry of the command that this event belongs to.
  static func data(of event: ReviewEvent, command: Int64) -> [UInt8] {
    var writer = CanonicalJSONWriter(reservingCapacity: 1_024)
    write(event, command: command, to: &writer)
    return writer.bytes
  }

  /// The same into a writer.
  static func write(_ event: ReviewEvent, command: Int64, to writer: inout CanonicalJSONWriter) {
    switch event {
    case .submitted(let submitted): encode(submitted, command, &writer)
    case .opinionRecorded(let recorded): encode(recorded, command, &writer)
    case .decided(let decided): encode(decided, command, &writer)
    case .escalated(let escalated): encode(escalated, command, &writer)
    case .slaWarning(let clock), .slaBreached(let clock): encode(clock, command, &writer)
    case .expired(let expired): encode(expired, command, &writer)
    case .cancelled(let cancelled): encode(cancelled, command, &writer)
    case .claimed(let claimed): encode(claimed, command, &writer)
    case .claimReleased(let released): encode(released, command, &writer)
    case .claimExpired(let expired): encode(expired, command, &writer)
    case .informationRequested(let requested): encode(requested, command, &writer)
    case .informationProvided(let provided): encode(provided, command, &writer)
    case .informationLapsed(let lapsed): encode(lapsed, command, &writer)
    case .blocked(let blocked): encode(blocked, command, &writer)
    case .unblocked(let unblocked): encode(unblocked, command, &writer)
    case .overridden(let overridden): encode(overridden, command, &writer)
    case .executionAuthorized(let authorized): encode(authorized, command, &writer)
    case .executionReported(let reported): encode(reported, command, &writer)
    case .executionLapsed(let lapsed): encode(lapsed, command, &writer)
    case .executionReconciled(let reconciled): encode(reconciled, command, &writer)
    }
  }

  private static func encode(
    _ submitted: ReviewEvent.Submitted, _ command: Int64, _ writer: inout CanonicalJSONWriter
  ) {
    writer.object { data in
      data.key("action_digest")
      data.digest(submitted.actionDigest)
      data.key("action_json")
      data.string(submitted.actionJSON)
      data.command(command)
      data.key("deadline")
      data.instant(submitted.deadline)
      data.key("policy_version")
      data.string(submitted.policyVersion)
      data.request(submitted.request)
      if let rereview = submitted.rereview { data.rereview(rereview) }
      data.key("risk")
      data.risk(submitted.risk)
      data.key("routing")
      data.routing(submitted.routing)
      data.key("supersedes_audit_id")
      data.string(submitted.supersedesAuditID.isEmpty ? nil : submitted.supersedesAuditID)
      data.version()
    }
  }

  private static func encode(
    _ recorded: ReviewEvent.OpinionRecorded, _ command: Int64, _ writer: inout CanonicalJSONWriter
  ) {
    writer.object { data in
      data.command(command)
      data.key("opinion")
      data.opinion(recorded)
      data.request(recorded.request)
      data.key("required_opinions")
      data.integerString(Int64(recorded.requiredOpinions))
      data.version()
    }
  }

  private static func encode(
    _ decided: ReviewEvent.Decided, _ command: Int64, _ writer: inout CanonicalJSONWriter
  ) {
    writer.object { data in
      data.command(command)
      data.key("effective_action_digest")
      data.digest(decided.effectiveActionDigest)
      data.key("modification")
      data.modification(decided.modification)
      data.receipt(decided.receipt)
      data.key("reviewers")
      data.array(decided.reviewers)
      data.key("status")
      data.string(decided.status.contractName)
      data.version()
    }
  }

  private static func encode(
    _ escalated: ReviewEvent.Escalated, _ command: Int64, _ writer: inout CanonicalJSONWriter
  ) {
    writer.object { data in
      data.command(command)
      data.key("deadline")
      data.instant(escalated.deadline)
      data.key("from_role")
      data.string(escalated.move.fromRole)
      data.key("reason")
      data.string(escalated.move.reason)
      data.request(escalated.request)
      data.key("requested_by")
      data.string(escalated.requestedBy.isEmpty ? nil : escalated.requestedBy)
      data.key("routing")
      data.routing(escalated.routing)
      data.key("to_role")
      data.string(escalated.move.toRole)
      data.key("trigger")
      data.string(escalated.move.trigger.contractName)
      data.version()
    }
  }

  private static func encode(
    _ clock: ReviewEvent.ClockReached, _ command: Int64, _ writer: inout CanonicalJSONWriter
  ) {
    writer.object { data in
      data.key("clock_started_at")
      data.instant(clock.clockStartedAt)
      data.command(command)
      data.key("deadline")
      data.instant(clock.deadline)
      data.key("role")
      data.string(clock.role)
      data.version()
    }
  }

  private static func encode(
    _ cancelled: ReviewEvent.Cancelled, _ command: Int64, _ writer: inout CanonicalJSONWriter
  ) {
    writer.object { data in
      data.command(command)
      data.key("reason")
      data.string(cancelled.reason)
      data.receipt(cancelled.receipt)
      data.request(cancelled.request)
      data.version()
    }
  }

  private static func encode(
    _ expired: ReviewEvent.Expired, _ command: Int64, _ writer: inout CanonicalJSONWriter
  ) {
    writer.object { data in
      data.command(command)
      data.key("reason")
      data.string(expired.reason)
      data.receipt(expired.receipt)
      data.version()
    }
  }
}

extension CanonicalJSONWriter {
  /// `"command":"17"`: groups the entries of one command.
  mutating func command(_ sequence: Int64) {
    key("command")
    integerString(sequence)
  }

  /// `"v":"1"`.
  mutating func version() {
    key("v")
    string(EventEncoding.version)
  }

  /// `"request_digest":…,"request_id":…`, both null where the client gave no id.
  mutating func request(_ request: ReviewEvent.RequestReference) {
    key("request_digest")
    if request.id.isEmpty { null() } else { hexadecimal(request.digest) }
    key("request_id")
    string(request.id.isEmpty ? nil : request.id)
  }
}

extension CanonicalJSONWriter {
  /// Only in the entries of second looks.
  fileprivate mutating func rereview(_ rereview: Rereview) {
    key("rereview")
    object { writer in
      writer.key("audit_id")
      writer.string(rereview.auditID)
      writer.key("decided_sequence")
      writer.integerString(rereview.decidedSequence)
      writer.key("reviewers")
      writer.array(rereview.reviewers)
    }
  }
}
