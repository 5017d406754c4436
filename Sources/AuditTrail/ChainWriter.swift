/// An entry that has no place in the chain yet: everything but its sequence, and its data already rendered.
public struct EntryDraft: Sendable, Equatable {
  /// The most bytes of an entry's canonical JSON: with the hash before it, what a two-byte length can say (C2SP tlog-tiles).
  public static let canonicalBytesMax = 65_503

  /// The review that it belongs to; empty for entries about the service itself.
  public var auditID: String
  /// For example "query.submitted".
  public var eventType: String
  /// The caller, or "system".
  public var actor: String
  /// When it happened; the chain never goes back, so the entry may carry a later time.
  public var timestampMicroseconds: Int64
  /// `data` as one canonical JSON object.
  public var dataJSON: [UInt8]

  public init(auditID: String, eventType: String, actor: String, timestampMicroseconds: Int64, dataJSON: [UInt8]) {
    self.auditID = auditID
    self.eventType = eventType
    self.actor = actor
    self.timestampMicroseconds = timestampMicroseconds
    self.dataJSON = dataJSON
  }

  /// How many bytes the canonical JSON takes at most, whatever the sequence will be.
  ///
  /// Check it against `canonicalBytesMax` before the draft enters a batch: a draft that is larger can never be appended.
  public var canonicalBytes: Int {
    let envelope = #"{"actor":"","audit_id":"","data":,"event_type":"","sequence":"","timestamp":""}"#.utf8.count
    let sequenceDigits = 19
    let texts = [actor, auditID, eventType].reduce(0) { $0 + JSONEscapes.escapedCount($1) }
    return envelope + texts + dataJSON.count + sequenceDigits + CanonicalTimestamp.byteCount
  }
}

/// Gives drafts their place: sequence, time, canonical JSON and hashes (domain.md §6). It writes nowhere.
///
/// A batch is made by one copy; throw the copy away when the store did not take the batch.
public struct ChainWriter: Sendable {
  /// The hash before the first entry: no chain can be spliced into one of another origin.
  public static func genesis(origin: String) -> SHA256Digest {
    SHA256.hash("countersign-audit/v1\n", Array("\(origin)\n".utf8))
  }

  /// The head of a chain without entries.
  public static func emptyHead(origin: String) -> ChainHead {
    ChainHead(sequence: 0, hash: genesis(origin: origin), timestampMicroseconds: 0)
  }

  /// Where the chain ends with what was appended so far.
  public private(set) var head: ChainHead

  /// Goes on from a head that a store gave.
  public init(head: ChainHead) { self.head = head }

  /// The entry that follows; its time is never before the one before.
  ///
  /// - Precondition: the draft's `canonicalBytes` is within `EntryDraft.canonicalBytesMax` and its time is in
  ///   `CanonicalTimestamp.range`; anything else is our own mistake and stops us before the write.
  public mutating func append(_ draft: EntryDraft) -> AuditEntry {
    let sequence = head.sequence + 1
    let timestamp =
      head.sequence == 0 ? draft.timestampMicroseconds : max(draft.timestampMicroseconds, head.timestampMicroseconds)
    let json = Self.canonicalJSON(of: draft, sequence: sequence, timestampMicroseconds: timestamp)
    precondition(json.count <= EntryDraft.canonicalBytesMax, "our bug: an entry that is too large entered a batch")
    let entry = AuditEntry(
      sequence: sequence, auditID: draft.auditID, eventType: draft.eventType, timestampMicroseconds: timestamp,
      actor: draft.actor, canonicalJSON: json, previousHash: head.hash, currentHash: Self.hash(json, after: head.hash))
    advance(to: entry)
    return entry
  }

  /// Checks the link once more before the entry can reach a store.
  private mutating func advance(to entry: AuditEntry) {
    precondition(
      entry.sequence == head.sequence + 1 && entry.previousHash == head.hash
        && (head.sequence == 0 || entry.timestampMicroseconds >= head.timestampMicroseconds),
      "our bug: the entry does not follow the head")
    head = ChainHead(
      sequence: entry.sequence, hash: entry.currentHash, timestampMicroseconds: entry.timestampMicroseconds)
  }

  private static func hash(_ json: [UInt8], after previous: SHA256Digest) -> SHA256Digest {
    var hash = SHA256()
    hash.update(json)
    hash.update(previous)
    return hash.digest()
  }

  private static func canonicalJSON(of draft: EntryDraft, sequence: Int64, timestampMicroseconds: Int64) -> [UInt8] {
    var writer = CanonicalJSONWriter(reservingCapacity: draft.canonicalBytes)
    writer.object { envelope in
      envelope.key("actor")
      envelope.string(draft.actor)
      envelope.key("audit_id")
      envelope.string(draft.auditID)
      envelope.key("data")
      envelope.canonical(draft.dataJSON)
      envelope.key("event_type")
      envelope.string(draft.eventType)
      envelope.key("sequence")
      envelope.integerString(sequence)
      envelope.key("timestamp")
      envelope.timestamp(unixMicroseconds: timestampMicroseconds)
    }
    return writer.bytes
  }
}
