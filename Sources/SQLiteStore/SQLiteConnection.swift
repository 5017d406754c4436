import CSQLite
import ReviewStore

/// One connection to one database. The C pointer lives here and in `SQLiteStatement`.
///
/// Belongs to one thread at a time; SQLite is opened without its own mutex.
final class SQLiteConnection {
  /// How long a call waits for a lock that another process holds, such as an operator's `sqlite3`; then it is `.unavailable`.
  static let busyMillisecondsMax: Int32 = 2_000
  let handle: OpaquePointer
  /// The path, or ":memory:": what errors name.
  let path: String

  /// - Parameter cacheKibibytes: What SQLite may keep of the file in memory.
  init(path: String, cacheKibibytes: Int) throws(StoreError) {
    var handle: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code = sqlite3_open_v2(path, &handle, flags, nil)
    guard let handle else { throw StoreError(.unavailable, "\(path): no memory for a database connection") }
    self.handle = handle
    self.path = path
    guard code == SQLITE_OK else { throw error(code, "open") }
    sqlite3_busy_timeout(handle, Self.busyMillisecondsMax)
    try execute("PRAGMA cache_size = -\(cacheKibibytes)")
    try execute("PRAGMA trusted_schema = OFF")
    try execute("PRAGMA temp_store = MEMORY")
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs statements that give no rows that matter.
  func execute(_ sql: String) throws(StoreError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code, "execute") }
  }

  /// The first column of the first row.
  func integer(_ sql: String) throws(StoreError) -> Int64? {
    let statement = try SQLiteStatement(sql, on: self)
    return try statement.next() ? statement.integer(0) : nil
  }

  /// The first column of the first row.
  func text(_ sql: String) throws(StoreError) -> String? {
    let statement = try SQLiteStatement(sql, on: self)
    return try statement.next() ? statement.text(0) : nil
  }

  /// What went wrong, in SQLite's words and with the path.
  func error(_ code: Int32, _ doing: String, outcomeUnknown: Bool = false) -> StoreError {
    let message = String(cString: sqlite3_errmsg(handle))
    let detail = "\(path): \(doing): \(message) (SQLite \(code))"
    return StoreError(Self.storeCode(code), detail, outcomeUnknown: outcomeUnknown)
  }

  private static func storeCode(_ code: Int32) -> StoreError.Code {
    switch code & 0xFF {
    case SQLITE_NOTADB: .unusable
    case SQLITE_CORRUPT, SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_SCHEMA, SQLITE_ERROR, SQLITE_TOOBIG: .damaged
    default: .unavailable  // busy, full, I/O, memory, permissions: may pass
    }
  }
}

// MARK: Transactions

extension SQLiteConnection {
  /// Runs `body` in one transaction: what it throws undoes all of it.
  ///
  /// - Throws: what `body` throws, or a failed commit with `outcomeUnknown`.
  func transaction<Value>(_ begin: String, _ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
    try execute(begin)
    let value: Value
    do throws(StoreError) {
      value = try body()
    } catch {
      rollback()
      throw error
    }
    let code = sqlite3_exec(handle, "COMMIT", nil, nil, nil)
    guard code == SQLITE_OK else {
      let failure = error(code, "commit", outcomeUnknown: true)
      rollback()
      throw failure
    }
    return value
  }

  /// SQLite may have rolled back by itself, for example when the disk was full; then there is nothing to do.
  private func rollback() {
    if sqlite3_get_autocommit(handle) == 0 { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
  }
}
