import Glibc

/// Work for a thread of its own that ends with it.
final class Detached: Sendable {
  private let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }

  /// - Returns: why there is no such thread, and nothing was done.
  func start() -> SystemError? {
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(self)
    let result = pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<Detached>.fromOpaque(argument!).takeRetainedValue().body()
        return nil
      }, argument.toOpaque())
    guard result == 0 else {
      argument.release()
      return SystemError("pthread_create", number: result)
    }
    pthread_detach(thread)
    return nil
  }
}
