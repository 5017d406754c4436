import EventLoop
import ReviewStore
import Testing

@testable import PostgresStore

@Suite("The schema", .enabled(if: TestServer.url != nil)) struct SchemaTests {
  private static let months = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'audit.entry'::regclass"

  @Test("a month that is missing is made when the server looks, and the months of another look stay") func nextMonth()
    async throws
  {
    try await TestServer.withStore { store, url in
      let session = try TestSession(url)
      #expect(try session.text(Self.months) == "5", "this month, three ahead, and the default")
      // As if a month had ended since the start: the last one ahead is not there yet.
      let last = try session.text(
        "SELECT 'audit.event_' || to_char(now() AT TIME ZONE 'UTC' + interval '3 months', 'YYYYMM')")
      try session.execute("DROP TABLE \(last)")
      let months = MonthsAhead(store.searching, on: try EventLoopGroup(count: 1).loops[0])
      for _ in 0..<2 {
        months.look()
        // On the same connection, and so after it.
        _ = try await store.reviews(matching: ReviewSearch(), before: nil, limit: 1)
        #expect(try session.text("SELECT to_regclass('\(last)') IS NOT NULL") == "t")
      }
      #expect(try session.text(Self.months) == "5")
      #expect(
        throws: TestSession.Failure.self, "with its own trigger: these are not inherited"
      ) { try session.execute("TRUNCATE \(last)") }
    }
  }

  @Test("version 1 is taken over with its rows, in their months") func fromVersion1() async throws {
    let url = try TestServer.makeDatabase()
    let session = try TestSession(url)
    try session.execute(SchemaRoles.create)
    try session.execute("CREATE SCHEMA audit AUTHORIZATION audit_owner")
    try session.execute("SET ROLE audit_owner")
    for sql in Migrations.versions[0] { try session.execute(sql) }
    try session.execute("INSERT INTO audit.migration (version) VALUES (1)")
    try session.execute("SELECT audit.add_partitions(1), audit.create_chain(1, 'desk.example/1')")
    for (sequence, at) in [(1, "'2001-02-03'"), (2, "now()")] {
      try session.execute(
        """
        INSERT INTO audit.event (chain_id, seq, recorded_at, audit_id, event_type, actor, prev, canon, hash, leaf)
        SELECT 1, \(sequence), \(at), '', 'x', 'y', hash, '{}', sha256('{}' || hash), sha256('\\x00' || '{}'::bytea || hash)
        FROM audit.head
        """)
      try session.execute(
        "UPDATE audit.head SET size = e.seq, hash = e.hash FROM audit.event e WHERE e.seq = \(sequence)")
    }
    let before = try session.text(
      "SELECT string_agg(concat(seq, payload, hash, leaf), ' ' ORDER BY seq) FROM audit.event")
    let store = try await PostgresStore.open(url: url)
    #expect(try await store.entries(after: 0, limit: 9).map(\.sequence) == [1, 2])
    let after = try session.text(
      "SELECT string_agg(concat(seq, payload, hash, leaf), ' ' ORDER BY seq) FROM audit.event")
    #expect(after == before && !after.isEmpty)
    #expect(try session.text("SELECT count(DISTINCT tableoid) FROM audit.entry") == "2")
    await store.close()
  }
}
