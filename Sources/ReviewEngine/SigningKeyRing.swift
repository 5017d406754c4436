import AuditTrail
import ReviewCore

/// What to do at a start with the keys that were in use before and are not this server's.
public enum SigningKeyChangeAtStart: Sendable {
  /// They stay in force: another server over the same chain may sign with them.
  case keepOthers
  /// They are retired: nobody else can be signing on this chain.
  case retireOthers
}

/// Every key that ever signed on this chain: a fold over `key.added` and `key.retired`.
struct SigningKeyRing: Sendable {
  /// In the order in which they were added; none is ever removed.
  private(set) var keys: [VerificationKey] = []

  subscript(keyID: String) -> VerificationKey? { keys.first { $0.keyID == keyID } }

  /// Whether it is known and signs no more. A retired key never comes back.
  func isRetired(_ keyID: String) -> Bool { self[keyID].map { $0.retiredAtMicroseconds != nil } ?? false }

  /// What is to be recorded before this key signs.
  ///
  /// - Precondition: it is not retired.
  func change(
    to key: SigningKey, _ change: SigningKeyChangeAtStart, at now: Instant, wallClock: Instant
  ) -> [ServiceEvent] {
    var events: [ServiceEvent] = []
    if self[key.keyID] == nil {
      events.append(
        .keyAdded(
          ServiceEvent.KeyAdded(
            keyID: key.keyID, publicKey: key.publicKey, uses: SigningUse.allCases,
            // Permits are dated by the wall clock, which may be behind the chain.
            notBefore: min(now, wallClock))))
    }
    guard case .retireOthers = change else { return events }
    // What it signed at this very moment of the chain, before this entry, stays valid.
    let retiredAt = now.advanced(byMicroseconds: 1)
    for other in keys where other.keyID != key.keyID && other.retiredAtMicroseconds == nil {
      events.append(
        .keyRetired(
          ServiceEvent.KeyRetired(
            keyID: other.keyID, retiredAt: retiredAt, reason: "replaced by \(key.keyID)", isRevoked: false)))
    }
    return events
  }

  /// A key that is there already stays as it is.
  mutating func add(_ added: ServiceEvent.KeyAdded) {
    guard self[added.keyID] == nil else { return }
    keys.append(
      VerificationKey(
        keyID: added.keyID, publicKey: added.publicKey, uses: Set(added.uses),
        notBeforeMicroseconds: added.notBefore.unixMicroseconds))
  }

  /// The first retirement counts.
  mutating func retire(_ retired: ServiceEvent.KeyRetired) {
    guard let index = keys.firstIndex(where: { $0.keyID == retired.keyID }) else { return }
    let instant = retired.retiredAt.unixMicroseconds
    if keys[index].retiredAtMicroseconds == nil { keys[index].retiredAtMicroseconds = instant }
    if retired.isRevoked, keys[index].revokedAtMicroseconds == nil { keys[index].revokedAtMicroseconds = instant }
  }
}

extension ReviewEngine {
  /// The public keys of receipts, permits and checkpoints, retired ones too, the newest first.
  ///
  /// - Parameter count: of the oldest keys only so many are looked at, for the next page; nil for all.
  /// - Returns: the page, and how many older keys there are.
  public func signingKeys(oldest count: Int? = nil, limit: Int) -> (page: [VerificationKey], olderCount: Int) {
    let keys = view.withLock { $0.service.keys.keys }
    let considered = keys.prefix(max(0, count ?? keys.count))
    return (considered.suffix(limit).reversed(), max(0, considered.count - limit))
  }
}

extension Refusal {
  /// Another server, or this one with another key, may take the call.
  static let signingKeyRetired = Refusal(
    reason: .storeUnavailable, message: "This server's signing key was retired; nothing was recorded.")
}
