import AuditTrail

/// JSON of requesters, and entries that a database gives back.
enum JSONTarget {
  static func exercise(_ input: UnsafeRawBufferPointer) {
    let bytes = [UInt8](input)
    checkCanonicalForm(of: bytes)
    verify(bytes)
  }

  /// RFC 8785: the canonical form of the canonical form is itself.
  private static func checkCanonicalForm(of bytes: [UInt8]) {
    guard let value = try? JSONValue(parsing: bytes), let canonical = try? value.canonicalJSON() else { return }
    guard let again = try? JSONValue(parsing: canonical) else { preconditionFailure("canonical JSON is not JSON") }
    precondition((try? again.canonicalJSON()) == canonical, "the canonical form has another canonical form")
  }

  /// The verifier reads the hashed bytes on its own path; only an entry that says what its columns say can be good.
  private static func verify(_ bytes: [UInt8]) {
    let genesis = ChainWriter.genesis(origin: "fuzz")
    let entry = AuditEntry(
      sequence: 1, auditID: "a", eventType: "query.submitted", timestampMicroseconds: 1_700_000_000_000_000, actor: "u",
      canonicalJSON: bytes, previousHash: genesis, currentHash: hash(bytes, genesis))
    var verifier = ChainVerifier(origin: "fuzz")
    verifier.verify(entry)
    let verification = verifier.verification(
      endingAt: ChainHead(
        sequence: 1, hash: entry.currentHash, timestampMicroseconds: entry.timestampMicroseconds))
    if verification.isValid {
      precondition((try? JSONValue(parsing: bytes).canonicalJSON()) == bytes, "a good entry is not canonical")
    }
  }

  private static func hash(_ bytes: [UInt8], _ previous: SHA256Digest) -> SHA256Digest {
    var hash = SHA256()
    hash.update(bytes)
    hash.update(previous)
    return hash.digest()
  }
}
