import RPCCore

/// The answers of a streaming call, decoded one at a time.
public struct ResponseStream<Message: ArenaMessage>: Sendable {
  private let call: any ClientCall

  public init(_ call: any ClientCall) { self.call = call }

  /// The next answer; nil after the last one of a call that ended well.
  public func next() async throws(RPCError) -> Message? {
    guard let bytes = try await call.nextMessage() else { return nil }
    return try Message.decodedResponse(bytes)
  }

  /// What the server sent before its first answer; waits for it.
  public func initialMetadata() async throws(RPCError) -> Metadata { try await call.initialMetadata() }

  /// What the server sent with its status; empty until the call is over.
  public func trailingMetadata() async -> Metadata { await call.trailingMetadata() }

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
