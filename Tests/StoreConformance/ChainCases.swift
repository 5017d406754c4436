import AuditTrail
import ReviewCore
import ReviewStore

extension StoreConformance {
  func emptyStore(_ store: any ReviewStore) async throws {
    try require(!store.origin.isEmpty, "no origin")
    try require(try await store.head() == ChainWriter.emptyHead(origin: store.origin), "the empty chain's head")
    try require(try await store.entries(after: 0, limit: 10).isEmpty, "entries")
    try require(try await store.requests([Fixture.key(1)]).isEmpty, "requests")
    try require(try await store.waitingReviews(after: nil, limit: 10).isEmpty, "waiting reviews")
    try require(try await store.reviews(matching: ReviewSearch(), before: nil, limit: 10).isEmpty, "reviews")
    try require(try await store.entries(of: [Fixture.auditID(1)], through: .max).isEmpty, "entries of a review")
    try require(try await store.entries(matching: EntryFilter(), after: 0, limit: 10).isEmpty, "matching entries")
  }

  func readsBack(_ store: any ReviewStore) async throws {
    var all: [AuditEntry] = []
    for size in [1, 2, 7, 30] { all += try await store.extend((0..<size).map { Fixture.draft($0, review: size) }) }
    try require(try await store.entries(after: 0, limit: 1_000) == all, "all entries")
    try require(try await store.entries(after: 3, limit: 5) == Array(all[3..<8]), "a page")
    try require(try await store.entries(after: 40, limit: 5).isEmpty, "after the last")
    try require(try await store.entries(after: 0, limit: 0).isEmpty, "a limit of 0")
    try await store.requireIntact(count: 40)
  }

  func movedHead(_ store: any ReviewStore) async throws {
    let empty = try await store.head()
    let first = try await store.extend([Fixture.draft(1, review: 1)])
    let head = try await store.head()
    let late = Fixture.batch(
      [Fixture.draft(2, review: 2)], after: empty, requests: [Fixture.request(2)], reviews: [Fixture.projection(2)])
    try require(try await store.append(late) == .headMoved(head), "a batch on an old head")
    var other = head
    other.hash = .zero
    let fork = Fixture.batch([Fixture.draft(2)], after: other)
    try require(try await store.append(fork) == .headMoved(head), "a batch on another hash")
    try require(try await store.entries(after: 0, limit: 10) == first, "entries were written")
    try require(try await store.requests([Fixture.key(2)]).isEmpty, "requests were written")
    try require(try await store.waitingReviews(after: nil, limit: 10).isEmpty, "reviews were written")
    try await store.extend([Fixture.draft(2)])
    try await store.requireIntact(count: 2)
  }

  func requestIsUsedOnce(_ store: any ReviewStore) async throws {
    let numbers = Array(0..<200)
    try await store.extend([Fixture.draft(1)], requests: numbers.map { Fixture.request($0, sequence: Int64($0) + 1) })
    let records = try await store.requests((100..<300).map(Fixture.key))
    try require(records.count == 100, "\(records.count) records")
    for record in records {
      let number = Int(record.sequence) - 1
      try require(record == Fixture.request(number, sequence: record.sequence) && number >= 100, "\(record)")
    }
    let again = Fixture.batch(
      [Fixture.draft(2)], after: try await store.head(), requests: [Fixture.request(500), Fixture.request(7)])
    try await requireDamaged(store, again)
    try require(try await store.requests([Fixture.key(500)]).isEmpty, "a refused batch left a request")
    try await store.requireIntact(count: 1)
  }

  func failedBatch(_ store: any ReviewStore) async throws {
    try await store.extend([Fixture.draft(1)], requests: [Fixture.request(1)], reviews: [Fixture.projection(1)])
    let failing = Fixture.batch(
      (2..<50).map { Fixture.draft($0, review: $0) }, after: try await store.head(),
      requests: [Fixture.request(2), Fixture.request(2)],
      reviews: [Fixture.projection(1, isWaiting: false), Fixture.projection(2)])
    try await requireDamaged(store, failing)
    try require(try await store.requests([Fixture.key(2)]).isEmpty, "a request was written")
    try require(try await store.waitingReviews(after: nil, limit: 10) == [Fixture.auditID(1)], "a review was written")
    try await store.requireIntact(count: 1)
    try await store.extend([Fixture.draft(2)], requests: [Fixture.request(2)])
    try await store.requireIntact(count: 2)
  }

  func hostileText(_ store: any ReviewStore) async throws {
    let texts = [
      "", "'; DROP TABLE entry; --", "\u{E9}", "e\u{301}", "\u{1F600}\u{FB33}\u{FFFF}\u{10FFFF}", "\u{FEFF}x", "%_\\\"",
      "\u{200F}\u{202E}", "\u{1}\u{7F}\r\n", String(repeating: "長", count: 2_000),
    ]
    let drafts = texts.map { text in
      var data = CanonicalJSONWriter()
      data.object { object in
        object.key(text)
        object.string(text)
      }
      return EntryDraft(
        auditID: text, eventType: text, actor: text, timestampMicroseconds: 0, dataJSON: data.bytes)
    }
    let entries = try await store.extend(drafts)
    let stored = try await store.entries(after: 0, limit: 100)
    for (entry, stored) in zip(entries, stored) {
      try require(entry.canonicalJSON == stored.canonicalJSON, "canonical JSON of \(entry.actor.debugDescription)")
      try require(entry.actor.utf8.elementsEqual(stored.actor.utf8), "actor \(entry.actor.debugDescription)")
    }
    try await store.requireIntact(count: Int64(texts.count))
    for text in texts where !text.isEmpty {
      var filter = EntryFilter()
      (filter.auditID, filter.actor, filter.eventType) = (text, text, text)
      let found = try await store.entries(matching: filter, after: 0, limit: 100)
      try require(found.count == 1 && found[0].actor.utf8.elementsEqual(text.utf8), text.debugDescription)
    }
  }

  func largeBatch(_ store: any ReviewStore) async throws {
    let numbers = Array(0..<1_024)
    try await store.extend(
      numbers.map { Fixture.draft($0, review: $0) }, requests: numbers.map { Fixture.request($0) },
      reviews: numbers.map { Fixture.projection($0) })
    try await store.requireIntact(count: 1_024)
    try require(try await store.requests(numbers.map(Fixture.key)).count == 1_024, "requests")
    try require(try await store.waitingReviews(after: nil, limit: 2_000).count == 1_024, "reviews")
    let largest = Fixture.largestDraft()
    try await store.extend([largest])
    try await store.requireIntact(count: 1_025)
  }

  /// Whoever loses the race for the head tries again on the new one; nothing forks, nothing is lost.
  func concurrentAppenders(_ store: any ReviewStore) async throws {
    let (appenders, each) = (8, 25)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for appender in 0..<appenders {
        group.addTask {
          for number in 0..<each {
            while try await store.append(
              Fixture.batch(
                [Fixture.draft(number, actor: "appender-\(appender)")], after: try await store.head(),
                requests: [Fixture.request(appender * each + number)])) != .committed
            {}
          }
        }
      }
      try await group.waitForAll()
    }
    try await store.requireIntact(count: Int64(appenders * each))
    for appender in 0..<appenders {
      var filter = EntryFilter()
      filter.actor = "appender-\(appender)"
      try require(try await store.entries(matching: filter, after: 0, limit: 1_000).count == each, filter.actor)
    }
  }

  private func requireDamaged(_ store: any ReviewStore, _ batch: AppendBatch) async throws {
    do {
      let result = try await store.append(batch)
      throw ConformanceFailure(description: "a request id was used twice: \(result)")
    } catch let error as StoreError {
      try require(error.code == .damaged && !error.outcomeUnknown && !error.detail.isEmpty, "\(error)")
    }
  }
}

extension Fixture {
  /// As many bytes as an entry may have.
  static func largestDraft() -> EntryDraft {
    var draft = draft(5_000)
    draft.dataJSON = Array("{\"p\":\"\"}".utf8)
    let padding = String(repeating: "x", count: EntryDraft.canonicalBytesMax - draft.canonicalBytes)
    draft.dataJSON = Array("{\"p\":\"\(padding)\"}".utf8)
    return draft
  }
}
