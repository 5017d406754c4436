import EventLoop
import ReviewStore

/// Makes the partitions of the next months, long before they are needed.
final class MonthsAhead: TimerHandler, Sendable {
  /// How often it is looked whether one is missing.
  static let intervalMicroseconds: Int64 = 6 * 3_600_000_000

  private let loop: EventLoop
  private let line: Line

  init(_ line: Line, on loop: EventLoop) {
    self.line = line
    self.loop = loop
  }

  /// On the loop's thread.
  func timerFired(_ token: Int) {
    look()
    schedule()
  }

  /// Makes what is missing by the database's own clock.
  func look() {
    var values = BinaryValues()
    values.add(PostgresStore.monthsAhead)
    // What fails is tried again next time; until then the default partition takes what comes.
    line.submit(.addPartitions, values, withinMicroseconds: PostgresStore.searchMicrosecondsMax) { _ in }
  }

  func schedule() {
    _ = loop.setTimer(atMicroseconds: loop.clock.nowMicroseconds() + Self.intervalMicroseconds, self, token: 0)
  }
}
