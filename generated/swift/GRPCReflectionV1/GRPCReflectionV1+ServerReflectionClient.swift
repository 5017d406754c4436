// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension GRPCReflectionV1 {
  /// Calls grpc.reflection.v1.ServerReflection over a transport.
  public struct ServerReflectionClient<Transport: ClientTransport>: Sendable {
    private let transport: Transport

    public init(_ transport: Transport) { self.transport = transport }

    /// The reflection service is structured as a bidirectional stream, ensuring
    /// all related requests go to a single server.
    public func serverReflectionInfo(options: CallOptions = .none) async throws(RPCError) -> (
      requests: RequestWriter<GRPCReflectionV1.ServerReflectionRequest>,
      responses: ResponseStream<GRPCReflectionV1.ServerReflectionResponse>
    ) {
      try await transport.streaming(ServerReflectionMethods.serverReflectionInfo, options: options)
    }
  }
}
