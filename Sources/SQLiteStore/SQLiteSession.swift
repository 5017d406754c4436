import ReviewStore

/// A connection with its prepared statements: what one thread owns.
final class SQLiteSession {
  /// Bytes of a page of a new database: two typical entries, and what one used request id costs in the log.
  static let pageBytes = 4_096
  /// What the connection that writes keeps in memory: the inner pages and the warm leaves of `request`, whose keys are random.
  static let writingCacheKibibytes = 8_192
  /// What the connection that reads keeps in memory.
  static let readingCacheKibibytes = 2_048

  let connection: SQLiteConnection
  let writer: SQLiteWriter
  let reader: SQLiteReader

  /// - Precondition: the tables exist.
  init(_ connection: SQLiteConnection) throws(StoreError) {
    self.connection = connection
    writer = try SQLiteWriter(connection)
    reader = try SQLiteReader(connection)
  }

  /// Makes a connection durable before anything is read from it, and believes only what SQLite says afterwards.
  ///
  /// - Throws: `.unusable` when the file cannot be used in WAL mode, for example on a network file system.
  static func durableConnection(toFile path: String) throws(StoreError) -> SQLiteConnection {
    let connection = try SQLiteConnection(path: path, cacheKibibytes: writingCacheKibibytes)
    try connection.execute("PRAGMA page_size = \(pageBytes)")
    let mode = try connection.text("PRAGMA journal_mode = WAL")
    try connection.execute("PRAGMA synchronous = FULL")
    try connection.execute("PRAGMA wal_autocheckpoint = 0")
    guard mode == "wal", try connection.integer("PRAGMA synchronous") == 2 else {
      throw StoreError(.unusable, "\(path): SQLite gives journal_mode \(mode ?? "none"), not a durable write-ahead log")
    }
    return connection
  }

  /// A second connection to the same file that cannot write.
  static func readingConnection(toFile path: String) throws(StoreError) -> SQLiteConnection {
    let connection = try SQLiteConnection(path: path, cacheKibibytes: readingCacheKibibytes)
    try connection.execute("PRAGMA wal_autocheckpoint = 0")
    try connection.execute("PRAGMA query_only = ON")
    return connection
  }
}
