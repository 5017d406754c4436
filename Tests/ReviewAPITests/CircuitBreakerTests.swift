import Testing

@testable import ReviewAPI

@Suite("The circuit breaker as a conversation") struct CircuitBreakerTests {
  private static let limits = CircuitBreaker.Limits(
    failureCountToOpen: 3, openMicroseconds: 1_000, successCountToClose: 2)

  private struct Step: Sendable {
    var now: Int64
    /// What is done: "call", or the end of the call of that number.
    var action: Action
    /// What must be so afterwards.
    var state: CircuitBreaker.State

    enum Action: Sendable {
      case call(isLetThrough: Bool)
      case end(Int, CircuitBreaker.Outcome)
    }
  }

  /// Calls that were let through are numbered from 0.
  private func play(_ steps: [Step], sourceLocation: SourceLocation = #_sourceLocation) {
    var breaker = CircuitBreaker(limits: Self.limits)
    var tickets: [CircuitBreaker.Ticket] = []
    for (index, step) in steps.enumerated() {
      switch step.action {
      case .call(let isLetThrough):
        let ticket = breaker.admit(nowMicroseconds: step.now)
        #expect((ticket != nil) == isLetThrough, "step \(index)", sourceLocation: sourceLocation)
        if let ticket { tickets.append(ticket) }
      case .end(let call, let outcome): breaker.end(tickets[call], outcome, nowMicroseconds: step.now)
      }
      #expect(breaker.state == step.state, "step \(index)", sourceLocation: sourceLocation)
    }
  }

  private func call(_ now: Int64, _ isLetThrough: Bool, _ state: CircuitBreaker.State) -> Step {
    Step(now: now, action: .call(isLetThrough: isLetThrough), state: state)
  }

  private func end(_ now: Int64, _ call: Int, _ outcome: CircuitBreaker.Outcome, _ state: CircuitBreaker.State) -> Step
  {
    Step(now: now, action: .end(call, outcome), state: state)
  }

  /// Three failures in a row, which open it at 2 until 1 002.
  private var opened: [Step] {
    [
      call(0, true, .closed(failures: 0)), end(0, 0, .failure, .closed(failures: 1)),
      call(1, true, .closed(failures: 1)), end(1, 1, .failure, .closed(failures: 2)),
      call(2, true, .closed(failures: 2)), end(2, 2, .failure, .open(untilMicroseconds: 1_002)),
    ]
  }

  private let trying = CircuitBreaker.State.halfOpen(successes: 0, isCallUnderWay: true)

  @Test("a success between failures begins the count anew") func rowOfFailures() {
    play([
      call(0, true, .closed(failures: 0)), call(0, true, .closed(failures: 0)), call(0, true, .closed(failures: 0)),
      call(0, true, .closed(failures: 0)), call(0, true, .closed(failures: 0)),
      end(1, 0, .failure, .closed(failures: 1)), end(2, 1, .failure, .closed(failures: 2)),
      end(3, 2, .success, .closed(failures: 0)), end(4, 3, .failure, .closed(failures: 1)),
      end(5, 4, .abandoned, .closed(failures: 1)),
    ])
  }

  @Test("once open nothing is let through until its time is over, and then one call at a time") func opens() {
    play(
      opened + [
        call(1_001, false, .open(untilMicroseconds: 1_002)), call(1_002, true, trying), call(1_003, false, trying),
        call(9_999, false, trying),
      ])
  }

  @Test("so many successes in a row close it again") func closes() {
    play(
      opened + [
        call(1_002, true, trying), end(1_003, 3, .success, .halfOpen(successes: 1, isCallUnderWay: false)),
        call(1_004, true, .halfOpen(successes: 1, isCallUnderWay: true)),
        end(1_005, 4, .success, .closed(failures: 0)), call(1_006, true, .closed(failures: 0)),
      ])
  }

  @Test("one failure of a call that tries opens it anew") func opensAnew() {
    play(
      opened + [
        call(1_002, true, trying), end(1_500, 3, .failure, .open(untilMicroseconds: 2_500)),
        call(2_499, false, .open(untilMicroseconds: 2_500)), call(2_500, true, trying),
      ])
  }

  @Test("a call that tries and that nobody waited for makes room for the next") func abandoned() {
    play(
      opened + [
        call(1_002, true, trying), end(1_003, 3, .abandoned, .halfOpen(successes: 0, isCallUnderWay: false)),
        call(1_004, true, trying),
      ])
  }

  @Test("what was let through before it opened says nothing about the time since") func lateEnds() {
    play(
      [call(0, true, .closed(failures: 0))]
        + [
          call(0, true, .closed(failures: 0)), call(0, true, .closed(failures: 0)), call(0, true, .closed(failures: 0)),
          end(1, 1, .failure, .closed(failures: 1)), end(1, 2, .failure, .closed(failures: 2)),
          end(2, 3, .failure, .open(untilMicroseconds: 1_002)),
          end(3, 0, .success, .open(untilMicroseconds: 1_002)), call(1_002, true, trying),
          end(1_003, 0, .failure, trying),
        ])
  }
}
