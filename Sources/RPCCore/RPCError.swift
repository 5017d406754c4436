/// How a call failed: a code and a message for the caller, a detail for the log.
public struct RPCError: Error, Sendable, Equatable {
  /// Never `.ok`.
  public var code: StatusCode
  /// Goes on the wire as `grpc-message`; safe to show to anybody.
  public var message: String
  /// Goes to the log only.
  public var detail: String
  /// A serialized `google.rpc.Status` for `grpc-status-details-bin`; empty for none. Its code equals `code`.
  public var statusDetails: [UInt8]

  public init(_ code: StatusCode, _ message: String, detail: String = "", statusDetails: [UInt8] = []) {
    self.code = code
    self.message = message
    self.detail = detail
    self.statusDetails = statusDetails
  }
}
