/// What an execution permit says and its signature covers: one executor may execute one exact action once, until it expires
/// (domain.md §4, Execution).
public struct PermitStatement: Sendable, Equatable {
  /// `typ` of every one.
  public static let type = "countersign-permit"

  /// How it was decided.
  public enum Outcome: String, Sendable, CaseIterable {
    case approved = "DECISION_OUTCOME_APPROVED"
    case modified = "DECISION_OUTCOME_MODIFIED"
  }

  /// The log that the decision is in.
  public var origin: String
  /// Unique for ever.
  public var permitID: String
  public var auditID: String
  /// The effective one: of the proposal, or of the proposal as modified.
  public var actionDigest: SHA256Digest
  public var outcome: Outcome
  /// The most that may be moved; nil moves nothing.
  public var amount: StatementAmount?
  /// The reviewer_ids of those who agreed, in the order of their opinions.
  public var reviewers: [String]
  public var policyVersion: String
  /// The only one who may execute.
  public var executorID: String
  /// Microseconds since 1970-01-01 UTC, by the wall clock.
  public var issuedAtMicroseconds: Int64
  /// From this instant on it is worthless.
  public var expiresAtMicroseconds: Int64

  /// - Precondition: no text is empty, and both instants are in `CanonicalTimestamp.range`; otherwise the statement cannot be read.
  public init(
    origin: String, permitID: String, auditID: String, actionDigest: SHA256Digest, outcome: Outcome,
    amount: StatementAmount?, reviewers: [String], policyVersion: String, executorID: String,
    issuedAtMicroseconds: Int64, expiresAtMicroseconds: Int64
  ) {
    self.origin = origin
    self.permitID = permitID
    self.auditID = auditID
    self.actionDigest = actionDigest
    self.outcome = outcome
    self.amount = amount
    self.reviewers = reviewers
    self.policyVersion = policyVersion
    self.executorID = executorID
    self.issuedAtMicroseconds = issuedAtMicroseconds
    self.expiresAtMicroseconds = expiresAtMicroseconds
  }

  /// RFC 8785 of exactly {v, typ, origin, permit_id, audit_id, action_digest, outcome, amount, reviewers, policy_version,
  /// executor_id, issued_at, expires_at}: the bytes of `ExecutionPermit.statement`.
  public var canonicalJSON: [UInt8] {
    var writer = CanonicalJSONWriter(reservingCapacity: 768)
    writer.object { writer in
      writer.key("action_digest")
      writer.hexadecimal(actionDigest)
      writer.key("amount")
      writer.amount(amount)
      writer.key("audit_id")
      writer.string(auditID)
      writer.key("executor_id")
      writer.string(executorID)
      writer.key("expires_at")
      writer.timestamp(unixMicroseconds: expiresAtMicroseconds)
      writer.key("issued_at")
      writer.timestamp(unixMicroseconds: issuedAtMicroseconds)
      writer.key("origin")
      writer.string(origin)
      writer.key("outcome")
      writer.string(outcome.rawValue)
      writer.key("permit_id")
      writer.string(permitID)
      writer.key("policy_version")
      writer.string(policyVersion)
      writer.key("reviewers")
      writer.array(reviewers)
      writer.key("typ")
      writer.string(Self.type)
      writer.key("v")
      writer.string("1")
    }
    return writer.bytes
  }

  /// Reads exactly what `canonicalJSON` writes.
  ///
  /// Reading says nothing about the signature: check it first.
  /// - Throws: why these bytes are no permit.
  public init(parsing statement: [UInt8]) throws(StatementError) {
    let reader = try StatementReader(statement, type: Self.type)
    self.init(
      origin: try reader.text("origin"), permitID: try reader.text("permit_id"), auditID: try reader.text("audit_id"),
      actionDigest: try reader.digest("action_digest"), outcome: try reader.named("outcome"),
      amount: try reader.amountOrNull("amount"), reviewers: try reader.texts("reviewers"),
      policyVersion: try reader.text("policy_version"), executorID: try reader.text("executor_id"),
      issuedAtMicroseconds: try reader.microseconds("issued_at"),
      expiresAtMicroseconds: try reader.microseconds("expires_at"))
    guard canonicalJSON == statement else { throw .notCanonical }
  }
}
