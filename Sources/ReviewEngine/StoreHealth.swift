import AuditTrail
import ReviewCore
import ReviewStore

/// Whether the store works, as the engine's own reads and writes show it.
extension ReviewEngine {
  /// With nothing to do: asks the store whether it works, and takes in what other servers appended.
  func lookAtStore() async {
    do throws(StoreError) {
      let head = try await store.head()
      if isTrustedAgain { noteStoreWorks() }
      let (known, broken) = view.withLock { ($0.head, $0.brokenSequence) }
      guard broken == nil, head != known else { return }
      do throws(Refusal) { try await catchUp(to: head) } catch { return }
    } catch {
      noteStoreFailure(error, whileWriting: false)
    }
  }

  /// A store that answers reads may still refuse writes, as a full disk does: only a write, or some time, shows better.
  private var isTrustedAgain: Bool {
    guard let failedAt = view.withLock({ $0.writeFailedAt }) else { return true }
    let elapsed = clock.now().microseconds(since: failedAt)
    return elapsed < 0 || elapsed >= limits.writeRetryMicroseconds
  }

  /// Reads for the engine's turn: a failure is the service's failure.
  func readingInTurn<Value: Sendable>(
    _ read: (any ReviewStore) async throws(StoreError) -> Value
  ) async throws(Refusal) -> Value {
    do throws(StoreError) {
      return try await read(store)
    } catch {
      noteStoreFailure(error, whileWriting: false)
      throw .storeUnavailable(detail: error)
    }
  }

  /// Reads reviews for the engine's turn: one that cannot be read is a break.
  func recordsInTurn(
    of reviews: [AuditID], through sequence: Int64, policies: [String: ReviewPolicy]
  ) async throws(Refusal) -> [AuditID: ReviewRecord] {
    let entries = try await readingInTurn { store throws(StoreError) in
      try await store.entries(of: reviews, through: sequence)
    }
    var fold = RecordFold(policies: policies)
    if let sequence = fold.fold(all: entries) { throw broken(at: sequence) }
    return fold.records
  }

  func noteStoreFailure(_ error: StoreError, whileWriting isWriting: Bool) {
    if isWriting {
      let now = clock.now()
      view.withLock { $0.writeFailedAt = now }
    }
    setStoreFailure(error.detail, report: .storeFailed(detail: error.detail))
  }

  func noteStoreWorks() { setStoreFailure(nil, report: .storeRecovered) }

  private func setStoreFailure(_ detail: String?, report event: EngineReport) {
    var signals: [Signal] = []
    let isNew = view.withLock { view in
      defer { view.storeFailure = detail }
      if detail == nil { view.writeFailedAt = nil }
      guard (view.storeFailure == nil) != (detail == nil) else { return false }
      view.waiters.wakeHealth(into: &signals)
      return true
    }
    for signal in signals { signal.raise() }
    if isNew { report(event) }
  }
}
