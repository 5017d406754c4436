import ReviewCore
import ReviewStore
import Synchronization

/// One watching stream: a set of changed reviews and one message in flight, no queue. Used by one task.
public final class ReviewWatch: Sendable {
  /// What is still to be told before the live changes.
  enum Phase: Sendable {
    /// Nothing was told yet.
    case starting
    /// A reset was told; a snapshot follows.
    case restarting
    /// The snapshot's remaining reviews, as of one sequence.
    case snapshot(remaining: ArraySlice<AuditID>, count: Int, sequence: Int64)
    /// Changes to be told, as of one sequence; `inSync` follows when it is a resumption.
    case changes(remaining: ArraySlice<WatchPlanItem>, sequence: Int64, resumedCount: Int?)
    /// Waits for the next change.
    case live
  }

  struct State: Sendable {
    var phase = Phase.starting
    /// Everything up to here was told.
    var sequence: Int64 = 0
    var lastTold: Instant
    var nextClocks: Instant?
    /// Where the next periodic clocks begin; nil for the most urgent.
    var clocksAfter: UrgencyKey?
  }

  let engine: ReviewEngine
  let options: WatchOptions
  let signal: Signal
  let number: UInt64
  private let state: Mutex<State>

  init(engine: ReviewEngine, options: WatchOptions, signal: Signal, number: UInt64, now: Instant) {
    self.engine = engine
    self.options = options
    self.signal = signal
    self.number = number
    let interval = options.slaUpdateMicroseconds
    state = Mutex(
      State(lastTold: now, nextClocks: interval > 0 ? now.advanced(byMicroseconds: interval) : nil))
  }

  deinit { end() }

  /// Ends the watch; nothing is kept of it.
  public func end() { engine.view.withLock { $0.watchers.remove(number) } }

  /// What to tell next; returns when there is something.
  ///
  /// - Returns: nil when the service is shutting down or the task is cancelled.
  /// - Throws: `storeUnavailable`, `chainBroken`; the watch is of no use then.
  public func next() async throws(Refusal) -> WatchStep? {
    var current = state.withLock { $0 }
    while true {
      if Task.isCancelled || engine.isStopping { return nil }
      if let step = try await step(&current) {
        current.lastTold = engine.clock.now()
        let after = current
        state.withLock { $0 = after }
        return step
      }
      setWakeAt(current)
      await signal.wait()
    }
  }

  private func step(_ current: inout State) async throws(Refusal) -> WatchStep? {
    switch current.phase {
    case .starting: return try await start(&current)
    case .restarting:
      takeSnapshot(&current)
      return try await step(&current)
    case .snapshot(let remaining, let count, let sequence):
      return try await snapshotStep(&current, remaining, count: count, sequence: sequence)
    case .changes(let remaining, let sequence, let resumedCount):
      return try await changesStep(&current, remaining, sequence: sequence, resumedCount: resumedCount)
    case .live: return try await liveStep(&current)
    }
  }

  // MARK: Start

  private func start(_ current: inout State) async throws(Refusal) -> WatchStep? {
    guard !options.resumeToken.isEmpty else {
      takeSnapshot(&current)
      return try await step(&current)
    }
    let resumption = try await engine.resumption(options, number: number)
    guard let resumption else {
      current.phase = .restarting
      return .reset(.tokenNotUsable)
    }
    current.phase = .changes(
      remaining: resumption.items[...], sequence: resumption.sequence, resumedCount: resumption.count)
    return try await step(&current)
  }

  private func takeSnapshot(_ current: inout State) {
    let now = engine.now()
    let (auditIDs, sequence) = engine.view.withLock { view in
      var found: [AuditID] = []
      view.queue.forEach(matching: options.filter, now: now) { review in
        found.append(review.auditID)
        return true
      }
      // Changes up to here are in the snapshot; those after it are told later.
      _ = view.watchers.drain(number)
      return (found, view.head.sequence)
    }
    current.phase = .snapshot(remaining: auditIDs[...], count: auditIDs.count, sequence: sequence)
  }

  private func snapshotStep(
    _ current: inout State, _ remaining: ArraySlice<AuditID>, count: Int, sequence: Int64
  ) async throws(Refusal) -> WatchStep {
    guard !remaining.isEmpty else { return inSync(&current, count: count, isResumed: false, sequence: sequence) }
    let page = Array(remaining.prefix(engine.limits.recordPageCount))
    current.phase = .snapshot(remaining: remaining.dropFirst(page.count), count: count, sequence: sequence)
    return .snapshot(try await engine.reviews(page, through: sequence), sequence: sequence, now: engine.now())
  }

  private func inSync(_ current: inout State, count: Int, isResumed: Bool, sequence: Int64) -> WatchStep {
    current.phase = .live
    current.sequence = sequence
    return .inSync(count: count, isResumed: isResumed, sequence: sequence, token: token(sequence))
  }

  // MARK: Changes

  private func changesStep(
    _ current: inout State, _ remaining: ArraySlice<WatchPlanItem>, sequence: Int64, resumedCount: Int?
  ) async throws(Refusal) -> WatchStep? {
    guard !remaining.isEmpty else {
      guard let resumedCount else {
        current.phase = .live
        current.sequence = sequence
        return nil
      }
      return inSync(&current, count: resumedCount, isResumed: true, sequence: sequence)
    }
    let page = Array(remaining.prefix(engine.limits.recordPageCount))
    let rest = remaining.dropFirst(page.count)
    let now = engine.now()
    let changes = try await engine.changes(for: page, options.filter, through: sequence, now: now)
    current.phase = .changes(remaining: rest, sequence: sequence, resumedCount: resumedCount)
    // What came and left between two messages is nothing to tell; the silence goes on.
    guard !changes.isEmpty else { return try await step(&current) }
    let isComplete = rest.isEmpty && resumedCount == nil
    if isComplete {
      current.phase = .live
      current.sequence = sequence
    }
    return .changes(changes, sequence: sequence, token: isComplete ? token(sequence) : "", now: now)
  }

  private func liveStep(_ current: inout State) async throws(Refusal) -> WatchStep? {
    let (drained, sequence) = engine.view.withLock { view in
      let (pending, isOverflowing) = view.watchers.drain(number)
      let items = pending.map { WatchPlanItem(auditID: $0, pending: $1) }
      return (isOverflowing ? nil : items, view.head.sequence)
    }
    guard let drained else {
      current.phase = .restarting
      return .reset(.slowConsumer)
    }
    guard drained.isEmpty else {
      let inOrder = drained.sorted { $0.auditID < $1.auditID }
      current.phase = .changes(remaining: inOrder[...], sequence: sequence, resumedCount: nil)
      return try await step(&current)
    }
    current.sequence = sequence
    return timedStep(&current)
  }

  // MARK: Time

  private func timedStep(_ current: inout State) -> WatchStep? {
    let now = engine.clock.now()
    if now < current.lastTold { restartTimes(&current, now: now) }
    if let due = current.nextClocks, due <= now {
      current.nextClocks = now.advanced(byMicroseconds: options.slaUpdateMicroseconds)
      let (clocks, next) = engine.runningClocks(options.filter, after: current.clocksAfter, now: engine.now())
      current.clocksAfter = next
      if !clocks.isEmpty { return .clocks(clocks, token: token(current.sequence), now: engine.now()) }
    }
    guard now >= heartbeatAt(current) else { return nil }
    return .heartbeat(now: engine.now(), token: token(current.sequence))
  }

  /// The wall clock went back: the silence counts from now.
  private func restartTimes(_ current: inout State, now: Instant) {
    current.lastTold = now
    if current.nextClocks != nil {
      current.nextClocks = now.advanced(byMicroseconds: options.slaUpdateMicroseconds)
    }
  }

  private func heartbeatAt(_ current: State) -> Instant {
    current.lastTold.advanced(byMicroseconds: options.heartbeatMicroseconds)
  }

  /// When it wants to be woken by `moveClocks` without a change.
  private func setWakeAt(_ current: State) {
    let heartbeatAt = heartbeatAt(current)
    let wakeAt = current.nextClocks.map { min($0, heartbeatAt) } ?? heartbeatAt
    engine.view.withLock { $0.watchers.setWakeAt(wakeAt, of: number) }
  }

  private func token(_ sequence: Int64) -> String {
    engine.resumeToken(sequence: sequence, filter: options.filter, binding: options.binding)
  }
}
