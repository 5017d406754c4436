/// How long to wait before the next attempt to connect (gRPC's connection-backoff.md).
///
/// A value: randomness is an argument.
public struct ConnectionBackoff: Sendable, Equatable {
  public struct Limits: Sendable, Equatable {
    public var initialMicroseconds: Int64 = 1_000_000
    public var maxMicroseconds: Int64 = 120_000_000
    /// Each wait is the last one times this.
    public var multiplier = 1.6
    /// Each wait is longer or shorter by up to this share, so that clients do not come back all at once.
    public var jitter = 0.2

    public init() {}
  }

  private let limits: Limits
  /// The next wait without its jitter.
  private var nextMicroseconds: Double

  public init(_ limits: Limits = Limits()) {
    self.limits = limits
    nextMicroseconds = Double(limits.initialMicroseconds)
  }

  /// The wait after an attempt that failed, counted from its start.
  /// - Parameter random: from 0 to 1, evenly.
  public mutating func next(random: Double) -> Int64 {
    let wait = min(nextMicroseconds, Double(limits.maxMicroseconds))
    nextMicroseconds = min(wait * limits.multiplier, Double(limits.maxMicroseconds))
    return Int64(wait * (1 + limits.jitter * (2 * random - 1)))
  }

  /// An attempt succeeded: the next failure waits as if it were the first.
  public mutating func reset() { nextMicroseconds = Double(limits.initialMicroseconds) }
}
