/// When a client asks by PING whether its server is still there (gRFC A8).
///
/// A value: what happened goes in with its time, what to do comes out.
public struct Keepalive: Sendable {
  /// However often a server complains, the interval grows no further.
  public static let factorMax: Int64 = 1_024

  public struct Limits: Sendable {
    /// Silence after which a PING is sent; nil for never. Less than `intervalMicrosecondsMin` counts as that: servers end
    /// connections whose clients ask more often.
    public var intervalMicroseconds: Int64?
    /// How long the answer may take; longer: the connection is given up.
    public var timeoutMicroseconds: Int64 = 20_000_000
    /// Whether it also asks while no call runs.
    public var asksWithoutCalls = false

    public static let intervalMicrosecondsMin: Int64 = 10_000_000

    public init() {}
  }

  public enum OnTimer: Sendable, Equatable {
    case ping(nextMicroseconds: Int64)
    case wait(untilMicroseconds: Int64)
    case giveUp
  }

  /// A year: a longer interval counts as this.
  private static let intervalMicrosecondsMax: Int64 = 365 * 86_400 * 1_000_000

  private let limits: Limits
  private var intervalMicroseconds: Int64
  private var lastReadMicroseconds: Int64
  private var pingMicroseconds: Int64?

  /// Nil when no PING is ever to be sent.
  /// - Parameter factor: how many times longer than usual to wait, for a server that found us too curious.
  public init?(_ limits: Limits, factor: Int64 = 1, nowMicroseconds: Int64) {
    guard let interval = limits.intervalMicroseconds else { return nil }
    self.limits = limits
    let usual = min(max(interval, Limits.intervalMicrosecondsMin), Self.intervalMicrosecondsMax)
    intervalMicroseconds = usual * min(factor, Self.factorMax)
    lastReadMicroseconds = nowMicroseconds
  }

  /// When to ask for the first time.
  public var firstMicroseconds: Int64 { lastReadMicroseconds + intervalMicroseconds }

  /// Bytes came: whatever they are, the server lives.
  public mutating func read(nowMicroseconds: Int64) {
    lastReadMicroseconds = nowMicroseconds
    pingMicroseconds = nil
  }

  /// The time that was last named has come.
  public mutating func timer(nowMicroseconds: Int64, hasCalls: Bool) -> OnTimer {
    if let pingMicroseconds {
      let end = pingMicroseconds + limits.timeoutMicroseconds
      return nowMicroseconds >= end ? .giveUp : .wait(untilMicroseconds: end)
    }
    let due = lastReadMicroseconds + intervalMicroseconds
    if nowMicroseconds < due { return .wait(untilMicroseconds: due) }
    guard hasCalls || limits.asksWithoutCalls else {
      return .wait(untilMicroseconds: nowMicroseconds + intervalMicroseconds)
    }
    pingMicroseconds = nowMicroseconds
    return .ping(nextMicroseconds: nowMicroseconds + limits.timeoutMicroseconds)
  }
}
