// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension GRPCReflectionV1 {
  /// grpc.reflection.v1.ServerReflection
  ///
  /// A method that is not implemented answers `UNIMPLEMENTED`.
  public protocol ServerReflection: Sendable {
    /// The reflection service is structured as a bidirectional stream, ensuring
    /// all related requests go to a single server.
    nonisolated(nonsending) func serverReflectionInfo(
      _ requests: RequestStream<GRPCReflectionV1.ServerReflectionRequest>,
      responses: ResponseWriter<GRPCReflectionV1.ServerReflectionResponse>, context: ServerContext)
      async throws(RPCError)
  }

  /// The methods of grpc.reflection.v1.ServerReflection as the contract declares them.
  public enum ServerReflectionMethods {
    public static let service = "grpc.reflection.v1.ServerReflection"
    public static let serverReflectionInfo = MethodDescription(
      service: service, name: "ServerReflectionInfo", streamsRequests: true, streamsResponses: true)

    /// In the order of the contract.
    public static let all = [serverReflectionInfo]
  }
}

extension GRPCReflectionV1.ServerReflection {
  public nonisolated(nonsending) func serverReflectionInfo(
    _ requests: RequestStream<GRPCReflectionV1.ServerReflectionRequest>,
    responses: ResponseWriter<GRPCReflectionV1.ServerReflectionResponse>, context: ServerContext
  ) async throws(RPCError) {
    throw GRPCReflectionV1.ServerReflectionMethods.serverReflectionInfo.unimplemented
  }
}

extension GRPCReflectionV1.ServerReflection {
  /// Adds all methods of the service.
  @inlinable
  public func register(in router: inout Router) {
    typealias Methods = GRPCReflectionV1.ServerReflectionMethods
    router.add(
      path: Methods.serverReflectionInfo.path,
      .bidirectional({ stream, context async throws(RPCError) in
        try await self.serverReflectionInfo(RequestStream(stream), responses: ResponseWriter(stream), context: context)
      }))
  }
}
