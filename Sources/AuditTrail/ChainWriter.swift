/// An entry that has no place in the chain yet: everything but its sequence, and its data already rendered.
public struct EntryDraft: Sendable, Equatable {
  /// The most bytes of an entry's canonical JSON: with the hash before it, what a two-byte length can say (C2SP tlog-tiles).
  public static let canonicalBytesMax = 65_503

  /// Digits of the largest sequence.
  static let sequenceDigitsMax = 19

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
    let texts = [actor, auditID, eventType].reduce(0) { $0 + JSONEscapes.escapedCount($1) }
    return envelope + texts + dataJSON.count + Self.sequenceDigitsMax + CanonicalTimestamp.byteCount
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
    var room = CanonicalJSONWriter(reservingCapacity: draft.canonicalBytes)
    room.envelope(
      actor: draft.actor, auditID: draft.auditID, eventType: draft.eventType, sequence: sequence,
      timestampMicroseconds: timestamp
    ) { $0.canonical(draft.dataJSON) }
    let json = room.bytes
    precondition(json.count <= EntryDraft.canonicalBytesMax, "our bug: an entry that is too large entered a batch")
    let entry = AuditEntry(
      sequence: sequence, auditID: draft.auditID, eventType: draft.eventType, timestampMicroseconds: timestamp,
      actor: draft.actor, canonicalJSON: json, previousHash: head.hash,
      currentHash: json.withUnsafeBytes { Self.hash($0, after: head.hash) })
    advance(to: entry)
    return entry
  }

  /// The same without a draft: `data` writes its value into the envelope itself, so that nothing is rendered twice.
  ///
  /// - Parameters:
  ///   - timestampMicroseconds: in `CanonicalTimestamp.range`.
  ///   - room: where the JSON is made; only its memory is used.
  /// - Returns: nil, and nothing was changed, when the entry's canonical JSON may be larger than
  ///   `EntryDraft.canonicalBytesMax`, judged as `EntryDraft.canonicalBytes` does: with the longest sequence.
  public mutating func append(
    auditID: String, eventType: String, actor: String, timestampMicroseconds: Int64,
    in room: inout CanonicalJSONWriter, data: (inout CanonicalJSONWriter) -> Void
  ) -> AuditEntry? {
    let sequence = head.sequence + 1
    let timestamp = head.sequence == 0 ? timestampMicroseconds : max(timestampMicroseconds, head.timestampMicroseconds)
    room.removeAll()
    room.envelope(
      actor: actor, auditID: auditID, eventType: eventType, sequence: sequence, timestampMicroseconds: timestamp,
      data: data)
    let shorterSequence = EntryDraft.sequenceDigitsMax - DecimalText.digitCount(sequence)
    guard room.count + shorterSequence <= EntryDraft.canonicalBytesMax else { return nil }
    let hash = room.withBytes { Self.hash($0, after: head.hash) }
    let entry = AuditEntry(
      sequence: sequence, auditID: auditID, eventType: eventType, timestampMicroseconds: timestamp, actor: actor,
      canonicalJSON: room.bytes, previousHash: head.hash, currentHash: hash)
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

  private static func hash(_ json: UnsafeRawBufferPointer, after previous: SHA256Digest) -> SHA256Digest {
    var hash = SHA256()
    hash.update(json)
    hash.update(previous)
    return hash.digest()
  }
}

extension CanonicalJSONWriter {
  /// What is hashed of an entry; `data` writes one value.
  @inline(__always)
  fileprivate mutating func envelope(
    actor: String, auditID: String, eventType: String, sequence: Int64, timestampMicroseconds: Int64,
    data: (inout CanonicalJSONWriter) -> Void
  ) {
    object { envelope in
      envelope.key("actor")
      envelope.string(actor)
      envelope.key("audit_id")
      envelope.string(auditID)
      envelope.key("data")
      data(&envelope)
      envelope.key("event_type")
      envelope.string(eventType)
      envelope.key("sequence")
      envelope.integerString(sequence)
      envelope.key("timestamp")
      envelope.timestamp(unixMicroseconds: timestampMicroseconds)
    }
  }
}
