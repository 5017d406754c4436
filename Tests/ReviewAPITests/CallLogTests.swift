import Logging
import Messages
import ReviewCore
import Synchronization
import Testing

@testable import ReviewAPI

@Suite("What the log hears of a refused call")
struct CallLogTests {
  /// Keeps every line.
  final class Lines: Sendable {
    private let lines = Mutex<[(level: Logger.Level, metadata: Logger.Metadata)]>([])

    func add(_ level: Logger.Level, _ metadata: Logger.Metadata) { lines.withLock { $0.append((level, metadata)) } }

    var all: [(level: Logger.Level, metadata: Logger.Metadata)] { lines.withLock { $0 } }
  }

  struct Handler: LogHandler {
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { lines.add(event.level, event.metadata ?? [:]) }
  }

  @Test("method, code, reason and fields, nothing that could write a line of its own")
  func refused() throws {
    let lines = Lines()
    let log = CallLog(Logger(label: "test") { _ in Handler(lines: lines) })
    let refusal = Refusal(
      reason: .invalidFields, message: "a secret of the caller",
      metadata: [.init(key: "claimed_by", value: "x\nERROR forged\u{1B}[2J")],
      fieldViolations: [ReviewCore.FieldViolation("labels[\"a\nb\"]", "must be short")])
    log.refused(ReviewMethods.submitQuery, refusal, code: .invalidArgument)
    let line = try #require(lines.all.first)
    #expect(lines.all.count == 1)
    #expect(line.level == .info)
    let text = "\(line.metadata)"
    #expect(text.contains("countersign.v1.ReviewService.SubmitQuery"))
    #expect(!text.contains("secret"))
    #expect(line.metadata["fields"] == .array([.string("labels[\"a\\u{a}b\"]")]))
    #expect(line.metadata["metadata"] == .dictionary(["claimed_by": .string("x\\u{a}ERROR forged\\u{1b}[2J")]))
  }

  @Test("what the server lacks is louder than what a caller got wrong")
  func levels() {
    let lines = Lines()
    let log = CallLog(Logger(label: "test") { _ in Handler(lines: lines) })
    for reason in [Refusal.Reason.notFound, .selfReview, .storeUnavailable] {
      log.refused(ReviewMethods.getReview, Refusal(reason: reason, message: ""), code: .unknown)
    }
    #expect(lines.all.map(\.level) == [.info, .notice, .warning])
  }
}
