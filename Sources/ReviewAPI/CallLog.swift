import Logging
import MessagesBase
import RPCCore
import ReviewCore

/// Tells the log of calls that were refused or failed: which method, why, which fields; never what the caller wrote in them.
struct CallLog: Sendable {
  private let logger: Logger

  init(_ logger: Logger) { self.logger = logger }

  func refused(_ method: MethodDescription, _ refusal: Refusal, code: StatusCode) {
    logger.log(
      level: Self.level(refusal.reason.kind), "call refused",
      metadata: [
        "method": "\(method.fullName)", "code": "\(code)", "reason": "\(refusal.reason)",
        "fields": .array(
          refusal.fieldViolations.prefix(RPCError.violationCountMax).map { "\(Self.escaped($0.field))" }),
        "metadata": .dictionary(Self.metadata(refusal)),
      ])
  }

  /// A failure that is no answer to the caller's request.
  func failed(_ method: MethodDescription, _ error: RPCError) {
    logger.warning(
      "call failed",
      metadata: ["method": "\(method.fullName)", "code": "\(error.code)", "detail": "\(Self.escaped(error.detail))"])
  }

  /// A policy came into force: what an operator should see, and more so where nobody knows that two people agreed.
  func activated(policy version: String, isBySecondPerson: Bool) {
    let metadata: Logger.Metadata = ["policy": "\(version)"]
    if isBySecondPerson {
      logger.notice("a policy came into force", metadata: metadata)
    } else {
      logger.warning(
        "a policy came into force, and nobody authenticated a second person who wants it", metadata: metadata)
    }
  }

  private static func metadata(_ refusal: Refusal) -> Logger.Metadata {
    Logger.Metadata(
      refusal.metadata.map { ($0.key, Logger.MetadataValue.string(escaped($0.value))) }, uniquingKeysWith: { $1 })
  }

  private static func level(_ kind: Refusal.Kind) -> Logger.Level {
    switch kind {
    case .invalidArgument, .notFound, .alreadyExists, .failedPrecondition, .aborted: .info
    case .permissionDenied: .notice
    case .unavailable, .resourceExhausted: .warning
    }
  }

  /// Printable ASCII as it is, anything else by its number, so that nobody writes lines of the log.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars.prefix(256) {
      if scalar.isASCII, scalar.value >= 0x20, scalar.value != 0x7F {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return result
  }
}
