import ReviewCore
import Testing

@testable import ReviewEngine

/// A client that upserts by audit_id and drops older versions, as domain.md §5 asks.
struct WatchClient {
  private(set) var watch: ReviewWatch
  /// What it holds: the version by review.
  private(set) var versions: [AuditID: Int64] = [:]
  /// The last token that was not empty.
  private(set) var token = ""
  /// As of the last token.
  private(set) var sequence: Int64 = 0
  /// After a reconnect something may be told again that was told after the last token.
  private var isCatchingUp = false
  /// Kinds of steps, in order.
  private(set) var log: [String] = []

  init(_ watch: ReviewWatch) { self.watch = watch }

  /// Goes on with another watch, keeping what it holds.
  mutating func reconnect(_ watch: ReviewWatch) {
    self.watch.end()
    self.watch = watch
    isCatchingUp = true
    if token.isEmpty { versions = [:] }
  }

  mutating func readUntilInSync() async throws {
    while let step = try await watch.next() {
      take(step)
      if case .inSync = step { return }
    }
  }

  /// Reads all there is: a heartbeat that is due each time says that there is nothing more.
  ///
  /// - Returns: what came before it.
  mutating func drain(_ bench: Bench) async throws -> [String] {
    let before = log.count
    repeat {
      bench.clock.advance(seconds: 15)
      try await readOne()
    } while log.last != "heartbeat"
    return Array(log[before...].dropLast())
  }

  mutating func readOne() async throws {
    if let step = try await watch.next() { take(step) }
  }

  mutating func take(_ step: WatchStep) {
    switch step {
    case .reset(let reset):
      log.append("reset \(reset)")
      (versions, token) = ([:], "")
    case .snapshot(let records, _, _):
      log.append("snapshot \(records.count)")
      for record in records { upsert(record) }
    case .changes(let changes, let sequence, let token, _):
      #expect(!changes.isEmpty, "a message tells something")
      log.append("changes " + changes.map { apply($0) }.joined(separator: " "))
      keep(token, sequence)
    case .inSync(let count, let isResumed, let sequence, let token):
      log.append(isResumed ? "resumed \(count)" : "in sync \(count)")
      #expect(!token.isEmpty && count == versions.count)
      isCatchingUp = false
      keep(token, sequence)
    case .clocks(let clocks, let token, _):
      log.append("clocks \(clocks.count)")
      #expect(!token.isEmpty && clocks.allSatisfy { versions[$0.auditID] == $0.version })
      self.token = token
    case .heartbeat(_, let token):
      log.append("heartbeat")
      #expect(!token.isEmpty)
      self.token = token
    }
  }

  private mutating func keep(_ token: String, _ sequence: Int64) {
    guard !token.isEmpty else { return }
    (self.token, self.sequence) = (token, sequence)
  }

  private mutating func upsert(_ record: ReviewRecord) {
    versions[record.state.auditID] = max(record.state.version, versions[record.state.auditID] ?? 0)
  }

  private mutating func apply(_ change: WatchChange) -> String {
    switch change {
    case .added(let record):
      upsert(record)
      return "added"
    case .updated(let record):
      #expect(isCatchingUp || versions[record.state.auditID] != nil, "only what is held is updated")
      upsert(record)
      return "updated"
    case .removed(let removal):
      let held = versions.removeValue(forKey: removal.auditID)
      #expect(isCatchingUp || held != nil, "only what is held is removed")
      return "removed(\(removal.reason))"
    case .clock(let clock):
      #expect(versions[clock.auditID] != nil, "only clocks of what is held are told")
      versions[clock.auditID] = clock.version
      return "clock"
    }
  }
}
