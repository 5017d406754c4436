import AuditTrail
import Messages
import MessagesBase
import RPCCore
import ReviewCore
import ReviewEngine

// The public keys of what is signed.
extension AuditServiceHandlers {
  /// The newest first. A page's place is how many older keys there are: keys are only ever added.
  func listSigningKeys(
    _ request: CountersignV1.ListSigningKeysRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ListSigningKeysResponse {
    try await calls.perform(Methods.listSigningKeys, context) { caller async throws(Refusal) in
      var fields = FieldValidator()
      let count = fields.pageSize(request.pageSize, fallback: Self.defaultPageSize)
      let tokens = PageToken(Methods.listSigningKeys, origin: engine.origin, caller: caller, question: [])
      let place = tokens.decode(request.pageToken, byteCount: 8, &fields)
      let oldest = place.map { Int(clamping: Int64(bigEndianBytes: $0[...])) }
      // A token is no secret: anybody can make one.
      if let oldest, oldest < 1 { fields.add("page_token", "is not a token of a page of this request") }
      try fields.finish()
      let (page, olderCount) = engine.signingKeys(oldest: oldest, limit: count)
      let response = CountersignV1.ListSigningKeysResponse(in: Arena())
      for key in page { response.keys.appendNew().fill(key) }
      response.nextPageToken = olderCount > 0 ? tokens.encode(Int64(olderCount).bigEndianBytes) : ""
      return response
    }
  }
}

extension CountersignV1.SigningKey {
  fileprivate func fill(_ key: VerificationKey) {
    keyID = key.keyID
    algorithm = "Ed25519"
    publicKey = key.publicKey
    for use in SigningUse.allCases where key.uses.contains(use) { uses.append(use.wire) }
    notBefore = instant(key.notBeforeMicroseconds)
    if let retiredAt = key.retiredAtMicroseconds { self.retiredAt = instant(retiredAt) }
    if let revokedAt = key.revokedAtMicroseconds { self.revokedAt = instant(revokedAt) }
  }

  private func instant(_ microseconds: Int64) -> GoogleProtobuf.Timestamp {
    arena.timestamp(Instant(unixMicroseconds: microseconds))
  }
}

extension SigningUse {
  fileprivate var wire: CountersignV1.KeyUse {
    switch self {
    case .receipt: .receipt
    case .permit: .permit
    case .checkpoint: .checkpoint
    }
  }
}

extension Arena {
  /// As it was signed.
  func receipt(_ receipt: SignedReceipt) -> CountersignV1.DecisionReceipt {
    let wire = CountersignV1.DecisionReceipt(in: self)
    wire.statement = receipt.statement
    wire.signature = receipt.signature
    wire.keyID = receipt.keyID
    return wire
  }
}
