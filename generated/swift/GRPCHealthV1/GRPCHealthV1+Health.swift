// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension GRPCHealthV1 {
  /// grpc.health.v1.Health
  ///
  /// A method that is not implemented answers `UNIMPLEMENTED`.
  public protocol Health: Sendable {
    /// If the requested service is unknown, the call will fail with status
    /// NOT_FOUND.
    nonisolated(nonsending) func check(_ request: GRPCHealthV1.HealthCheckRequest, context: ServerContext)
      async throws(RPCError) -> GRPCHealthV1.HealthCheckResponse

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
    nonisolated(nonsending) func watch(
      _ request: consuming GRPCHealthV1.HealthCheckRequest, responses: ResponseWriter<GRPCHealthV1.HealthCheckResponse>,
      context: ServerContext) async throws(RPCError)

    /// List provides a non-atomic snapshot of the health of all the available
    /// services.
    ///
    /// The server must respond with a RESOURCE_EXHAUSTED status if the list of
    /// services is too large for one response.
    nonisolated(nonsending) func list(_ request: GRPCHealthV1.HealthListRequest, context: ServerContext)
      async throws(RPCError) -> GRPCHealthV1.HealthListResponse
  }

  /// The methods of grpc.health.v1.Health as the contract declares them.
  public enum HealthMethods {
    public static let service = "grpc.health.v1.Health"
    public static let check = MethodDescription(service: service, name: "Check")
    public static let watch = MethodDescription(service: service, name: "Watch", streamsResponses: true)
    public static let list = MethodDescription(service: service, name: "List")

    /// In the order of the contract.
    public static let all = [check, watch, list]
  }
}

extension GRPCHealthV1.Health {
  public nonisolated(nonsending) func check(_ request: GRPCHealthV1.HealthCheckRequest, context: ServerContext)
    async throws(RPCError) -> GRPCHealthV1.HealthCheckResponse
  {
    throw GRPCHealthV1.HealthMethods.check.unimplemented
  }

  public nonisolated(nonsending) func watch(
    _ request: consuming GRPCHealthV1.HealthCheckRequest, responses: ResponseWriter<GRPCHealthV1.HealthCheckResponse>,
    context: ServerContext
  ) async throws(RPCError) {
    throw GRPCHealthV1.HealthMethods.watch.unimplemented
  }

  public nonisolated(nonsending) func list(_ request: GRPCHealthV1.HealthListRequest, context: ServerContext)
    async throws(RPCError) -> GRPCHealthV1.HealthListResponse
  {
    throw GRPCHealthV1.HealthMethods.list.unimplemented
  }
}

extension GRPCHealthV1.Health {
  /// Adds all methods of the service.
  @inlinable
  public func register(in router: inout Router) {
    typealias Methods = GRPCHealthV1.HealthMethods
    router.add(
      path: Methods.check.path,
      .unary({ message, context async throws(RPCError) in
        try await self.check(GRPCHealthV1.HealthCheckRequest.decoded(from: message), context: context).sealed()
      }))
    router.add(
      path: Methods.watch.path,
      .serverStreaming({ message, stream, context async throws(RPCError) in
        try await self.watch(
          GRPCHealthV1.HealthCheckRequest.decoded(from: message, of: stream), responses: ResponseWriter(stream),
          context: context)
      }))
    router.add(
      path: Methods.list.path,
      .unary({ message, context async throws(RPCError) in
        try await self.list(GRPCHealthV1.HealthListRequest.decoded(from: message), context: context).sealed()
      }))
  }
}
