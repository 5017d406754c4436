import AuditTrail
import ReviewCore
import ReviewStore

// What reviewers did lately, as the chain tells it: the same as a server knows that ran all the time.
extension ChainLoader {
  /// Where no policy limits anybody, so many entries at the end of the chain are looked at: nothing depends on more.
  private static let unlimitedEntryCountMax: Int64 = 250_000

  /// One recorded opinion, still without the time that it took.
  private struct Given {
    let reviewerID: String
    let auditID: AuditID
    let sequence: Int64
    let at: Instant
    let isApproval: Bool
  }

  mutating func loadActivities() async throws(EngineStartError) {
    let given = try await opinions()
    var takenBySequence: [Int64: Int64] = [:]
    let reviews = remembered(given)
    for first in stride(from: 0, to: reviews.count, by: Self.pageCount) {
      let page = Array(reviews[first..<min(first + Self.pageCount, reviews.count)])
      let sequence = view.head.sequence
      let entries = try await read { store throws(StoreError) in try await store.entries(of: page, through: sequence) }
      var fold = OpinionFold(policies: view.policies, after: 0)
      for entry in entries { fold.fold(entry) }
      for mark in fold.marks { takenBySequence[mark.sequence] = mark.mark.takenMicroseconds }
    }
    for opinion in given {
      let mark = OpinionMark(
        at: opinion.at, isApproval: opinion.isApproval, takenMicroseconds: takenBySequence[opinion.sequence] ?? 0)
      view.activities.note(ReviewerMark(reviewerID: opinion.reviewerID, sequence: opinion.sequence, mark: mark))
    }
  }

  /// Every opinion as far back as a limit or a rate reaches, in the order of the chain.
  private func opinions() async throws(EngineStartError) -> [Given] {
    let limits = (view.policies.values + [view.policy]).compactMap(\.rules.reviewerLimits)
    let horizon = limits.map(\.horizonMicroseconds).max() ?? ReviewerLimits.off.horizonMicroseconds
    var filter = EntryFilter()
    filter.eventType = "review.opinion_recorded"
    filter.start = Instant(unixMicroseconds: view.head.timestampMicroseconds - horizon)
    var after = limits.isEmpty ? max(0, view.head.sequence - Self.unlimitedEntryCountMax) : 0
    var given: [Given] = []
    while true {
      let page = try await read { [filter, after] store throws(StoreError) in
        try await store.entries(matching: filter, after: after, limit: Self.pageCount)
      }
      for entry in page { if let opinion = Self.given(entry) { given.append(opinion) } }
      guard page.count == Self.pageCount, let last = page.last else { return given }
      after = last.sequence
    }
  }

  /// What cannot be read is found, and told, by those who read the review.
  private static func given(_ entry: AuditEntry) -> Given? {
    guard let auditID = AuditID(text: entry.auditID),
      case .opinionRecorded(let recorded)? = try? EventDecoding.event(of: entry)
    else { return nil }
    return Given(
      reviewerID: recorded.opinion.reviewerID, auditID: auditID, sequence: entry.sequence,
      at: Instant(unixMicroseconds: entry.timestampMicroseconds), isApproval: recorded.opinion.outcome == .approved)
  }

  /// Reviews of those opinions whose time will be asked for.
  private func remembered(_ given: [Given]) -> [AuditID] {
    var counts: [String: Int] = [:]
    var reviews: Set<AuditID> = []
    for opinion in given.reversed() {
      counts[opinion.reviewerID, default: 0] += 1
      if counts[opinion.reviewerID] ?? 0 <= ReviewerActivity.opinionCountMax { reviews.insert(opinion.auditID) }
    }
    return reviews.sorted()
  }
}

extension ReviewEngine {
  /// The opinions that another server recorded, with the time that each took.
  func opinionMarks(
    in entries: [AuditEntry], adding activated: [ReviewPolicy]
  ) async throws(Refusal) -> [ReviewerMark] {
    let given = entries.filter { $0.eventType == "review.opinion_recorded" }
    guard let first = given.first, let last = entries.last else { return [] }
    let reviews = Array(Set(given.compactMap { AuditID(text: $0.auditID) }))
    let policies = activated.reduce(into: view.withLock { $0.policies }) { $0[$1.version] = $1 }
    let whole = try await readingInTurn { store throws(StoreError) in
      try await store.entries(of: reviews, through: last.sequence)
    }
    var fold = OpinionFold(policies: policies, after: first.sequence - 1)
    for entry in whole { fold.fold(entry) }
    return fold.marks
  }
}
