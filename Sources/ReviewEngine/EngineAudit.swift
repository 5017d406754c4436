import AuditTrail
import ReviewCore
import ReviewStore

/// What a verification found, and how far it came.
public struct AuditVerification: Sendable {
  /// All breaks, the first hundred kept.
  public let chain: ChainVerification
  /// The last entry that was to be verified.
  public let requestedThroughSequence: Int64
}

/// Reading and verifying the audit trail. Nothing here changes it.
extension ReviewEngine {
  /// Name of the log; part of the genesis hash.
  public var origin: String { store.origin }

  /// Number of the last committed entry.
  public var headSequence: Int64 { view.withLock { $0.head.sequence } }

  /// Entries after a sequence number in the order of the chain.
  public func auditEntries(after sequence: Int64, count: Int) async throws(Refusal) -> [AuditEntry] {
    try await store.reading { store throws(StoreError) in try await store.entries(after: sequence, limit: count) }
  }

  /// Entries that match, after a sequence number, in the order of the chain.
  public func auditEntries(
    matching filter: EntryFilter, after sequence: Int64, count: Int
  ) async throws(Refusal) -> [AuditEntry] {
    try await store.reading { store throws(StoreError) in
      try await store.entries(matching: filter, after: sequence, limit: count)
    }
  }

  /// Returns when there are entries after `sequence`, at `until`, when the task is cancelled or the service shuts down.
  /// - Throws: `limitReached`.
  public func waitForEntries(after sequence: Int64, until: Instant?) async throws(Refusal) {
    let signal = Signal()
    let ticket = try waiter(for: .chain, signal: signal, wakeAt: until)
    defer { view.withLock { $0.waiters.remove(ticket) } }
    while headSequence <= sequence, !Task.isCancelled, !isStopping {
      if let until, clock.now() >= until { return }
      await signal.wait()
    }
  }

  /// Recomputes a part of the chain and reports every break.
  ///
  /// Stops between two pages at `until`, or when the task is cancelled: go on after `verifiedThroughSequence`. A break
  /// stops all writing until an operator accepts it at a start (domain.md §7).
  /// - Parameters:
  ///   - from: 0 for the first entry.
  ///   - through: 0 for the last.
  public func verifyAuditTrail(
    from: Int64, through: Int64, until: Instant? = nil
  ) async throws(Refusal) -> AuditVerification {
    // Away from the caller's thread, which serves other calls as well.
    try await withTaskExecutorPreference(globalConcurrentExecutor) { () async throws(Refusal) in
      try await verify(from: from, through: through, until: until)
    }
  }

  private func verify(
    from: Int64, through: Int64, until: Instant?
  ) async throws(Refusal) -> AuditVerification {
    let head = try await store.reading { store throws(StoreError) in try await store.head() }
    let known = latest(head)
    let end = through == 0 ? known.sequence : min(through, known.sequence)
    var last = max(0, from - 1)
    // Nothing of the chain is asked for: that is no break.
    guard last < end else { return verified(ChainVerifier(after: known).verification, through: end) }
    var verifier = try await verifier(after: last)
    var page = try await verificationPage(after: last, through: end).get()
    // Nothing more is stored: what is missing up to the end is a break.
    while let sequence = page.last?.sequence {
      last = sequence
      // Read while this page is hashed.
      async let next = verificationPage(after: last, through: end)
      for entry in page where entry.sequence <= end { verifier.verify(entry) }
      page = try await next.get()
      if last < end, mustStop(until) { return verified(verifier.verification, through: end) }
    }
    if end == known.sequence { try await verifyBeyond(known, &verifier) }
    return verified(verifier.verification(reaching: end, of: known), through: end)
  }

  /// Asked for as a search is, so that the store need not let its own engine wait behind it.
  private func verificationPage(after sequence: Int64, through end: Int64) async -> Result<[AuditEntry], Refusal> {
    guard sequence < end else { return .success([]) }
    let count = Int(min(Int64(limits.verificationPageCount), end - sequence))
    do throws(Refusal) {
      return .success(try await auditEntries(matching: EntryFilter(), after: sequence, count: count))
    } catch {
      return .failure(error)
    }
  }

  /// Nothing is stored after the end, unless somebody appended meanwhile.
  private func verifyBeyond(_ known: ChainHead, _ verifier: inout ChainVerifier) async throws(Refusal) {
    guard let beyond = try await auditEntries(after: known.sequence, count: 1).first else { return }
    let head = try await store.reading { store throws(StoreError) in try await store.head() }
    if head.sequence < beyond.sequence { verifier.verify(beyond) }
  }

  private func mustStop(_ until: Instant?) -> Bool {
    Task.isCancelled || isStopping || until.map { clock.now() >= $0 } ?? false
  }

  private func verified(_ chain: ChainVerification, through end: Int64) -> AuditVerification {
    let accepted = view.withLock { $0.acceptedSequence }
    if let broken = chain.firstBreak(after: accepted) { noteBroken(broken) }
    return AuditVerification(chain: chain, requestedThroughSequence: end)
  }

  /// Begins after an entry that is taken as it is; at the first one otherwise.
  private func verifier(after sequence: Int64) async throws(Refusal) -> ChainVerifier {
    guard sequence > 0 else { return ChainVerifier(origin: store.origin) }
    guard let anchor = try await auditEntries(after: sequence - 1, count: 1).first, anchor.sequence == sequence else {
      return ChainVerifier(
        after: ChainHead(sequence: sequence, hash: .zero, timestampMicroseconds: 0))
    }
    return ChainVerifier(after: ChainHead(ofEntry: anchor))
  }

  /// What this server acknowledged counts more than what the store says: a head that was cut back is a break.
  private func latest(_ stored: ChainHead) -> ChainHead {
    let known = view.withLock { $0.head }
    return known.sequence >= stored.sequence ? known : stored
  }

  func noteBroken(_ sequence: Int64) {
    let isNew = view.withLock { view in
      defer { view.brokenSequence = min(view.brokenSequence ?? sequence, sequence) }
      return view.brokenSequence == nil
    }
    if isNew { report(.chainBroken(sequence: sequence)) }
  }
}

extension ChainVerifier {
  /// What was found, with what is missing up to `end`, and at the chain's end what differs from its head.
  fileprivate func verification(reaching end: Int64, of head: ChainHead) -> ChainVerification {
    if end == head.sequence { return verification(endingAt: head) }
    guard verification.verifiedThroughSequence < end else { return verification }
    return verification(endingAt: ChainHead(sequence: end, hash: .zero, timestampMicroseconds: 0))
  }
}
