import Messages
import MessagesBase
import RPCCore

/// When a call that failed is made again. A value: time and randomness are arguments.
public struct RetryPolicy: Sendable {
  /// So often a call is made at most.
  public var attemptsMax = 5
  /// Waits between attempts where the server names none.
  public var backoff: ConnectionBackoff.Limits = {
    var limits = ConnectionBackoff.Limits()
    limits.initialMicroseconds = 100_000
    limits.maxMicroseconds = 5_000_000
    return limits
  }()
  /// A server that wants more patience than this is not asked again.
  public var serverDelayMicrosecondsMax: Int64 = 30_000_000

  public init() {}

  /// Whether a method may be called twice.
  public enum Safety: Sendable, Equatable {
    /// It records nothing.
    case always
    /// With the same request id it records nothing new.
    case withRequestID
    /// Only its caller can know.
    case never
  }

  private static let recordsNothing: Set<String> = ["ClassifyRisk", "SimulatePolicy"]
  private static let recordsOnce: Set<String> = [
    "SubmitQuery", "SubmitReview", "ClaimReview", "ReleaseClaim", "EscalateReview", "CancelQuery", "RequestInformation",
    "ProvideInformation", "AuthorizeExecution", "ReportExecution", "ReconcileExecution", "OverrideReview",
    "UpsertReviewer", "EngageKillSwitch", "ReleaseKillSwitch",
  ]

  /// What the contract says of a method. One that is not known is not repeated.
  public static func safety(of method: MethodDescription) -> Safety {
    if method.hasNoSideEffects { return .always }
    guard method.service.hasPrefix("countersign.v1.") else { return .never }
    if recordsNothing.contains(method.name) { return .always }
    return recordsOnce.contains(method.name) ? .withRequestID : .never
  }

  /// How long to wait before the next attempt; nil when there is none.
  /// - Parameters:
  ///   - attempt: how many were made.
  ///   - remainingMicroseconds: until the call's deadline; nil without one.
  func wait(
    after error: RPCError, attempt: Int, remainingMicroseconds: Int64?, backoff: inout ConnectionBackoff, random: Double
  ) -> Int64? {
    guard attempt < attemptsMax else { return nil }
    let asked = RetryInfo.delayMicroseconds(of: error)
    // Nobody was there, or somebody says when to come again.
    guard error.code == .unavailable || (error.code == .resourceExhausted && asked != nil) else { return nil }
    let wait = asked ?? backoff.next(random: random)
    if wait > serverDelayMicrosecondsMax { return nil }
    if let remainingMicroseconds, wait >= remainingMicroseconds { return nil }
    return wait
  }
}

/// google.rpc.RetryInfo among the details of an error.
enum RetryInfo {
  static func delayMicroseconds(of error: RPCError) -> Int64? {
    guard !error.statusDetails.isEmpty, let status: GoogleRPC.Status = decode(error.statusDetails) else { return nil }
    for detail in status.details where detail.typeURL == "type.googleapis.com/google.rpc.RetryInfo" {
      guard let info: GoogleRPC.RetryInfo = decode(detail.value), let delay = info.retryDelay?.microseconds else {
        return nil
      }
      return max(0, delay)
    }
    return nil
  }

  private static func decode<Message: ArenaMessage>(_ bytes: [UInt8]) -> Message? {
    bytes.withUnsafeBytes { try? Message.decoded(from: $0, limits: .response) }
  }
}
