// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension GRPCTesting {
  /// Calls grpc.testing.UnimplementedService over a transport.
  public struct UnimplementedServiceClient<Transport: ClientTransport>: Sendable {
    private let transport: Transport

    public init(_ transport: Transport) { self.transport = transport }

    /// A call that no server should implement
    public func unimplementedCall(_ request: GRPCTesting.Empty, options: CallOptions = .none) async throws(RPCError)
      -> GRPCTesting.Empty
    {
      try await transport.unary(UnimplementedServiceMethods.unimplementedCall, request, options: options)
    }
  }
}
