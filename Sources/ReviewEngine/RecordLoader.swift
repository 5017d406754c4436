import AuditTrail
import ReviewCore
import ReviewStore

/// Folds recorded entries into reviews.
struct RecordFold {
  /// By version; a review keeps the policy with which it was submitted.
  var policies: [String: ReviewPolicy]
  private(set) var records: [AuditID: ReviewRecord] = [:]

  init(policies: [String: ReviewPolicy]) { self.policies = policies }

  /// Folds one entry in; entries about the service are passed over.
  mutating func fold(_ entry: AuditEntry) throws(UnreadableEntry) {
    guard let event = try EventDecoding.event(of: entry) else { return }
    guard let auditID = AuditID(text: entry.auditID) else {
      throw UnreadableEntry(detail: "entry \(entry.sequence): no audit id")
    }
    let at = Instant(unixMicroseconds: entry.timestampMicroseconds)
    if case .submitted(let submitted) = event {
      records[auditID] = try begin(submitted, auditID, at, entry.sequence)
      return
    }
    guard records[auditID] != nil else {
      throw UnreadableEntry(detail: "entry \(entry.sequence) is about a review that was never submitted")
    }
    records[auditID]?.apply(event, at: at, sequence: entry.sequence)
  }

  /// Folds entries in, in the order of the chain.
  ///
  /// - Returns: the sequence of the first that cannot be read, where the fold ends; nil when all were.
  mutating func fold(all entries: [AuditEntry]) -> Int64? {
    for entry in entries {
      do throws(UnreadableEntry) { try fold(entry) } catch { return entry.sequence }
    }
    return nil
  }

  private func begin(
    _ submitted: ReviewEvent.Submitted, _ auditID: AuditID, _ at: Instant, _ sequence: Int64
  ) throws(UnreadableEntry) -> ReviewRecord {
    guard let policy = policies[submitted.policyVersion] else {
      throw UnreadableEntry(detail: "entry \(sequence): unknown policy \(submitted.policyVersion)")
    }
    return ReviewRecord(submitted, auditID: auditID, at: at, sequence: sequence, policy: policy)
  }
}

extension ReviewStore {
  /// The reviews as they stood after entry `sequence`; ids that are not known are left out.
  ///
  /// - Throws: `.storeUnavailable`, or `.chainBroken` for an entry that cannot be read.
  func records(
    of reviews: [AuditID], through sequence: Int64, policies: [String: ReviewPolicy]
  ) async throws(Refusal) -> [AuditID: ReviewRecord] {
    let entries = try await reading { store throws(StoreError) in
      try await store.entries(of: reviews, through: sequence)
    }
    var fold = RecordFold(policies: policies)
    if let sequence = fold.fold(all: entries) { throw .chainBroken(at: sequence) }
    return fold.records
  }

  /// Runs a read and turns its failure into what a caller is told.
  func reading<Value: Sendable>(
    _ read: (Self) async throws(StoreError) -> Value
  ) async throws(Refusal) -> Value {
    do throws(StoreError) { return try await read(self) } catch { throw .unreadable }
  }
}

extension Refusal {
  /// What a caller is told of a store's failure; the detail stays behind.
  static func storeUnavailable(detail error: StoreError) -> Refusal {
    switch error.code {
    case .unavailable, .unusable, .closed: .storeUnavailable
    case .damaged: .unreadable
    }
  }
}
