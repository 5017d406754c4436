import Synchronization

/// Runs every task of a simulation on the thread that asks, one job at a time, in an order that the seed picks.
///
/// Nothing else runs them, so that the same seed gives the same interleaving of servers, clients and watchers.
final class SimulatedExecutor: TaskExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
    var random: SeededGenerator
  }

  private let state: Mutex<State>

  init(seed: UInt64) { state = Mutex(State(random: SeededGenerator(seed: seed))) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    state.withLock { $0.jobs.append(job) }
  }

  /// Returns once every task waits for somebody outside.
  func runUntilIdle() {
    while let job = take() { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

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
