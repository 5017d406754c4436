import Glibc
import Synchronization

/// Microseconds that only grow: the time of deadlines and timers, unrelated to the calendar.
public enum MonotonicClock: Sendable {
  /// The kernel's CLOCK_MONOTONIC.
  case system
  /// A clock that a test moves by hand.
  case manual(ManualTime)

  /// The time now, in microseconds.
  public func nowMicroseconds() -> Int64 {
    switch self {
    case .system: return Self.systemMicroseconds()
    case .manual(let time): return time.nowMicroseconds
    }
  }

  /// CLOCK_MONOTONIC in microseconds.
  public static func systemMicroseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }
}

/// Time that stands still until it is told to move.
public final class ManualTime: Sendable {
  private let microseconds: Atomic<Int64>

  public init(nowMicroseconds: Int64 = 0) { microseconds = Atomic(nowMicroseconds) }

  public var nowMicroseconds: Int64 { microseconds.load(ordering: .relaxed) }

  /// Moves the time forward.
  public func advance(byMicroseconds difference: Int64) {
    precondition(difference >= 0, "a monotonic clock never goes back")
    microseconds.wrappingAdd(difference, ordering: .relaxed)
  }
}
