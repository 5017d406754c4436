import AuditTrail
import Glibc

/// The file that holds a signing key: PKCS #8 PEM, for its owner alone.
public struct SigningKeyFile: Sendable {
  public let path: String

  /// More is no key.
  private static let bytesMax = 65_536

  public init(path: String) { self.path = path }

  /// The key in the file, which is made with a new key and mode 0600 where there is none.
  ///
  /// Safe against another process that does the same at the same moment: both get one key. It is durable on return.
  /// - Throws: what is wrong with the file, for people; it names the path and nothing that is in the file.
  public func readOrMake() throws(SigningKeyFileError) -> (key: SigningKey, isNew: Bool) {
    if let key = try read() { return (key, false) }
    let key = try generate()
    if try write(key) { return (key, true) }
    guard let key = try read() else { throw failure("is a symbolic link to nothing") }
    return (key, false)
  }

  /// Makes the file with a new key.
  ///
  /// - Throws: also when there is something already: a key is never overwritten.
  public func make() throws(SigningKeyFileError) -> SigningKey {
    let key = try generate()
    guard try write(key) else { throw failure("is there already, and a key is never overwritten") }
    return key
  }

  /// The key in the file; nil where there is no file.
  public func read() throws(SigningKeyFileError) -> SigningKey? {
    // Not blocking: whoever put a pipe there would stop the start for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0, errno == ENOENT { return nil }
    guard descriptor >= 0 else { throw systemFailure() }
    defer { close(descriptor) }
    // What was opened is judged, and not what has the name by then.
    try checkOwner(of: descriptor)
    let pem = try contents(of: descriptor)
    do throws(SigningKeyError) {
      return try SigningKey(pem: pem)
    } catch {
      switch error {
      case .unreadable: throw failure("holds no private key in PEM that can be read without a password")
      case .notEd25519: throw failure("holds a key of another algorithm than Ed25519")
      case .noRandomness: throw failure("the system gave no random numbers")
      }
    }
  }

  /// As PostgreSQL judges the key of its certificate: one's own and for nobody else, or root's and for one's group at most.
  private func checkOwner(of descriptor: Int32) throws(SigningKeyFileError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw systemFailure() }
    guard status.st_mode & S_IFMT == S_IFREG else { throw failure("is no regular file") }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw failure("belongs to another user, who could have put any key there")
    }
    let refused: mode_t = status.st_uid == 0 && geteuid() != 0 ? 0o037 : 0o077
    guard status.st_mode & refused == 0 else {
      let mode = String(status.st_mode & 0o777, radix: 8)
      throw failure("has mode 0\(mode), so that others can read or change it; it must be 0600")
    }
  }

  private func contents(of descriptor: Int32) throws(SigningKeyFileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.bytesMax + 1)
    var length = 0
    while length < bytes.count {
      let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress! + length, $0.count - length) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw systemFailure() }
      if count == 0 { break }
      length += count
    }
    guard length <= Self.bytesMax else { throw failure("is longer than any key") }
    return Array(bytes[..<length])
  }

  private func generate() throws(SigningKeyFileError) -> SigningKey {
    do throws(SigningKeyError) { return try SigningKey.generate() } catch {
      throw failure("the system gave no random numbers")
    }
  }

  /// Writes a file beside it and gives that the name, which a link refuses to take from anything that has it.
  ///
  /// - Returns: false when something has the name already; nothing was changed then.
  private func write(_ key: SigningKey) throws(SigningKeyFileError) -> Bool {
    // Two processes may have one number, on two machines with one folder.
    let temporary = "\(path).\(UInt64.random(in: .min ... .max))"
    // Neither follows a link nor opens what is there.
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw systemFailure() }
    defer { unlink(temporary) }
    let pem = key.pem
    let written = pem.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    let isDurable = written == pem.count && fchmod(descriptor, 0o600) == 0 && fsync(descriptor) == 0
    let reason = errno
    close(descriptor)
    guard isDurable else { throw systemFailure(reason) }
    guard link(temporary, path) == 0 else {
      if errno == EEXIST { return false }
      throw systemFailure()
    }
    try syncFolder()
    return true
  }

  /// A name is durable once its folder is.
  private func syncFolder() throws(SigningKeyFileError) {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw systemFailure() }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw systemFailure() }
  }

  private func failure(_ reason: String) -> SigningKeyFileError { SigningKeyFileError(message: "\(path): \(reason)") }

  private func systemFailure(_ number: Int32 = errno) -> SigningKeyFileError {
    failure(String(cString: strerror(number)))
  }
}

/// What is wrong with a key's file.
public struct SigningKeyFileError: Error, Sendable {
  /// One line; names the path.
  public let message: String
}
