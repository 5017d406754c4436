import Glibc

/// Keeps other servers of ours from making or removing a socket in the same directory at the same time. Given up with its value.
struct DirectoryLock: ~Copyable {
  /// Whoever holds it needs microseconds; beyond: it is not ours.
  static let waitMillisecondsMax: Int32 = 1_000
  private static let stepMilliseconds: Int32 = 5

  private let descriptor: Int32

  /// Nil when the directory of `path` cannot be read, or is held for too long.
  init?(above path: String) {
    let directory = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var waited: Int32 = 0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR, waited < Self.waitMillisecondsMax else {
        close(descriptor)
        return nil
      }
      poll(nil, 0, Self.stepMilliseconds)
      waited += Self.stepMilliseconds
    }
  }

  deinit { close(descriptor) }
}
