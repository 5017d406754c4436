// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension GRPCTesting {
  /// A service used to control reconnect server.
  ///
  /// A method that is not implemented answers `UNIMPLEMENTED`.
  public protocol ReconnectService: Sendable {
    /// `Start`.
    nonisolated(nonsending) func start(_ request: GRPCTesting.ReconnectParams, context: ServerContext)
      async throws(RPCError) -> GRPCTesting.Empty

    /// `Stop`.
    nonisolated(nonsending) func stop(_ request: GRPCTesting.Empty, context: ServerContext) async throws(RPCError)
      -> GRPCTesting.ReconnectInfo
  }

  /// The methods of grpc.testing.ReconnectService as the contract declares them.
  public enum ReconnectServiceMethods {
    public static let service = "grpc.testing.ReconnectService"
    public static let start = MethodDescription(service: service, name: "Start")
    public static let stop = MethodDescription(service: service, name: "Stop")

    /// In the order of the contract.
    public static let all = [start, stop]
  }
}

extension GRPCTesting.ReconnectService {
  public nonisolated(nonsending) func start(_ request: GRPCTesting.ReconnectParams, context: ServerContext)
    async throws(RPCError) -> GRPCTesting.Empty
  {
    throw GRPCTesting.ReconnectServiceMethods.start.unimplemented
  }

  public nonisolated(nonsending) func stop(_ request: GRPCTesting.Empty, context: ServerContext) async throws(RPCError)
    -> GRPCTesting.ReconnectInfo
  {
    throw GRPCTesting.ReconnectServiceMethods.stop.unimplemented
  }
}

extension GRPCTesting.ReconnectService {
  /// Adds all methods of the service.
  @inlinable
  public func register(in router: inout Router) {
    typealias Methods = GRPCTesting.ReconnectServiceMethods
    router.add(
      path: Methods.start.path,
      .unary({ message, context async throws(RPCError) in
        try await self.start(GRPCTesting.ReconnectParams.decoded(from: message), context: context).sealed()
      }))
    router.add(
      path: Methods.stop.path,
      .unary({ message, context async throws(RPCError) in
        try await self.stop(GRPCTesting.Empty.decoded(from: message), context: context).sealed()
      }))
  }
}
