import ReviewCore
import Synchronization

/// A command on its way into a batch, with the caller who waits for it.
struct PendingCommand: Sendable {
  let command: EngineCommand
  let reply: UnsafeContinuation<Result<CommandOutcome, Refusal>, Never>
}

/// Commands that came in while the last batch committed. Bounded; taken whole by the engine's loop.
final class Inbox: Sendable {
  private struct State {
    var commands: [PendingCommand] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  private let countMax: Int
  /// Raised for each command, by the ticker, and at the end.
  let signal = Signal()

  init(countMax: Int) { self.countMax = countMax }

  /// Queues a command and returns once its batch has been committed or refused.
  func perform(_ command: EngineCommand) async -> Result<CommandOutcome, Refusal> {
    await withUnsafeContinuation { reply in
      let refusal = enqueue(PendingCommand(command: command, reply: reply))
      if let refusal { reply.resume(returning: .failure(refusal)) } else { signal.raise() }
    }
  }

  private func enqueue(_ command: PendingCommand) -> Refusal? {
    state.withLock { state in
      if state.isClosed { return .shuttingDown }
      guard state.commands.count < countMax else { return .limitReached("pending_commands", countMax) }
      state.commands.append(command)
      return nil
    }
  }

  /// The oldest commands, `count` at most.
  func take(_ count: Int) -> [PendingCommand] {
    state.withLock { state in
      guard state.commands.count > count else {
        defer { state.commands = [] }
        return state.commands
      }
      let batch = Array(state.commands[..<count])
      state.commands.removeFirst(count)
      return batch
    }
  }

  var isEmpty: Bool { state.withLock { $0.commands.isEmpty } }

  /// Refuses what comes from now on; what is queued is still performed.
  func close() {
    state.withLock { $0.isClosed = true }
    signal.raise()
  }

  var count: Int { state.withLock { $0.commands.count } }

  /// Whether nothing is queued, and nothing will be.
  var isFinished: Bool { state.withLock { $0.isClosed && $0.commands.isEmpty } }
}
