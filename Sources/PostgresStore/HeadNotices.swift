import EventLoop
import ReviewStore
import Synchronization

/// Tells other servers that the chain grew, and hears it from them, on a connection of its own.
///
/// A transaction that notifies takes a lock of the whole instance until it has committed, so an append never does: a notice
/// follows the commit, twenty a second at most. Notices may be lost or doubled; whoever hears one reads the head, and
/// polls it besides.
final class HeadNotices: TimerHandler, @unchecked Sendable {
  // Unchecked: but for `wake`, the state is touched by the loop's thread alone once the store is there.

  /// The shortest time between two notices of this server.
  static let intervalMicroseconds: Int64 = 50_000

  private let loop: EventLoop
  private let wake: Mutex<@Sendable () -> Void>
  private var line: Line?
  private var pending: Int64 = 0
  private var isWaiting = false
  /// Which chain; set once, before anything is told.
  var chain: Int32 = 0

  init(_ settings: ConnectionSettings, _ check: SessionCheck, on loop: EventLoop) {
    self.loop = loop
    wake = Mutex({})
    line = Line(settings, check: check, on: loop, greeting: .listen) { [unowned self] in self.heard($0) }
  }

  // MARK: From any thread

  /// Calls `wake` for each notice of another server from now on.
  func onNotice(_ wake: @escaping @Sendable () -> Void) {
    self.wake.withLock { $0 = wake }
    line?.keepConnected()
  }

  /// The chain grew by this server.
  func committed(through sequence: Int64) {
    loop.submit { [self] in
      pending = max(pending, sequence)
      tellLater()
    }
  }

  func close() async {
    await line?.close()
  }

  func closeLater() { line?.closeLater() }

  // MARK: On the loop's thread

  private func heard(_ payload: String) {
    guard payload.hasPrefix("\(chain):") else { return }
    let wake = wake.withLock { $0 }
    wake()
  }

  private func tellLater() {
    guard !isWaiting else { return }
    isWaiting = true
    tell()
    _ = loop.setTimer(atMicroseconds: loop.clock.nowMicroseconds() + Self.intervalMicroseconds, self, token: 0)
  }

  func timerFired(_ token: Int) {
    isWaiting = false
    if pending > 0 { tellLater() }
  }

  private func tell() {
    var values = BinaryValues()
    values.add("\(chain):\(pending)")
    pending = 0
    line?.submit(.notify, values, withinMicroseconds: PostgresStore.readMicrosecondsMax) { _ in }
  }
}
