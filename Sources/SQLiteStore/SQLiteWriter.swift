import AuditTrail
import CSQLite
import ReviewCore
import ReviewStore

/// The append transaction and the upkeep of the write-ahead log, on the connection that writes.
final class SQLiteWriter {
  /// From this many bytes of write-ahead log on, the writer moves them into the database when it has nothing else to do.
  static let idleCheckpointBytes = 4 << 20
  /// From this many on it does so at once, so that neither file nor restart grows without bound.
  static let checkpointBytesMax = 32 << 20

  let connection: SQLiteConnection
  private let insertEntry: SQLiteStatement
  private let insertRequest: SQLiteStatement
  private let upsertReview: SQLiteStatement
  private let updateHead: SQLiteStatement
  private let selectHead: SQLiteStatement
  private let pageBytes: Int
  /// Pages in the write-ahead log after the last commit.
  private var pagesInLog = 0

  init(_ connection: SQLiteConnection) throws(StoreError) {
    self.connection = connection
    insertEntry = try SQLiteStatement("INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", on: connection)
    insertRequest = try SQLiteStatement("INSERT INTO request VALUES (?1, ?2, ?3, ?4)", on: connection)
    upsertReview = try SQLiteStatement(Self.upsertReviewSQL, on: connection)
    updateHead = try SQLiteStatement(
      "UPDATE head SET sequence = ?1, hash = ?2, timestamp_microseconds = ?3", on: connection)
    selectHead = try SQLiteStatement(headSQL, on: connection)
    pageBytes = Int(try connection.integer("PRAGMA page_size") ?? 4096)
    watchLog()
  }

  private static let upsertReviewSQL = """
    INSERT INTO review VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    ON CONFLICT (audit_id) DO UPDATE SET is_waiting = excluded.is_waiting, status = excluded.status,
      user_id = excluded.user_id, domain = excluded.domain, action_type = excluded.action_type,
      action_digest = excluded.action_digest, reviewer_role = excluded.reviewer_role,
      last_sequence = excluded.last_sequence
    """

  /// One transaction; the head is compared inside of it.
  func append(_ batch: AppendBatch) throws(StoreError) -> AppendResult {
    let result = try connection.transaction("BEGIN IMMEDIATE") { () throws(StoreError) -> AppendResult in
      let head = try readHead(selectHead, path: connection.path)
      guard head == batch.expectedHead else { return .headMoved(head) }
      for entry in batch.entries { try insertEntry.check(insert(entry)) }
      for request in batch.requests { try insertRequest.check(insert(request)) }
      for review in batch.reviews { try upsertReview.check(upsert(review)) }
      if let last = batch.entries.last { try updateHead.check(update(last)) }
      return .committed
    }
    if pagesInLog * pageBytes >= Self.checkpointBytesMax { checkpoint() }
    return result
  }
}

// MARK: Rows

extension SQLiteWriter {
  private func insert(_ entry: AuditEntry) -> Int32 {
    insertEntry.bind(1, entry.sequence)
    insertEntry.bind(4, entry.timestampMicroseconds)
    return withTexts(entry.auditID, entry.eventType, entry.actor) { auditID, eventType, actor in
      insertEntry.bind(2, text: auditID)
      insertEntry.bind(3, text: eventType)
      insertEntry.bind(5, text: actor)
      return insertHashed(entry)
    }
  }

  private func insertHashed(_ entry: AuditEntry) -> Int32 {
    entry.previousHash.withUnsafeBytes { previousHash in
      entry.currentHash.withUnsafeBytes { currentHash in
        entry.canonicalJSON.withUnsafeBytes { json in
          insertEntry.bind(6, bytes: previousHash)
          insertEntry.bind(7, bytes: currentHash)
          insertEntry.bind(8, text: json)
          return insertEntry.run()
        }
      }
    }
  }

  private func insert(_ request: RequestRecord) -> Int32 {
    request.key.digest.withUnsafeBytes { key in
      request.requestDigest.withUnsafeBytes { digest in
        request.auditID.withBigEndianBytes { auditID in
          insertRequest.bind(1, bytes: key)
          insertRequest.bind(2, bytes: digest)
          insertRequest.bind(3, bytes: auditID)
          insertRequest.bind(4, request.sequence)
          return insertRequest.run()
        }
      }
    }
  }

  private func upsert(_ review: ReviewProjection) -> Int32 {
    upsertReview.bind(2, review.isWaiting ? 1 : 0)
    upsertReview.bind(9, review.lastSequence)
    return review.auditID.withBigEndianBytes { auditID in
      review.actionDigest.withUnsafeBytes { digest in
        upsertReview.bind(1, bytes: auditID)
        upsertReview.bind(7, bytes: digest)
        return withTexts(review.status, review.userID, review.domain) { status, userID, domain in
          upsertReview.bind(3, text: status)
          upsertReview.bind(4, text: userID)
          upsertReview.bind(5, text: domain)
          return withTexts(review.actionType, review.reviewerRole, "") { actionType, role, _ in
            upsertReview.bind(6, text: actionType)
            upsertReview.bind(8, text: role)
            return upsertReview.run()
          }
        }
      }
    }
  }

  private func update(_ last: AuditEntry) -> Int32 {
    updateHead.bind(1, last.sequence)
    updateHead.bind(3, last.timestampMicroseconds)
    return last.currentHash.withUnsafeBytes { hash in
      updateHead.bind(2, bytes: hash)
      return updateHead.run()
    }
  }

  /// Three texts where they lie.
  private func withTexts(
    _ first: String, _ second: String, _ third: String,
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Int32
  ) -> Int32 {
    var (first, second, third) = (first, second, third)
    return first.withUTF8 { first in
      second.withUTF8 { second in
        third.withUTF8 { third in
          body(UnsafeRawBufferPointer(first), UnsafeRawBufferPointer(second), UnsafeRawBufferPointer(third))
        }
      }
    }
  }
}

// MARK: The write-ahead log

extension SQLiteWriter {
  /// Takes the place of SQLite's own checkpoint inside of a commit, which would make that commit's callers wait.
  private func watchLog() {
    sqlite3_wal_hook(
      connection.handle,
      { context, _, _, pages in
        Unmanaged<SQLiteWriter>.fromOpaque(context!).takeUnretainedValue().pagesInLog = Int(pages)
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// For the thread's idle moments.
  func checkpointWhenIdle() {
    if pagesInLog * pageBytes >= Self.idleCheckpointBytes { checkpoint() }
  }

  /// Moves committed pages into the database as far as no reader needs the old ones. Nothing is lost when it fails: the pages
  /// stay in the log, and the next commit tries again.
  private func checkpoint() {
    var (inLog, moved): (Int32, Int32) = (0, 0)
    let code = sqlite3_wal_checkpoint_v2(connection.handle, nil, SQLITE_CHECKPOINT_PASSIVE, &inLog, &moved)
    if code == SQLITE_OK, inLog == moved { pagesInLog = 0 }
  }
}
