import AuditTrail
import ReviewCore
import ReviewStore

/// A watch that comes from another server over the same store.
extension ReviewEngine {
  /// The longest wait for what is stored already.
  private static let catchUpMicrosecondsMax: Int64 = 10_000_000

  /// Returns once this server knows whatever is stored at the time of the call.
  ///
  /// A token stands behind what its client was told: messages without a token came after it. If this server were still
  /// behind those, a review that the client holds could come and go in one page of entries, and nobody would take it
  /// from the client. All that was told anywhere is stored, so the store's head covers it.
  /// - Throws: `storeUnavailable` when the store cannot be read, or not in time; `limitReached`.
  func knowWhatIsStored() async throws(Refusal) {
    let stored = try await store.reading { store throws(StoreError) in try await store.head() }
    guard isBehind(stored) else { return }
    inbox.signal.raise()
    let end = moment(afterMicroseconds: Self.catchUpMicrosecondsMax)
    try await waitForEntries(after: stored.sequence - 1, until: end)
    if isBehind(stored), !isStopping, !Task.isCancelled { throw .storeUnavailable }
  }

  /// A broken chain is read no further: its watches show what is known.
  private func isBehind(_ stored: ChainHead) -> Bool {
    view.withLock { $0.brokenSequence == nil && $0.head.sequence < stored.sequence }
  }
}
