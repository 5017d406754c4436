import AuditTrail

extension AppendBatch {
  /// Stops us before the write when the entries do not continue `expectedHead` one after the other.
  ///
  /// Every store calls it first: a wrong link is our own mistake, and must not become a stored one.
  public func checkLinks() {
    precondition(!entries.isEmpty, "our bug: a batch without entries")
    var (sequence, hash) = (expectedHead.sequence, expectedHead.hash)
    for entry in entries {
      precondition(
        entry.sequence == sequence + 1 && entry.previousHash == hash, "our bug: entry \(entry.sequence) is not linked")
      (sequence, hash) = (entry.sequence, entry.currentHash)
    }
  }
}
