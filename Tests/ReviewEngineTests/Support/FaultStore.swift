import AuditTrail
import ReviewCore
import ReviewStore
import Synchronization

@testable import ReviewEngine

/// A store that fails as it is told, around one that does not.
final class FaultStore: ReviewStore {
  /// What becomes of one append.
  enum AppendFault: CaseIterable, Sendable {
    /// Nothing is written, and the store says so.
    case beforeCommit
    /// Nothing is written, but the answer was lost.
    case lostBeforeCommit
    /// Written, and the answer was lost.
    case lostAfterCommit
    /// Refused as if another writer had been first.
    case headMoved
  }

  struct State {
    /// For the next appends, one each.
    var appends: [AppendFault] = []
    var areAppendsFailing = false
    var areReadsFailing = false
    var appendCount = 0
    var readCount = 0
    /// Waits before each append.
    var gate: Signal?
    /// Raised when an append arrives at the gate.
    var arrived: Signal?
    /// What a reader sees instead of an entry; nil hides it.
    var tamper: (@Sendable (AuditEntry) -> AuditEntry?)?
    var head: ChainHead?
  }

  let state = Mutex(State())
  private let inner: any ReviewStore

  init(_ inner: any ReviewStore) { self.inner = inner }

  var origin: String { inner.origin }
  var appendCount: Int { state.withLock { $0.appendCount } }

  func set(_ change: (inout sending State) -> Void) { state.withLock { change(&$0) } }

  private func read<Value>(
    _ body: (any ReviewStore) async throws(StoreError) -> Value
  ) async throws(StoreError) -> Value {
    let isFailing = state.withLock { state in
      state.readCount += 1
      return state.areReadsFailing
    }
    if isFailing { throw StoreError(.unavailable, "reads fail") }
    return try await body(inner)
  }

  private func seen(_ entries: [AuditEntry]) -> [AuditEntry] {
    guard let tamper = state.withLock({ $0.tamper }) else { return entries }
    return entries.compactMap(tamper)
  }

  func head() async throws(StoreError) -> ChainHead {
    let head = try await read { store throws(StoreError) in try await store.head() }
    return state.withLock { $0.head } ?? head
  }

  func append(_ batch: AppendBatch) async throws(StoreError) -> AppendResult {
    let (gate, arrived, fault) = state.withLock { state -> (Signal?, Signal?, AppendFault?) in
      state.appendCount += 1
      let fault = state.areAppendsFailing ? .beforeCommit : state.appends.isEmpty ? nil : state.appends.removeFirst()
      return (state.gate, state.arrived, fault)
    }
    arrived?.raise()
    await gate?.wait()
    switch fault {
    case nil: return try await inner.append(batch)
    case .beforeCommit: throw StoreError(.unavailable, "before the commit")
    case .lostBeforeCommit: throw StoreError(.unavailable, "lost before the commit", outcomeUnknown: true)
    case .lostAfterCommit:
      guard case .committed = try await inner.append(batch) else { return .headMoved(try await inner.head()) }
      throw StoreError(.unavailable, "lost after the commit", outcomeUnknown: true)
    case .headMoved: return .headMoved(try await inner.head())
    }
  }

  func requests(_ keys: [RequestKey]) async throws(StoreError) -> [RequestRecord] {
    try await read { store throws(StoreError) in try await store.requests(keys) }
  }

  func entries(after sequence: Int64, limit: Int) async throws(StoreError) -> [AuditEntry] {
    seen(try await read { store throws(StoreError) in try await store.entries(after: sequence, limit: limit) })
  }

  func entries(of reviews: [AuditID], through sequence: Int64) async throws(StoreError) -> [AuditEntry] {
    seen(try await read { store throws(StoreError) in try await store.entries(of: reviews, through: sequence) })
  }

  func entries(
    matching filter: EntryFilter, after sequence: Int64, limit: Int
  ) async throws(StoreError) -> [AuditEntry] {
    seen(
      try await read { store throws(StoreError) in
        try await store.entries(matching: filter, after: sequence, limit: limit)
      })
  }

  func waitingReviews(after auditID: AuditID?, limit: Int) async throws(StoreError) -> [AuditID] {
    try await read { store throws(StoreError) in try await store.waitingReviews(after: auditID, limit: limit) }
  }

  func reviews(
    matching search: ReviewSearch, before auditID: AuditID?, limit: Int
  ) async throws(StoreError) -> [AuditID] {
    try await read { store throws(StoreError) in
      try await store.reviews(matching: search, before: auditID, limit: limit)
    }
  }

  func close() async { await inner.close() }
}
