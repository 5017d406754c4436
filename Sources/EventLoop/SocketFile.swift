import Glibc

/// The file of one unix socket, told from a later one at the same path.
public struct SocketFile: Sendable, Equatable {
  public let path: String
  private let device: dev_t
  private let inode: ino_t

  /// Nil when there is no socket at the path; a link to one is none.
  public init?(path: String) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return nil }
    self.path = path
    device = status.st_dev
    inode = status.st_ino
  }

  /// Removes the file if it is still this one. To be called while its socket is open: only then can no other file have its inode.
  public func remove() {
    let lock = DirectoryLock(above: path)
    if SocketFile(path: path) == self { unlink(path) }
    _ = consume lock
  }
}
