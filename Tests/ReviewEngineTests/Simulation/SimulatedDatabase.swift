import AuditTrail
import ReviewCore
import ReviewStore
import Synchronization

@testable import ReviewEngine

/// What outlives every server of a simulation: the chain and what is stamped with it, in memory.
final class SimulatedDatabase: Sendable {
  /// How it misbehaves now, in percent of the calls.
  struct Weather: Sendable {
    var isDown = false
    /// Appends that fail before the commit, or whose answer is lost before or after it.
    var faultPercent = 0
    /// Calls that wait until somebody lets them go on.
    var slowPercent = 0
    /// Appends of which the other servers are not told.
    var deafPercent = 0

    static let fair = Weather()
  }

  struct Contents: Sendable {
    var entries: [AuditEntry] = []
    var head: ChainHead
    var requests: [RequestKey: RequestRecord] = [:]
    var reviews: [AuditID: ReviewProjection] = [:]
    fileprivate(set) var positions: [String: [Int]] = [:]
  }

  private struct State {
    var contents: Contents
    var weather = Weather.fair
    var random: SeededGenerator
    var waiting: [UnsafeContinuation<Void, Never>] = []
    var wakes: [(owner: ObjectIdentifier, wake: @Sendable () -> Void)] = []
  }

  let origin: String
  private let state: Mutex<State>

  init(seed: UInt64 = 0, origin: String = "simulation") {
    self.origin = origin
    let head = ChainWriter.emptyHead(origin: origin)
    state = Mutex(State(contents: Contents(head: head), random: SeededGenerator(seed: seed)))
  }

  var weather: Weather {
    get { state.withLock { $0.weather } }
    set { state.withLock { $0.weather = newValue } }
  }

  var head: ChainHead { state.withLock { $0.contents.head } }

  func read<Value: Sendable>(_ body: (Contents) -> Value) -> Value { state.withLock { body($0.contents) } }

  /// Entries after a sequence number, for the auditor: never disturbed.
  func entries(after sequence: Int64) -> [AuditEntry] { read { Array($0.entries[Int(sequence)...]) } }

  /// True in so many of a hundred cases.
  func happens(_ percent: (Weather) -> Int) -> Bool {
    state.withLock { state in
      let percent = percent(state.weather)
      return percent > 0 && Int.random(in: 0..<100, using: &state.random) < percent
    }
  }

  func pick<Element: Sendable>(_ elements: [Element]) -> Element { state.withLock { $0.random.pick(elements) } }

  /// Waits until `letGo()`.
  func wait() async {
    await withUnsafeContinuation { continuation in state.withLock { $0.waiting.append(continuation) } }
  }

  /// Lets the calls that wait go on; `resume` only enqueues them.
  func letGo() {
    let waiting = state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  // MARK: Writing

  /// One transaction: all of it or nothing.
  func commit(_ batch: AppendBatch) throws(StoreError) -> AppendResult {
    try state.withLock { state throws(StoreError) in
      let contents = state.contents
      guard contents.head == batch.expectedHead else { return .headMoved(contents.head) }
      let keys = Set(batch.requests.map(\.key))
      if keys.count < batch.requests.count || keys.contains(where: { contents.requests[$0] != nil }) {
        throw StoreError(.damaged, "a request id is used twice")
      }
      state.contents.take(batch)
      return .committed
    }
  }

  func listen(_ owner: ObjectIdentifier, _ wake: @escaping @Sendable () -> Void) {
    state.withLock { state in
      state.wakes.removeAll { $0.owner == owner }
      state.wakes.append((owner, wake))
    }
  }

  func tellOthers(than owner: ObjectIdentifier) {
    if happens(\.deafPercent) { return }
    for wake in state.withLock({ $0.wakes }) where wake.owner != owner { wake.wake() }
  }
}

extension SimulatedDatabase.Contents {
  fileprivate mutating func take(_ batch: AppendBatch) {
    for entry in batch.entries {
      positions[entry.auditID, default: []].append(entries.count)
      entries.append(entry)
    }
    if let last = batch.entries.last { head = ChainHead(ofEntry: last) }
    for request in batch.requests { requests[request.key] = request }
    for review in batch.reviews { reviews[review.auditID] = review }
  }

  func entries(of reviews: [AuditID], through sequence: Int64) -> [AuditEntry] {
    Set(reviews.map(\.text)).flatMap { positions[$0] ?? [] }.sorted().map { entries[$0] }
      .filter { $0.sequence <= sequence }
  }

  func entries(matching filter: EntryFilter, after sequence: Int64, limit: Int) -> [AuditEntry] {
    let matching = entries.dropFirst(Int(max(0, sequence))).lazy.filter { entry in
      let at = Instant(unixMicroseconds: entry.timestampMicroseconds)
      return (filter.auditID.isEmpty || filter.auditID.utf8.elementsEqual(entry.auditID.utf8))
        && (filter.actor.isEmpty || filter.actor.utf8.elementsEqual(entry.actor.utf8))
        && (filter.eventType.isEmpty || filter.eventType.utf8.elementsEqual(entry.eventType.utf8))
        && (!filter.isAboutService || entry.auditID.isEmpty) && (filter.start.map { at >= $0 } ?? true)
        && (filter.end.map { at < $0 } ?? true)
    }
    return Array(matching.prefix(max(0, limit)))
  }

  func reviews(matching search: ReviewSearch, before auditID: AuditID?, limit: Int) -> [AuditID] {
    let matching = reviews.values.filter { review in
      (search.statuses.isEmpty || search.statuses.contains(review.status))
        && (search.userIDs.isEmpty || search.userIDs.contains(review.userID))
        && (search.domains.isEmpty || search.domains.contains(review.domain))
        && (search.actionTypes.isEmpty || search.actionTypes.contains(review.actionType))
        && (search.reviewerRoles.isEmpty || search.reviewerRoles.contains(review.reviewerRole))
        && (search.actionDigest.map { $0 == review.actionDigest } ?? true)
        && (auditID.map { review.auditID < $0 } ?? true)
    }
    return Array(matching.map(\.auditID).sorted().reversed().prefix(max(0, limit)))
  }

  func waiting(after auditID: AuditID?, limit: Int) -> [AuditID] {
    let waiting = reviews.values.filter { $0.isWaiting }.map(\.auditID).sorted()
    return Array(waiting.filter { id in auditID.map { id > $0 } ?? true }.prefix(max(0, limit)))
  }
}
