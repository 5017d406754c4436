import AuditTrail
import ReviewCore
import ReviewStore

/// Reads at a start what the chain holds, without reading all of it: policies, waiting reviews, the last entries.
struct ChainLoader {
  let store: any ReviewStore
  private let readPolicy: @Sendable (String) -> ReviewPolicy?
  var view: EngineView
  /// Version of the policy in force by the chain; nil on an empty one.
  private(set) var policyInForce: String?
  /// Where something was found, accepted or not.
  private var breaks: [Int64] = []

  /// Reviews read at a time.
  static let pageCount = 1_000
  /// Entries at the end of the chain that are verified at each start; the rest is VerifyAuditTrail's.
  private static let verifiedTailCount: Int64 = 1_024

  init(store: any ReviewStore, view: EngineView, readPolicy: @escaping @Sendable (String) -> ReviewPolicy?) {
    self.store = store
    self.view = view
    self.readPolicy = readPolicy
  }

  mutating func load() async throws(EngineStartError) {
    view.head = try await read { store throws(StoreError) in try await store.head() }
    try await loadServiceEntries()
    try await loadWaitingReviews()
    try await loadAmounts()
    try await loadActivities()
    try await verifyTail()
    view.brokenSequence = breaks.filter { $0 > view.acceptedSequence }.min()
  }

  /// Policies, reviewers and kill switches, in the order of the chain: one pass, for a store may have to search for them.
  private mutating func loadServiceEntries() async throws(EngineStartError) {
    var filter = EntryFilter()
    filter.isAboutService = true
    var after: Int64 = 0
    while true {
      let page = try await read { [filter, after] store throws(StoreError) in
        try await store.entries(matching: filter, after: after, limit: Self.pageCount)
      }
      // What another server appended meanwhile is folded in with the rest of it.
      for entry in page where entry.sequence <= view.head.sequence { take(serviceEntry: entry) }
      guard let last = page.last else { return }
      after = last.sequence
    }
  }

  private mutating func take(serviceEntry entry: AuditEntry) {
    if let accepted = ServiceEntry.acceptance(in: entry) { view.acceptedSequence = accepted }
    if entry.eventType == ServiceEntry.policyActivated { take(policyEntry: entry) }
    do throws(UnreadableEntry) {
      if let event = try ServiceEvent.event(of: entry) { view.service.apply(event) }
    } catch {
      noteBroken(entry.sequence)
    }
  }

  private mutating func take(policyEntry entry: AuditEntry) {
    do throws(UnreadableEntry) {
      let policy = try ServiceEntry.policy(of: entry, readPolicy)
      view.policies[policy.version] = policy
      policyInForce = policy.version
    } catch {
      noteBroken(entry.sequence)
    }
  }

  private mutating func loadWaitingReviews() async throws(EngineStartError) {
    var last: AuditID?
    while true {
      let page = try await read { [last] store throws(StoreError) in
        try await store.waitingReviews(after: last, limit: Self.pageCount)
      }
      guard let end = page.last else { return }
      last = end
      let sequence = view.head.sequence
      let entries = try await read { store throws(StoreError) in
        try await store.entries(of: page, through: sequence)
      }
      fold(entries)
    }
  }

  /// A review that cannot be read is left out, and nothing is recorded any more until somebody looked.
  private mutating func fold(_ entries: [AuditEntry]) {
    var fold = RecordFold(policies: view.policies)
    var unreadable: Set<String> = []
    for entry in entries {
      do throws(UnreadableEntry) {
        try fold.fold(entry)
      } catch {
        unreadable.insert(entry.auditID)
        noteBroken(entry.sequence)
      }
    }
    for record in fold.records.values where !unreadable.contains(record.state.auditID.text) {
      view.queue.update(record.state)
      view.amounts.update(record.state)
    }
  }

  /// What was approved in the window counts in sums, too; it does not wait any more. The newest come first.
  private mutating func loadAmounts() async throws(EngineStartError) {
    let window = view.policies.values.map(\.rules.periods.aggregateWindowMicroseconds).max() ?? 0
    let start = Instant(unixMicroseconds: view.head.timestampMicroseconds - window)
    let oldest = AuditID(at: start, random: (0, 0))
    var search = ReviewSearch()
    search.statuses = [ReviewStatus.approved.contractName, ReviewStatus.modified.contractName]
    var last: AuditID?
    while true {
      let page = try await read { [search, last] store throws(StoreError) in
        try await store.reviews(matching: search, before: last, limit: Self.pageCount)
      }
      let recent = page.filter { $0 >= oldest }
      let sequence = view.head.sequence
      let entries = try await read { store throws(StoreError) in
        try await store.entries(of: recent, through: sequence)
      }
      fold(entries)
      guard recent.count == page.count, let end = page.last else { return }
      last = end
    }
  }

  private mutating func verifyTail() async throws(EngineStartError) {
    let head = view.head
    let anchor = max(0, head.sequence - Self.verifiedTailCount)
    var entries = try await read { store throws(StoreError) in
      // One more than the chain should have: nothing is stored after its end, unless another server just appended.
      try await store.entries(after: max(0, anchor - 1), limit: Int(Self.verifiedTailCount) + 2)
    }
    if entries.last.map({ $0.sequence > head.sequence }) ?? false {
      let isMoving = try await read { store throws(StoreError) in try await store.head() } != head
      if isMoving { entries.removeAll { $0.sequence > head.sequence } }
    }
    var verifier = ChainVerifier(origin: store.origin)
    if anchor > 0, let first = entries.first {
      if first.sequence != anchor { noteBroken(anchor) }
      verifier = ChainVerifier(after: ChainHead(ofEntry: first))
      entries.removeFirst()
    }
    for entry in entries { verifier.verify(entry) }
    let found = verifier.verification(endingAt: head)
    if let broken = found.firstBreak(after: view.acceptedSequence) { noteBroken(broken) }
  }

  private mutating func noteBroken(_ sequence: Int64) { breaks.append(sequence) }

  func read<Value: Sendable>(
    _ read: (any ReviewStore) async throws(StoreError) -> Value
  ) async throws(EngineStartError) -> Value {
    do throws(StoreError) { return try await read(store) } catch { throw .store(error.detail) }
  }
}

extension ChainHead {
  /// The end of a chain whose last entry this is.
  init(ofEntry entry: AuditEntry) {
    self.init(
      sequence: entry.sequence, hash: entry.currentHash, timestampMicroseconds: entry.timestampMicroseconds)
  }
}
