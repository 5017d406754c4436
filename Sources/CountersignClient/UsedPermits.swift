import AuditTrail
import Glibc
import Synchronization

/// Remembers which permits were used, for as long as there are executors.
public protocol UsedPermits: Sendable {
  /// Uses a permit up.
  ///
  /// Durable on return: whatever happens then, no second call with this id returns, in this process or a later one.
  /// - Throws: `.alreadyUsed`; `.useNotRecorded` when that cannot be found out or made durable: then nobody may act on the permit.
  func use(_ permitID: String) throws(VerificationRefusal)
}

/// Used permits in one file, which one process at a time may have open.
///
/// One line of 64 hexadecimal digits for each permit: SHA-256 of its id. A line is in the file and the file on its disk before
/// `use` returns. A crash may leave a part of a line, whose `use` never returned: the next opening cuts it off.
public final class UsedPermitsFile: UsedPermits {
  /// Digits and a line feed.
  private static let lineBytes = 2 * SHA256Digest.byteCount + 1

  private struct State {
    var used: Set<SHA256Digest>
    /// Why nothing more can be recorded; nil while it can.
    var failure: String?
  }

  public let path: String
  private let descriptor: Int32
  private let file: (device: dev_t, inode: ino_t)
  private let state: Mutex<State>

  /// Opens the file, which is made with mode 0600 where there is none, and reads what was used.
  ///
  /// - Throws: `.useNotRecorded`: another process has it, it cannot be read or written, or it is damaged.
  public init(path: String) throws(VerificationRefusal) {
    // Not through a link: the lock would be on a file that another name leads to as well.
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.systemFailure(path) }
    do throws(VerificationRefusal) {
      file = try Self.lock(descriptor, path)
      let used = try Self.read(descriptor, path)
      try Self.sync(folderOf: path)
      state = Mutex(State(used: used))
    } catch {
      close(descriptor)
      throw error
    }
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  public func use(_ permitID: String) throws(VerificationRefusal) {
    let digest = SHA256.hash(Array(permitID.utf8))
    // Taken before it is written: of two at once, one is refused although the other one may still fail.
    let (isFirst, failure) = state.withLock { state in
      guard state.failure == nil else { return (false, state.failure) }
      return (state.used.insert(digest).inserted, nil)
    }
    if let failure { throw Self.refusal(path, failure) }
    guard isFirst else { throw VerificationRefusal(.alreadyUsed, "The permit was used before.") }
    do throws(VerificationRefusal) {
      try append(digest)
    } catch {
      // What is on the disk after a failed write or fsync nobody knows: it is read again at the next opening.
      state.withLock { $0.failure = $0.failure ?? error.message }
      throw error
    }
  }

  private func append(_ digest: SHA256Digest) throws(VerificationRefusal) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_dev == file.device, status.st_ino == file.inode else {
      throw Self.refusal(path, "was removed or replaced")
    }
    let line = Array((digest.hexadecimal + "\n").utf8)
    let written = line.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    guard written == line.count else { throw written < 0 ? Self.systemFailure(path) : Self.refusal(path, "is full") }
    guard fsync(descriptor) == 0 else { throw Self.systemFailure(path) }
  }
}

// MARK: Opening

extension UsedPermitsFile {
  private static func lock(
    _ descriptor: Int32, _ path: String
  ) throws(VerificationRefusal) -> (device: dev_t, inode: ino_t) {
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw errno == EWOULDBLOCK ? refusal(path, "is open in another process") : systemFailure(path)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw systemFailure(path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw refusal(path, "is no regular file") }
    return (status.st_dev, status.st_ino)
  }

  private static func read(_ descriptor: Int32, _ path: String) throws(VerificationRefusal) -> Set<SHA256Digest> {
    var used: Set<SHA256Digest> = []
    var line = [UInt8](repeating: 0, count: lineBytes)
    var offset: off_t = 0
    while true {
      let count = line.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, offset) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw systemFailure(path) }
      if count < lineBytes {
        try requireEnd(descriptor, path, at: offset + off_t(count))
        break
      }
      guard line.last == UInt8(ascii: "\n"),
        let digest = SHA256Digest(hexadecimal: String(decoding: line.dropLast(), as: UTF8.self))
      else { throw refusal(path, "is damaged at byte \(offset)") }
      used.insert(digest)
      offset += off_t(lineBytes)
    }
    guard ftruncate(descriptor, offset) == 0, fsync(descriptor) == 0 else { throw systemFailure(path) }
    return used
  }

  /// A short read elsewhere is a fault of the disk: cutting the file there would forget what was used.
  private static func requireEnd(_ descriptor: Int32, _ path: String, at offset: off_t) throws(VerificationRefusal) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw systemFailure(path) }
    guard status.st_size == offset else { throw refusal(path, "cannot be read at byte \(offset)") }
  }

  /// A name is durable once its folder is.
  private static func sync(folderOf path: String) throws(VerificationRefusal) {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw systemFailure(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw systemFailure(path) }
  }

  private static func refusal(_ path: String, _ reason: String) -> VerificationRefusal {
    VerificationRefusal(.useNotRecorded, reason.hasPrefix(path) ? reason : "\(path): \(reason)")
  }

  private static func systemFailure(_ path: String) -> VerificationRefusal {
    refusal(path, String(cString: strerror(errno)))
  }
}
