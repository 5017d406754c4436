import Synchronization

/// Runs every task of a simulation on the thread that asks, one job at a time, in an order that the seed picks.
///
/// Nothing else runs them, so that the same seed gives the same interleaving of servers, clients and watchers.
final class SimulatedExecutor: TaskExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
    var random: SeededGenerator
    var isRunaway = false
  }

  /// Jobs of one step; past it somebody goes round in circles.
  private static let jobCountMax = 100_000

  private let state: Mutex<State>

  init(seed: UInt64) { state = Mutex(State(random: SeededGenerator(seed: seed))) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    state.withLock { $0.jobs.append(job) }
  }

  /// Returns once every task waits for somebody outside.
  func runUntilIdle() {
    for _ in 0..<Self.jobCountMax {
      guard let job = take() else { return }
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
    state.withLock { $0.isRunaway = true }
  }

  /// Whether a step never came to its end.
  var isRunaway: Bool { state.withLock { $0.isRunaway } }

  /// Any job that is ready may be the next one.
  private func take() -> UnownedJob? {
    state.withLock { state in
      guard !state.jobs.isEmpty else { return nil }
      let index = Int.random(in: state.jobs.indices, using: &state.random)
      state.jobs.swapAt(index, state.jobs.count - 1)
      return state.jobs.removeLast()
    }
  }
}
