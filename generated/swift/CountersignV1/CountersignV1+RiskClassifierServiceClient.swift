// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension CountersignV1 {
  /// Calls countersign.v1.RiskClassifierService over a transport.
  public struct RiskClassifierServiceClient<Transport: ClientTransport>: Sendable {
    private let transport: Transport

    public init(_ transport: Transport) { self.transport = transport }

    /// Says the level of one proposal. The same question may come again.
    public func classify(_ request: CountersignV1.ClassifyRequest, options: CallOptions = .none) async throws(RPCError)
      -> CountersignV1.ClassifyResponse
    {
      try await transport.unary(RiskClassifierServiceMethods.classify, request, options: options)
    }
  }
}
