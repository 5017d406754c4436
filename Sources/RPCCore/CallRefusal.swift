/// Why the transport itself ended a call, without or against the handler. Also the label of a counter.
///
/// Only codes that statuscodes.md lets a library make.
public enum CallRefusal: Int, Sendable, CaseIterable {
  case methodNotAllowed
  case unsupportedContentType
  case unknownMethod
  case malformedTimeout
  case unknownEncoding
  case malformedMetadata
  case compressedWithoutEncoding
  case malformedPrefix
  case truncatedMessage
  case messageTooLarge
  case responseTooLarge
  case bufferedRequestsOverLimit
  case noRequestMessage
  case tooManyRequestMessages
  case deadlineExceeded
  case handlersOverLimit
  case sendStalled
  case shuttingDown
  case queuedAnswersOverLimit
  case requestTooSlow
  case corruptMessage
  case compressionRatioOverLimit
  case unknownPath
  case connectionEnding

  /// The HTTP status that answers a request which is no gRPC at all (PROTOCOL-HTTP2: 415 for another content-type).
  public var httpStatus: Int? {
    switch self {
    case .methodNotAllowed: return 405
    case .unsupportedContentType: return 415
    case .unknownPath: return 404
    case .unknownMethod, .malformedTimeout, .unknownEncoding, .malformedMetadata, .compressedWithoutEncoding,
      .malformedPrefix, .truncatedMessage, .messageTooLarge, .responseTooLarge, .bufferedRequestsOverLimit,
      .noRequestMessage, .tooManyRequestMessages, .deadlineExceeded, .handlersOverLimit, .sendStalled, .shuttingDown,
      .queuedAnswersOverLimit, .requestTooSlow, .corruptMessage, .compressionRatioOverLimit, .connectionEnding:
      return nil
    }
  }

  /// The status that the caller gets.
  public var error: RPCError {
    switch self {
    case .methodNotAllowed: return RPCError(.internal, "only POST is a gRPC call")
    case .unknownPath: return RPCError(.unimplemented, "nothing is here")
    case .unsupportedContentType: return RPCError(.internal, "content-type is not application/grpc")
    case .unknownMethod: return RPCError(.unimplemented, "unknown service or method")
    case .malformedTimeout: return RPCError(.internal, "malformed grpc-timeout")
    case .unknownEncoding: return RPCError(.unimplemented, "grpc-encoding is not supported")
    case .malformedMetadata: return RPCError(.internal, "a -bin header is not base64")
    case .compressedWithoutEncoding: return RPCError(.internal, "compressed message without grpc-encoding")
    case .malformedPrefix: return RPCError(.internal, "malformed message prefix")
    case .truncatedMessage: return RPCError(.internal, "the request ends within a message")
    case .messageTooLarge: return RPCError(.resourceExhausted, "the message is larger than this server takes")
    case .responseTooLarge: return RPCError(.resourceExhausted, "the answer is larger than this server sends")
    case .bufferedRequestsOverLimit: return RPCError(.resourceExhausted, "too many unread request bytes")
    case .noRequestMessage: return RPCError(.unimplemented, "the method takes one message, none came")
    case .tooManyRequestMessages: return RPCError(.unimplemented, "the method takes one message, more came")
    case .deadlineExceeded: return RPCError(.deadlineExceeded, "deadline exceeded")
    case .handlersOverLimit: return RPCError(.resourceExhausted, "too many calls are running")
    case .sendStalled: return RPCError(.resourceExhausted, "the caller does not read its answers")
    case .queuedAnswersOverLimit: return RPCError(.resourceExhausted, "too many unread answer bytes")
    case .requestTooSlow: return RPCError(.deadlineExceeded, "the request did not arrive in time")
    case .corruptMessage: return RPCError(.internal, "the compressed message is malformed")
    case .compressionRatioOverLimit: return RPCError(.resourceExhausted, "the message expands beyond all measure")
    case .shuttingDown: return RPCError(.unavailable, "the server is shutting down")
    case .connectionEnding: return RPCError(.unavailable, "the connection reached its age: connect again")
    }
  }
}
