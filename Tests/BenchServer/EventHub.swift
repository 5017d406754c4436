import MessagesBase
import RPCCore
import Synchronization
import TestMessages

/// Brings each event to everybody who watches.
final class EventHub: Sendable {
  private final class Watcher: Sendable {
    struct State {
      var events: [[UInt8]] = []
      var waiting: UnsafeContinuation<Void, Never>?
    }
    let state = Mutex(State())
  }
  private let watchers = Mutex<[Watcher]>([])
  private let count = Atomic<Int>(0)

  var hasWatchers: Bool { count.load(ordering: .relaxed) > 0 }

  func publish(_ event: [UInt8]) {
    let all = watchers.withLock { $0 }
    for watcher in all {
      let waiting = watcher.state.withLock { state in
        state.events.append(event)
        defer { state.waiting = nil }
        return state.waiting
      }
      waiting?.resume()
    }
  }

  func watch(_ responses: ResponseWriter<BenchV1.Resp>) async throws(RPCError) {
    let watcher = Watcher()
    watchers.withLock { $0.append(watcher) }
    count.add(1, ordering: .relaxed)
    defer {
      count.subtract(1, ordering: .relaxed)
      watchers.withLock { $0.removeAll { $0 === watcher } }
    }
    while !Task.isCancelled {
      let events = watcher.state.withLock { state in
        defer { state.events = [] }
        return state.events
      }
      for event in events { try await responses.send(encoded: event) }
      await withTaskCancellationHandler {
        await withUnsafeContinuation { continuation in
          let isReady = watcher.state.withLock { state in
            if !state.events.isEmpty || Task.isCancelled { return true }
            state.waiting = continuation
            return false
          }
          if isReady { continuation.resume() }
        }
      } onCancel: {
        watcher.state.withLock { state in
          defer { state.waiting = nil }
          return state.waiting
        }?.resume()
      }
    }
  }
}
