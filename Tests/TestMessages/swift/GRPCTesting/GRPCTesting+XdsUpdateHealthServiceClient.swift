// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension GRPCTesting {
  /// Calls grpc.testing.XdsUpdateHealthService over a transport.
  public struct XdsUpdateHealthServiceClient<Transport: ClientTransport>: Sendable {
    private let transport: Transport

    public init(_ transport: Transport) { self.transport = transport }

    /// `SetServing`.
    public func setServing(_ request: GRPCTesting.Empty, options: CallOptions = .none) async throws(RPCError)
      -> GRPCTesting.Empty
    {
      try await transport.unary(XdsUpdateHealthServiceMethods.setServing, request, options: options)
    }

    /// `SetNotServing`.
    public func setNotServing(_ request: GRPCTesting.Empty, options: CallOptions = .none) async throws(RPCError)
      -> GRPCTesting.Empty
    {
      try await transport.unary(XdsUpdateHealthServiceMethods.setNotServing, request, options: options)
    }
  }
}
