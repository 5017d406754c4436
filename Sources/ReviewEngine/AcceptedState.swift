import AuditTrail

/// A chain that failed verification goes on once an operator accepted it at a start (domain.md §7): the entry that says so covers every
/// break up to itself. Verification still reports them.
extension ServiceEntry {
  /// The sequence up to which breaks were accepted by this entry; nil for any other, and for one that was changed itself.
  static func acceptance(in entry: AuditEntry) -> Int64? {
    guard entry.auditID.isEmpty, entry.eventType == serviceStarted, isWhole(entry),
      let data = try? EventDecoding.data(of: entry), let reason = try? data.textOrEmpty("accepted_chain_state"),
      !reason.isEmpty
    else { return nil }
    return entry.sequence
  }

  /// Judged alone, without the entry before.
  private static func isWhole(_ entry: AuditEntry) -> Bool {
    var verifier = ChainVerifier(
      after: ChainHead(sequence: entry.sequence &- 1, hash: entry.previousHash, timestampMicroseconds: 0))
    verifier.verify(entry)
    return verifier.verification.isValid
  }
}

extension ChainVerification {
  /// The first break that nobody accepted; those beyond the kept ones count as not accepted.
  func firstBreak(after accepted: Int64) -> Int64? {
    guard let first = firstInvalidSequence, first <= accepted else { return firstInvalidSequence }
    let open = breaks.map(\.sequence).filter { $0 > accepted }.min()
    return open ?? (breakCount > breaks.count ? accepted + 1 : nil)
  }
}
