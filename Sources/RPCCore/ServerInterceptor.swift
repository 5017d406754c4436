/// Looks at the calls of a router, before and after their handlers: to refuse them, to add metadata, to note what happened.
///
/// It sees the calls of methods that exist, by the canonical name `context.path`, which was found byte by byte: no other spelling of a
/// path leads to a handler. What the transport refuses before that (an unknown method, a wrong content-type, a malformed header) it
/// does not see; the transport counts it. Runs on the call's event loop and must not block it.
public protocol ServerInterceptor: Sendable {
  /// Before the handler, and before any message is decoded. May set the context's metadata.
  /// - Throws: the status with which the call is refused: neither the handler nor the interceptors that follow run.
  nonisolated(nonsending) func callBegins(_ context: ServerContext) async throws(RPCError)

  /// A message as the handler gets it: not compressed, without its prefix.
  func messageReceived(_ message: UnsafeRawBufferPointer, _ context: ServerContext)

  /// A message as the handler sends it: not compressed, behind its prefix.
  func messageSent(_ sealedMessage: [UInt8], _ context: ServerContext)

  /// After the handler, before its status is sent: trailing metadata may still be set. Called once for each call that this
  /// interceptor has let pass.
  /// - Parameter error: nil for OK. Where the transport ended the call (deadline, cancellation, a limit) its status, whatever the handler
  ///   made of it. The one answer of a call that has one is weighed only afterwards: over a limit, its caller gets
  ///   RESOURCE_EXHAUSTED where this is nil.
  func callEnded(_ context: ServerContext, _ error: RPCError?)
}

extension ServerInterceptor {
  public nonisolated(nonsending) func callBegins(_ context: ServerContext) async throws(RPCError) {}
  public func messageReceived(_ message: UnsafeRawBufferPointer, _ context: ServerContext) {}
  public func messageSent(_ sealedMessage: [UInt8], _ context: ServerContext) {}
  public func callEnded(_ context: ServerContext, _ error: RPCError?) {}
}

/// A router's interceptors around its handlers. The first one is the outermost: it begins first and ends last.
struct InterceptorChain: Sendable {
  let interceptors: [any ServerInterceptor]

  /// The same handler with the chain around it; made once for each method, when the router is built.
  func around(_ handler: Router.Handler) -> Router.Handler {
    switch handler {
    case .unary(let body):
      return .unary { message, context async throws(RPCError) in
        try await run(context, received: message) { () async throws(RPCError) in
          let answer = try await body(message, context)
          sent(answer, context)
          return answer
        }
      }
    case .serverStreaming(let body):
      return .serverStreaming { message, stream, context async throws(RPCError) in
        try await run(context, received: message) { () async throws(RPCError) in
          try await body(message, InterceptedStream(stream, self, context), context)
        }
      }
    case .clientStreaming(let body):
      return .clientStreaming { stream, context async throws(RPCError) in
        try await run(context) { () async throws(RPCError) in
          let answer = try await body(InterceptedStream(stream, self, context), context)
          sent(answer, context)
          return answer
        }
      }
    case .bidirectional(let body):
      return .bidirectional { stream, context async throws(RPCError) in
        try await run(context) { () async throws(RPCError) in
          try await body(InterceptedStream(stream, self, context), context)
        }
      }
    }
  }

  private nonisolated(nonsending) func run<Answer>(
    _ context: ServerContext, received message: UnsafeRawBufferPointer? = nil,
    _ body: nonisolated(nonsending) () async throws(RPCError) -> Answer
  ) async throws(RPCError) -> Answer {
    var begun = 0
    do throws(RPCError) {
      for interceptor in interceptors {
        try await interceptor.callBegins(context)
        begun += 1
      }
      if let message { received(message, context) }
      let answer = try await body()
      end(begun, context, nil)
      return answer
    } catch {
      end(begun, context, error)
      throw error
    }
  }

  private func end(_ begun: Int, _ context: ServerContext, _ error: RPCError?) {
    let status = context.ending ?? error
    for interceptor in interceptors[..<begun].reversed() { interceptor.callEnded(context, status) }
  }

  func received(_ message: UnsafeRawBufferPointer, _ context: ServerContext) {
    for interceptor in interceptors { interceptor.messageReceived(message, context) }
  }

  func sent(_ sealedMessage: [UInt8], _ context: ServerContext) {
    for interceptor in interceptors.reversed() { interceptor.messageSent(sealedMessage, context) }
  }
}

/// A call's two directions with the interceptors between them and the handler.
private final class InterceptedStream: CallStream {
  private let stream: any CallStream
  private let chain: InterceptorChain
  private let context: ServerContext

  init(_ stream: any CallStream, _ chain: InterceptorChain, _ context: ServerContext) {
    self.stream = stream
    self.chain = chain
    self.context = context
  }

  nonisolated(nonsending) func nextMessage() async throws(RPCError) -> [UInt8]? {
    guard let message = try await stream.nextMessage() else { return nil }
    message.withUnsafeBytes { chain.received($0, context) }
    return message
  }

  nonisolated(nonsending) func send(_ sealedMessage: [UInt8]) async throws(RPCError) {
    chain.sent(sealedMessage, context)
    try await stream.send(sealedMessage)
  }
}
