import AuditTrail
import ReviewCore

extension ServiceEvent {
  /// A key may sign from now on.
  struct KeyAdded: Equatable, Sendable {
    let keyID: String
    /// Ed25519, 32 bytes.
    let publicKey: [UInt8]
    let uses: [SigningUse]
    let notBefore: Instant
  }

  /// A key signs nothing any more.
  struct KeyRetired: Equatable, Sendable {
    let keyID: String
    let retiredAt: Instant
    /// For people.
    let reason: String
    /// Whether nothing is believed of it by its date alone, as somebody else may have it.
    let isRevoked: Bool
  }

  private static let algorithm = "Ed25519"

  static func encode(_ added: KeyAdded, _ command: Int64, _ writer: inout CanonicalJSONWriter) {
    writer.object { data in
      data.key("algorithm")
      data.string(algorithm)
      data.command(command)
      data.key("key_id")
      data.string(added.keyID)
      data.key("not_before")
      data.instant(added.notBefore)
      data.key("public_key")
      data.hexadecimal(added.publicKey)
      data.key("uses")
      data.array(added.uses.map(\.contractName))
      data.version()
    }
  }

  static func encode(_ retired: KeyRetired, _ command: Int64, _ writer: inout CanonicalJSONWriter) {
    writer.object { data in
      data.command(command)
      data.key("key_id")
      data.string(retired.keyID)
      data.key("reason")
      data.string(retired.reason)
      data.key("retired_at")
      data.instant(retired.retiredAt)
      data.key("revoked")
      data.bool(retired.isRevoked)
      data.version()
    }
  }

  static func keyAdded(_ data: JSONValue) throws(UnreadableEntry) -> ServiceEvent {
    guard try data.text("algorithm") == algorithm else { throw UnreadableEntry(detail: "a key of another algorithm") }
    var uses: [SigningUse] = []
    for name in try data.texts("uses") {
      guard let use = SigningUse(contractName: name) else { throw UnreadableEntry(detail: "unknown use \(name)") }
      uses.append(use)
    }
    return .keyAdded(
      KeyAdded(
        keyID: try data.text("key_id"), publicKey: try data.bytes("public_key"), uses: uses,
        notBefore: try data.requiredInstant("not_before")))
  }

  static func keyRetired(_ data: JSONValue) throws(UnreadableEntry) -> ServiceEvent {
    .keyRetired(
      KeyRetired(
        keyID: try data.text("key_id"), retiredAt: try data.requiredInstant("retired_at"),
        reason: try data.text("reason"), isRevoked: try data.flag("revoked")))
  }

  /// The entry by which `system` records it as a command of its own.
  func draft(after head: ChainHead, now: Instant) -> EntryDraft {
    EntryDraft(
      auditID: "", eventType: eventType, actor: "system", timestampMicroseconds: now.unixMicroseconds,
      dataJSON: data(command: head.sequence + 1))
  }
}

extension SigningUse {
  /// The full name of the contract's KeyUse.
  var contractName: String {
    switch self {
    case .receipt: "KEY_USE_RECEIPT"
    case .permit: "KEY_USE_PERMIT"
    case .checkpoint: "KEY_USE_CHECKPOINT"
    }
  }

  init?(contractName: String) {
    guard let use = Self.allCases.first(where: { $0.contractName == contractName }) else { return nil }
    self = use
  }
}
