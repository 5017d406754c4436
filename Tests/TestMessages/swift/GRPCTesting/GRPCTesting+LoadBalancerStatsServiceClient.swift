// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension GRPCTesting {
  /// Calls grpc.testing.LoadBalancerStatsService over a transport.
  public struct LoadBalancerStatsServiceClient<Transport: ClientTransport>: Sendable {
    private let transport: Transport

    public init(_ transport: Transport) { self.transport = transport }

    /// Gets the backend distribution for RPCs sent by a test client.
    public func getClientStats(_ request: GRPCTesting.LoadBalancerStatsRequest, options: CallOptions = .none)
      async throws(RPCError) -> GRPCTesting.LoadBalancerStatsResponse
    {
      try await transport.unary(LoadBalancerStatsServiceMethods.getClientStats, request, options: options)
    }

    /// Gets the accumulated stats for RPCs sent by a test client.
    public func getClientAccumulatedStats(
      _ request: GRPCTesting.LoadBalancerAccumulatedStatsRequest, options: CallOptions = .none
    ) async throws(RPCError) -> GRPCTesting.LoadBalancerAccumulatedStatsResponse {
      try await transport.unary(LoadBalancerStatsServiceMethods.getClientAccumulatedStats, request, options: options)
    }
  }
}
