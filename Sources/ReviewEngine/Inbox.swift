import ReviewCore
import Synchronization

/// A command on its way into a batch, with the caller who waits for it.
struct PendingCommand: Sendable {
  /// The caller's own: its cancellation takes this command back and no other.
  let number: UInt64
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
  private let lastNumber = Atomic<UInt64>(0)
  /// Raised for each command, by the ticker, and at the end.
  let signal = Signal()

  init(countMax: Int) { self.countMax = countMax }

  /// Queues a command and returns once its batch has been committed or refused.
  ///
  /// A caller that is cancelled while its command waits (its deadline passed, its connection is lost) takes it back: nothing is
  /// recorded. A command that is in a batch already is performed; its caller finds out by repeating it with the same request id.
  func perform(_ command: EngineCommand) async -> Result<CommandOutcome, Refusal> {
    let number = lastNumber.add(1, ordering: .relaxed).newValue
    return await withTaskCancellationHandler {
      await withUnsafeContinuation { reply in
        let refusal = enqueue(PendingCommand(number: number, command: command, reply: reply))
        if let refusal { return reply.resume(returning: .failure(refusal)) }
        // Cancelled before it was queued: nobody else will take it back.
        if Task.isCancelled { takeBack(number) } else { signal.raise() }
      }
    } onCancel: {
      takeBack(number)
    }
  }

  /// Whoever finds the command answers it: here, or the batch that took it first.
  private func takeBack(_ number: UInt64) {
    let pending = state.withLock { state in
      state.commands.firstIndex { $0.number == number }.map { state.commands.remove(at: $0) }
    }
    pending?.reply.resume(returning: .failure(.callEnded))
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
