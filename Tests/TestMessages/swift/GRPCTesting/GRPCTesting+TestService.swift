// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension GRPCTesting {
  /// A simple service to test the various types of RPCs and experiment with
  /// performance with various types of payload.
  ///
  /// A method that is not implemented answers `UNIMPLEMENTED`.
  public protocol TestService: Sendable {
    /// One empty request followed by one empty response.
    nonisolated(nonsending) func emptyCall(_ request: GRPCTesting.Empty, context: ServerContext) async throws(RPCError)
      -> GRPCTesting.Empty

    /// One request followed by one response.
    nonisolated(nonsending) func unaryCall(_ request: GRPCTesting.SimpleRequest, context: ServerContext)
      async throws(RPCError) -> GRPCTesting.SimpleResponse

    /// One request followed by one response. Response has cache control
    /// headers set such that a caching HTTP proxy (such as GFE) can
    /// satisfy subsequent requests.
    nonisolated(nonsending) func cacheableUnaryCall(_ request: GRPCTesting.SimpleRequest, context: ServerContext)
      async throws(RPCError) -> GRPCTesting.SimpleResponse

    /// One request followed by a sequence of responses (streamed download).
    /// The server returns the payload with client desired type and sizes.
    nonisolated(nonsending) func streamingOutputCall(
      _ request: consuming GRPCTesting.StreamingOutputCallRequest,
      responses: ResponseWriter<GRPCTesting.StreamingOutputCallResponse>, context: ServerContext) async throws(RPCError)

    /// A sequence of requests followed by one response (streamed upload).
    /// The server returns the aggregated size of client payload as the result.
    nonisolated(nonsending) func streamingInputCall(
      _ requests: RequestStream<GRPCTesting.StreamingInputCallRequest>, context: ServerContext
    ) async throws(RPCError) -> GRPCTesting.StreamingInputCallResponse

    /// A sequence of requests with each request served by the server immediately.
    /// As one request could lead to multiple responses, this interface
    /// demonstrates the idea of full duplexing.
    nonisolated(nonsending) func fullDuplexCall(
      _ requests: RequestStream<GRPCTesting.StreamingOutputCallRequest>,
      responses: ResponseWriter<GRPCTesting.StreamingOutputCallResponse>, context: ServerContext) async throws(RPCError)

    /// A sequence of requests followed by a sequence of responses.
    /// The server buffers all the client requests and then serves them in order. A
    /// stream of responses are returned to the client when the server starts with
    /// first request.
    nonisolated(nonsending) func halfDuplexCall(
      _ requests: RequestStream<GRPCTesting.StreamingOutputCallRequest>,
      responses: ResponseWriter<GRPCTesting.StreamingOutputCallResponse>, context: ServerContext) async throws(RPCError)

    /// The test server will not implement this method. It will be used
    /// to test the behavior when clients call unimplemented methods.
    nonisolated(nonsending) func unimplementedCall(_ request: GRPCTesting.Empty, context: ServerContext)
      async throws(RPCError) -> GRPCTesting.Empty
  }

  /// The methods of grpc.testing.TestService as the contract declares them.
  public enum TestServiceMethods {
    public static let service = "grpc.testing.TestService"
    public static let emptyCall = MethodDescription(service: service, name: "EmptyCall")
    public static let unaryCall = MethodDescription(service: service, name: "UnaryCall")
    public static let cacheableUnaryCall = MethodDescription(service: service, name: "CacheableUnaryCall")
    public static let streamingOutputCall = MethodDescription(
      service: service, name: "StreamingOutputCall", streamsResponses: true)
    public static let streamingInputCall = MethodDescription(
      service: service, name: "StreamingInputCall", streamsRequests: true)
    public static let fullDuplexCall = MethodDescription(
      service: service, name: "FullDuplexCall", streamsRequests: true, streamsResponses: true)
    public static let halfDuplexCall = MethodDescription(
      service: service, name: "HalfDuplexCall", streamsRequests: true, streamsResponses: true)
    public static let unimplementedCall = MethodDescription(service: service, name: "UnimplementedCall")

    /// In the order of the contract.
    public static let all = [
      emptyCall, unaryCall, cacheableUnaryCall, streamingOutputCall, streamingInputCall, fullDuplexCall, halfDuplexCall,
      unimplementedCall,
    ]
  }
}

extension GRPCTesting.TestService {
  public nonisolated(nonsending) func emptyCall(_ request: GRPCTesting.Empty, context: ServerContext)
    async throws(RPCError) -> GRPCTesting.Empty
  {
    throw GRPCTesting.TestServiceMethods.emptyCall.unimplemented
  }

  public nonisolated(nonsending) func unaryCall(_ request: GRPCTesting.SimpleRequest, context: ServerContext)
    async throws(RPCError) -> GRPCTesting.SimpleResponse
  {
    throw GRPCTesting.TestServiceMethods.unaryCall.unimplemented
  }

  public nonisolated(nonsending) func cacheableUnaryCall(_ request: GRPCTesting.SimpleRequest, context: ServerContext)
    async throws(RPCError) -> GRPCTesting.SimpleResponse
  {
    throw GRPCTesting.TestServiceMethods.cacheableUnaryCall.unimplemented
  }

  public nonisolated(nonsending) func streamingOutputCall(
    _ request: consuming GRPCTesting.StreamingOutputCallRequest,
    responses: ResponseWriter<GRPCTesting.StreamingOutputCallResponse>, context: ServerContext
  ) async throws(RPCError) {
    throw GRPCTesting.TestServiceMethods.streamingOutputCall.unimplemented
  }

  public nonisolated(nonsending) func streamingInputCall(
    _ requests: RequestStream<GRPCTesting.StreamingInputCallRequest>, context: ServerContext
  ) async throws(RPCError) -> GRPCTesting.StreamingInputCallResponse {
    throw GRPCTesting.TestServiceMethods.streamingInputCall.unimplemented
  }

  public nonisolated(nonsending) func fullDuplexCall(
    _ requests: RequestStream<GRPCTesting.StreamingOutputCallRequest>,
    responses: ResponseWriter<GRPCTesting.StreamingOutputCallResponse>, context: ServerContext
  ) async throws(RPCError) {
    throw GRPCTesting.TestServiceMethods.fullDuplexCall.unimplemented
  }

  public nonisolated(nonsending) func halfDuplexCall(
    _ requests: RequestStream<GRPCTesting.StreamingOutputCallRequest>,
    responses: ResponseWriter<GRPCTesting.StreamingOutputCallResponse>, context: ServerContext
  ) async throws(RPCError) {
    throw GRPCTesting.TestServiceMethods.halfDuplexCall.unimplemented
  }

  public nonisolated(nonsending) func unimplementedCall(_ request: GRPCTesting.Empty, context: ServerContext)
    async throws(RPCError) -> GRPCTesting.Empty
  {
    throw GRPCTesting.TestServiceMethods.unimplementedCall.unimplemented
  }
}

extension GRPCTesting.TestService {
  /// Adds all methods of the service.
  @inlinable
  public func register(in router: inout Router) {
    typealias Methods = GRPCTesting.TestServiceMethods
    router.add(
      path: Methods.emptyCall.path,
      .unary({ message, context async throws(RPCError) in
        try await self.emptyCall(GRPCTesting.Empty.decoded(from: message), context: context).sealed()
      }))
    router.add(
      path: Methods.unaryCall.path,
      .unary({ message, context async throws(RPCError) in
        try await self.unaryCall(GRPCTesting.SimpleRequest.decoded(from: message), context: context).sealed()
      }))
    router.add(
      path: Methods.cacheableUnaryCall.path,
      .unary({ message, context async throws(RPCError) in
        try await self.cacheableUnaryCall(GRPCTesting.SimpleRequest.decoded(from: message), context: context).sealed()
      }))
    router.add(
      path: Methods.streamingOutputCall.path,
      .serverStreaming({ message, stream, context async throws(RPCError) in
        try await self.streamingOutputCall(
          GRPCTesting.StreamingOutputCallRequest.decoded(from: message, of: stream), responses: ResponseWriter(stream),
          context: context)
      }))
    router.add(
      path: Methods.streamingInputCall.path,
      .clientStreaming({ stream, context async throws(RPCError) in
        try await self.streamingInputCall(RequestStream(stream), context: context).sealed()
      }))
    router.add(
      path: Methods.fullDuplexCall.path,
      .bidirectional({ stream, context async throws(RPCError) in
        try await self.fullDuplexCall(RequestStream(stream), responses: ResponseWriter(stream), context: context)
      }))
    router.add(
      path: Methods.halfDuplexCall.path,
      .bidirectional({ stream, context async throws(RPCError) in
        try await self.halfDuplexCall(RequestStream(stream), responses: ResponseWriter(stream), context: context)
      }))
    router.add(
      path: Methods.unimplementedCall.path,
      .unary({ message, context async throws(RPCError) in
        try await self.unimplementedCall(GRPCTesting.Empty.decoded(from: message), context: context).sealed()
      }))
  }
}
