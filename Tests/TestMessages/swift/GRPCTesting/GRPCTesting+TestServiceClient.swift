// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension GRPCTesting {
  /// Calls grpc.testing.TestService over a transport.
  public struct TestServiceClient<Transport: ClientTransport>: Sendable {
    private let transport: Transport

    public init(_ transport: Transport) { self.transport = transport }

    /// One empty request followed by one empty response.
    public func emptyCall(_ request: GRPCTesting.Empty, options: CallOptions = .none) async throws(RPCError)
      -> GRPCTesting.Empty
    {
      try await transport.unary(TestServiceMethods.emptyCall, request, options: options)
    }

    /// One request followed by one response.
    public func unaryCall(_ request: GRPCTesting.SimpleRequest, options: CallOptions = .none) async throws(RPCError)
      -> GRPCTesting.SimpleResponse
    {
      try await transport.unary(TestServiceMethods.unaryCall, request, options: options)
    }

    /// One request followed by one response. Response has cache control
    /// headers set such that a caching HTTP proxy (such as GFE) can
    /// satisfy subsequent requests.
    public func cacheableUnaryCall(_ request: GRPCTesting.SimpleRequest, options: CallOptions = .none)
      async throws(RPCError) -> GRPCTesting.SimpleResponse
    {
      try await transport.unary(TestServiceMethods.cacheableUnaryCall, request, options: options)
    }

    /// One request followed by a sequence of responses (streamed download).
    /// The server returns the payload with client desired type and sizes.
    public func streamingOutputCall(_ request: GRPCTesting.StreamingOutputCallRequest, options: CallOptions = .none)
      async throws(RPCError) -> ResponseStream<GRPCTesting.StreamingOutputCallResponse>
    {
      try await transport.serverStreaming(TestServiceMethods.streamingOutputCall, request, options: options)
    }

    /// A sequence of requests followed by one response (streamed upload).
    /// The server returns the aggregated size of client payload as the result.
    public func streamingInputCall(options: CallOptions = .none) async throws(RPCError) -> (
      requests: RequestWriter<GRPCTesting.StreamingInputCallRequest>,
      responses: ResponseStream<GRPCTesting.StreamingInputCallResponse>
    ) {
      try await transport.streaming(TestServiceMethods.streamingInputCall, options: options)
    }

    /// A sequence of requests with each request served by the server immediately.
    /// As one request could lead to multiple responses, this interface
    /// demonstrates the idea of full duplexing.
    public func fullDuplexCall(options: CallOptions = .none) async throws(RPCError) -> (
      requests: RequestWriter<GRPCTesting.StreamingOutputCallRequest>,
      responses: ResponseStream<GRPCTesting.StreamingOutputCallResponse>
    ) {
      try await transport.streaming(TestServiceMethods.fullDuplexCall, options: options)
    }

    /// A sequence of requests followed by a sequence of responses.
    /// The server buffers all the client requests and then serves them in order. A
    /// stream of responses are returned to the client when the server starts with
    /// first request.
    public func halfDuplexCall(options: CallOptions = .none) async throws(RPCError) -> (
      requests: RequestWriter<GRPCTesting.StreamingOutputCallRequest>,
      responses: ResponseStream<GRPCTesting.StreamingOutputCallResponse>
    ) {
      try await transport.streaming(TestServiceMethods.halfDuplexCall, options: options)
    }

    /// The test server will not implement this method. It will be used
    /// to test the behavior when clients call unimplemented methods.
    public func unimplementedCall(_ request: GRPCTesting.Empty, options: CallOptions = .none) async throws(RPCError)
      -> GRPCTesting.Empty
    {
      try await transport.unary(TestServiceMethods.unimplementedCall, request, options: options)
    }
  }
}
