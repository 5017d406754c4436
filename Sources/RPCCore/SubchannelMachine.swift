/// The life of the connection to one address, without I/O (connectivity-semantics-and-api.md).
///
/// A value: time and randomness are arguments.
public struct SubchannelMachine: Sendable {
  public enum State: Sendable, Equatable {
    /// No connection, nobody asked for one. Can become `connecting`.
    case idle
    /// An attempt runs since then. Can become `ready`, `waiting`.
    case connecting(sinceMicroseconds: Int64)
    /// Calls can be sent. Can become `draining`, `idle`, `waiting`.
    case ready(sinceMicroseconds: Int64)
    /// The last attempt failed; the next one starts then. Can become `connecting`.
    case waiting(untilMicroseconds: Int64)
    /// Terminal.
    case closed
  }

  public enum OnEnd: Sendable, Equatable {
    /// Connect again at once.
    case connect
    /// Connect again at this time.
    case waitUntil(Int64)
    case nothing
  }

  /// A connection that lived for so long without answering a call counts as one that worked.
  public static let provenMicroseconds: Int64 = 10_000_000

  public private(set) var state = State.idle
  /// Whether calls that do not wait for readiness fail: from a failed attempt to the next success, as gRPC's round_robin has it.
  public private(set) var hasFailed = false
  private var backoff: ConnectionBackoff
  /// Whether the last connection had proved nothing when it ended, and was replaced at once all the same.
  private var hasTrustedOnce = false

  public init(backoff: ConnectionBackoff = ConnectionBackoff()) { self.backoff = backoff }

  /// Somebody wants a connection.
  /// - Returns: whether an attempt starts now.
  public mutating func connect(nowMicroseconds: Int64) -> Bool {
    switch state {
    case .idle:
      state = .connecting(sinceMicroseconds: nowMicroseconds)
      return true
    case .connecting, .ready, .waiting, .closed: return false
    }
  }

  /// The wait before the next attempt is over.
  public mutating func waited(nowMicroseconds: Int64) -> Bool {
    guard case .waiting = state else { return false }
    state = .connecting(sinceMicroseconds: nowMicroseconds)
    return true
  }

  /// The server's SETTINGS came.
  public mutating func connected(nowMicroseconds: Int64) {
    guard case .connecting = state else { return }
    state = .ready(sinceMicroseconds: nowMicroseconds)
    hasFailed = false
  }

  /// The attempt failed, or the connection ended, by a GOAWAY too.
  /// - Parameters:
  ///   - hasAnswered: whether the server answered a call on it: such a connection, or one that lived for `provenMicroseconds`, is
  ///     replaced at once. Any other only once: a server that lets everybody in and then hangs up would otherwise be asked as
  ///     fast as the network allows.
  ///   - random: from 0 to 1, evenly.
  public mutating func ended(nowMicroseconds: Int64, hasAnswered: Bool, random: Double) -> OnEnd {
    switch state {
    case .idle, .waiting, .closed: return .nothing
    case .connecting(let since):
      hasFailed = true
      return wait(since: since, nowMicroseconds, random)
    case .ready(let since):
      let isProven = hasAnswered || nowMicroseconds - since >= Self.provenMicroseconds
      if !isProven, hasTrustedOnce { return wait(since: since, nowMicroseconds, random) }
      hasTrustedOnce = !isProven
      if isProven { backoff.reset() }
      state = .connecting(sinceMicroseconds: nowMicroseconds)
      return .connect
    }
  }

  private mutating func wait(since: Int64, _ nowMicroseconds: Int64, _ random: Double) -> OnEnd {
    let until = max(nowMicroseconds, since + backoff.next(random: random))
    state = .waiting(untilMicroseconds: until)
    return .waitUntil(until)
  }

  /// Nothing is to be connected any more.
  public mutating func close() { state = .closed }
}
