import AuditTrail
import ReviewCore

/// Signs how a review became final (domain.md §4, Execution).
struct ReceiptSigner: Sendable {
  let key: SigningKey
  /// Name of the log.
  let origin: String

  /// The event with its receipt.
  ///
  /// - Parameters:
  ///   - status: what the event makes of the review.
  ///   - review: as it is before the event.
  ///   - head: the entry that the event's own will follow.
  func signed(
    _ event: ReviewEvent, as status: ReviewStatus, of review: ReviewCase, at now: Instant, after head: ChainHead
  ) -> ReviewEvent {
    guard let status = ReceiptStatement.Status(rawValue: status.contractName) else {
      preconditionFailure("our bug: a final status that no receipt knows")
    }
    var effective: ActionDigest?
    if case .decided(let decided) = event { effective = decided.effectiveActionDigest }
    let statement = ReceiptStatement(
      origin: origin, auditID: review.auditID.text, actionDigest: SHA256Digest(review.actionDigest),
      effectiveActionDigest: effective.map(SHA256Digest.init), status: status,
      opinions: review.opinionsGiven.map(ReceiptStatement.Opinion.init), policyVersion: review.policy.version,
      decidedAtMicroseconds: now.unixMicroseconds, sequence: head.sequence + 1, previousHash: head.hash
    ).canonicalJSON
    return event.with(
      SignedReceipt(
        statement: String(decoding: statement, as: UTF8.self), signature: key.sign(statement, for: .receipt),
        keyID: key.keyID))
  }
}

extension BatchPlan {
  /// What became final is proven by a receipt in the same entry: durable with it, and never made anew.
  func sign(_ events: inout [(event: ReviewEvent, actor: String)], at index: Int, of auditID: AuditID) {
    guard let signer, let status = events[index].event.finalStatus else { return }
    let before = events[..<index].reduce(cases[auditID]) { review, earlier in
      Self.folded(earlier.event, into: review, auditID: auditID, at: now, sequence: 0, policy)
    }
    guard let before else { return }
    events[index].event = signer.signed(events[index].event, as: status, of: before, at: now, after: writer.head)
  }
}

extension ReceiptStatement.Opinion {
  fileprivate init(_ given: OpinionGiven) {
    self.init(
      reviewerID: given.reviewerID, reviewerRole: given.reviewerRole, outcome: given.outcome.contractName,
      counts: given.counts, createdAtMicroseconds: given.createdAt.unixMicroseconds)
  }
}

extension SHA256Digest {
  /// An action's digest is a SHA-256.
  init(_ digest: ActionDigest) {
    guard let digest = digest.withUnsafeBytes({ SHA256Digest($0) }) else {
      preconditionFailure("our bug: an action's digest has 32 bytes")
    }
    self = digest
  }
}

// MARK: Data

extension CanonicalJSONWriter {
  /// `"receipt":…`: the statement as the text that was signed, so that nothing is ever rendered anew.
  mutating func receipt(_ receipt: SignedReceipt?) {
    key("receipt")
    guard let receipt else { return null() }
    object { writer in
      writer.key("key_id")
      writer.string(receipt.keyID)
      writer.key("signature")
      writer.hexadecimal(receipt.signature)
      writer.key("statement")
      writer.string(receipt.statement)
    }
  }
}

extension JSONValue {
  /// Nil where there is none, also in an entry of a time without keys.
  func receipt() throws(UnreadableEntry) -> SignedReceipt? {
    guard let receipt = present("receipt") else { return nil }
    return SignedReceipt(
      statement: try receipt.text("statement"), signature: try receipt.signature("signature"),
      keyID: try receipt.text("key_id"))
  }

  /// 64 bytes of lower-case hexadecimal.
  private func signature(_ key: String) throws(UnreadableEntry) -> [UInt8] {
    let text = try text(key)
    let halves = [text.prefix(64), text.dropFirst(64)].map { SHA256Digest(hexadecimal: String($0)) }
    guard let first = halves[0], let second = halves[1] else {
      throw UnreadableEntry(detail: "\(key) is no signature")
    }
    return first.bytes + second.bytes
  }
}
