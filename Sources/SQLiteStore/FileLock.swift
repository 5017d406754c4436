import Glibc
import ReviewStore

/// Keeps a second server off the same file, also one in this process, until it is released or its process ends.
///
/// The lock is on a file beside the database. SQLite's own locks are POSIX ones, which a process loses for the whole file as soon
/// as it closes any descriptor of it, so nothing of ours may open the database itself while SQLite has it open.
/// The lock file is never removed: removing it would let two servers lock two files of one name.
final class FileLock {
  private let descriptor: Int32

  /// - Throws: `.unusable` when another server has it, `.unavailable` when the file cannot be made.
  init(forDatabase path: String) throws(StoreError) {
    let lockPath = path + ".lock"
    descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreError(.unavailable, "\(lockPath): \(String(cString: strerror(errno)))") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno
      throw reason == EWOULDBLOCK
        ? StoreError(.unusable, "\(path): in use by another server; one server at a time may open it")
        : StoreError(.unavailable, "\(lockPath): \(String(cString: strerror(reason)))")
    }
  }

  deinit { close(descriptor) }
}

/// The database's file.
enum DatabaseFile {
  /// The path without symbolic links, so that one file has one lock. The file need not exist; its folder must.
  static func resolved(_ path: String) throws(StoreError) -> String {
    if let resolved = realPath(path) { return resolved }
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard let resolved = realPath(folder) else { throw failure(path) }
    return resolved == "/" ? "/" + name : resolved + "/" + name
  }

  /// Makes the file with mode 0600 where there is none, before SQLite would make it readable for others; the files beside it
  /// inherit its mode. Only for whoever has the lock (see `FileLock`).
  static func make(_ path: String) throws(StoreError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(path) }
    close(descriptor)
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func failure(_ path: String) -> StoreError {
    StoreError(.unavailable, "\(path): \(String(cString: strerror(errno)))")
  }
}
