import AuditTrail
import EventLoop
import Glibc
import ReviewStore
import Synchronization

/// The furthest end of the chain that this machine has seen, in a file outside of the database: by it a database from a
/// restored older backup is recognised.
///
/// The file is brought up to date soon after each append, not with it: it may be behind by `intervalMicroseconds` after a
/// crash, never ahead of what is durable. Servers of one machine share it.
final class HighWaterMark: TimerHandler, @unchecked Sendable {
  // Unchecked: but for `pending`, the state is touched by the loop's thread alone.

  /// The shortest time between two writes, each of which waits for the disk.
  static let intervalMicroseconds: Int64 = 200_000
  static let bytesMax = 1_024
  private static let title = "countersign-high-water-mark/v1"

  private struct Pending {
    var head: ChainHead?
    var isScheduled = false
  }

  private let path: String
  private let origin: String
  private let loop: EventLoop
  private let pending = Mutex(Pending())

  init(directory: String, origin: String, chain: Int32, on loop: EventLoop) {
    let name = SHA256.hash("\(Self.title)\n", Array(origin.utf8)).hexadecimal.prefix(16)
    path = "\(directory)/chain-\(chain)-\(name).mark"
    self.origin = origin
    self.loop = loop
  }

  // MARK: At a start

  /// What the file says; nil where there is none.
  ///
  /// - Throws: `.unusable` for a file that cannot be read as a mark of this log.
  func read() throws(StoreError) -> (sequence: Int64, hash: SHA256Digest)? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw StoreError(.unusable, "\(path): \(String(cString: strerror(errno)))")
    }
    defer { Glibc.close(descriptor) }
    guard let mark = Self.parse(Self.text(descriptor), origin: origin) else {
      throw StoreError(.unusable, "\(path): is no mark of the log \"\(origin)\"; remove it if you know why")
    }
    return mark
  }

  private static func text(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: bytesMax)
    let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  private static func parse(_ text: String, origin: String) -> (sequence: Int64, hash: SHA256Digest)? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 4, lines[0] == title, lines[1].utf8.elementsEqual(origin.utf8), let sequence = Int64(lines[2]),
      let hash = SHA256Digest(hexadecimal: String(lines[3]))
    else { return nil }
    return (sequence, hash)
  }

  // MARK: From any thread

  /// The chain reaches this far, durably.
  func note(_ head: ChainHead) {
    let mustSchedule = pending.withLock { pending in
      if head.sequence > (pending.head?.sequence ?? -1) { pending.head = head }
      defer { pending.isScheduled = true }
      return !pending.isScheduled
    }
    if mustSchedule { loop.submit { self.write() } }
  }

  /// Writes what is pending and returns when it is on the disk.
  func flush() async {
    await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
      loop.submit {
        self.write()
        continuation.resume()
      }
    }
  }

  /// Forgets what was seen: an operator accepted the chain as it is.
  func reset() { unlink(path) }

  // MARK: On the loop's thread, which waits for nothing else

  func timerFired(_ token: Int) {
    let isIdle = pending.withLock { pending in
      if pending.head == nil { pending.isScheduled = false }
      return pending.head == nil
    }
    if !isIdle { write() }
  }

  private func write() {
    let head = pending.withLock { pending in
      defer { pending.head = nil }
      return pending.head
    }
    if let head { store(head) }
    _ = loop.setTimer(atMicroseconds: loop.clock.nowMicroseconds() + Self.intervalMicroseconds, self, token: 0)
  }

  /// Never lowers what another server of this machine wrote.
  private func store(_ head: ChainHead) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else { return }
    defer { Glibc.close(descriptor) }
    if let known = Self.parse(Self.text(descriptor), origin: origin), known.sequence >= head.sequence { return }
    let text = "\(Self.title)\n\(origin)\n\(head.sequence)\n\(head.hash.hexadecimal)\n"
    // Longer numbers follow shorter ones: no byte of the old text is left behind.
    let count = text.utf8.count
    guard pwrite(descriptor, text, count, 0) == count else { return }
    fdatasync(descriptor)
  }
}
