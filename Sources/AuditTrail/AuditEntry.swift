/// One link of the chain as it is stored and hashed (domain.md §6).
public struct AuditEntry: Sendable, Equatable {
  /// 1 for the first entry, without gaps.
  public var sequence: Int64
  /// The review that it belongs to; empty for entries about the service itself.
  public var auditID: String
  /// For example "query.submitted".
  public var eventType: String
  /// Microseconds since 1970-01-01 UTC; never before the previous entry's.
  public var timestampMicroseconds: Int64
  /// The caller, or "system".
  public var actor: String
  /// RFC 8785 of {sequence, audit_id, event_type, timestamp, actor, data}: the bytes that are hashed.
  public var canonicalJSON: [UInt8]
  /// `currentHash` of the entry before; the genesis hash for the first.
  public var previousHash: SHA256Digest
  /// SHA-256(canonicalJSON ‖ previousHash). A stored value that is not 32 bytes long is read as `.zero`, which never verifies.
  public var currentHash: SHA256Digest

  public init(
    sequence: Int64, auditID: String, eventType: String, timestampMicroseconds: Int64, actor: String,
    canonicalJSON: [UInt8], previousHash: SHA256Digest, currentHash: SHA256Digest
  ) {
    self.sequence = sequence
    self.auditID = auditID
    self.eventType = eventType
    self.timestampMicroseconds = timestampMicroseconds
    self.actor = actor
    self.canonicalJSON = canonicalJSON
    self.previousHash = previousHash
    self.currentHash = currentHash
  }
}

/// Where the chain ends.
public struct ChainHead: Sendable, Equatable {
  /// Number of the last entry; 0 for an empty chain.
  public var sequence: Int64
  /// Hash of the last entry; the genesis hash for an empty chain.
  public var hash: SHA256Digest
  /// The last entry's timestamp; 0 for an empty chain.
  public var timestampMicroseconds: Int64

  public init(sequence: Int64, hash: SHA256Digest, timestampMicroseconds: Int64) {
    self.sequence = sequence
    self.hash = hash
    self.timestampMicroseconds = timestampMicroseconds
  }
}
