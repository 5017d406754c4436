import RPCCore

/// What a generated client needs of a connection: bytes out, bytes in.
public protocol ClientTransport: Sendable {
  /// Sends one sealed message and returns the one answer without its prefix.
  func unary(
    _ method: MethodDescription, _ sealedRequest: [UInt8], options: CallOptions
  ) async throws(RPCError) -> [UInt8]

  /// Opens a call on which either side may send any number of messages.
  func open(_ method: MethodDescription, options: CallOptions) async throws(RPCError) -> any ClientCall
}

/// A call that is under way, as the caller sees it. Dropping it cancels it.
public protocol ClientCall: AnyObject, Sendable {
  /// Sends one sealed message; returns once there is room for a further one.
  func send(_ sealedMessage: [UInt8]) async throws(RPCError)

  /// Nothing more will be sent.
  func halfClose() async throws(RPCError)

  /// The next message without its prefix; nil after the last one of a call that ended well.
  func nextMessage() async throws(RPCError) -> [UInt8]?

  /// Ends the call; both sides learn of it.
  func cancel()
}

/// What a caller may say of one call.
public struct CallOptions: Sendable {
  /// Sent before the first message.
  public var metadata = Metadata()
  /// From the start of the call; nil for no deadline.
  public var timeoutMicroseconds: Int64?

  public init(metadata: Metadata = Metadata(), timeoutMicroseconds: Int64? = nil) {
    self.metadata = metadata
    self.timeoutMicroseconds = timeoutMicroseconds
  }

  public static let none = CallOptions()
}

/// The answers of a streaming call, decoded one at a time.
public struct ResponseStream<Message: ArenaMessage>: Sendable {
  private let call: any ClientCall

  public init(_ call: any ClientCall) { self.call = call }

  /// The next answer; nil after the last one of a call that ended well.
  public func next() async throws(RPCError) -> Message? {
    guard let bytes = try await call.nextMessage() else { return nil }
    return try Message.decodedResponse(bytes)
  }

  /// Ends the call.
  public func cancel() { call.cancel() }
}

/// Where a caller writes the messages of a streaming call.
public struct RequestWriter<Message: ArenaMessage>: Sendable {
  private let call: any ClientCall

  public init(_ call: any ClientCall) { self.call = call }

  public func send(_ message: Message) async throws(RPCError) {
    try await call.send(message.sealed())
  }

  /// Nothing more will be sent.
  public func finish() async throws(RPCError) {
    try await call.halfClose()
  }
}

extension ClientTransport {
  public func unary<Request: ArenaMessage, Response: ArenaMessage>(
    _ method: MethodDescription, _ request: Request, options: CallOptions
  ) async throws(RPCError) -> Response {
    try Response.decodedResponse(await unary(method, request.sealed(), options: options))
  }

  public func serverStreaming<Request: ArenaMessage, Response: ArenaMessage>(
    _ method: MethodDescription, _ request: Request, options: CallOptions
  ) async throws(RPCError) -> ResponseStream<Response> {
    let sealed = try request.sealed()
    let call = try await open(method, options: options)
    try await call.send(sealed)
    try await call.halfClose()
    return ResponseStream(call)
  }

  public func streaming<Request: ArenaMessage, Response: ArenaMessage>(
    _ method: MethodDescription, options: CallOptions
  ) async throws(RPCError) -> (requests: RequestWriter<Request>, responses: ResponseStream<Response>) {
    let call = try await open(method, options: options)
    return (RequestWriter(call), ResponseStream(call))
  }
}

extension ArenaMessage {
  fileprivate static func decodedResponse(_ bytes: [UInt8]) throws(RPCError) -> Self {
    let result: Result<Self, RPCError> = bytes.withUnsafeBytes { raw in
      do throws(RPCError) { return .success(try decoded(from: raw, limits: .response)) } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
