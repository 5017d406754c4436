import ReviewCore

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where the engine's time comes from. Tests move theirs by hand.
public protocol EngineClock: Sendable {
  /// The present moment of UTC; may go back, the chain does not.
  func now() -> Instant

  /// Two words nobody can guess, for the free bits of an audit id.
  func random() -> (UInt64, UInt64)
}

/// The server's wall clock and the system's generator of random numbers.
public struct SystemClock: EngineClock {
  public init() {}

  public func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(unixMicroseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }

  public func random() -> (UInt64, UInt64) {
    var generator = SystemRandomNumberGenerator()
    return (generator.next(), generator.next())
  }
}
