import AuditTrail
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@Suite("What others do to the file") struct SQLiteTamperTests {
  @Test(
    "an entry cannot be changed or removed while the triggers stand",
    arguments: [
      "UPDATE entry SET actor = 'mallory'", "DELETE FROM entry", "DELETE FROM entry WHERE sequence = 10",
      "UPDATE chain SET origin = 'another'", "DELETE FROM chain",
    ])
  func triggers(sql: String) async throws {
    try await withChain(count: 10) { store, database, _ in
      #expect(throws: RawDatabase.Failure.self) { try database.execute(sql) }
      let intact = try await verify(store)
      #expect(intact.isValid)
    }
  }

  @Test(
    "who drops the triggers is found by the verifier",
    arguments: [
      ("UPDATE entry SET actor = 'mallory' WHERE sequence = 4", 4, "actor"),
      ("UPDATE entry SET audit_id = '' WHERE sequence = 4", 4, "audit_id"),
      ("UPDATE entry SET event_type = 'x' WHERE sequence = 4", 4, "event_type"),
      ("UPDATE entry SET timestamp_microseconds = timestamp_microseconds + 1 WHERE sequence = 4", 4, "timestamp"),
      (
        "UPDATE entry SET canonical_json = replace(canonical_json, '\"4\"', '\"5\"') WHERE sequence = 4", 4,
        "current_hash"
      ),
      ("UPDATE entry SET canonical_json = ' ' || canonical_json WHERE sequence = 4", 4, "current_hash"),
      ("UPDATE entry SET canonical_json = '' WHERE sequence = 4", 4, "current_hash"),
      ("UPDATE entry SET previous_hash = zeroblob(32) WHERE sequence = 4", 4, "previous_hash"),
      ("UPDATE entry SET current_hash = x'00' WHERE sequence = 4", 4, "current_hash"),
      ("DELETE FROM entry WHERE sequence = 4", 4, "missing"),
      ("DELETE FROM entry WHERE sequence > 7", 8, "missing"),
      ("DELETE FROM entry", 1, "missing"),
      (
        "UPDATE entry SET sequence = 99 WHERE sequence = 4; UPDATE entry SET sequence = 4 WHERE sequence = 5; UPDATE entry SET sequence = 5 WHERE sequence = 99",
        4, "previous_hash"
      ),
      ("UPDATE entry SET sequence = sequence + 1 WHERE sequence = 10", 10, "missing"),
      ("UPDATE head SET sequence = 9", 10, "follow"),
      ("UPDATE head SET hash = zeroblob(32)", 10, "stored head"),
    ] as [(String, Int64, String)])
  func tampering(sql: String, sequence: Int64, error: String) async throws {
    try await withChain(count: 10) { store, database, _ in
      let intact = try await verify(store)
      #expect(intact.isValid)
      try database.execute("DROP TRIGGER entry_is_never_updated; DROP TRIGGER entry_is_never_deleted; \(sql)")
      let result = try await verify(store)
      #expect(result.firstInvalidSequence == sequence, "\(result.breaks)")
      #expect(result.error?.contains(error) == true, "\(result.error ?? "valid")")
    }
  }

  @Test("a tail that was cut together with the head leaves a valid shorter chain: only a copy kept elsewhere tells")
  func cutWithHead() async throws {
    try await withChain(count: 10) { store, database, _ in
      let before = try await store.head()
      try database.execute(
        """
        DROP TRIGGER entry_is_never_deleted; DELETE FROM entry WHERE sequence > 7;
        UPDATE head SET (sequence, hash, timestamp_microseconds) =
          (SELECT sequence, current_hash, timestamp_microseconds FROM entry WHERE sequence = 7)
        """)
      let intact = try await verify(store)
      #expect(intact.isValid)
      #expect(
        try await verify(store, endingAt: before).breaks == [ChainBreak(sequence: 8, kind: .missing(through: 10))])
    }
  }

  @Test("an operator's sqlite3 reads the entries while the server runs") func otherReaders() async throws {
    try await withChain(count: 10) { store, database, _ in
      let query = "SELECT count(*) || ' ' || max(canonical_json ->> '$.sequence' + 0) FROM entry"
      #expect(try database.text(query) == "10 10")
      try await append(to: store, count: 1)
      #expect(try database.text(query) == "11 11")
    }
  }

  @Test("somebody else's write lock makes an append unavailable, and nothing is written") func busy() async throws {
    try await withChain(count: 3) { store, database, _ in
      try database.execute("BEGIN IMMEDIATE")
      let failure = await #expect(throws: StoreError.self) { try await append(to: store, count: 1) }
      #expect(failure?.code == .unavailable && failure?.outcomeUnknown == false)
      #expect(try await store.head().sequence == 3, "reads do not wait")
      try database.execute("ROLLBACK")
      try await append(to: store, count: 1)
      #expect(try await verify(store).entriesVerified == 4)
    }
  }

  @Test("a transaction that somebody abandoned leaves nothing behind") func abandoned() async throws {
    try await withChain(count: 3) { store, database, path in
      await store.close()
      try abandonTransaction(path)
      let again = try SQLiteStore.open(location: "sqlite:\(path)")
      #expect(try await verify(again).entriesVerified == 3)
      try await append(to: again, count: 2)
      let intact = try await verify(again)
      #expect(intact.isValid)
      await again.close()
    }
  }

  private func abandonTransaction(_ path: String) throws {
    let database = try RawDatabase(path)
    try database.execute("BEGIN IMMEDIATE; UPDATE head SET sequence = 77; DROP TABLE entry")
  }

  private func withChain(
    count: Int, _ body: (SQLiteStore, RawDatabase, _ path: String) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/log.db"
      let store = try SQLiteStore.open(location: "sqlite:\(path)")
      try await append(to: store, count: count)
      try await body(store, try RawDatabase(path), path)
      await store.close()
    }
  }

  private func append(to store: SQLiteStore, count: Int) async throws {
    let head = try await store.head()
    var writer = ChainWriter(head: head)
    let entries = (1...count).map { number in
      writer.append(
        EntryDraft(
          auditID: "01890a5d-ac96-774b-bcce-b302099a8057", eventType: "query.submitted", actor: "alice",
          timestampMicroseconds: 1_769_903_999_000_000 + Int64(number),
          dataJSON: Array("{\"command\":\"\(head.sequence + Int64(number))\",\"v\":\"1\"}".utf8)))
    }
    #expect(try await store.append(AppendBatch(expectedHead: head, entries: entries)) == .committed)
  }

  private func verify(_ store: SQLiteStore, endingAt head: ChainHead? = nil) async throws -> ChainVerification {
    var verifier = ChainVerifier(origin: store.origin)
    for entry in try await store.entries(after: 0, limit: 10_000) { verifier.verify(entry) }
    let stored = try await store.head()
    return verifier.verification(endingAt: head ?? stored)
  }
}
