import AuditTrail
import Foundation
import ReviewStore
import Testing

@testable import SQLiteStore

@Suite("What goes wrong below SQLite") struct SQLiteFaultTests {
  @Test("a full disk is unavailable, nothing is written, and the store goes on when there is room") func full()
    async throws
  {
    try await withTemporaryFolder { folder in
      let session = try Self.session(folder + "/log.db")
      // SQLite reports a database at its page limit as it reports a full disk.
      try session.connection.execute("PRAGMA max_page_count = 40")
      let failure = #expect(throws: StoreError.self) { try session.writer.append(Self.batch(session, count: 1_000)) }
      #expect(
        failure?.code == .unavailable && failure?.detail.contains(folder) == true, "\(String(describing: failure))")
      #expect(try session.reader.head() == ChainWriter.emptyHead(origin: "o"))
      #expect(try session.reader.entries(after: 0, limit: 10).isEmpty)
      try session.connection.execute("PRAGMA max_page_count = 100000")
      #expect(try session.writer.append(Self.batch(session, count: 1_000)) == .committed)
      #expect(try session.reader.head().sequence == 1_000)
    }
  }

  @Test("a table that was dropped is damage, not a crash") func dropped() async throws {
    try await withTemporaryFolder { folder in
      let session = try Self.session(folder + "/log.db")
      try session.connection.execute("DROP TABLE entry; DELETE FROM head")
      for failure in [
        #expect(throws: StoreError.self) { try session.reader.head() },
        #expect(throws: StoreError.self) { try session.reader.entries(after: 0, limit: 1) },
      ] { #expect(failure?.code == .damaged) }
    }
  }

  @Test("the write-ahead log is moved into the database when there is time, and stays below its limit")
  func checkpoints() async throws {
    try await withTemporaryFolder { folder in
      let session = try Self.session(folder + "/log.db")
      let limit = SQLiteWriter.checkpointBytesMax + 8 << 20
      for _ in 0..<60 { _ = try session.writer.append(Self.batch(session, count: 1_000, padding: 1_000)) }
      let written = try #require(try session.connection.integer("PRAGMA page_count")) * 4_096
      #expect(written > limit, "too little was written to tell")
      #expect(try Self.size(folder + "/log.db-wal") < limit)
      #expect(try Self.size(folder + "/log.db") > written / 4)
      session.writer.checkpointWhenIdle()
      #expect(try Self.size(folder + "/log.db") > written - Int64(SQLiteWriter.idleCheckpointBytes) - 4_096)
    }
  }

  @Test("a second waiting call is refused only when too many wait, and all that were taken are answered")
  func waitingCalls() async throws {
    let store = try SQLiteStore.open(location: "memory:")
    let answers = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<2_000 { group.addTask { (try? await store.head()) != nil } }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(answers == 2_000)
    await store.close()
  }

  @Test("a server that is killed in a transaction leaves what it had committed, and its lock is gone") func killed()
    async throws
  {
    try await withTemporaryFolder { folder in
      let path = folder + "/log.db"
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
        let store = try SQLiteStore.open(location: "sqlite:\(path)", origin: "o")
        let session = try Self.session(path)
        for count in [1, 64, 7] { _ = try session.writer.append(Self.batch(session, count: count)) }
        try session.connection.execute("BEGIN IMMEDIATE; UPDATE head SET sequence = 77; DROP TABLE request")
        withExtendedLifetime(store) { _ = kill(getpid(), SIGKILL) }
      }
      let store = try SQLiteStore.open(location: "sqlite:\(path)")
      var verifier = ChainVerifier(origin: "o")
      for entry in try await store.entries(after: 0, limit: 1_000) { verifier.verify(entry) }
      let result = verifier.verification(endingAt: try await store.head())
      #expect(result.isValid && result.entriesVerified == 72, "\(result.breaks)")
      await store.close()
    }
  }

  private static func session(_ path: String) throws -> SQLiteSession {
    let connection = try SQLiteSession.durableConnection(toFile: path)
    _ = try SQLiteSchema.prepare(connection, origin: "o")
    return try SQLiteSession(connection)
  }

  private static func batch(_ session: SQLiteSession, count: Int, padding: Int = 0) throws -> AppendBatch {
    let head = try session.reader.head()
    var writer = ChainWriter(head: head)
    let data = Array("{\"p\":\"\(String(repeating: "x", count: padding))\"}".utf8)
    let entries = (0..<count).map { _ in
      writer.append(EntryDraft(auditID: "", eventType: "e", actor: "a", timestampMicroseconds: 0, dataJSON: data))
    }
    return AppendBatch(expectedHead: head, entries: entries)
  }

  private static func size(_ path: String) throws -> Int64 {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.size] as? NSNumber).int64Value
  }
}
