// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension BenchV1 {
  /// Calls bench.v1.Bench over a transport.
  public struct BenchClient<Transport: ClientTransport>: Sendable {
    private let transport: Transport

    public init(_ transport: Transport) { self.transport = transport }

    /// `Unary`.
    public func unary(_ request: BenchV1.Req, options: CallOptions = .none) async throws(RPCError) -> BenchV1.Resp {
      try await transport.unary(BenchMethods.unary, request, options: options)
    }

    /// `Stream`.
    public func stream(_ request: BenchV1.Req, options: CallOptions = .none) async throws(RPCError) -> ResponseStream<
      BenchV1.Resp
    > {
      try await transport.serverStreaming(BenchMethods.stream, request, options: options)
    }
  }
}
