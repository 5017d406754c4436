import EventLoop
import RPCCore

/// A transport whose unary calls have a deadline and are repeated where that is safe. The metadata of `ClientOptions` goes with each
/// call; streams are left to whoever reads them.
public struct RetryingTransport<Underlying: ClientTransport>: ClientTransport {
  /// Returns after so many microseconds, or throws when the task is cancelled. Tests put their own time here.
  typealias Pause = @Sendable (Int64) async throws -> Void

  let underlying: Underlying
  let options: ClientOptions
  let clock: MonotonicClock
  let pause: Pause

  private static var unhurried: Set<String> { ["WaitForDecision", "VerifyAuditTrail"] }

  init(
    _ underlying: Underlying, options: ClientOptions, clock: MonotonicClock = .system,
    pause: @escaping Pause = { try await Task.sleep(for: .microseconds($0)) }
  ) {
    self.underlying = underlying
    self.options = options
    self.clock = clock
    self.pause = pause
  }

  public func unary(
    _ method: MethodDescription, _ sealedRequest: [UInt8], options: CallOptions
  ) async throws(RPCError) -> [UInt8] {
    let safety = RetryPolicy.safety(of: method)
    let request =
      safety == .withRequestID ? RequestID.ensured(in: sealedRequest, RequestID.random) : sealedRequest
    var call = withMetadata(options)
    let timeout = options.timeoutMicroseconds ?? defaultTimeout(of: method)
    let deadline = timeout.map { timeout in
      let (deadline, isOver) = clock.nowMicroseconds().addingReportingOverflow(timeout)
      return isOver ? .max : deadline
    }
    var backoff = ConnectionBackoff(self.options.retries.backoff)
    var attempt = 0
    while true {
      attempt += 1
      call.timeoutMicroseconds = deadline.map { $0 - clock.nowMicroseconds() }
      do throws(RPCError) {
        return try await underlying.unary(method, request, options: call)
      } catch {
        guard safety != .never,
          let wait = self.options.retries.wait(
            after: error, attempt: attempt, remainingMicroseconds: deadline.map { $0 - clock.nowMicroseconds() },
            backoff: &backoff, random: .random(in: 0...1)),
          (try? await pause(wait)) != nil
        else { throw error }
      }
    }
  }

  public func open(_ method: MethodDescription, options: CallOptions) async throws(RPCError) -> any ClientCall {
    try await underlying.open(method, options: withMetadata(options))
  }

  private func defaultTimeout(of method: MethodDescription) -> Int64? {
    Self.unhurried.contains(method.name) ? nil : options.timeoutMicroseconds
  }

  private func withMetadata(_ options: CallOptions) -> CallOptions {
    var call = options
    for entry in self.options.metadata.entries { call.metadata.append(entry.name, entry.value) }
    return call
  }
}
