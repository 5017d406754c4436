import EventLoop
import RPCCore

/// The tasks that run a loop's handlers. Confined to the loop.
///
/// A task serves one call after the other: handlers that never suspend share one task, and a task is made anew only when all
/// others wait within their handlers. A task that was cancelled for its call ends with that call, for cancellation cannot be taken
/// back. Measured: see Decisions/0001.
final class HandlerPool: InputHandler, @unchecked Sendable {
  // Unchecked: touched by the loop's thread alone; the tasks prefer the loop as their executor.

  /// Idle tasks that are kept; beyond: they end.
  static let idleCountMax = 256

  /// Of the loop's HTTP/2 sessions.
  let memory = FreeLists()
  /// Of the loop's messages that are compressed.
  let compression = MessageCompression()
  private let loop: EventLoop
  // Here too without checks of exclusive access: nothing below calls back while it changes one of them.
  @exclusivity(unchecked) private var waiting: [ServerStream?] = []
  @exclusivity(unchecked) private var nextWaiting = 0
  @exclusivity(unchecked) private var idle: [HandlerTask] = []
  @exclusivity(unchecked) private var isScheduled = false

  init(loop: EventLoop) { self.loop = loop }

  /// Takes streams whose handlers are to run once all connections of this turn were read, and leaves `streams` empty: waking a
  /// task costs a fifth of a call, so one task serves the calls of all connections.
  func add(_ streams: inout [ServerStream?]) {
    if waiting.isEmpty {
      // No reference is counted.
      swap(&waiting, &streams)
    } else {
      waiting.append(contentsOf: streams)
      streams.removeAll(keepingCapacity: true)
    }
    guard !isScheduled else { return }
    isScheduled = true
    loop.afterInput(self)
  }

  /// Runs the handlers that were added, each up to its first suspension. On the loop's thread, outside of nghttp2 and of any job.
  func inputIsRead() {
    while nextWaiting < waiting.count {
      // Either way the task takes streams until none waits or its handler suspends.
      if let task = idle.popLast() {
        task.wake()
        loop.runJobs()
      } else {
        HandlerTask.start(in: self, on: loop)
      }
    }
    waiting.removeAll(keepingCapacity: true)
    nextWaiting = 0
    isScheduled = false
  }

  fileprivate func next() -> ServerStream? {
    guard nextWaiting < waiting.count else { return nil }
    defer { nextWaiting += 1 }
    return waiting[nextWaiting].take()
  }

  /// False when there are enough.
  fileprivate func park(_ task: HandlerTask) -> Bool {
    guard idle.count < Self.idleCountMax else { return false }
    idle.append(task)
    return true
  }

  /// Lets the idle tasks end.
  func drainIdle() {
    let ending = idle
    idle = []
    for task in ending {
      task.isCancelled = true
      task.wake()
    }
  }
}

/// One task of a pool, and the call that it serves.
final class HandlerTask: @unchecked Sendable {
  // Unchecked: like its pool.

  @exclusivity(unchecked) fileprivate var isCancelled = false
  @exclusivity(unchecked) private var task: Task<Void, Never>?
  @exclusivity(unchecked) private var parked: UnsafeContinuation<Void, Never>?

  /// Starts on the loop's thread, at once. The function is isolated to nothing: `Task.immediate` would otherwise take over the
  /// isolation of the place where its closure is written, and hop there.
  fileprivate nonisolated static func start(in pool: HandlerPool, on loop: EventLoop) {
    let handlerTask = HandlerTask()
    let task = Task.immediate(executorPreference: loop) { await handlerTask.serve(pool) }
    // The call may have been cancelled before its handler suspended for the first time, when there was no task to cancel.
    if handlerTask.isCancelled { task.cancel() } else { handlerTask.task = task }
  }

  /// Cancels the call that this task serves, and so the task.
  func cancel() {
    isCancelled = true
    task?.cancel()
  }

  fileprivate func wake() {
    let continuation = parked
    parked = nil
    continuation?.resume()
  }

  private nonisolated(nonsending) func serve(_ pool: HandlerPool) async {
    while !isCancelled {
      while !isCancelled, let stream = pool.next() { await stream.runHandler(in: self) }
      guard !isCancelled, pool.park(self) else { break }
      await withUnsafeContinuation { parked = $0 }
    }
    isCancelled = true
    task = nil
  }
}
