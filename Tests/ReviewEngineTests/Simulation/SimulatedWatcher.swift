import ReviewCore
import Synchronization

@testable import ReviewEngine

/// A watching client: it upserts by audit id, drops older versions, and goes on from its token wherever it can.
final class SimulatedWatcher: Sendable {
  struct Held: Sendable {
    /// Version by review.
    var versions: [AuditID: Int64] = [:]
    var token = ""
    /// Reviews as they were told, for the auditor.
    var told: [ReviewCase] = []
    var faults: [String] = []
    var isLost = true
    var task: Task<Void, Never>?
  }

  let filter: ReviewFilter
  /// Reads one message each time it is allowed to; nil for one that reads all there is.
  private let pace: Signal?
  private let database: SimulatedDatabase
  private let held = Mutex(Held())

  init(_ database: SimulatedDatabase, filter: ReviewFilter, isSlow: Bool) {
    (self.database, self.filter) = (database, filter)
    pace = isSlow ? Signal() : nil
  }

  var isLost: Bool { held.withLock { $0.isLost } }
  var versions: [AuditID: Int64] { held.withLock { $0.versions } }

  /// What was told since the last call.
  func takeTold() -> (told: [ReviewCase], faults: [String]) {
    held.withLock { held in
      defer { (held.told, held.faults) = ([], []) }
      return (held.told, held.faults)
    }
  }

  func allowOne() { pace?.raise() }

  /// Watches through this server, from the token that is left of the one before.
  func follow(_ server: SimulatedServer, on executor: SimulatedExecutor) {
    hangUp()
    let (token, engine) = (held.withLock { $0.token }, server.engine)
    guard let watch = try? engine.watch(WatchOptions(filter: filter, resumeToken: token)) else { return }
    held.withLock { $0.isLost = false }
    let task = Task(executorPreference: executor) { [self] in
      while true {
        await pace?.wait()
        guard !Task.isCancelled, let step = try? await watch.next() else { break }
        take(step)
      }
      watch.end()
      if !Task.isCancelled { held.withLock { $0.isLost = true } }
    }
    held.withLock { $0.task = task }
  }

  func hangUp() {
    let task = held.withLock { held in
      held.isLost = true
      // Without a token there is nothing to go on from.
      if held.token.isEmpty { held.versions = [:] }
      return held.task
    }
    task?.cancel()
  }

  private func take(_ step: WatchStep) {
    if Task.isCancelled { return }
    let committed = database.head.sequence
    held.withLock { held in
      switch step {
      case .reset: (held.versions, held.token) = ([:], "")
      case .snapshot(let records, let sequence, _):
        for record in records { held.upsert(record.state) }
        held.check(sequence, committed)
      case .changes(let changes, let sequence, let token, _):
        for change in changes { held.apply(change) }
        held.check(sequence, committed)
        held.keep(token)
      case .inSync(let count, _, let sequence, let token):
        held.check(sequence, committed)
        if count != held.versions.count { held.faults.append("in sync with \(count), not \(held.versions.count)") }
        held.keep(token)
      case .clocks(_, let token, _), .heartbeat(_, let token): held.keep(token)
      }
    }
  }
}

extension SimulatedWatcher.Held {
  fileprivate mutating func check(_ sequence: Int64, _ committed: Int64) {
    if sequence > committed { faults.append("a watcher heard of \(sequence), committed is \(committed)") }
  }

  fileprivate mutating func keep(_ token: String) { if !token.isEmpty { self.token = token } }

  fileprivate mutating func upsert(_ review: ReviewCase) {
    told.append(review)
    versions[review.auditID] = max(review.version, versions[review.auditID] ?? 0)
  }

  fileprivate mutating func apply(_ change: WatchChange) {
    switch change {
    case .added(let record), .updated(let record): upsert(record.state)
    case .removed(let removal): versions[removal.auditID] = nil
    case .clock(let clock): versions[clock.auditID] = max(clock.version, versions[clock.auditID] ?? 0)
    }
  }
}
