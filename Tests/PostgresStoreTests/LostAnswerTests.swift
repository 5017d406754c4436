import AuditTrail
import Foundation
import ReviewStore
import Testing

@testable import PostgresStore

@Suite("What is done about lost answers", .enabled(if: TestServer.url != nil)) struct LostAnswerTests {
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
