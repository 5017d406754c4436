// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension GRPCTesting {
  /// Calls grpc.testing.XdsUpdateClientConfigureService over a transport.
  public struct XdsUpdateClientConfigureServiceClient<Transport: ClientTransport>: Sendable {
    private let transport: Transport

    public init(_ transport: Transport) { self.transport = transport }

    /// Update the tes client's configuration.
    public func configure(_ request: GRPCTesting.ClientConfigureRequest, options: CallOptions = .none)
      async throws(RPCError) -> GRPCTesting.ClientConfigureResponse
    {
      try await transport.unary(XdsUpdateClientConfigureServiceMethods.configure, request, options: options)
    }
  }
}
