import Configuration
import Glibc
import Logging
import Synchronization

/// Which lines are logged: one switch for all loggers, turned at the start and by SIGHUP.
final class LogThreshold: Sendable {
  static let shared = LogThreshold()

  private let index = Atomic<Int>(Logger.Level.allCases.firstIndex(of: .info) ?? 0)

  var level: Logger.Level {
    get { Logger.Level.allCases[index.load(ordering: .relaxed)] }
    set { index.store(Logger.Level.allCases.firstIndex(of: newValue) ?? 0, ordering: .relaxed) }
  }
}

/// Writes each event as one line: text for people on a terminal, JSON for programs otherwise.
struct LineLogHandler: LogHandler {
  let label: String
  let isJSON: Bool
  var metadata = Logger.Metadata()

  /// One switch for all loggers; a single logger's own level is not kept.
  var logLevel: Logger.Level {
    get { LogThreshold.shared.level }
    set { LogThreshold.shared.level = newValue }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var line = LogLine(level: event.level, label: label, message: event.message.description)
    line.fields = metadata.merging(event.metadata ?? [:]) { _, new in new }.sorted { $0.key < $1.key }
    StandardError.write(isJSON ? line.json(at: .now()) : line.text(at: .now()))
  }
}

/// One line of the log.
struct LogLine {
  var level: Logger.Level
  var label: String
  var message: String
  var fields: [(key: String, value: Logger.MetadataValue)] = []

  /// `2026-01-02T03:04:05.678901Z info  countersignd: message key=value`
  func text(at time: UTCTime) -> [UInt8] {
    var line = "\(time.text) \(level.rawValue) \(label): \(Self.printable(message))"
    for field in fields { line += " \(field.key)=\(Self.printable(field.value.description))" }
    return Array((line + "\n").utf8)
  }

  /// `{"time":…,"level":…,"logger":…,"message":…,"fields":{…}}`
  func json(at time: UTCTime) -> [UInt8] {
    var text = JSONText()
    text.member("time", time.text, first: true)
    text.member("level", level.rawValue)
    text.member("logger", label)
    text.member("message", message)
    if !fields.isEmpty {
      text.name("fields")
      text.object(fields)
    }
    return text.finished()
  }

  /// Control characters would let one event look like several lines.
  private static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }
}

/// A time of day in UTC.
struct UTCTime {
  let text: String

  static func now() -> UTCTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UTCTime(time)
  }

  /// RFC 3339 with six digits.
  init(_ time: timespec) {
    var seconds = time.tv_sec
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let date = Self.padded(Int(parts.tm_year) + 1900, 4) + "-" + Self.padded(Int(parts.tm_mon) + 1, 2)
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { Self.padded(Int($0), 2) }.joined(separator: ":")
    text =
      date + "-" + Self.padded(Int(parts.tm_mday), 2) + "T" + clock + "." + Self.padded(time.tv_nsec / 1000, 6) + "Z"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
