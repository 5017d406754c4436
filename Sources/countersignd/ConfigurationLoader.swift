import Configuration
import Glibc

/// Brings flags, the process's environment and the file together; can be asked again for what a SIGHUP reads anew.
struct ConfigurationLoader {
  private let options: ServerOptions
  private let environment: [String: String]

  init(_ options: ServerOptions) {
    self.options = options
    environment = Self.processEnvironment()
  }

  /// Reads and checks everything.
  /// - Throws: every problem, one a line.
  func load() throws(StartupFailure) -> ServerConfiguration {
    var sources = ConfigurationSources()
    sources.flags = options.flags
    sources.environment = environment
    if let name = options.config {
      let text = try readText(path: name, setting: "--config", bytesMax: ConfigurationFile.bytesMax)
      sources.file = ConfigurationFile(name: name, text: text)
    }
    do throws(ConfigurationProblems) {
      return try ServerConfiguration.resolve(sources)
    } catch {
      throw StartupFailure(error.problems.map(\.description))
    }
  }

  private static func processEnvironment() -> [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let parts = String(cString: entry).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
      next += 1
    }
    return variables
  }
}

/// The text of a whole file.
/// - Throws: one line that names the setting and the file.
func readText(path: String, setting: String, bytesMax: Int) throws(StartupFailure) -> String {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw StartupFailure("\(setting): \(path): \(systemMessage(errno))") }
  defer { close(descriptor) }
  var bytes = [UInt8](repeating: 0, count: bytesMax + 1)
  var length = 0
  while length < bytes.count {
    let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + length, $0.count - length) }
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw StartupFailure("\(setting): \(path): \(systemMessage(errno))") }
    if count == 0 { break }
    length += count
  }
  guard length <= bytesMax else { throw StartupFailure("\(setting): \(path): is longer than \(bytesMax) bytes") }
  guard let text = String(validating: bytes[..<length], as: UTF8.self) else {
    throw StartupFailure("\(setting): \(path): is not UTF-8")
  }
  return text
}

/// The system's words for an error number.
func systemMessage(_ number: Int32) -> String { String(cString: strerror(number)) }
