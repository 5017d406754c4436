// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension GRPCTesting {
  /// A service to dynamically update the configuration of an xDS test client.
  ///
  /// A method that is not implemented answers `UNIMPLEMENTED`.
  public protocol XdsUpdateClientConfigureService: Sendable {
    /// Update the tes client's configuration.
    nonisolated(nonsending) func configure(_ request: GRPCTesting.ClientConfigureRequest, context: ServerContext)
      async throws(RPCError) -> GRPCTesting.ClientConfigureResponse
  }

  /// The methods of grpc.testing.XdsUpdateClientConfigureService as the contract declares them.
  public enum XdsUpdateClientConfigureServiceMethods {
    public static let service = "grpc.testing.XdsUpdateClientConfigureService"
    public static let configure = MethodDescription(service: service, name: "Configure")

    /// In the order of the contract.
    public static let all = [configure]
  }
}

extension GRPCTesting.XdsUpdateClientConfigureService {
  public nonisolated(nonsending) func configure(_ request: GRPCTesting.ClientConfigureRequest, context: ServerContext)
    async throws(RPCError) -> GRPCTesting.ClientConfigureResponse
  {
    throw GRPCTesting.XdsUpdateClientConfigureServiceMethods.configure.unimplemented
  }
}

extension GRPCTesting.XdsUpdateClientConfigureService {
  /// Adds all methods of the service.
  @inlinable
  public func register(in router: inout Router) {
    typealias Methods = GRPCTesting.XdsUpdateClientConfigureServiceMethods
    router.add(
      path: Methods.configure.path,
      .unary({ message, context async throws(RPCError) in
        try await self.configure(GRPCTesting.ClientConfigureRequest.decoded(from: message), context: context).sealed()
      }))
  }
}
