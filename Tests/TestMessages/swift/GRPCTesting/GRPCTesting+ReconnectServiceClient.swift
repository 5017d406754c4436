// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension GRPCTesting {
  /// Calls grpc.testing.ReconnectService over a transport.
  public struct ReconnectServiceClient<Transport: ClientTransport>: Sendable {
    private let transport: Transport

    public init(_ transport: Transport) { self.transport = transport }

    /// `Start`.
    public func start(_ request: GRPCTesting.ReconnectParams, options: CallOptions = .none) async throws(RPCError)
      -> GRPCTesting.Empty
    {
      try await transport.unary(ReconnectServiceMethods.start, request, options: options)
    }

    /// `Stop`.
    public func stop(_ request: GRPCTesting.Empty, options: CallOptions = .none) async throws(RPCError)
      -> GRPCTesting.ReconnectInfo
    {
      try await transport.unary(ReconnectServiceMethods.stop, request, options: options)
    }
  }
}
