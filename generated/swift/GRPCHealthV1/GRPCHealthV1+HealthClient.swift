// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension GRPCHealthV1 {
  /// Calls grpc.health.v1.Health over a transport.
  public struct HealthClient<Transport: ClientTransport>: Sendable {
    private let transport: Transport

    public init(_ transport: Transport) { self.transport = transport }

    /// If the requested service is unknown, the call will fail with status
    /// NOT_FOUND.
    public func check(_ request: GRPCHealthV1.HealthCheckRequest, options: CallOptions = .none) async throws(RPCError)
      -> GRPCHealthV1.HealthCheckResponse
    {
      try await transport.unary(HealthMethods.check, request, options: options)
    }

    /// Performs a watch for the serving status of the requested service.
    /// The server will immediately send back a message indicating the current
    /// serving status.  It will then subsequently send a new message whenever
    /// the service's serving status changes.
    ///
    /// If the requested service is unknown when the call is received, the
    /// server will send a message setting the serving status to
    /// SERVICE_UNKNOWN but will *not* terminate the call.  If at some
    /// future point, the serving status of the service becomes known, the
    /// server will send a new message with the service's serving status.
    ///
    /// If the call terminates with status UNIMPLEMENTED, then clients
    /// should assume this method is not supported and should not retry the
    /// call.  If the call terminates with any other status (including OK),
    /// clients should retry the call with appropriate exponential backoff.
    public func watch(_ request: GRPCHealthV1.HealthCheckRequest, options: CallOptions = .none) async throws(RPCError)
      -> ResponseStream<GRPCHealthV1.HealthCheckResponse>
    {
      try await transport.serverStreaming(HealthMethods.watch, request, options: options)
    }

    /// List provides a non-atomic snapshot of the health of all the available
    /// services.
    ///
    /// The server must respond with a RESOURCE_EXHAUSTED status if the list of
    /// services is too large for one response.
    public func list(_ request: GRPCHealthV1.HealthListRequest, options: CallOptions = .none) async throws(RPCError)
      -> GRPCHealthV1.HealthListResponse
    {
      try await transport.unary(HealthMethods.list, request, options: options)
    }
  }
}
