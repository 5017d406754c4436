import AuditTrail
import ReviewStore
import Testing

@testable import PostgresStore

@Suite("Several servers over one chain", .enabled(if: TestServer.url != nil)) struct RaceTests {
  @Test("who lost a race finds the head as it was told, whatever the others do") func turns() async throws {
    try await TestServer.withStore { first, url in
      let second = try await PostgresStore.open(url: url)
      let old = try await first.head()
      #expect(try await second.append(Self.batch(after: old, actor: "second")) == .committed)
      guard case .headMoved(let head) = try await first.append(Self.batch(after: old, actor: "first")) else {
        Issue.record("the head had moved")
        return
      }
      // The other server is as quick as it can be, and still has to wait.
      async let late = second.append(Self.batch(after: head, actor: "second"))
      #expect(try await first.append(Self.batch(after: head, actor: "first")) == .committed)
      guard case .headMoved = try await late else {
        Issue.record("two entries of one number")
        return
      }
      await second.close()
    }
  }

  @Test(
    "a turn is given up at once by who reads the head instead of appending, and soon by who does nothing",
    arguments: [true, false])
  func givenUp(readsHead: Bool) async throws {
    try await TestServer.withStore { first, url in
      let second = try await PostgresStore.open(url: url)
      let old = try await first.head()
      #expect(try await second.append(Self.batch(after: old)) == .committed)
      #expect(try await first.append(Self.batch(after: old)) != .committed)
      let begin = ContinuousClock.now
      if readsHead { _ = try await first.head() }
      let head = try await second.head()
      #expect(try await second.append(Self.batch(after: head)) == .committed)
      #expect((ContinuousClock.now - begin < PostgresStore.turnKept) == readsHead)
      await second.close()
    }
  }

  @Test("a turn is kept longer than the server bears a silent session") func kept() async throws {
    try await TestServer.withStore { first, url in
      let second = try await PostgresStore.open(url: url)
      let old = try await first.head()
      #expect(try await second.append(Self.batch(after: old)) == .committed)
      guard case .headMoved(let head) = try await first.append(Self.batch(after: old)) else {
        Issue.record("the head had moved")
        return
      }
      async let late = second.append(Self.batch(after: head, actor: "second"))
      // As long as it takes to read and fold in a large batch of another server.
      try await Task.sleep(for: .milliseconds(750))
      #expect(try await first.append(Self.batch(after: head, actor: "first")) == .committed)
      #expect(try await late != .committed)
      await second.close()
    }
  }

  @Test("another server is told of an append soon, and not of its own") func notices() async throws {
    try await TestServer.withStore { first, url in
      let second = try await PostgresStore.open(url: url)
      let (woken, continuation) = AsyncStream.makeStream(of: Void.self)
      second.onAppendElsewhere { continuation.yield() }
      try await Task.sleep(for: .milliseconds(200))
      let head = try await first.head()
      #expect(try await first.append(Self.batch(after: head)) == .committed)
      for await _ in woken { break }
      await second.close()
    }
  }

  static func batch(after head: ChainHead, actor: String = "system") -> AppendBatch {
    var writer = ChainWriter(head: head)
    let draft = EntryDraft(
      auditID: "", eventType: "service.started", actor: actor, timestampMicroseconds: 1_790_000_000_000_000,
      dataJSON: Array("{}".utf8))
    return AppendBatch(expectedHead: head, entries: [writer.append(draft)])
  }

  /// Where the chain ends once the batch is in it.
  static func head(after batch: AppendBatch) -> ChainHead {
    batch.entries.last.map { entry in
      ChainHead(
        sequence: entry.sequence, hash: entry.currentHash, timestampMicroseconds: entry.timestampMicroseconds)
    } ?? batch.expectedHead
  }
}
