import AuditTrail
import ReviewCore
import ReviewStore

/// Reading: each call is one statement, and so sees one moment.
extension PostgresStore {
  public func head() async throws(StoreError) -> ChainHead {
    releaseKeptTurn()
    let head = try await storedHead()
    mark?.note(head)
    return head
  }

  /// The same before it is known whether the mark allows it.
  func storedHead() async throws(StoreError) -> ChainHead {
    let rows = try await rows(reading, .head, values(), Self.shortReadMicrosecondsMax)
    guard rows.count == 1 else { throw StoreError(.damaged, "\(reading.place): chain \(chain) has no head") }
    return rows.head(0, from: 0)
  }

  public func requests(_ keys: [RequestKey]) async throws(StoreError) -> [RequestRecord] {
    guard !keys.isEmpty else { return [] }
    var values = values()
    values.add(.bytes, keys) { $0.append($1.digest) }
    return try await rows(reading, .requests, values, Self.shortReadMicrosecondsMax).requests()
  }

  public func entries(after sequence: Int64, limit: Int) async throws(StoreError) -> [AuditEntry] {
    var values = values()
    values.add(sequence)
    values.add(Int64(max(limit, 0)))
    return try await rows(
      reading, .entriesAfter, values, limit > 1 ? Self.readMicrosecondsMax : Self.shortReadMicrosecondsMax
    ).entries()
  }

  public func entries(of reviews: [AuditID], through sequence: Int64) async throws(StoreError) -> [AuditEntry] {
    guard !reviews.isEmpty else { return [] }
    var values = values()
    values.add(.text, reviews) { $0.append($1.text) }
    values.add(sequence)
    return try await rows(reading, .entriesOfReviews, values, Self.readMicrosecondsMax).entries()
  }

  public func waitingReviews(after auditID: AuditID?, limit: Int) async throws(StoreError) -> [AuditID] {
    var values = values()
    if let auditID { values.add(auditID) }
    values.add(Int64(max(limit, 0)))
    let statement = auditID == nil ? Statement.firstWaitingReviews : .waitingReviews
    return try await rows(reading, statement, values, Self.readMicrosecondsMax).auditIDs()
  }

  private func values() -> BinaryValues {
    var values = BinaryValues()
    values.add(chain)
    return values
  }
}

// MARK: Searches

extension PostgresStore {
  public func entries(
    matching filter: EntryFilter, after sequence: Int64, limit: Int
  ) async throws(StoreError) -> [AuditEntry] {
    // Nothing about the service has a review.
    if filter.isAboutService, !filter.auditID.isEmpty { return [] }
    let end = try await firstSequence(notBefore: filter.end) ?? .max
    let start = try await firstSequence(notBefore: filter.start) ?? .min
    var values = values()
    values.add(max(sequence, start == .min ? start : start - 1))
    values.add(end)
    values.add(Int64(max(limit, 0)))
    values.add(filter.actor)
    values.add(filter.eventType)
    if !filter.auditID.isEmpty { values.add(filter.auditID) }
    let anyReview = filter.isAboutService ? Statement.entriesAboutServiceMatching : .entriesMatching
    let statement = filter.auditID.isEmpty ? anyReview : .entriesOfReviewMatching
    return try await rows(searching, statement, values, Self.searchMicrosecondsMax).entries()
  }

  /// One past the last entry where none is that late. Entries are only added, and never with an earlier time: a second
  /// statement may trust it.
  private func firstSequence(notBefore instant: Instant?) async throws(StoreError) -> Int64? {
    guard let instant else { return nil }
    var values = values()
    values.add(instant.unixMicroseconds - postgresEpochUnixMicroseconds)
    return try await rows(searching, .firstSequence, values, Self.searchMicrosecondsMax).integer(0, 0)
  }

  public func reviews(
    matching search: ReviewSearch, before auditID: AuditID?, limit: Int
  ) async throws(StoreError) -> [AuditID] {
    var values = values()
    values.add(auditID == nil)
    values.add(auditID ?? AuditID(high: 0, low: 0))
    values.add(search.actionDigest == nil)
    values.add(search.actionDigest ?? .zero)
    for texts in [search.statuses, search.userIDs, search.domains, search.actionTypes, search.reviewerRoles] {
      values.add(.text, texts) { $0.append($1) }
    }
    values.add(Int64(max(limit, 0)))
    return try await rows(searching, .searchReviews, values, Self.searchMicrosecondsMax).auditIDs()
  }
}
