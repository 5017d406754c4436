// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension GRPCTesting {
  /// A simple service NOT implemented at servers so clients can test for
  /// that case.
  ///
  /// A method that is not implemented answers `UNIMPLEMENTED`.
  public protocol UnimplementedService: Sendable {
    /// A call that no server should implement
    nonisolated(nonsending) func unimplementedCall(_ request: GRPCTesting.Empty, context: ServerContext)
      async throws(RPCError) -> GRPCTesting.Empty
  }

  /// The methods of grpc.testing.UnimplementedService as the contract declares them.
  public enum UnimplementedServiceMethods {
    public static let service = "grpc.testing.UnimplementedService"
    public static let unimplementedCall = MethodDescription(service: service, name: "UnimplementedCall")

    /// In the order of the contract.
    public static let all = [unimplementedCall]
  }
}

extension GRPCTesting.UnimplementedService {
  public nonisolated(nonsending) func unimplementedCall(_ request: GRPCTesting.Empty, context: ServerContext)
    async throws(RPCError) -> GRPCTesting.Empty
  {
    throw GRPCTesting.UnimplementedServiceMethods.unimplementedCall.unimplemented
  }
}

extension GRPCTesting.UnimplementedService {
  /// Adds all methods of the service.
  @inlinable
  public func register(in router: inout Router) {
    typealias Methods = GRPCTesting.UnimplementedServiceMethods
    router.add(
      path: Methods.unimplementedCall.path,
      .unary({ message, context async throws(RPCError) in
        try await self.unimplementedCall(GRPCTesting.Empty.decoded(from: message), context: context).sealed()
      }))
  }
}
