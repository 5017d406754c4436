import AuditTrail
import ReviewStore

/// The tables, and how a database comes to have them.
enum SQLiteSchema {
  /// PRAGMA user_version of what this code reads and writes.
  static let version: Int64 = 1
  /// PRAGMA application_id, "CSGN": tells our files from other people's.
  static let applicationID: Int64 = 0x4353_474E

  /// Makes the tables where there are none.
  ///
  /// - Returns: the origin that the store has, given or made.
  /// - Throws: `.unusable` for somebody else's file, a newer version or another origin.
  static func prepare(_ connection: SQLiteConnection, origin: String?) throws(StoreError) -> String {
    try connection.transaction("BEGIN IMMEDIATE") { () throws(StoreError) in
      let version = try connection.integer("PRAGMA user_version") ?? 0
      if version == 0 { try create(on: connection, origin: origin ?? LogOrigin.made()) }
      try check(connection, version: version)
      let stored = try connection.text("SELECT origin FROM chain")
      guard let stored else { throw StoreError(.damaged, "\(connection.path): the chain has no origin") }
      guard origin.map({ $0.utf8.elementsEqual(stored.utf8) }) ?? true else {
        throw StoreError(
          .unusable,
          "\(connection.path): holds the log \"\(stored)\", not \"\(origin ?? "")\"; a log never changes its name")
      }
      return stored
    }
  }

  private static func check(_ connection: SQLiteConnection, version: Int64) throws(StoreError) {
    guard version <= self.version else {
      throw StoreError(
        .unusable, "\(connection.path): has schema \(version), made by a newer release; this one knows \(self.version)")
    }
    guard try connection.integer("PRAGMA application_id") == applicationID else {
      throw StoreError(.unusable, "\(connection.path): is not a Countersign database")
    }
  }

  private static func create(on connection: SQLiteConnection, origin: String) throws(StoreError) {
    guard try connection.integer("SELECT count(*) FROM sqlite_schema") == 0 else {
      throw StoreError(.unusable, "\(connection.path): is a database of something else")
    }
    try connection.execute(tables)
    try connection.execute("PRAGMA application_id = \(applicationID)")
    try connection.execute("PRAGMA user_version = \(version)")
    let genesis = ChainWriter.genesis(origin: origin)
    let chain = try SQLiteStatement("INSERT INTO chain VALUES (1, ?1, ?2)", on: connection)
    chain.bind(1, copying: origin)
    chain.bind(2, copying: genesis.bytes)
    try chain.check(chain.run())
    let head = try SQLiteStatement("INSERT INTO head VALUES (1, 0, ?1, 0)", on: connection)
    head.bind(1, copying: genesis.bytes)
    try head.check(head.run())
  }

  /// `entry` is the truth, `request` and `review` are projections of it; `head` is what a cut tail is found by.
  ///
  /// The triggers stop our own mistakes. Who can write the file can drop them; that is what the hashes are for.
  private static let tables = """
    CREATE TABLE chain (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      origin TEXT NOT NULL,
      genesis BLOB NOT NULL
    ) STRICT;
    CREATE TABLE head (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      sequence INTEGER NOT NULL,
      hash BLOB NOT NULL,
      timestamp_microseconds INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE entry (
      sequence INTEGER PRIMARY KEY,
      audit_id TEXT NOT NULL,
      event_type TEXT NOT NULL,
      timestamp_microseconds INTEGER NOT NULL,
      actor TEXT NOT NULL,
      previous_hash BLOB NOT NULL,
      current_hash BLOB NOT NULL,
      canonical_json TEXT NOT NULL
    ) STRICT;
    CREATE INDEX entry_of_review ON entry (audit_id) WHERE audit_id <> '';
    CREATE TABLE request (
      key BLOB PRIMARY KEY,
      request_digest BLOB NOT NULL,
      audit_id BLOB NOT NULL,
      sequence INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE review (
      audit_id BLOB PRIMARY KEY,
      is_waiting INTEGER NOT NULL,
      status TEXT NOT NULL,
      user_id TEXT NOT NULL,
      domain TEXT NOT NULL,
      action_type TEXT NOT NULL,
      action_digest BLOB NOT NULL,
      reviewer_role TEXT NOT NULL,
      last_sequence INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX review_waiting ON review (audit_id) WHERE is_waiting = 1;
    CREATE TRIGGER entry_is_never_updated BEFORE UPDATE ON entry
      BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
    CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
      BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END;
    CREATE TRIGGER chain_is_never_updated BEFORE UPDATE ON chain
      BEGIN SELECT RAISE(ABORT, 'a log never changes its name'); END;
    CREATE TRIGGER chain_is_never_deleted BEFORE DELETE ON chain
      BEGIN SELECT RAISE(ABORT, 'a log never loses its name'); END;
    """
}
