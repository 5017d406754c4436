import Glibc
import ReviewStore

/// A thread that owns a connection and runs what it is given on it, one after the other.
///
/// SQLite's calls wait for the disk: they must never run on a thread of an event loop or of the task pool.
final class ConnectionThread: @unchecked Sendable {
  private typealias Job = (SQLiteSession) -> Void

  /// The most calls that wait; more are `.unavailable`.
  static let waitingCountMax = 4_096

  /// Guarded by `mutex`.
  private var jobs: [Job] = []
  private var isClosed = false
  /// Touched by the thread alone, once it runs.
  private var session: SQLiteSession?
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// Runs when nothing waits, after something ran.
  private let idle: (SQLiteSession) -> Void

  /// Released after the session.
  private var lock: FileLock?

  init(
    owning session: sending SQLiteSession, under lock: sending FileLock? = nil,
    idle: @escaping @Sendable (SQLiteSession) -> Void = { _ in }
  ) throws(StoreError) {
    self.session = session
    self.lock = lock
    self.idle = idle
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
    try start()
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Runs `work` on the thread and gives its result.
  func run<Value: Sendable>(
    _ work: @escaping @Sendable (SQLiteSession) throws(StoreError) -> Value
  ) async throws(StoreError) -> Value {
    let result: Result<Value, StoreError> = await withUnsafeContinuation { continuation in
      let job: Job = { session in
        do throws(StoreError) {
          continuation.resume(returning: .success(try work(session)))
        } catch {
          continuation.resume(returning: .failure(error))
        }
      }
      if let refusal = enqueue(job) { continuation.resume(returning: .failure(refusal)) }
    }
    return try result.get()
  }

  /// Takes no more calls, runs those that wait, and gives up the session; returns when that is done.
  func close() async {
    await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
      if enqueue({ _ in }, closing: { continuation.resume() }) != nil { continuation.resume() }
    }
  }

  /// The same without waiting.
  func closeLater() { _ = enqueue({ _ in }, closing: {}) }

  /// Guarded by `mutex`; runs when the session is gone.
  private var afterwards: (() -> Void)?

  private func enqueue(_ job: @escaping Job, closing: (() -> Void)? = nil) -> StoreError? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    if isClosed { return StoreError(.closed, "the store was closed") }
    if let closing {
      isClosed = true
      afterwards = closing
    } else if jobs.count >= Self.waitingCountMax {
      return StoreError(.unavailable, "\(Self.waitingCountMax) calls wait for the database")
    }
    jobs.append(job)
    pthread_cond_signal(condition)
    return nil
  }
}

// MARK: The thread

extension ConnectionThread {
  private func start() throws(StoreError) {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    let code = pthread_create(&thread, nil, { ConnectionThread.main($0!) }, context.toOpaque())
    guard code == 0 else {
      context.release()
      throw StoreError(.unavailable, "no thread for the database: \(String(cString: strerror(code)))")
    }
    pthread_detach(thread)
  }

  private static func main(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<ConnectionThread>.fromOpaque(context).takeRetainedValue().loop()
    return nil
  }

  private func loop() {
    var ready: [Job] = []
    while take(&ready) {
      for job in ready { session.map(job) }
    }
    session = nil
    lock = nil
    afterwards?()
    afterwards = nil
  }

  /// Takes all that waits.
  ///
  /// - Returns: false when the thread was closed and nothing waits any more.
  private func take(_ ready: inout [Job]) -> Bool {
    let hadWork = !ready.isEmpty
    ready.removeAll(keepingCapacity: true)
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    if jobs.isEmpty, hadWork, !isClosed {
      pthread_mutex_unlock(mutex)
      session.map(idle)
      pthread_mutex_lock(mutex)
    }
    while jobs.isEmpty && !isClosed { pthread_cond_wait(condition, mutex) }
    swap(&jobs, &ready)
    return !ready.isEmpty
  }
}
