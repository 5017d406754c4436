import AuditTrail
import Messages
import MessagesBase
import RPCCore

// What an executor asks before it acts.
extension CountersignClient {
  /// Checks everything about a permit without asking the server, and uses it up: when this returns, the executor may act, once.
  ///
  /// See `OfflineVerifier.verify(permit:for:usedPermits:)`.
  /// - Throws: `VerificationRefusal`: then nothing may be executed.
  public func verify(
    permit: CountersignV1.ExecutionPermit, for execution: PlannedExecution, by verifier: OfflineVerifier,
    usedPermits: some UsedPermits
  ) throws(VerificationRefusal) -> PermitStatement {
    try verifier.verify(permit: permit, for: execution, usedPermits: usedPermits)
  }

  /// Checks a receipt without asking the server.
  ///
  /// See `OfflineVerifier.verify(receipt:auditID:actionDigest:)`.
  public func verify(
    receipt: CountersignV1.DecisionReceipt, auditID: String? = nil, actionDigest: SHA256Digest? = nil,
    by verifier: OfflineVerifier
  ) throws(VerificationRefusal) -> ReceiptStatement {
    try verifier.verify(receipt: SignedStatement(receipt), auditID: auditID, actionDigest: actionDigest)
  }

  /// The public keys of the log that the server has now, all of them, the newest first.
  ///
  /// They are as trustworthy as the connection: ask once, over TLS, and keep them.
  public func signingKeys() async throws(RPCError) -> [VerificationKey] {
    var keys: [VerificationKey] = []
    let request = CountersignV1.ListSigningKeysRequest(in: Arena())
    repeat {
      let response = try await audit.listSigningKeys(request)
      for key in response.keys { keys.append(VerificationKey(key)) }
      request.pageToken = response.nextPageToken
    } while !request.pageToken.isEmpty
    return keys
  }
}

extension OfflineVerifier {
  /// The same of a permit as it came.
  public func verify(
    permit: CountersignV1.ExecutionPermit, for execution: PlannedExecution, usedPermits: some UsedPermits
  ) throws(VerificationRefusal) -> PermitStatement {
    let signed = SignedStatement(
      statement: Array(permit.statement.utf8), signature: permit.signature, keyID: permit.keyID)
    try checkEnvelope(of: permit)
    return try verify(permit: signed, for: execution, usedPermits: usedPermits)
  }

  /// The fields beside the statement are convenience: one that differs would mislead whoever acts on it.
  private func checkEnvelope(of permit: CountersignV1.ExecutionPermit) throws(VerificationRefusal) {
    let statement: PermitStatement
    // What cannot be read is refused in the proper order, signature first.
    do throws(StatementError) { statement = try PermitStatement(parsing: Array(permit.statement.utf8)) } catch {
      return
    }
    guard permit.permitID == statement.permitID,
      permit.expiresAt.flatMap(\.unixMicroseconds) == statement.expiresAtMicroseconds
    else { throw VerificationRefusal(.envelopeMismatch, "The permit's id or its end are not those that were signed.") }
  }
}

extension SignedStatement {
  fileprivate init(_ receipt: CountersignV1.DecisionReceipt) {
    self.init(statement: Array(receipt.statement.utf8), signature: receipt.signature, keyID: receipt.keyID)
  }
}

extension VerificationKey {
  /// A key as ListSigningKeys gives it. One of another algorithm or without a beginning verifies nothing.
  public init(_ wire: CountersignV1.SigningKey) {
    self.init(
      keyID: wire.keyID, publicKey: wire.algorithm == "Ed25519" ? wire.publicKey : [],
      uses: Set(wire.uses.compactMap(SigningUse.init(_:))),
      notBeforeMicroseconds: wire.notBefore.flatMap(\.unixMicroseconds) ?? .max,
      retiredAtMicroseconds: wire.retiredAt.map { $0.unixMicroseconds ?? .min },
      revokedAtMicroseconds: wire.revokedAt.map { $0.unixMicroseconds ?? .min })
  }
}

extension SigningUse {
  fileprivate init?(_ wire: CountersignV1.KeyUse) {
    switch wire {
    case .receipt: self = .receipt
    case .permit: self = .permit
    case .checkpoint: self = .checkpoint
    case .unspecified, .unrecognized: return nil
    }
  }
}
