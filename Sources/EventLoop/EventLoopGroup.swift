import Glibc
import Synchronization

/// A number of event loops, each on a thread of its own.
public final class EventLoopGroup: Sendable {
  public let loops: [EventLoop]
  private let threads = Mutex<[pthread_t]>([])

  /// - Parameter count: number of loops, at least one.
  public init(count: Int) throws(SystemError) {
    var loops: [EventLoop] = []
    for index in 0..<max(1, count) { loops.append(try EventLoop(index: index)) }
    self.loops = loops
  }

  /// The number of processors that this process may use.
  public static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Starts the threads. To be called once.
  public func start() throws(SystemError) {
    for loop in loops {
      let thread = try Self.startThread(loop)
      threads.withLock { $0.append(thread) }
    }
  }

  /// Stops the loops and waits for their threads. Not callable from one of them.
  public func stop() {
    let running = threads.withLock { threads in
      defer { threads = [] }
      return threads
    }
    for loop in loops { loop.stop() }
    for thread in running { pthread_join(thread, nil) }
  }

  private static func startThread(_ loop: EventLoop) throws(SystemError) -> pthread_t {
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(loop)
    let result = pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<EventLoop>.fromOpaque(argument!).takeRetainedValue().run()
        return nil
      }, argument.toOpaque())
    guard result == 0 else {
      argument.release()
      throw SystemError("pthread_create", number: result)
    }
    return thread
  }
}
