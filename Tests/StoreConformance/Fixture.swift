import AuditTrail
import ReviewCore
import ReviewStore

/// Entries and projections to fill stores with; the same every time.
enum Fixture {
  static let start: Int64 = 1_769_903_999_000_000

  static func auditID(_ number: Int) -> AuditID {
    AuditID(
      at: Instant(unixMicroseconds: start + Int64(number) * 1_000),
      random: (UInt64(number), UInt64(truncatingIfNeeded: number &* 0x9E37_79B9)))
  }

  static func draft(
    _ number: Int, review: Int? = nil, eventType: String = "query.submitted", actor: String = "system"
  ) -> EntryDraft {
    EntryDraft(
      auditID: review.map { auditID($0).text } ?? "", eventType: eventType, actor: actor,
      timestampMicroseconds: start + Int64(number) * 1_000_000,
      dataJSON: Array("{\"command\":\"\(number)\",\"v\":\"1\"}".utf8))
  }

  static func key(_ number: Int) -> RequestKey { RequestKey(digest: SHA256.hash("key", Array("\(number)".utf8))) }

  static func request(_ number: Int, sequence: Int64 = 1) -> RequestRecord {
    RequestRecord(
      key: key(number), requestDigest: SHA256.hash("request", Array("\(number)".utf8)), auditID: auditID(number),
      sequence: sequence)
  }

  static func projection(
    _ number: Int, isWaiting: Bool = true, status: String = "REVIEW_STATUS_PENDING", sequence: Int64 = 1
  ) -> ReviewProjection {
    ReviewProjection(
      auditID: auditID(number), isWaiting: isWaiting, status: status, userID: "user-\(number % 3)",
      domain: number % 2 == 0 ? "equities" : "credit", actionType: "ACTION_TYPE_INVESTMENT_DECISION",
      actionDigest: SHA256.hash("action", Array("\(number % 5)".utf8)), reviewerRole: "cfo", lastSequence: sequence)
  }

  static func batch(
    _ drafts: [EntryDraft], after head: ChainHead, requests: [RequestRecord] = [], reviews: [ReviewProjection] = []
  ) -> AppendBatch {
    var writer = ChainWriter(head: head)
    return AppendBatch(
      expectedHead: head, entries: drafts.map { writer.append($0) }, requests: requests, reviews: reviews)
  }
}

extension ReviewStore {
  /// Appends to wherever the chain ends.
  ///
  /// - Returns: the entries as they were given to the store.
  @discardableResult
  func extend(
    _ drafts: [EntryDraft], requests: [RequestRecord] = [], reviews: [ReviewProjection] = []
  ) async throws -> [AuditEntry] {
    let batch = Fixture.batch(drafts, after: try await head(), requests: requests, reviews: reviews)
    let result = try await append(batch)
    try require(result == .committed, "\(result)")
    return batch.entries
  }

  /// Reads the whole chain in pages and verifies it against the head.
  func requireIntact(count: Int64) async throws {
    let head = try await head()
    try require(head.sequence == count, "the head is \(head.sequence), not \(count)")
    var verifier = ChainVerifier(origin: origin)
    while verifier.verification.verifiedThroughSequence < count {
      let page = try await entries(after: verifier.verification.verifiedThroughSequence, limit: 100)
      try require(!page.isEmpty && page.count <= 100, "a page of \(page.count)")
      for entry in page { verifier.verify(entry) }
    }
    let result = verifier.verification(endingAt: head)
    try require(result.isValid && result.entriesVerified == count, result.error ?? "\(result.entriesVerified) entries")
  }
}
