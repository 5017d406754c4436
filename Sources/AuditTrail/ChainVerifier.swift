/// Recomputes a chain entry by entry and reports every break (domain.md §6).
///
/// It trusts nothing that is stored: it checks that the sequence has no gaps, each link, each hash, that the hashed bytes are
/// canonical, and that every column outside of the hash says what they say. It shares the format and SHA-256 with
/// the writer, not its code. After a break it goes on from what is stored, so that one changed entry is one finding.
///
/// What it cannot see alone: a suffix that was rewritten with correct hashes together with the stored head. That takes a
/// copy of a hash which the writer of the database cannot reach, such as a signed checkpoint.
public struct ChainVerifier: Sendable {
  private var expectedSequence: Int64
  /// Hash of the entry before as it is stored; nil where that entry is missing, so that there is nothing to compare.
  private var expectedHash: SHA256Digest?
  private var previous: ChainHead
  private var result: ChainVerification

  /// Verifies from the first entry.
  public init(origin: String) {
    var genesis = SHA256()
    genesis.update("countersign-audit/v1\n")
    genesis.update(origin)
    genesis.update("\n")
    self.init(after: ChainHead(sequence: 0, hash: genesis.digest(), timestampMicroseconds: 0))
  }

  /// Verifies from the entry after this one, which is taken as it is.
  public init(after entry: ChainHead) {
    expectedSequence = entry.sequence &+ 1
    expectedHash = entry.hash
    previous = entry
    result = ChainVerification(verifiedThroughSequence: entry.sequence, headHash: entry.hash)
  }

  /// What was found so far, for a part of the chain that does not reach its end.
  public var verification: ChainVerification { result }

  /// Verifies the next entry in the order in which a store gives them.
  public mutating func verify(_ entry: AuditEntry) {
    verifyPlace(of: entry)
    if entry.recomputedHash() != entry.currentHash { result.add(.hash, at: entry.sequence) }
    verifyContent(of: entry)
    result.entriesVerified += 1
    result.verifiedThroughSequence = max(result.verifiedThroughSequence, entry.sequence)
    result.headHash = entry.currentHash
    expectedSequence = max(expectedSequence, entry.sequence &+ 1)
    expectedHash = entry.currentHash
    previous = ChainHead(
      sequence: entry.sequence, hash: entry.currentHash, timestampMicroseconds: entry.timestampMicroseconds)
  }

  /// Compares the end with the stored head: finds a tail that was cut off.
  public func verification(endingAt head: ChainHead) -> ChainVerification {
    var result = result
    if head.sequence > previous.sequence {
      result.add(.missing(through: head.sequence), at: previous.sequence &+ 1)
    } else if head.sequence < previous.sequence {
      result.add(.beyondHead, at: head.sequence &+ 1)
    } else if head.hash != previous.hash || head.timestampMicroseconds != previous.timestampMicroseconds {
      result.add(.head, at: head.sequence)
    }
    return result
  }

  /// Sequence, link and time against the entry before.
  private mutating func verifyPlace(of entry: AuditEntry) {
    if entry.sequence > expectedSequence {
      result.add(.missing(through: entry.sequence - 1), at: expectedSequence)
      expectedHash = nil
    } else if entry.sequence < expectedSequence {
      result.add(.outOfOrder, at: entry.sequence)
    }
    if let expectedHash, entry.previousHash != expectedHash { result.add(.link, at: entry.sequence) }
    if previous.sequence > 0, entry.timestampMicroseconds < previous.timestampMicroseconds {
      result.add(.timeRunsBack, at: entry.sequence)
    }
  }

  /// The hashed bytes: canonical, and the same as the columns.
  private mutating func verifyContent(of entry: AuditEntry) {
    entry.canonicalJSON.withUnsafeBufferPointer { json in
      guard let envelope = EnvelopeReader.read(json) else { return result.add(.notCanonical, at: entry.sequence) }
      if envelope.sequence != entry.sequence { result.add(.column("sequence"), at: entry.sequence) }
      if !envelope.auditID.says(entry.auditID) { result.add(.column("audit_id"), at: entry.sequence) }
      if !envelope.eventType.says(entry.eventType) { result.add(.column("event_type"), at: entry.sequence) }
      if !envelope.actor.says(entry.actor) { result.add(.column("actor"), at: entry.sequence) }
      if envelope.timestampMicroseconds != entry.timestampMicroseconds {
        result.add(.column("timestamp"), at: entry.sequence)
      }
    }
  }
}

extension AuditEntry {
  fileprivate func recomputedHash() -> SHA256Digest {
    var hash = SHA256()
    canonicalJSON.withUnsafeBytes { hash.update($0) }
    previousHash.withUnsafeBytes { hash.update($0) }
    return hash.digest()
  }
}
