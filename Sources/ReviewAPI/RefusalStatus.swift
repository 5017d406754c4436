import MessagesBase
import RPCCore
import ReviewCore

// The one place where a refusal becomes a status (domain.md §8).
extension RPCError {
  /// ErrorInfo.domain.
  static let errorDomain = "countersign"
  /// Violations that are sent; the message says how many more there are. Trailers have little room.
  static let violationCountMax = 32
  /// RetryInfo: when to try again.
  static let retryDelayMicroseconds: Int64 = 1_000_000

  init(_ refusal: Refusal) {
    let code = StatusCode(refusal.reason.kind)
    let message = refusal.fieldViolations.isEmpty ? refusal.message : Self.message(refusal.fieldViolations)
    self = .rich(code, message, details: Self.details(refusal, code))
  }

  private static func details(_ refusal: Refusal, _ code: StatusCode) -> [ErrorDetail] {
    var details: [ErrorDetail] = []
    if !refusal.fieldViolations.isEmpty {
      details.append(
        .badRequest(
          refusal.fieldViolations.prefix(violationCountMax).map {
            MessagesBase.FieldViolation(field: $0.field, description: $0.description)
          }))
    }
    if let reason = refusal.reason.contractName {
      details.append(
        .errorInfo(reason: reason, domain: errorDomain, metadata: refusal.metadata.map { ($0.key, $0.value) }))
    }
    if code == .unavailable || code == .resourceExhausted {
      details.append(.retryInfo(delayMicroseconds: refusal.retryAfterMicroseconds ?? retryDelayMicroseconds))
    }
    return details
  }

  private static func message(_ violations: [ReviewCore.FieldViolation]) -> String {
    var text = violations.prefix(violationCountMax)
      .map { $0.field.isEmpty ? $0.description : "\($0.field): \($0.description)" }.joined(separator: "; ")
    if violations.count > violationCountMax { text += "; and \(violations.count - violationCountMax) more" }
    return text
  }
}

extension StatusCode {
  init(_ kind: Refusal.Kind) {
    switch kind {
    case .invalidArgument: self = .invalidArgument
    case .notFound: self = .notFound
    case .alreadyExists: self = .alreadyExists
    case .failedPrecondition: self = .failedPrecondition
    case .aborted: self = .aborted
    case .permissionDenied: self = .permissionDenied
    case .unavailable: self = .unavailable
    case .resourceExhausted: self = .resourceExhausted
    }
  }
}

extension Refusal {
  /// The call ends because the server does; another one, or a later try, will do.
  static let serverEnds = Refusal(
    reason: .storeUnavailable, message: "The service is shutting down; call another server or try again.")

  /// An id that names no review: also one that is not written as we write ids.
  static let noSuchReview = Refusal(reason: .notFound, message: "There is no review with this audit_id.")
}
