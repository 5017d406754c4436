import ReviewCore

/// A policy that was ever proposed or in force: who did what with it and when. Its text stays in the chain.
public struct PolicyRecord: Equatable, Sendable {
  /// SHA-256 of its canonical form, hexadecimal.
  public let version: String
  /// Who proposed it first; "system" for one that was given at a start.
  public let proposedBy: String
  public let proposedAt: Instant
  /// The entry with its text: the proposal, or else the activation at a start.
  let textSequence: Int64
  /// Whether that entry is a proposal.
  let isProposal: Bool
  /// Who put it in force last; empty for a draft.
  public fileprivate(set) var activatedBy = ""
  public fileprivate(set) var activatedAt: Instant?
}

/// The policies that the chain knows of, by version, and which of them is in force.
struct PolicyRegister: Sendable {
  private(set) var records: [String: PolicyRecord] = [:]
  private(set) var versionInForce = ""

  subscript(version: String) -> PolicyRecord? { records[version] }

  /// The first proposal of a version counts; a later one is not even recorded.
  mutating func apply(_ proposed: ServiceEvent.PolicyProposed) {
    guard records[proposed.version] == nil else { return }
    records[proposed.version] = PolicyRecord(
      version: proposed.version, proposedBy: proposed.origin.actor, proposedAt: proposed.origin.at,
      textSequence: proposed.origin.sequence, isProposal: true)
  }

  mutating func apply(_ activated: ServiceEvent.PolicyActivated) {
    var record =
      records[activated.version]
      ?? PolicyRecord(
        version: activated.version, proposedBy: activated.origin.actor, proposedAt: activated.origin.at,
        textSequence: activated.origin.sequence, isProposal: false)
    record.activatedBy = activated.origin.actor
    record.activatedAt = activated.origin.at
    records[activated.version] = record
    versionInForce = activated.version
  }
}
