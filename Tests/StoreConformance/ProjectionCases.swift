import AuditTrail
import ReviewCore
import ReviewStore

extension StoreConformance {
  func projections(_ store: any ReviewStore) async throws {
    try await store.extend([Fixture.draft(1)], reviews: [Fixture.projection(1), Fixture.projection(2)])
    let changed = Fixture.projection(1, isWaiting: false, status: "REVIEW_STATUS_APPROVED", sequence: 2)
    try await store.extend([Fixture.draft(2)], reviews: [changed])
    try require(try await store.waitingReviews(after: nil, limit: 10) == [Fixture.auditID(2)], "waiting reviews")
    var search = ReviewSearch()
    search.statuses = ["REVIEW_STATUS_APPROVED"]
    try require(try await store.reviews(matching: search, before: nil, limit: 10) == [Fixture.auditID(1)], "approved")
    search.statuses = ["REVIEW_STATUS_PENDING"]
    try require(try await store.reviews(matching: search, before: nil, limit: 10) == [Fixture.auditID(2)], "pending")
    try await store.extend([Fixture.draft(3)], reviews: [Fixture.projection(1, sequence: 3)])
    try require(try await store.waitingReviews(after: nil, limit: 10).count == 2, "a review waits again")
  }

  func waitingReviews(_ store: any ReviewStore) async throws {
    let numbers = [5, 3, 9, 1, 7, 2, 8]
    try await store.extend(
      [Fixture.draft(1)], reviews: numbers.map { Fixture.projection($0, isWaiting: $0 != 7) })
    let waiting = [1, 2, 3, 5, 8, 9].map(Fixture.auditID)
    try require(try await store.waitingReviews(after: nil, limit: 100) == waiting, "ascending")
    try require(try await store.waitingReviews(after: nil, limit: 2) == Array(waiting[..<2]), "the first page")
    try require(try await store.waitingReviews(after: waiting[1], limit: 2) == Array(waiting[2..<4]), "the second page")
    try require(
      try await store.waitingReviews(after: Fixture.auditID(7), limit: 9) == Array(waiting[4...]),
      "after one that does not wait")
    try require(try await store.waitingReviews(after: waiting[5], limit: 2).isEmpty, "after the last")
    // Ids that differ in their second half alone, with the highest bits set.
    let (low, high) = (AuditID(high: .max, low: 1), AuditID(high: .max, low: .max))
    var (first, second) = (Fixture.projection(1), Fixture.projection(2))
    (first.auditID, second.auditID) = (high, low)
    try await store.extend([Fixture.draft(2)], reviews: [first, second])
    try require(
      try await store.waitingReviews(after: waiting[5], limit: 9) == [low, high], "by all 128 bits, unsigned")
  }

  func search(_ store: any ReviewStore) async throws {
    try await store.extend([Fixture.draft(1)], reviews: (0..<30).map { Fixture.projection($0) })
    let numbers = Array((0..<30).reversed())
    try await requireFound(store, numbers) { _ in }
    try await requireFound(store, numbers.filter { $0 % 3 == 1 }) { $0.userIDs = ["user-1"] }
    try await requireFound(store, numbers.filter { $0 % 3 != 1 }) { $0.userIDs = ["user-0", "user-2", "nobody"] }
    try await requireFound(store, numbers.filter { $0 % 2 == 0 && $0 % 3 == 1 }) {
      $0.userIDs = ["user-1"]
      $0.domains = ["equities"]
    }
    try await requireFound(store, numbers.filter { $0 % 5 == 2 }) {
      $0.actionDigest = Fixture.projection(2).actionDigest
    }
    try await requireFound(store, numbers) { $0.reviewerRoles = ["cfo"] }
    try await requireFound(store, []) { $0.reviewerRoles = ["CFO"] }
    try await requireFound(store, []) { $0.actionTypes = ["' OR 1=1 --"] }
    try await requireFound(store, []) { $0.statuses = [""] }
    let page = try await store.reviews(matching: ReviewSearch(), before: Fixture.auditID(10), limit: 3)
    try require(page == [9, 8, 7].map(Fixture.auditID), "a page before a review")
    try require(try await store.reviews(matching: ReviewSearch(), before: nil, limit: 0).isEmpty, "a limit of 0")
  }

  private func requireFound(
    _ store: any ReviewStore, _ numbers: [Int], _ fill: (inout ReviewSearch) -> Void
  ) async throws {
    var search = ReviewSearch()
    fill(&search)
    let found = try await store.reviews(matching: search, before: nil, limit: 100)
    try require(found == numbers.map(Fixture.auditID), "\(search)")
  }

  func filters(_ store: any ReviewStore) async throws {
    let drafts = (0..<60).map {
      Fixture.draft(
        $0, review: $0 % 7 == 6 ? nil : $0 % 4, eventType: $0 % 5 == 0 ? "review.decided" : "review.claimed",
        actor: "actor-\($0 % 3)")
    }
    let entries = try await store.extend(drafts)
    let second = { (number: Int) in Instant(unixMicroseconds: Fixture.start + Int64(number) * 1_000_000) }
    let cases: [(EntryFilter, (Int) -> Bool)] = [
      (filter { _ in }, { _ in true }),
      (filter { $0.auditID = Fixture.auditID(2).text }, { $0 % 7 != 6 && $0 % 4 == 2 }),
      (filter { $0.isAboutService = true }, { $0 % 7 == 6 }),
      (
        filter { ($0.isAboutService, $0.eventType, $0.start) = (true, "review.decided", second(9)) },
        { $0 % 7 == 6 && $0 % 5 == 0 && $0 >= 9 }
      ),
      (filter { ($0.isAboutService, $0.auditID) = (true, Fixture.auditID(2).text) }, { _ in false }),
      (filter { $0.actor = "actor-1" }, { $0 % 3 == 1 }),
      (filter { $0.eventType = "review.decided" }, { $0 % 5 == 0 }),
      (filter { $0.start = second(20) }, { $0 >= 20 }),
      (filter { $0.end = second(20) }, { $0 < 20 }),
      (filter { ($0.start, $0.end) = (second(20), second(21)) }, { $0 == 20 }),
      (filter { $0.start = second(20).advanced(byMicroseconds: 1) }, { $0 > 20 }),
      (filter { ($0.start, $0.end) = (second(30), second(30)) }, { _ in false }),
      (filter { ($0.start, $0.end) = (second(99), second(200)) }, { _ in false }),
      (filter { $0.end = second(-1) }, { _ in false }),
      (
        filter {
          ($0.auditID, $0.actor, $0.eventType) = (Fixture.auditID(1).text, "actor-2", "review.decided")
          ($0.start, $0.end) = (second(3), second(50))
        }, { $0 % 7 != 6 && $0 % 4 == 1 && $0 % 3 == 2 && $0 % 5 == 0 && $0 >= 3 && $0 < 50 }
      ),
    ]
    for (filter, matches) in cases {
      let expected = entries.indices.filter(matches).map { entries[$0] }
      try require(try await store.entries(matching: filter, after: 0, limit: 100) == expected, "\(filter)")
      let page = try await store.entries(matching: filter, after: 24, limit: 3)
      try require(page == Array(expected.filter { $0.sequence > 24 }.prefix(3)), "a page of \(filter)")
    }
  }

  private func filter(_ fill: (inout EntryFilter) -> Void) -> EntryFilter {
    var filter = EntryFilter()
    fill(&filter)
    return filter
  }

  func entriesOfReviews(_ store: any ReviewStore) async throws {
    let entries = try await store.extend((0..<40).map { Fixture.draft($0, review: $0 % 5 == 4 ? nil : $0 % 5) })
    let reviews = [Fixture.auditID(2), Fixture.auditID(0), Fixture.auditID(2), Fixture.auditID(77)]
    let expected = entries.filter { ($0.sequence - 1) % 5 == 0 || ($0.sequence - 1) % 5 == 2 }
    try require(try await store.entries(of: reviews, through: .max) == expected, "two reviews, one named twice")
    try require(
      try await store.entries(of: reviews, through: 11) == expected.filter { $0.sequence <= 11 }, "through 11")
    try require(try await store.entries(of: [], through: .max).isEmpty, "no review")
  }

  func closedStore(_ store: any ReviewStore) async throws {
    let batch = Fixture.batch([Fixture.draft(1)], after: try await store.head())
    await store.close()
    await store.close()
    do {
      _ = try await store.head()
      throw ConformanceFailure(description: "a closed store was read")
    } catch let error as StoreError { try require(error.code == .closed, "\(error)") }
    do {
      _ = try await store.append(batch)
      throw ConformanceFailure(description: "a closed store was written")
    } catch let error as StoreError { try require(error.code == .closed, "\(error)") }
  }

  func reopening(_ store: any ReviewStore) async throws {
    let entries = try await store.extend(
      (0..<20).map { Fixture.draft($0, review: $0) }, requests: [Fixture.request(1)], reviews: [Fixture.projection(1)])
    let (origin, head) = (store.origin, try await store.head())
    guard isPersistent else { return }
    await store.close()
    let again = try await makeStore(ConformanceCase.reopening.rawValue)
    try require(again.origin == origin, "the origin is \(again.origin)")
    try require(try await again.head() == head, "the head")
    try require(try await again.entries(after: 0, limit: 100) == entries, "the entries")
    try require(try await again.requests([Fixture.key(1)]) == [Fixture.request(1)], "the requests")
    try require(try await again.waitingReviews(after: nil, limit: 10) == [Fixture.auditID(1)], "the reviews")
    try await again.extend([Fixture.draft(21)])
    try await again.requireIntact(count: 21)
    await again.close()
  }
}
