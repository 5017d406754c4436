// Written by countersign-generate from proto/. Do not edit.

import MessagesBase
import RPCCore

extension CountersignV1 {
  /// Reads and verifies the audit trail. Nothing here changes it.
  ///
  /// A method that is not implemented answers `UNIMPLEMENTED`.
  public protocol AuditService: Sendable {
    /// Lists entries in the order of the chain.
    nonisolated(nonsending) func listAuditEntries(
      _ request: CountersignV1.ListAuditEntriesRequest, context: ServerContext
    ) async throws(RPCError) -> CountersignV1.ListAuditEntriesResponse

    /// Streams entries in order, then new ones as they are committed if asked to follow.
    nonisolated(nonsending) func streamAuditEntries(
      _ request: consuming CountersignV1.StreamAuditEntriesRequest,
      responses: ResponseWriter<CountersignV1.StreamAuditEntriesResponse>, context: ServerContext)
      async throws(RPCError)

    /// Recomputes the chain and reports the first break.
    nonisolated(nonsending) func verifyAuditTrail(
      _ request: CountersignV1.VerifyAuditTrailRequest, context: ServerContext
    ) async throws(RPCError) -> CountersignV1.VerifyAuditTrailResponse

    /// Returns the signed state of the log.
    nonisolated(nonsending) func getCheckpoint(_ request: CountersignV1.GetCheckpointRequest, context: ServerContext)
      async throws(RPCError) -> CountersignV1.GetCheckpointResponse

    /// Proves that an entry is in the log of a checkpoint.
    nonisolated(nonsending) func getInclusionProof(
      _ request: CountersignV1.GetInclusionProofRequest, context: ServerContext
    ) async throws(RPCError) -> CountersignV1.GetInclusionProofResponse

    /// Lists the public keys of receipts, permits and checkpoints, retired ones too.
    nonisolated(nonsending) func listSigningKeys(
      _ request: CountersignV1.ListSigningKeysRequest, context: ServerContext
    ) async throws(RPCError) -> CountersignV1.ListSigningKeysResponse

    /// Proves that one log is a prefix of a later one.
    nonisolated(nonsending) func getConsistencyProof(
      _ request: CountersignV1.GetConsistencyProofRequest, context: ServerContext
    ) async throws(RPCError) -> CountersignV1.GetConsistencyProofResponse
  }

  /// The methods of countersign.v1.AuditService as the contract declares them.
  public enum AuditServiceMethods {
    public static let service = "countersign.v1.AuditService"
    public static let listAuditEntries = MethodDescription(
      service: service, name: "ListAuditEntries", hasNoSideEffects: true)
    public static let streamAuditEntries = MethodDescription(
      service: service, name: "StreamAuditEntries", streamsResponses: true, hasNoSideEffects: true)
    public static let verifyAuditTrail = MethodDescription(
      service: service, name: "VerifyAuditTrail", hasNoSideEffects: true)
    public static let getCheckpoint = MethodDescription(service: service, name: "GetCheckpoint", hasNoSideEffects: true)
    public static let getInclusionProof = MethodDescription(
      service: service, name: "GetInclusionProof", hasNoSideEffects: true)
    public static let listSigningKeys = MethodDescription(
      service: service, name: "ListSigningKeys", hasNoSideEffects: true)
    public static let getConsistencyProof = MethodDescription(
      service: service, name: "GetConsistencyProof", hasNoSideEffects: true)

    /// In the order of the contract.
    public static let all = [
      listAuditEntries, streamAuditEntries, verifyAuditTrail, getCheckpoint, getInclusionProof, listSigningKeys,
      getConsistencyProof,
    ]
  }
}

extension CountersignV1.AuditService {
  public nonisolated(nonsending) func listAuditEntries(
    _ request: CountersignV1.ListAuditEntriesRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ListAuditEntriesResponse {
    throw CountersignV1.AuditServiceMethods.listAuditEntries.unimplemented
  }

  public nonisolated(nonsending) func streamAuditEntries(
    _ request: consuming CountersignV1.StreamAuditEntriesRequest,
    responses: ResponseWriter<CountersignV1.StreamAuditEntriesResponse>, context: ServerContext
  ) async throws(RPCError) {
    throw CountersignV1.AuditServiceMethods.streamAuditEntries.unimplemented
  }

  public nonisolated(nonsending) func verifyAuditTrail(
    _ request: CountersignV1.VerifyAuditTrailRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.VerifyAuditTrailResponse {
    throw CountersignV1.AuditServiceMethods.verifyAuditTrail.unimplemented
  }

  public nonisolated(nonsending) func getCheckpoint(
    _ request: CountersignV1.GetCheckpointRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.GetCheckpointResponse {
    throw CountersignV1.AuditServiceMethods.getCheckpoint.unimplemented
  }

  public nonisolated(nonsending) func getInclusionProof(
    _ request: CountersignV1.GetInclusionProofRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.GetInclusionProofResponse {
    throw CountersignV1.AuditServiceMethods.getInclusionProof.unimplemented
  }

  public nonisolated(nonsending) func listSigningKeys(
    _ request: CountersignV1.ListSigningKeysRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ListSigningKeysResponse {
    throw CountersignV1.AuditServiceMethods.listSigningKeys.unimplemented
  }

  public nonisolated(nonsending) func getConsistencyProof(
    _ request: CountersignV1.GetConsistencyProofRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.GetConsistencyProofResponse {
    throw CountersignV1.AuditServiceMethods.getConsistencyProof.unimplemented
  }
}

extension CountersignV1.AuditService {
  /// Adds all methods of the service.
  @inlinable
  public func register(in router: inout Router) {
    typealias Methods = CountersignV1.AuditServiceMethods
    router.add(
      path: Methods.listAuditEntries.path,
      .unary({ message, context async throws(RPCError) in
        try await self.listAuditEntries(CountersignV1.ListAuditEntriesRequest.decoded(from: message), context: context)
          .sealed()
      }))
    router.add(
      path: Methods.streamAuditEntries.path,
      .serverStreaming({ message, stream, context async throws(RPCError) in
        try await self.streamAuditEntries(
          CountersignV1.StreamAuditEntriesRequest.decoded(from: message, of: stream), responses: ResponseWriter(stream),
          context: context)
      }))
    router.add(
      path: Methods.verifyAuditTrail.path,
      .unary({ message, context async throws(RPCError) in
        try await self.verifyAuditTrail(CountersignV1.VerifyAuditTrailRequest.decoded(from: message), context: context)
          .sealed()
      }))
    router.add(
      path: Methods.getCheckpoint.path,
      .unary({ message, context async throws(RPCError) in
        try await self.getCheckpoint(CountersignV1.GetCheckpointRequest.decoded(from: message), context: context)
          .sealed()
      }))
    router.add(
      path: Methods.getInclusionProof.path,
      .unary({ message, context async throws(RPCError) in
        try await self.getInclusionProof(
          CountersignV1.GetInclusionProofRequest.decoded(from: message), context: context
        ).sealed()
      }))
    router.add(
      path: Methods.listSigningKeys.path,
      .unary({ message, context async throws(RPCError) in
        try await self.listSigningKeys(CountersignV1.ListSigningKeysRequest.decoded(from: message), context: context)
          .sealed()
      }))
    router.add(
      path: Methods.getConsistencyProof.path,
      .unary({ message, context async throws(RPCError) in
        try await self.getConsistencyProof(
          CountersignV1.GetConsistencyProofRequest.decoded(from: message), context: context
        ).sealed()
      }))
  }
}
