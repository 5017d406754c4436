import Glibc

/// Tells whoever waits for the server where it listens: the file appears whole, or not at all.
enum ReadyFile {
  /// Writes the lines under a temporary name beside `path` and renames.
  static func write(_ lines: [String], to path: String) throws(StartupFailure) {
    let temporary = "\(path).\(getpid())"
    let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    guard close(descriptor) == 0, written == bytes.count, rename(temporary, path) == 0 else {
      let error = failure(path)
      unlink(temporary)
      throw error
    }
  }

  private static func failure(_ path: String) -> StartupFailure {
    StartupFailure("--ready-file: \(path): \(systemMessage(errno))")
  }
}
