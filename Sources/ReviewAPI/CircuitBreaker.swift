/// Keeps calls away from a peer that fails, and finds out when it works again. A value: time is an argument.
struct CircuitBreaker: Sendable {
  /// When it opens and closes.
  struct Limits: Sendable {
    /// So many failures in a row open it.
    var failureCountToOpen = 5
    /// So long no call is let through; then single calls try.
    var openMicroseconds: Int64 = 10_000_000
    /// So many successes in a row of those close it.
    var successCountToClose = 2
  }

  enum State: Equatable, Sendable {
    /// Every call is let through. Can become `open`.
    case closed(failures: Int)
    /// None is. Becomes `halfOpen` with the first call after that moment.
    case open(untilMicroseconds: Int64)
    /// One call at a time is. Can become `closed` or `open`.
    case halfOpen(successes: Int, isCallUnderWay: Bool)
  }

  /// Stands for one call that was let through; each is given back once.
  struct Ticket: Equatable, Sendable {
    fileprivate let generation: UInt64
  }

  /// How such a call ended.
  enum Outcome: Sendable {
    case success
    case failure
    /// Nobody waited for its end, which says nothing about the peer.
    case abandoned
  }

  private(set) var state = State.closed(failures: 0)
  private let limits: Limits
  /// Grows when the state changes its kind: what was let through before says nothing about the time since.
  private var generation: UInt64 = 0

  init(limits: Limits = Limits()) { self.limits = limits }

  /// - Returns: nil where the call is not to be made.
  mutating func admit(nowMicroseconds now: Int64) -> Ticket? {
    switch state {
    case .closed: break
    case .open(let until):
      guard now >= until else { return nil }
      change(to: .halfOpen(successes: 0, isCallUnderWay: true))
    case .halfOpen(_, isCallUnderWay: true): return nil
    case .halfOpen(let successes, isCallUnderWay: false):
      state = .halfOpen(successes: successes, isCallUnderWay: true)
    }
    return Ticket(generation: generation)
  }

  /// Takes the end of a call; one that was let through before the last change counts no more.
  mutating func end(_ ticket: Ticket, _ outcome: Outcome, nowMicroseconds now: Int64) {
    guard ticket.generation == generation else { return }
    switch (state, outcome) {
    case (.open, _): break
    case (.closed(let failures), .failure):
      if failures + 1 < limits.failureCountToOpen {
        state = .closed(failures: failures + 1)
      } else {
        open(now)
      }
    case (.closed, .success): state = .closed(failures: 0)
    case (.closed, .abandoned): break
    case (.halfOpen, .failure): open(now)
    case (.halfOpen(let successes, _), .success):
      if successes + 1 < limits.successCountToClose {
        state = .halfOpen(successes: successes + 1, isCallUnderWay: false)
      } else {
        change(to: .closed(failures: 0))
      }
    case (.halfOpen(let successes, _), .abandoned): state = .halfOpen(successes: successes, isCallUnderWay: false)
    }
  }

  private mutating func open(_ now: Int64) {
    change(to: .open(untilMicroseconds: now + limits.openMicroseconds))
  }

  private mutating func change(to state: State) {
    self.state = state
    generation += 1
  }
}
