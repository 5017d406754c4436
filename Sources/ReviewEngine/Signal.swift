import Synchronization

/// Wakes one waiting task, once for each time it was raised; a signal raised before the wait is kept.
///
/// The waiter decides afterwards, by looking at the state, why it was woken.
final class Signal: Sendable {
  private enum State {
    case idle
    case raised
    case waiting(UnsafeContinuation<Void, Never>)
  }

  private let state = Mutex<State>(.idle)

  /// Whether a task waits at this moment.
  var isWaited: Bool {
    state.withLock { state in
      switch state {
      case .waiting: true
      case .idle, .raised: false
      }
    }
  }

  /// Wakes the waiter, or lets the next wait return at once. Never waits.
  func raise() {
    let waiter = state.withLock { state -> UnsafeContinuation<Void, Never>? in
      guard case .waiting(let continuation) = state else {
        state = .raised
        return nil
      }
      state = .idle
      return continuation
    }
    waiter?.resume()
  }

  /// Returns when raised, or when the task is cancelled. One waiter at a time.
  func wait() async {
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        if arrive(continuation) { continuation.resume() }
      }
    } onCancel: {
      raise()
    }
  }

  /// Keeps the waiter; true when there is nothing to wait for.
  private func arrive(_ continuation: UnsafeContinuation<Void, Never>) -> Bool {
    state.withLock { state in
      switch state {
      case .raised:
        state = .idle
        return true
      case .idle:
        state = .waiting(continuation)
        return false
      case .waiting:
        preconditionFailure("our bug: two tasks wait for one signal")
      }
    }
  }
}
