// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension GRPCTesting {
  /// A service to remotely control health status of an xDS test server.
  ///
  /// A method that is not implemented answers `UNIMPLEMENTED`.
  public protocol XdsUpdateHealthService: Sendable {
    /// `SetServing`.
    nonisolated(nonsending) func setServing(_ request: GRPCTesting.Empty, context: ServerContext) async throws(RPCError)
      -> GRPCTesting.Empty

    /// `SetNotServing`.
    nonisolated(nonsending) func setNotServing(_ request: GRPCTesting.Empty, context: ServerContext)
      async throws(RPCError) -> GRPCTesting.Empty
  }

  /// The methods of grpc.testing.XdsUpdateHealthService as the contract declares them.
  public enum XdsUpdateHealthServiceMethods {
    public static let service = "grpc.testing.XdsUpdateHealthService"
    public static let setServing = MethodDescription(service: service, name: "SetServing")
    public static let setNotServing = MethodDescription(service: service, name: "SetNotServing")

    /// In the order of the contract.
    public static let all = [setServing, setNotServing]
  }
}

extension GRPCTesting.XdsUpdateHealthService {
  public nonisolated(nonsending) func setServing(_ request: GRPCTesting.Empty, context: ServerContext)
    async throws(RPCError) -> GRPCTesting.Empty
  {
    throw GRPCTesting.XdsUpdateHealthServiceMethods.setServing.unimplemented
  }

  public nonisolated(nonsending) func setNotServing(_ request: GRPCTesting.Empty, context: ServerContext)
    async throws(RPCError) -> GRPCTesting.Empty
  {
    throw GRPCTesting.XdsUpdateHealthServiceMethods.setNotServing.unimplemented
  }
}

extension GRPCTesting.XdsUpdateHealthService {
  /// Adds all methods of the service.
  @inlinable
  public func register(in router: inout Router) {
    typealias Methods = GRPCTesting.XdsUpdateHealthServiceMethods
    router.add(
      path: Methods.setServing.path,
      .unary({ message, context async throws(RPCError) in
        try await self.setServing(GRPCTesting.Empty.decoded(from: message), context: context).sealed()
      }))
    router.add(
      path: Methods.setNotServing.path,
      .unary({ message, context async throws(RPCError) in
        try await self.setNotServing(GRPCTesting.Empty.decoded(from: message), context: context).sealed()
      }))
  }
}
