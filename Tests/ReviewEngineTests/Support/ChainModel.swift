import AuditTrail
import Countersign
import ReviewCore
import ReviewStore
import Testing

@testable import ReviewEngine

/// A second reading of the chain, entry by entry, to hold the engine against.
struct ChainModel {
  private var verifier: ChainVerifier
  private(set) var fold = RecordFold(policies: [:])
  private(set) var sequence: Int64 = 0
  /// How often each request id was recorded as used, by method.
  private(set) var uses: [String: Int] = [:]

  init(origin: String) { verifier = ChainVerifier(origin: origin) }

  /// Reads on to `end`.
  mutating func read(_ store: any ReviewStore, through end: Int64) async throws {
    while sequence < end {
      let page = try await store.entries(after: sequence, limit: Int(min(1_000, end - sequence)))
      if page.isEmpty { break }
      for entry in page { try take(entry) }
    }
    #expect(verifier.verification.isValid, "\(verifier.verification)")
  }

  private mutating func take(_ entry: AuditEntry) throws {
    verifier.verify(entry)
    sequence = entry.sequence
    let data = try EventDecoding.data(of: entry)
    if entry.eventType == ServiceEntry.policyActivated {
      let policy = try ServiceEntry.policy(of: entry, EnginePolicy.read(canonicalJSON:))
      // The same object as the engine's where it is the same policy, as comparing rules is slow.
      let known = Bench.policy.policy
      fold.policies[policy.version] = policy == known ? known : policy
    }
    if let request = data.present("request_id"), case .string(let id) = request {
      uses["\(entry.eventType) \(id)", default: 0] += 1
    }
    try fold.fold(entry)
  }

  var waiting: [AuditID: ReviewCase] { fold.records.mapValues(\.state).filter { !$0.value.status.isFinal } }

  /// The engine's live state is the fold over the chain up to where it is.
  mutating func expectMatches(_ bench: Bench, _ comment: Comment? = nil) async throws {
    let (queue, head, depths) = bench.engine.view.withLock { ($0.queue, $0.head, $0.depths) }
    try await read(bench.store, through: head.sequence)
    #expect(sequence == head.sequence, comment)
    let expected = waiting
    #expect(queue.count == expected.count, comment)
    for (auditID, review) in expected { #expect(queue[auditID] == review, comment) }
    let counted = bench.engine.view.withLock { $0.policy }.rules.roles.map { role in
      expected.values.count { $0.reviewerRole == role.name }
    }
    #expect(depths == counted, comment)
    let states = fold.records.values.map(\.state)
    #expect(queue.nextDue == states.compactMap(\.nextDue).min(), comment)
    let unsettled = states.filter { $0.isUnsettled && $0.status.isFinal }
    let kept = queue.unsettledExecutions.sorted { $0.auditID < $1.auditID }
    #expect(kept == unsettled.sorted { $0.auditID < $1.auditID }, comment)
  }
}
