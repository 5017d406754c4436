// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension BenchV1 {
  /// The same tiny service for every peer.
  ///
  /// A method that is not implemented answers `UNIMPLEMENTED`.
  public protocol Bench: Sendable {
    /// `Unary`.
    nonisolated(nonsending) func unary(_ request: BenchV1.Req, context: ServerContext) async throws(RPCError)
      -> BenchV1.Resp

    /// `Stream`.
    nonisolated(nonsending) func stream(
      _ request: consuming BenchV1.Req, responses: ResponseWriter<BenchV1.Resp>, context: ServerContext)
      async throws(RPCError)
  }

  /// The methods of bench.v1.Bench as the contract declares them.
  public enum BenchMethods {
    public static let service = "bench.v1.Bench"
    public static let unary = MethodDescription(service: service, name: "Unary")
    public static let stream = MethodDescription(service: service, name: "Stream", streamsResponses: true)

    /// In the order of the contract.
    public static let all = [unary, stream]
  }
}

extension BenchV1.Bench {
  public nonisolated(nonsending) func unary(_ request: BenchV1.Req, context: ServerContext) async throws(RPCError)
    -> BenchV1.Resp
  {
    throw BenchV1.BenchMethods.unary.unimplemented
  }

  public nonisolated(nonsending) func stream(
    _ request: consuming BenchV1.Req, responses: ResponseWriter<BenchV1.Resp>, context: ServerContext
  ) async throws(RPCError) {
    throw BenchV1.BenchMethods.stream.unimplemented
  }
}

extension BenchV1.Bench {
  /// Adds all methods of the service.
  @inlinable
  public func register(in router: inout Router) {
    typealias Methods = BenchV1.BenchMethods
    router.add(
      path: Methods.unary.path,
      .unary({ message, context async throws(RPCError) in
        try await self.unary(BenchV1.Req.decoded(from: message), context: context).sealed()
      }))
    router.add(
      path: Methods.stream.path,
      .serverStreaming({ message, stream, context async throws(RPCError) in
        try await self.stream(
          BenchV1.Req.decoded(from: message, of: stream), responses: ResponseWriter(stream), context: context)
      }))
  }
}
