/// Why a client does not take an answer as it came. Each becomes a status of our own (statuscodes.md,
/// http-grpc-status-mapping.md, PROTOCOL-HTTP2 "Errors").
public enum ResponseRefusal: Sendable, Equatable {
  /// No gRPC answer, but one of HTTP: a proxy's, most of the time.
  case httpStatus(Int)
  case malformedHTTPStatus
  case unsupportedContentType
  /// The answer ended without `grpc-status`.
  case noStatus
  case malformedStatus
  /// `grpc-status-details-bin` is no base64, no google.rpc.Status, or of another code than `grpc-status`, which is given.
  case malformedStatusDetails(StatusCode)
  case unknownEncoding
  case compressedWithoutEncoding
  case malformedPrefix
  case truncatedMessage
  case messageTooLarge
  case malformedCompression
  /// DATA before a head, or a head that ends nothing where trailers belong.
  case outOfOrder
  case headTooLarge
  case noMessage
  case tooManyMessages
  case bufferedResponsesOverLimit
  /// RST_STREAM with this error code of RFC 9113 §7.
  case reset(UInt32)

  /// The status that the caller gets.
  public var error: RPCError {
    switch self {
    case .httpStatus(let status): return RPCError(Self.code(httpStatus: status), "the server answered HTTP \(status)")
    case .malformedHTTPStatus: return RPCError(.internal, "the answer has no valid :status")
    case .unsupportedContentType: return RPCError(.unknown, "the answer's content-type is not application/grpc")
    case .noStatus: return RPCError(.unknown, "the answer ended without grpc-status")
    case .malformedStatus: return RPCError(.unknown, "the answer's grpc-status is malformed")
    case .malformedStatusDetails(let code):
      return RPCError(.internal, "malformed grpc-status-details-bin with status \(code.rawValue)")
    case .unknownEncoding: return RPCError(.internal, "the answer's grpc-encoding was not asked for")
    case .compressedWithoutEncoding: return RPCError(.internal, "compressed message without grpc-encoding")
    case .malformedPrefix: return RPCError(.internal, "malformed message prefix")
    case .truncatedMessage: return RPCError(.internal, "the answer ends within a message")
    case .messageTooLarge: return RPCError(.resourceExhausted, "the message is larger than this client takes")
    case .malformedCompression: return RPCError(.internal, "the message cannot be decompressed")
    case .outOfOrder: return RPCError(.internal, "the answer's frames are out of order")
    case .headTooLarge: return RPCError(.resourceExhausted, "the answer's header list is larger than this client takes")
    case .noMessage: return RPCError(.unimplemented, "the method answers one message, none came")
    case .tooManyMessages: return RPCError(.unimplemented, "the method answers one message, more came")
    case .bufferedResponsesOverLimit: return RPCError(.resourceExhausted, "too many unread answer bytes")
    case .reset(let code):
      return RPCError(Self.code(resetCode: code), "the server reset the call", detail: "RST_STREAM error code \(code)")
    }
  }

  /// http-grpc-status-mapping.md: what an HTTP status means for an answer without `grpc-status`.
  public static func code(httpStatus: Int) -> StatusCode {
    switch httpStatus {
    case 400: return .internal
    case 401: return .unauthenticated
    case 403: return .permissionDenied
    case 404: return .unimplemented
    case 429, 502, 503, 504: return .unavailable
    default: return .unknown
    }
  }

  /// PROTOCOL-HTTP2, "Errors": what the error code of an RST_STREAM means.
  public static func code(resetCode: UInt32) -> StatusCode {
    switch resetCode {
    case 0...4, 6, 9, 10: return .internal
    case HTTP2ErrorCode.refusedStream: return .unavailable
    case HTTP2ErrorCode.cancel: return .cancelled
    case HTTP2ErrorCode.enhanceYourCalm: return .resourceExhausted
    case HTTP2ErrorCode.inadequateSecurity: return .permissionDenied
    default: return .unknown
    }
  }
}

/// The error codes of RFC 9113 §7 that a gRPC client tells apart.
public enum HTTP2ErrorCode {
  public static let none: UInt32 = 0
  public static let refusedStream: UInt32 = 7
  public static let cancel: UInt32 = 8
  public static let enhanceYourCalm: UInt32 = 11
  public static let inadequateSecurity: UInt32 = 12
}
