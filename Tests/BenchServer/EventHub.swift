import MessagesBase
import RPCCore
import Synchronization
import TestMessages

/// Brings each event, encoded once, to everybody who watches.
final class EventHub: Sendable {
  private let watchers = Mutex<[Watcher]>([])
  private let watcherCount = Atomic<Int>(0)

  var hasWatchers: Bool { watcherCount.load(ordering: .relaxed) > 0 }

  func publish(_ sealedEvent: [UInt8]) {
    for watcher in watchers.withLock({ $0 }) { watcher.add(sealedEvent) }
  }

  /// Sends each event until the caller leaves.
  func watch(_ responses: ResponseWriter<BenchV1.Resp>) async throws(RPCError) {
    let watcher = Watcher()
    watchers.withLock { $0.append(watcher) }
    watcherCount.add(1, ordering: .relaxed)
    defer {
      watchers.withLock { $0.removeAll { $0 === watcher } }
      watcherCount.subtract(1, ordering: .relaxed)
    }
    while !Task.isCancelled {
      for event in await watcher.next() { try await responses.send(encoded: event) }
    }
  }
}

/// The events that one watcher has not sent yet.
private final class Watcher: Sendable {
  private struct State {
    var events: [[UInt8]] = []
    var waiting: UnsafeContinuation<[[UInt8]], Never>?
    var isCancelled = false
  }

  private let state = Mutex(State())

  func add(_ event: [UInt8]) {
    let waiting = state.withLock { state in
      if state.waiting == nil { state.events.append(event) }
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume(returning: [event])
  }

  /// All that have come; waits for the first. None when the task is cancelled.
  func next() async -> [[UInt8]] {
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let events: [[UInt8]]? = state.withLock { state in
          if state.events.isEmpty, !state.isCancelled {
            state.waiting = continuation
            return nil
          }
          defer { state.events = [] }
          return state.events
        }
        if let events { continuation.resume(returning: events) }
      }
    } onCancel: {
      let waiting = state.withLock { state in
        state.isCancelled = true
        defer { state.waiting = nil }
        return state.waiting
      }
      waiting?.resume(returning: [])
    }
  }
}
