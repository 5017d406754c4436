import AuditTrail
import ReviewCore
import ReviewStore
import Synchronization

/// One server's connection to the database: it fails as the weather says, and for good once its server is killed.
final class SimulatedStore: ReviewStore {
  let database: SimulatedDatabase
  private let isCut = Mutex(false)

  init(_ database: SimulatedDatabase) { self.database = database }

  var origin: String { database.origin }

  /// The server is gone: nothing that it still does has an effect.
  func cut() { isCut.withLock { $0 = true } }

  private enum Fault: CaseIterable {
    case beforeCommit
    case lostBeforeCommit
    case lostAfterCommit
  }

  // MARK: Writing

  func append(_ batch: AppendBatch) async throws(StoreError) -> AppendResult {
    batch.checkLinks()
    try await arrive()
    let fault = database.happens(\.faultPercent) ? database.pick(Fault.allCases) : nil
    switch fault {
    case .beforeCommit: throw StoreError(.unavailable, "before the commit")
    case .lostBeforeCommit: throw StoreError(.unavailable, "lost before the commit", outcomeUnknown: true)
    case .lostAfterCommit, nil: break
    }
    let result = try database.commit(batch)
    if result == .committed { database.tellOthers(than: ObjectIdentifier(self)) }
    if fault != nil { throw StoreError(.unavailable, "lost after the commit", outcomeUnknown: true) }
    // The server may be killed between its commit and the answer.
    if database.happens(\.slowPercent) { await database.wait() }
    if isCut.withLock({ $0 }) { throw StoreError(.closed, "killed", outcomeUnknown: true) }
    return result
  }

  /// Waits where the weather says so, then fails where it says so.
  private func arrive() async throws(StoreError) {
    if database.happens(\.slowPercent) { await database.wait() }
    if isCut.withLock({ $0 }) { throw StoreError(.closed, "closed") }
    if database.weather.isDown { throw StoreError(.unavailable, "down") }
  }

  // MARK: Reading

  private func read<Value: Sendable>(
    _ body: (SimulatedDatabase.Contents) -> Value
  ) async throws(StoreError) -> Value {
    try await arrive()
    return database.read(body)
  }

  func head() async throws(StoreError) -> ChainHead { try await read { $0.head } }

  func requests(_ keys: [RequestKey]) async throws(StoreError) -> [RequestRecord] {
    try await read { contents in keys.compactMap { contents.requests[$0] } }
  }

  func entries(after sequence: Int64, limit: Int) async throws(StoreError) -> [AuditEntry] {
    try await read { Array($0.entries.dropFirst(Int(max(0, sequence))).prefix(max(0, limit))) }
  }

  func entries(of reviews: [AuditID], through sequence: Int64) async throws(StoreError) -> [AuditEntry] {
    try await read { $0.entries(of: reviews, through: sequence) }
  }

  func entries(
    matching filter: EntryFilter, after sequence: Int64, limit: Int
  ) async throws(StoreError) -> [AuditEntry] {
    try await read { $0.entries(matching: filter, after: sequence, limit: limit) }
  }

  func waitingReviews(after auditID: AuditID?, limit: Int) async throws(StoreError) -> [AuditID] {
    try await read { $0.waiting(after: auditID, limit: limit) }
  }

  func reviews(
    matching search: ReviewSearch, before auditID: AuditID?, limit: Int
  ) async throws(StoreError) -> [AuditID] {
    try await read { $0.reviews(matching: search, before: auditID, limit: limit) }
  }

  func onAppendElsewhere(_ wake: @escaping @Sendable () -> Void) { database.listen(ObjectIdentifier(self), wake) }

  func close() async { cut() }
}
