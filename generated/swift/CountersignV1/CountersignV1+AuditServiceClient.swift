// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension CountersignV1 {
  /// Calls countersign.v1.AuditService over a transport.
  public struct AuditServiceClient<Transport: ClientTransport>: Sendable {
    private let transport: Transport

    public init(_ transport: Transport) { self.transport = transport }

    /// Lists entries in the order of the chain.
    public func listAuditEntries(_ request: CountersignV1.ListAuditEntriesRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.ListAuditEntriesResponse
    {
      try await transport.unary(AuditServiceMethods.listAuditEntries, request, options: options)
    }

    /// Streams entries in order, then new ones as they are committed if asked to follow.
    public func streamAuditEntries(_ request: CountersignV1.StreamAuditEntriesRequest, options: CallOptions = .none)
      async throws(RPCError) -> ResponseStream<CountersignV1.StreamAuditEntriesResponse>
    {
      try await transport.serverStreaming(AuditServiceMethods.streamAuditEntries, request, options: options)
    }

    /// Recomputes the chain and reports the first break.
    public func verifyAuditTrail(_ request: CountersignV1.VerifyAuditTrailRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.VerifyAuditTrailResponse
    {
      try await transport.unary(AuditServiceMethods.verifyAuditTrail, request, options: options)
    }

    /// Returns the signed state of the log.
    public func getCheckpoint(_ request: CountersignV1.GetCheckpointRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.GetCheckpointResponse
    {
      try await transport.unary(AuditServiceMethods.getCheckpoint, request, options: options)
    }

    /// Proves that an entry is in the log of a checkpoint.
    public func getInclusionProof(_ request: CountersignV1.GetInclusionProofRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.GetInclusionProofResponse
    {
      try await transport.unary(AuditServiceMethods.getInclusionProof, request, options: options)
    }

    /// Lists the public keys of receipts, permits and checkpoints, retired ones too.
    public func listSigningKeys(_ request: CountersignV1.ListSigningKeysRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.ListSigningKeysResponse
    {
      try await transport.unary(AuditServiceMethods.listSigningKeys, request, options: options)
    }

    /// Proves that one log is a prefix of a later one.
    public func getConsistencyProof(_ request: CountersignV1.GetConsistencyProofRequest, options: CallOptions = .none)
      async throws(RPCError) -> CountersignV1.GetConsistencyProofResponse
    {
      try await transport.unary(AuditServiceMethods.getConsistencyProof, request, options: options)
    }
  }
}
