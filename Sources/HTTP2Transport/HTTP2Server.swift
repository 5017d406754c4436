import EventLoop
import Glibc
import RPCCore
import Synchronization

/// A gRPC server over HTTP/2: in cleartext with prior knowledge (RFC 9113 §3.3), or over TLS with ALPN (§3.2).
///
/// Each connection belongs to one event loop for its whole life, and its handlers run on that loop's thread.
public final class HTTP2Server: Sendable {
  private let loops: EventLoopGroup
  private let environment: ServerEnvironment
  private let workers: [ServerWorker]
  private let socketFiles = Mutex<[SocketFile]>([])

  /// - Parameter loops: where connections live; to be started by the caller, before or after.
  public init(router: Router, configuration: ServerConfiguration = ServerConfiguration(), loops: EventLoopGroup) {
    self.loops = loops
    let environment = ServerEnvironment(router: router, configuration: configuration, loopCount: loops.loops.count)
    self.environment = environment
    workers = loops.loops.map { ServerWorker(loop: $0, environment: environment) }
  }

  /// What the server did and does.
  public var snapshot: ServerSnapshot { environment.snapshot }

  /// Binds the addresses and accepts connections on every loop.
  /// - Returns: the addresses in their order, with the ports that were chosen for port 0.
  /// - Throws: when one cannot be bound; none is listened to then.
  public func start(_ addresses: [ListenAddress]) throws(SystemError) -> [ListenAddress] {
    var bound: [ListenAddress] = []
    var sockets: [[ListeningSocket]] = []
    var files: [SocketFile] = []
    do {
      for address in addresses {
        let (each, actual) = try ListeningSocket.bind(address, count: workers.count)
        sockets.append(each)
        bound.append(actual)
        if case .unix(let path) = actual, let file = SocketFile(path: path) { files.append(file) }
      }
    } catch {
      for file in files { file.remove() }
      for socket in sockets.joined() { close(socket.descriptor) }
      throw error
    }
    socketFiles.withLock { $0 += files }
    for each in sockets {
      for (worker, socket) in zip(workers, each) { worker.loop.submit { worker.listen(socket) } }
    }
    return bound
  }

  /// Returns once every loop has done what it was given before, and has written what came of it, as far as the sockets take it.
  public func settle() async {
    for worker in workers {
      await withUnsafeContinuation { continuation in
        // A turn takes its mail first, then runs tasks, and writes last: the next turn's mail comes after all of that.
        worker.loop.submit { worker.loop.submit { continuation.resume() } }
      }
    }
  }

  /// Ends gracefully: frees the paths of its unix sockets, accepts nothing more, tells the callers (two GOAWAY frames), lets
  /// running calls finish for `gracePeriodMicroseconds`, ends what is left with UNAVAILABLE, and closes what then is still open
  /// after a second.
  public func drain(gracePeriodMicroseconds: Int64) async {
    removeSocketFiles()
    let timers = DrainTimers(workers: workers, gracePeriodMicroseconds: gracePeriodMicroseconds)
    await withTaskGroup(of: Void.self) { group in
      for worker in workers {
        group.addTask {
          await withUnsafeContinuation { continuation in
            worker.loop.submit {
              worker.drain { continuation.resume() }
              timers.start(worker)
            }
          }
        }
      }
    }
  }

  /// Closes everything at once; running calls are cancelled.
  public func stop() {
    removeSocketFiles()
    for worker in workers { worker.loop.submit { worker.stop() } }
  }

  /// Before the listeners close: a server that starts while this one drains may listen at the same paths, and keeps its files.
  private func removeSocketFiles() {
    let files = socketFiles.withLock { files in
      defer { files = [] }
      return files
    }
    for file in files { file.remove() }
  }
}

/// The two moments of a graceful end at which patience runs out.
private final class DrainTimers: TimerHandler, @unchecked Sendable {
  // Unchecked: immutable, and each timer touches the worker of its own loop.

  /// Between the UNAVAILABLE of the calls and the close of the sockets.
  private static let lastWordMicroseconds: Int64 = 1_000_000

  private let workers: [ServerWorker]
  private let gracePeriodMicroseconds: Int64

  init(workers: [ServerWorker], gracePeriodMicroseconds: Int64) {
    self.workers = workers
    self.gracePeriodMicroseconds = gracePeriodMicroseconds
  }

  func start(_ worker: ServerWorker) {
    guard let index = workers.firstIndex(where: { $0 === worker }) else { return }
    let end = worker.loop.clock.nowMicroseconds() + gracePeriodMicroseconds
    _ = worker.loop.setTimer(atMicroseconds: end, self, token: 2 * index)
    _ = worker.loop.setTimer(atMicroseconds: end + Self.lastWordMicroseconds, self, token: 2 * index + 1)
  }

  func timerFired(_ token: Int) {
    let worker = workers[token / 2]
    if token % 2 == 0 { worker.endCalls() } else { worker.stop() }
  }
}
