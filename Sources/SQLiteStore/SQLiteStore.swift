import AuditTrail
import ReviewCore
import ReviewStore

/// The embedded store: one file, one server.
///
/// A batch is durable when its call returns: SQLite in WAL mode with synchronous=FULL has synced the log by then. Appends and
/// reads run on two threads with a connection each, so that no read waits for a commit. Other processes may read the file,
/// for example with `sqlite3`; a second server is refused.
public final class SQLiteStore: ReviewStore {
  public let origin: String
  private let writing: ConnectionThread
  /// The same as `writing` in memory, where a second connection would see another database.
  private let reading: ConnectionThread
  /// For searches that may look at many rows: no command and no look-up waits behind one. The same as `reading` in memory.
  private let searching: ConnectionThread

  /// Opens a store, and makes it where there is none.
  ///
  /// Waits for the disk: for the start of a process, not for an event loop.
  /// - Parameters:
  ///   - location: `sqlite:PATH`, a file that is made with mode 0600, or `memory:`, which lasts until `close()`.
  ///   - origin: Name of the log; nil takes the store's own, or makes one for a new store.
  /// - Throws: `.unusable` for a bad location, a file in use by another server, of something else or of a newer release, or a
  ///   store of another origin; `.unavailable` when the file cannot be read or written.
  public static func open(location: String, origin: String? = nil) throws(StoreError) -> SQLiteStore {
    switch try SQLiteLocation(location) {
    case .file(let path): try SQLiteStore(file: path, origin: origin)
    case .memory: try SQLiteStore(memoryWithOrigin: origin)
    }
  }

  private init(file path: String, origin: String?) throws(StoreError) {
    let path = try DatabaseFile.resolved(path)
    let lock = try FileLock(forDatabase: path)
    try DatabaseFile.make(path)
    let connection = try SQLiteSession.durableConnection(toFile: path)
    self.origin = try SQLiteSchema.prepare(connection, origin: origin)
    let writer = try SQLiteSession(connection)
    let reader = try SQLiteSession(SQLiteSession.readingConnection(toFile: path))
    writing = try ConnectionThread(owning: writer, under: lock) { $0.writer.checkpointWhenIdle() }
    reading = try ConnectionThread(owning: reader)
    searching = try ConnectionThread(owning: SQLiteSession(SQLiteSession.readingConnection(toFile: path)))
  }

  private init(memoryWithOrigin origin: String?) throws(StoreError) {
    let connection = try SQLiteConnection(path: ":memory:", cacheKibibytes: SQLiteSession.writingCacheKibibytes)
    self.origin = try SQLiteSchema.prepare(connection, origin: origin)
    writing = try ConnectionThread(owning: SQLiteSession(connection))
    reading = writing
    searching = writing
  }

  deinit {
    searching.closeLater()
    reading.closeLater()
    writing.closeLater()
  }

  public func close() async {
    await searching.close()
    await reading.close()
    await writing.close()
  }

  public func head() async throws(StoreError) -> ChainHead {
    try await reading.run { session throws(StoreError) in try session.reader.head() }
  }

  public func append(_ batch: AppendBatch) async throws(StoreError) -> AppendResult {
    batch.checkLinks()
    return try await writing.run { session throws(StoreError) in try session.writer.append(batch) }
  }

  public func requests(_ keys: [RequestKey]) async throws(StoreError) -> [RequestRecord] {
    try await reading.run { session throws(StoreError) in try session.reader.requests(keys) }
  }

  public func entries(after sequence: Int64, limit: Int) async throws(StoreError) -> [AuditEntry] {
    try await reading.run { session throws(StoreError) in try session.reader.entries(after: sequence, limit: limit) }
  }

  public func entries(of reviews: [AuditID], through sequence: Int64) async throws(StoreError) -> [AuditEntry] {
    try await reading.run { session throws(StoreError) in
      try session.reader.entries(of: reviews, through: sequence)
    }
  }

  public func entries(
    matching filter: EntryFilter, after sequence: Int64, limit: Int
  ) async throws(StoreError) -> [AuditEntry] {
    try await searching.run { session throws(StoreError) in
      try session.reader.entries(matching: filter, after: sequence, limit: limit)
    }
  }

  public func waitingReviews(after auditID: AuditID?, limit: Int) async throws(StoreError) -> [AuditID] {
    try await reading.run { session throws(StoreError) in
      try session.reader.waitingReviews(after: auditID, limit: limit)
    }
  }

  public func reviews(
    matching search: ReviewSearch, before auditID: AuditID?, limit: Int
  ) async throws(StoreError) -> [AuditID] {
    try await searching.run { session throws(StoreError) in
      try session.reader.reviews(matching: search, before: auditID, limit: limit)
    }
  }
}
