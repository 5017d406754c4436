// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension GRPCTesting {
  /// A service used to obtain stats for verifying LB behavior.
  ///
  /// A method that is not implemented answers `UNIMPLEMENTED`.
  public protocol LoadBalancerStatsService: Sendable {
    /// Gets the backend distribution for RPCs sent by a test client.
    nonisolated(nonsending) func getClientStats(_ request: GRPCTesting.LoadBalancerStatsRequest, context: ServerContext)
      async throws(RPCError) -> GRPCTesting.LoadBalancerStatsResponse

    /// Gets the accumulated stats for RPCs sent by a test client.
    nonisolated(nonsending) func getClientAccumulatedStats(
      _ request: GRPCTesting.LoadBalancerAccumulatedStatsRequest, context: ServerContext
    ) async throws(RPCError) -> GRPCTesting.LoadBalancerAccumulatedStatsResponse
  }

  /// The methods of grpc.testing.LoadBalancerStatsService as the contract declares them.
  public enum LoadBalancerStatsServiceMethods {
    public static let service = "grpc.testing.LoadBalancerStatsService"
    public static let getClientStats = MethodDescription(service: service, name: "GetClientStats")
    public static let getClientAccumulatedStats = MethodDescription(service: service, name: "GetClientAccumulatedStats")

    /// In the order of the contract.
    public static let all = [getClientStats, getClientAccumulatedStats]
  }
}

extension GRPCTesting.LoadBalancerStatsService {
  public nonisolated(nonsending) func getClientStats(
    _ request: GRPCTesting.LoadBalancerStatsRequest, context: ServerContext
  ) async throws(RPCError) -> GRPCTesting.LoadBalancerStatsResponse {
    throw GRPCTesting.LoadBalancerStatsServiceMethods.getClientStats.unimplemented
  }

  public nonisolated(nonsending) func getClientAccumulatedStats(
    _ request: GRPCTesting.LoadBalancerAccumulatedStatsRequest, context: ServerContext
  ) async throws(RPCError) -> GRPCTesting.LoadBalancerAccumulatedStatsResponse {
    throw GRPCTesting.LoadBalancerStatsServiceMethods.getClientAccumulatedStats.unimplemented
  }
}

extension GRPCTesting.LoadBalancerStatsService {
  /// Adds all methods of the service.
  @inlinable
  public func register(in router: inout Router) {
    typealias Methods = GRPCTesting.LoadBalancerStatsServiceMethods
    router.add(
      path: Methods.getClientStats.path,
      .unary({ message, context async throws(RPCError) in
        try await self.getClientStats(GRPCTesting.LoadBalancerStatsRequest.decoded(from: message), context: context)
          .sealed()
      }))
    router.add(
      path: Methods.getClientAccumulatedStats.path,
      .unary({ message, context async throws(RPCError) in
        try await self.getClientAccumulatedStats(
          GRPCTesting.LoadBalancerAccumulatedStatsRequest.decoded(from: message), context: context
        ).sealed()
      }))
  }
}
