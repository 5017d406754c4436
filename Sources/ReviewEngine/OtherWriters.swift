import AuditTrail
import ReviewCore
import ReviewStore

/// Other servers over the same store: what they appended is verified and folded in.
extension ReviewEngine {
  /// Takes in what others appended up to `stored`, where the store says that the chain ends.
  ///
  /// - Throws: `.chainBroken` when that is no continuation of what this server knows: a head that went back, a fork, an
  ///   entry that does not verify or cannot be read.
  func catchUp(to stored: ChainHead) async throws(Refusal) {
    var known = view.withLock { $0.head }
    try checkContinues(known, stored)
    while known.sequence < stored.sequence {
      let entries = try await nextEntries(after: known, through: stored.sequence)
      try verify(entries, after: known)
      if let accepted = entries.compactMap(ServiceEntry.acceptance).last {
        view.withLock { $0.acceptedSequence = accepted }
      }
      guard let last = entries.last else { throw broken(at: known.sequence + 1) }
      let policies = try activatedPolicies(in: entries)
      let changes = try await changes(by: entries, adding: policies)
      let serviceEvents = try serviceEvents(in: entries)
      let marks = try await opinionMarks(in: entries, adding: policies)
      known = ChainHead(ofEntry: last)
      publish(changes, head: known, policies: policies, serviceEvents: serviceEvents, marks: marks)
    }
  }

  private func checkContinues(_ known: ChainHead, _ stored: ChainHead) throws(Refusal) {
    if stored.sequence < known.sequence { throw broken(at: stored.sequence + 1) }
    if stored.sequence == known.sequence, stored != known { throw broken(at: stored.sequence) }
  }

  /// A page that does not end inside of a command: its changes are told as one.
  private func nextEntries(after known: ChainHead, through end: Int64) async throws(Refusal) -> [AuditEntry] {
    let count = Int(min(Int64(limits.verificationPageCount), end - known.sequence))
    let page = try await readingInTurn { store throws(StoreError) in
      try await store.entries(after: known.sequence, limit: count)
    }
    guard let last = page.last, last.sequence < end else { return page }
    do throws(UnreadableEntry) {
      let command = try EventDecoding.data(of: last).integer("command")
      let whole = page.filter { $0.sequence < command }
      return whole.isEmpty ? page : whole
    } catch {
      throw broken(at: last.sequence)
    }
  }

  private func verify(_ entries: [AuditEntry], after known: ChainHead) throws(Refusal) {
    var verifier = ChainVerifier(after: known)
    for entry in entries { verifier.verify(entry) }
    if let sequence = verifier.verification.firstInvalidSequence { throw broken(at: sequence) }
  }

  private func activatedPolicies(in entries: [AuditEntry]) throws(Refusal) -> [ReviewPolicy] {
    var policies: [ReviewPolicy] = []
    for entry in entries where entry.eventType == ServiceEntry.policyActivated {
      do throws(UnreadableEntry) {
        policies.append(try ServiceEntry.policy(of: entry, readPolicy))
      } catch {
        throw broken(at: entry.sequence)
      }
    }
    return policies
  }

  private func serviceEvents(in entries: [AuditEntry]) throws(Refusal) -> [ServiceEvent] {
    var events: [ServiceEvent] = []
    for entry in entries {
      do throws(UnreadableEntry) {
        if let event = try ServiceEvent.event(of: entry) { events.append(event) }
      } catch {
        throw broken(at: entry.sequence)
      }
    }
    return events
  }

  private func changes(
    by entries: [AuditEntry], adding activated: [ReviewPolicy]
  ) async throws(Refusal) -> [BatchPlan.Change] {
    var touched: [AuditID: [String]] = [:]
    for entry in entries {
      if let auditID = AuditID(text: entry.auditID) { touched[auditID, default: []].append(entry.eventType) }
    }
    guard let end = entries.last?.sequence, !touched.isEmpty else { return [] }
    let (before, known) = view.withLock { view in
      (touched.keys.compactMap { view.queue[$0] }, view.policies)
    }
    let policies = activated.reduce(into: known) { $0[$1.version] = $1 }
    let records = try await recordsInTurn(of: Array(touched.keys), through: end, policies: policies)
    let earlier = Dictionary(before.map { ($0.auditID, $0) }) { first, _ in first }
    return records.map { auditID, record in
      BatchPlan.Change(
        before: earlier[auditID], after: record.state, eventTypes: touched[auditID] ?? [], now: now())
    }
  }

  /// Notes a break; the refusal says where.
  func broken(at sequence: Int64) -> Refusal {
    noteBroken(sequence)
    return .chainBroken(at: sequence)
  }
}

extension BatchPlan.Change {
  /// A change that another server made, told apart by the names of its entries.
  fileprivate init(before: ReviewCase?, after: ReviewCase, eventTypes: [String], now: Instant) {
    let clocks = ["review.sla_warning", "review.sla_breached"]
    self.init(
      before: before, after: after,
      reachedClock: eventTypes.contains(where: clocks.contains) ? WatchClock(after, now: now) : nil,
      changedBeyondWarning: eventTypes.contains { $0 != clocks[0] })
  }
}
