import Glibc

/// Writes whole lines to the standard error, each with one call, so that lines of several threads do not mix.
enum StandardError {
  static let descriptor: Int32 = 2

  static var isTerminal: Bool { isatty(descriptor) == 1 }

  static func write(line: String) {
    var bytes = Array(line.utf8)
    bytes.append(UInt8(ascii: "\n"))
    write(bytes)
  }

  /// Gives up on what cannot be written: a log that nobody takes must not stop the server.
  static func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
