import AuditTrail
import ReviewCore
import ReviewStore

/// The reads, on a connection of their own (or, in memory, on the one there is).
final class SQLiteReader {
  private let connection: SQLiteConnection
  private let selectHead: SQLiteStatement
  private let selectRequest: SQLiteStatement
  private let selectAfter: SQLiteStatement
  private let selectOfReview: SQLiteStatement
  private let selectMatching: SQLiteStatement
  private let selectOfReviewMatching: SQLiteStatement
  private let selectTimestamp: SQLiteStatement
  private let selectWaiting: SQLiteStatement

  init(_ connection: SQLiteConnection) throws(StoreError) {
    self.connection = connection
    let entries = "SELECT \(entryColumns) FROM entry"
    let matching = "(?4 = '' OR actor = ?4) AND (?5 = '' OR event_type = ?5) AND (?7 = 0 OR audit_id = '')"
    selectHead = try SQLiteStatement(headSQL, on: connection)
    selectRequest = try SQLiteStatement(
      "SELECT request_digest, audit_id, sequence FROM request WHERE key = ?1", on: connection)
    selectAfter = try SQLiteStatement("\(entries) WHERE sequence > ?1 ORDER BY sequence LIMIT ?2", on: connection)
    selectOfReview = try SQLiteStatement(
      "\(entries) WHERE audit_id = ?1 AND audit_id <> '' AND sequence <= ?2 ORDER BY sequence", on: connection)
    selectMatching = try SQLiteStatement(
      "\(entries) WHERE sequence > ?1 AND sequence < ?2 AND \(matching) ORDER BY sequence LIMIT ?3", on: connection)
    selectOfReviewMatching = try SQLiteStatement(
      """
      \(entries) WHERE audit_id = ?6 AND audit_id <> '' AND sequence > ?1 AND sequence < ?2 AND \(matching)
      ORDER BY sequence LIMIT ?3
      """, on: connection)
    selectTimestamp = try SQLiteStatement(
      "SELECT sequence, timestamp_microseconds FROM entry WHERE sequence >= ?1 ORDER BY sequence LIMIT 1",
      on: connection)
    selectWaiting = try SQLiteStatement(
      "SELECT audit_id FROM review WHERE is_waiting = 1 AND audit_id > ?1 ORDER BY audit_id LIMIT ?2", on: connection)
  }

  func head() throws(StoreError) -> ChainHead { try readHead(selectHead, path: connection.path) }

  func requests(_ keys: [RequestKey]) throws(StoreError) -> [RequestRecord] {
    try consistently { () throws(StoreError) in
      var records: [RequestRecord] = []
      for key in keys {
        if let record = try request(key) { records.append(record) }
      }
      return records
    }
  }

  private func request(_ key: RequestKey) throws(StoreError) -> RequestRecord? {
    selectRequest.bind(1, copying: key.digest.bytes)
    defer { selectRequest.reset() }
    guard try selectRequest.next() else { return nil }
    guard let auditID = selectRequest.auditID(1) else {
      throw StoreError(.damaged, "\(connection.path): the request \(key.digest.hexadecimal) has no review's id")
    }
    return RequestRecord(
      key: key, requestDigest: selectRequest.digest(0), auditID: auditID, sequence: selectRequest.integer(2))
  }

  func entries(after sequence: Int64, limit: Int) throws(StoreError) -> [AuditEntry] {
    selectAfter.bind(1, sequence)
    selectAfter.bind(2, Int64(max(limit, 0)))
    return try selectAfter.entries()
  }

  func entries(of reviews: [AuditID], through sequence: Int64) throws(StoreError) -> [AuditEntry] {
    try consistently { () throws(StoreError) in
      var entries: [AuditEntry] = []
      for review in Set(reviews) {
        selectOfReview.bind(1, copying: review.text)
        selectOfReview.bind(2, sequence)
        entries += try selectOfReview.entries()
      }
      return entries.sorted { $0.sequence < $1.sequence }
    }
  }

  func waitingReviews(after auditID: AuditID?, limit: Int) throws(StoreError) -> [AuditID] {
    selectWaiting.bind(1, copying: auditID?.bigEndianBytes ?? [])
    selectWaiting.bind(2, Int64(max(limit, 0)))
    return try selectWaiting.auditIDs(path: connection.path)
  }

  func reviews(
    matching search: ReviewSearch, before auditID: AuditID?, limit: Int
  ) throws(StoreError) -> [AuditID] {
    let query = ReviewQuery(search, before: auditID, limit: limit)
    let statement = try SQLiteStatement(query.sql, on: connection)
    query.bind(to: statement)
    return try statement.auditIDs(path: connection.path)
  }

  /// Several statements that see the same commit.
  private func consistently<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
    try connection.transaction("BEGIN", body)
  }
}

// MARK: Entries that match

extension SQLiteReader {
  func entries(
    matching filter: EntryFilter, after sequence: Int64, limit: Int
  ) throws(StoreError) -> [AuditEntry] {
    try consistently { () throws(StoreError) in
      let end = try filter.end.map { instant throws(StoreError) in try firstSequence(notBefore: instant) } ?? .max
      let start = try filter.start.map { instant throws(StoreError) in try firstSequence(notBefore: instant) } ?? .min
      let statement = filter.auditID.isEmpty ? selectMatching : selectOfReviewMatching
      statement.bind(1, max(sequence, start == .min ? start : start - 1))
      statement.bind(2, end)
      statement.bind(3, Int64(max(limit, 0)))
      statement.bind(4, copying: filter.actor)
      statement.bind(5, copying: filter.eventType)
      statement.bind(7, filter.isAboutService ? 1 : 0)
      if !filter.auditID.isEmpty { statement.bind(6, copying: filter.auditID) }
      return try statement.entries()
    }
  }

  /// Time never runs back in the chain, so bisecting it by sequence does what an index on the time would cost each insert.
  ///
  /// - Returns: one past the last entry where none is that late.
  private func firstSequence(notBefore instant: Instant) throws(StoreError) -> Int64 {
    var (low, high) = (Int64(1), try head().sequence + 1)
    while low < high {
      let middle = low + (high - low) / 2
      selectTimestamp.bind(1, middle)
      defer { selectTimestamp.reset() }
      if try selectTimestamp.next(), selectTimestamp.integer(1) < instant.unixMicroseconds {
        low = max(middle, selectTimestamp.integer(0)) + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
