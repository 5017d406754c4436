import RPCCore

/// One bad field of a request (google.rpc.BadRequest.FieldViolation).
public struct FieldViolation: Sendable, Equatable {
  /// The way to it by proto names, for example `evidence[1].source`.
  public var field: String
  /// Why it is bad, for people.
  public var description: String

  public init(field: String, description: String) {
    self.field = field
    self.description = description
  }
}

/// What an error tells a program beside its code (google/rpc/error_details.proto).
public enum ErrorDetail: Sendable {
  /// Every bad field at once.
  case badRequest([FieldViolation])
  /// A reason that a program can act on; the contract's `ErrorReason` without its prefix. Metadata keeps its order.
  case errorInfo(reason: String, domain: String, metadata: [(key: String, value: String)])
  /// Trying again makes sense after so long.
  case retryInfo(delayMicroseconds: Int64)

  var typeName: String {
    switch self {
    case .badRequest: "google.rpc.BadRequest"
    case .errorInfo: "google.rpc.ErrorInfo"
    case .retryInfo: "google.rpc.RetryInfo"
    }
  }

  fileprivate func write(to writer: inout WireWriter) {
    switch self {
    case .badRequest(let violations):
      for violation in violations {
        writer.message(field: 1) {
          $0.string(violation.field, field: 1)
          $0.string(violation.description, field: 2)
        }
      }
    case .errorInfo(let reason, let domain, let metadata):
      writer.string(reason, field: 1)
      writer.string(domain, field: 2)
      for entry in metadata {
        writer.message(field: 3) {
          $0.string(entry.key, field: 1)
          $0.string(entry.value, field: 2)
        }
      }
    case .retryInfo(let microseconds):
      let delay = DurationParts(microseconds: microseconds)
      writer.message(field: 1) {
        $0.integer(delay.seconds, field: 1)
        $0.integer(Int64(delay.nanos), field: 2)
      }
    }
  }
}

extension RPCError {
  /// An error with details: `statusDetails` becomes a `google.rpc.Status` with the same code and message, and the details
  /// as `Any` under `type.googleapis.com`.
  public static func rich(
    _ code: StatusCode, _ message: String, detail: String = "", details: [ErrorDetail]
  ) -> RPCError {
    var status = WireWriter()
    status.integer(Int64(code.rawValue), field: 1)
    status.string(message, field: 2)
    for errorDetail in details {
      var value = WireWriter()
      errorDetail.write(to: &value)
      status.message(field: 3) {
        $0.string("type.googleapis.com/\(errorDetail.typeName)", field: 1)
        if !value.bytes.isEmpty { $0.message(value.bytes, field: 2) }
      }
    }
    return RPCError(code, message, detail: detail, statusDetails: status.bytes)
  }
}
