import Glibc
import Synchronization

/// Where a server's certificate, key and authorities are.
public struct TLSFiles: Sendable, Equatable {
  /// PEM: the certificate, and the intermediate ones behind it.
  public var certificate: String
  /// PEM, not encrypted.
  public var key: String
  /// PEM: who certifies callers; nil to ask for no certificate.
  public var clientAuthorities: String?
  /// Whether a caller without a certificate is refused.
  public var requiresClientCertificate: Bool

  /// A longer file is refused.
  public static let bytesMax = 1 << 20

  public init(
    certificate: String, key: String, clientAuthorities: String? = nil, requiresClientCertificate: Bool = false
  ) {
    self.certificate = certificate
    self.key = key
    self.clientAuthorities = clientAuthorities
    self.requiresClientCertificate = requiresClientCertificate
  }

  fileprivate var paths: [String] { [certificate, key] + (clientAuthorities.map { [$0] } ?? []) }
}

/// Keeps a context that is made of files, and makes it anew when they change. A pair that is broken, or only half replaced, changes
/// nothing: the last good one stays in force until a good one is there.
public final class CertificateReloader: Sendable {
  /// What came of looking.
  public enum Outcome: Sendable, Equatable {
    case unchanged
    /// New connections get the new context.
    case reloaded
    /// The last good one stays.
    case kept(TLSConfigurationError)
  }

  /// What new connections get.
  public let context: CurrentTLSContext
  private let files: TLSFiles
  /// Of the files that were read last, also when they were of no use.
  private let stamps: Mutex<[FileStamp?]>

  /// Reads the files.
  /// - Throws: which one is unusable, with its path, and why.
  public init(_ files: TLSFiles) throws(TLSConfigurationError) {
    self.files = files
    stamps = Mutex(FileStamp.all(files))
    context = CurrentTLSContext(try Self.read(files))
  }

  /// Reads the files, whether they have changed or not. Callable from any thread; reads from a disk.
  public func reload() -> Outcome {
    // Taken before the reading: what changes meanwhile is seen the next time.
    let seen = FileStamp.all(files)
    do throws(TLSConfigurationError) {
      let newer = try Self.read(files)
      stamps.withLock { stamps in
        stamps = seen
        context.replace(with: newer)
      }
      return .reloaded
    } catch {
      stamps.withLock { $0 = seen }
      return .kept(error)
    }
  }

  /// Reads the files if one of them was changed or replaced since it was read last.
  public func reloadIfChanged() -> Outcome {
    let seen = FileStamp.all(files)
    return stamps.withLock { $0 == seen } ? .unchanged : reload()
  }

  private static func read(_ files: TLSFiles) throws(TLSConfigurationError) -> TLSContext {
    let certificate = try readFile(files.certificate, .certificate)
    let key = try readFile(files.key, .key)
    var clients = TLSClientCertificates.none
    if let path = files.clientAuthorities {
      let authorities = try readFile(path, .authorities)
      clients =
        files.requiresClientCertificate ? .required(authorities: authorities) : .optional(authorities: authorities)
    }
    do throws(TLSConfigurationError) {
      return try TLSContext(
        server: TLSCredentials(certificateChain: certificate, privateKey: key), clientCertificates: clients)
    } catch {
      throw TLSConfigurationError(error.part, files.path(error.part).map { "\($0): \(error.message)" } ?? error.message)
    }
  }

  private static func readFile(
    _ path: String, _ part: TLSConfigurationError.Part
  ) throws(TLSConfigurationError) -> [UInt8] {
    // Without blocking: a named pipe would hold the reader for as long as nobody writes.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw TLSConfigurationError(part, "\(path): \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw TLSConfigurationError(part, "\(path): is no file")
    }
    guard status.st_size <= TLSFiles.bytesMax else {
      throw TLSConfigurationError(part, "\(path): is longer than \(TLSFiles.bytesMax) bytes")
    }
    return [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
      while count < buffer.count {
        let taken = Glibc.read(descriptor, buffer.baseAddress! + count, buffer.count - count)
        guard taken > 0 else { return }
        count += taken
      }
    }
  }
}

extension TLSFiles {
  fileprivate func path(_ part: TLSConfigurationError.Part) -> String? {
    switch part {
    case .certificate: certificate
    case .key: key
    case .authorities: clientAuthorities
    case .library: nil
    }
  }
}

/// Tells one state of a file from another.
private struct FileStamp: Equatable {
  private let device: dev_t
  private let inode: ino_t
  private let size: off_t
  private let seconds: Int
  private let nanoseconds: Int

  /// Nil when there is none. Follows links: whoever replaces a certificate often changes where a link leads.
  private init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = status.st_dev
    inode = status.st_ino
    size = status.st_size
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }

  static func all(_ files: TLSFiles) -> [FileStamp?] { files.paths.map { FileStamp($0) } }
}

/// Looks at a reloader's files from time to time, on a loop that serves no calls.
public final class CertificateWatch: TimerHandler, @unchecked Sendable {
  // Unchecked: after `start` everything is touched by the loop's thread alone.

  /// Between two looks.
  public static let intervalMicroseconds: Int64 = 1_000_000

  private let reloader: CertificateReloader
  private let loop: EventLoop
  private let report: @Sendable (CertificateReloader.Outcome) -> Void
  private var timer: EventLoop.TimerID?
  private var isStopped = false

  private init(
    _ reloader: CertificateReloader, _ loop: EventLoop,
    _ report: @escaping @Sendable (CertificateReloader.Outcome) -> Void
  ) {
    self.reloader = reloader
    self.loop = loop
    self.report = report
  }

  /// Calls `report` on the loop's thread for every outcome but `.unchanged`, until `stop`. Callable from any thread.
  public static func start(
    _ reloader: CertificateReloader, on loop: EventLoop,
    _ report: @escaping @Sendable (CertificateReloader.Outcome) -> Void
  ) -> CertificateWatch {
    let watch = CertificateWatch(reloader, loop, report)
    loop.submit { watch.setTimer() }
    return watch
  }

  /// Callable from any thread.
  public func stop() {
    loop.submit {
      self.isStopped = true
      if let timer = self.timer { self.loop.cancelTimer(timer) }
    }
  }

  private func setTimer() {
    guard !isStopped else { return }
    timer = loop.setTimer(atMicroseconds: loop.clock.nowMicroseconds() + Self.intervalMicroseconds, self, token: 0)
  }

  public func timerFired(_ token: Int) {
    let outcome = reloader.reloadIfChanged()
    if outcome != .unchanged { report(outcome) }
    setTimer()
  }
}
