import AuditTrail
import Foundation
import ReviewStore
import Testing

@testable import PostgresStore

@Suite("What is done about lost answers", .enabled(if: TestServer.url != nil)) struct LostAnswerTests {
  @Test("sessions that are ended while they work lose and double nothing") func ended() async throws {
    try await TestServer.withStore { store, url in
      let killer = Task { try await Self.endSessions(of: url) }
      var head = try await Self.untilAnswered { try await store.head() }
      var written: [AuditEntry] = []
      for _ in 0..<Self.batchCount {
        let batch = RaceTests.batch(after: head)
        head = try await Self.untilDurable(batch, in: store)
        written += batch.entries
      }
      killer.cancel()
      let endedCount = try await killer.value
      #expect(endedCount >= Self.batchCount / 10, "too few were ended to prove anything")
      #expect(try await Self.untilAnswered { try await store.head() } == head)
      let stored = try await Self.untilAnswered { try await store.entries(after: 0, limit: Self.batchCount + 1) }
      #expect(stored.map(\.currentHash) == written.map(\.currentHash))
      let fence = try TestSession(url).text("SELECT fence FROM audit.head")
      #expect((Int(fence) ?? 0) > 0, "no answer was lost, so none was looked up")
    }
  }

  private static let batchCount = 200

  /// Ends, every 7 ms until it is cancelled, each session that has begun to work: in its append, in its look-up, or after
  /// it. Sessions that are only being made are spared, as a server that never gives one can do nothing but refuse.
  ///
  /// - Returns: how many were ended.
  private static func endSessions(of url: String) async throws -> Int {
    let session = try TestSession(url)
    var count = 0
    while !Task.isCancelled {
      let ended = try session.text(
        """
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%audit.%'
        """)
      count += Int(ended) ?? 0
      try? await Task.sleep(for: .milliseconds(7))
    }
    return count
  }

  /// Appends as the engine does: refused is tried again; what is not known is looked up, or shows as a head that moved.
  ///
  /// - Returns: where the chain ends then.
  private static func untilDurable(_ batch: AppendBatch, in store: PostgresStore) async throws -> ChainHead {
    let end = RaceTests.head(after: batch)
    while true {
      do {
        guard case .headMoved(let moved) = try await store.append(batch) else { return end }
        try #require(moved == end, "nobody else writes")
        return end
      } catch let error as StoreError where error.code == .unavailable {
        guard error.outcomeUnknown else { continue }
        let stored = try await untilAnswered { try await store.entries(after: end.sequence - 1, limit: 1) }
        if stored.first?.currentHash == end.hash { return end }
      }
    }
  }

  private static func untilAnswered<Value>(_ read: () async throws -> Value) async throws -> Value {
    while true {
      do { return try await read() } catch let error as StoreError where error.code == .unavailable {
        try await Task.sleep(for: .milliseconds(5))
      }
    }
  }

  @Test("an append that was overtaken by a look-up can never be committed") func fenced() async throws {
    try await TestServer.withStore { store, url in
      let head = try await store.head()
      let batch = RaceTests.batch(after: head)
      let old = store.fence.load(ordering: .relaxed)
      try TestSession(url).execute("SELECT audit.settle(1, 1, '')")
      let values = AppendValues.encode(batch, chain: 1, fence: old)
      let rows = try await store.rows(store.writing, .append, values, PostgresStore.appendMicrosecondsMax)
      #expect(rows.boolean(0, 0) == false)
      #expect(try await store.head() == head)
      // The store itself learns the new fence and goes on.
      #expect(try await store.append(batch) == .committed)
    }
  }

  @Test("a database that is behind the mark is refused until somebody accepts it") func mark() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/countersign-mark-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var options = PostgresStore.Options()
    (options.markDirectory, options.origin) = (folder, "desk.example/mark")
    try await TestServer.withStore(options) { store, _ in
      let head = try await store.head()
      #expect(try await store.append(RaceTests.batch(after: head)) == .committed)
    }
    // Another database of the same name, without the entry: as an older backup is.
    let url = try TestServer.makeDatabase()
    await #expect(throws: StoreError.self) { try await PostgresStore.open(url: url, options: options) }
    options.acceptsOlderState = true
    await (try PostgresStore.open(url: url, options: options)).close()
    options.acceptsOlderState = false
    await (try PostgresStore.open(url: url, options: options)).close()
  }
}
