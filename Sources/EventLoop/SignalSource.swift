import CLinux
import Glibc

/// Delivers signals as ordinary calls on an event loop, where anything may be done that a signal handler must not do.
public final class SignalSource: ReadinessHandler {
  /// The signals that a server listens to.
  public enum Signal: Int32, Sendable, CaseIterable {
    case hangUp = 1
    case interrupt = 2
    case terminate = 15
  }

  private let body: @Sendable (Signal) -> Void
  private let descriptor: Int32

  private init(descriptor: Int32, body: @escaping @Sendable (Signal) -> Void) {
    self.descriptor = descriptor
    self.body = body
  }

  /// Calls `body` on `loop`'s thread for each of these signals, until the process ends. To be called once in a process,
  /// on any thread, before or after the loop runs.
  public static func watch(
    _ signals: [Signal], on loop: EventLoop, _ body: @escaping @Sendable (Signal) -> Void
  ) throws(SystemError) {
    let descriptor = clinux_signal_pipe()
    guard descriptor >= 0 else { throw SystemError("pipe2") }
    for signal in signals where clinux_watch_signal(signal.rawValue) != 0 { throw SystemError("sigaction") }
    loop.submit {
      let source = SignalSource(descriptor: descriptor, body: body)
      _ = try? loop.register(descriptor: descriptor, .read, source)
    }
  }

  public func ready(_ readiness: Readiness) {
    var byte: UInt8 = 0
    while read(descriptor, &byte, 1) == 1 {
      if let signal = Signal(rawValue: Int32(byte)) { body(signal) }
    }
  }
}
