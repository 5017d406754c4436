/// What a decision receipt says and its signature covers: how a review became final, and where in the log (domain.md §4, Execution).
///
/// Evidence, never a permission to execute. All of it can be read from the review's entries as well.
public struct ReceiptStatement: Sendable, Equatable {
  /// `typ` of every one.
  public static let type = "countersign-receipt"

  /// How the review ended.
  public enum Status: String, Sendable, CaseIterable {
    case approved = "REVIEW_STATUS_APPROVED"
    case modified = "REVIEW_STATUS_MODIFIED"
    case rejected = "REVIEW_STATUS_REJECTED"
    case expired = "REVIEW_STATUS_EXPIRED"
    case cancelled = "REVIEW_STATUS_CANCELLED"
  }

  /// One reviewer's opinion.
  public struct Opinion: Sendable, Equatable {
    public var reviewerID: String
    /// The role in which it was given.
    public var reviewerRole: String
    /// The full name of the contract's DecisionOutcome.
    public var outcome: String
    /// Whether it still counted when the review became final; an answer to a question voids what was said before.
    public var counts: Bool
    /// When it was recorded. Microseconds since 1970-01-01 UTC, as all here.
    public var createdAtMicroseconds: Int64

    public init(reviewerID: String, reviewerRole: String, outcome: String, counts: Bool, createdAtMicroseconds: Int64) {
      self.reviewerID = reviewerID
      self.reviewerRole = reviewerRole
      self.outcome = outcome
      self.counts = counts
      self.createdAtMicroseconds = createdAtMicroseconds
    }
  }

  /// The log that the decision is in.
  public var origin: String
  public var auditID: String
  /// Of the proposal as submitted.
  public var actionDigest: SHA256Digest
  /// Of what may be executed; nil unless approved or modified.
  public var effectiveActionDigest: SHA256Digest?
  public var status: Status
  /// Every opinion, in order.
  public var opinions: [Opinion]
  public var policyVersion: String
  public var decidedAtMicroseconds: Int64
  /// The audit entry that made the review final.
  public var sequence: Int64
  /// Hash of the entry before that one: it stands for everything that was in the log until then.
  public var previousHash: SHA256Digest

  /// - Precondition: no text is empty, and every instant is in `CanonicalTimestamp.range`; otherwise the statement cannot be read.
  public init(
    origin: String, auditID: String, actionDigest: SHA256Digest, effectiveActionDigest: SHA256Digest?, status: Status,
    opinions: [Opinion], policyVersion: String, decidedAtMicroseconds: Int64, sequence: Int64,
    previousHash: SHA256Digest
  ) {
    self.origin = origin
    self.auditID = auditID
    self.actionDigest = actionDigest
    self.effectiveActionDigest = effectiveActionDigest
    self.status = status
    self.opinions = opinions
    self.policyVersion = policyVersion
    self.decidedAtMicroseconds = decidedAtMicroseconds
    self.sequence = sequence
    self.previousHash = previousHash
  }

  /// RFC 8785 of exactly {v, typ, origin, audit_id, action_digest, effective_action_digest, status, opinions, policy_version,
  /// decided_at, sequence, previous_hash}: the bytes of `DecisionReceipt.statement`.
  public var canonicalJSON: [UInt8] {
    var writer = CanonicalJSONWriter(reservingCapacity: 1_024)
    writer.object { writer in
      writer.key("action_digest")
      writer.hexadecimal(actionDigest)
      writer.key("audit_id")
      writer.string(auditID)
      writer.key("decided_at")
      writer.timestamp(unixMicroseconds: decidedAtMicroseconds)
      writer.key("effective_action_digest")
      if let effectiveActionDigest { writer.hexadecimal(effectiveActionDigest) } else { writer.null() }
      writer.key("opinions")
      writer.array { list in for opinion in opinions { list.receiptOpinion(opinion) } }
      writer.key("origin")
      writer.string(origin)
      writer.key("policy_version")
      writer.string(policyVersion)
      writer.key("previous_hash")
      writer.hexadecimal(previousHash)
      writer.key("sequence")
      writer.integerString(sequence)
      writer.key("status")
      writer.string(status.rawValue)
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
  /// - Throws: why these bytes are no receipt.
  public init(parsing statement: [UInt8]) throws(StatementError) {
    let reader = try StatementReader(statement, type: Self.type)
    var opinions: [Opinion] = []
    for opinion in try reader.objects("opinions") { opinions.append(try Opinion(reading: opinion)) }
    self.init(
      origin: try reader.text("origin"), auditID: try reader.text("audit_id"),
      actionDigest: try reader.digest("action_digest"),
      effectiveActionDigest: try reader.digestOrNull("effective_action_digest"), status: try reader.named("status"),
      opinions: opinions, policyVersion: try reader.text("policy_version"),
      decidedAtMicroseconds: try reader.microseconds("decided_at"), sequence: try reader.positiveInteger("sequence"),
      previousHash: try reader.digest("previous_hash"))
    guard canonicalJSON == statement else { throw .notCanonical }
  }
}

extension ReceiptStatement.Opinion {
  fileprivate init(reading reader: StatementReader) throws(StatementError) {
    self.init(
      reviewerID: try reader.text("reviewer_id"), reviewerRole: try reader.text("reviewer_role"),
      outcome: try reader.text("outcome"), counts: try reader.flag("counts"),
      createdAtMicroseconds: try reader.microseconds("created_at"))
  }
}

extension CanonicalJSONWriter {
  fileprivate mutating func receiptOpinion(_ opinion: ReceiptStatement.Opinion) {
    object { writer in
      writer.key("counts")
      writer.bool(opinion.counts)
      writer.key("created_at")
      writer.timestamp(unixMicroseconds: opinion.createdAtMicroseconds)
      writer.key("outcome")
      writer.string(opinion.outcome)
      writer.key("reviewer_id")
      writer.string(opinion.reviewerID)
      writer.key("reviewer_role")
      writer.string(opinion.reviewerRole)
    }
  }
}
