import AuditTrail
import Messages
import MessagesBase

extension Arena {
  /// An entry as it is stored, also one that somebody damaged: what cannot be in a text is replaced.
  func entry(_ entry: AuditEntry) -> CountersignV1.AuditEntry {
    let wire = CountersignV1.AuditEntry(in: self)
    wire.sequence = entry.sequence
    wire.auditID = entry.auditID.withoutNUL
    wire.eventType = entry.eventType.withoutNUL
    wire.timestamp = GoogleProtobuf.Timestamp(unixMicroseconds: entry.timestampMicroseconds, in: self)
    wire.actor = entry.actor.withoutNUL
    wire.data = object((try? JSONValue(parsing: entry.canonicalJSON))?["data"])
    wire.canonicalJSON = String(decoding: entry.canonicalJSON, as: UTF8.self).withoutNUL
    wire.previousHash = entry.previousHash.bytes
    wire.currentHash = entry.currentHash.bytes
    return wire
  }
}

extension RepeatedField<CountersignV1.AuditEntry> {
  /// Adds entries until so many bytes are reached, at least one.
  ///
  /// - Returns: the last one that was added.
  func fill(_ entries: ArraySlice<AuditEntry>, bytesMax: Int, in arena: Arena) -> AuditEntry? {
    var bytes = 0
    var last: AuditEntry?
    for entry in entries {
      let wire = arena.entry(entry)
      bytes += wire.encodedBytes
      if last != nil, bytes > bytesMax { break }
      append(wire)
      last = entry
    }
    return last
  }
}

extension CountersignV1.VerifyAuditTrailResponse {
  func fill(_ chain: ChainVerification) {
    valid = chain.isValid
    entriesVerified = chain.entriesVerified
    firstInvalidSequence = chain.firstInvalidSequence ?? 0
    error = chain.error ?? ""
    headHash = chain.headHash.bytes
    verifiedThroughSequence = chain.verifiedThroughSequence
    for found in chain.breaks {
      let entry = breaks.appendNew()
      entry.sequence = found.sequence
      entry.error = found.kind.description
    }
  }
}

extension String {
  /// NUL, which no text of the contract holds, as U+FFFD.
  fileprivate var withoutNUL: String {
    guard utf8.contains(0) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { $0.value == 0 ? "\u{FFFD}" : $0 }))
  }
}
