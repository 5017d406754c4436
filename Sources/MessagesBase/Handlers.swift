import RPCCore

/// Typed handlers as the router wants them: bytes are decoded before the call and encoded after it.
///
/// Inlinable, so that a method's closure knows its messages' types.
extension Router.Handler {
  @inlinable
  public static func unary<Request: ArenaMessage, Response: ArenaMessage>(
    calling handler:
      nonisolated(nonsending) @escaping @Sendable (Request, ServerContext) async throws(RPCError) -> Response
  ) -> Router.Handler {
    .unary { message, context async throws(RPCError) in
      try await handler(Request.decoded(from: message), context).sealed()
    }
  }

  @inlinable
  public static func serverStreaming<Request: ArenaMessage, Response: ArenaMessage>(
    calling handler:
      nonisolated(nonsending) @escaping @Sendable (Request, ResponseWriter<Response>, ServerContext)
      async throws(RPCError) -> Void
  ) -> Router.Handler {
    .serverStreaming { message, stream, context async throws(RPCError) in
      try await handler(Request.decoded(from: message), ResponseWriter(stream), context)
    }
  }

  @inlinable
  public static func clientStreaming<Request: ArenaMessage, Response: ArenaMessage>(
    calling handler:
      nonisolated(nonsending) @escaping @Sendable (RequestStream<Request>, ServerContext) async throws(RPCError) ->
      Response
  ) -> Router.Handler {
    .clientStreaming { stream, context async throws(RPCError) in
      try await handler(RequestStream(stream), context).sealed()
    }
  }

  @inlinable
  public static func bidirectional<Request: ArenaMessage, Response: ArenaMessage>(
    calling handler:
      nonisolated(nonsending) @escaping @Sendable (RequestStream<Request>, ResponseWriter<Response>, ServerContext)
      async throws(RPCError) ->
      Void
  ) -> Router.Handler {
    .bidirectional { stream, context async throws(RPCError) in
      try await handler(RequestStream(stream), ResponseWriter(stream), context)
    }
  }
}
