import AuditTrail
import ReviewCore

extension ServiceEvent {
  /// A policy was proposed: what was written, and the canonical text that its version is the hash of.
  struct PolicyProposed: Equatable, Sendable {
    var version: String
    /// RFC 8785.
    var canonicalJSON: String
    /// As proposed, with its comments.
    var yaml: String
    /// Of the entry: who, when and which; not part of its data.
    var origin = EntryOrigin()
  }

  /// A policy came into force.
  struct PolicyActivated: Equatable, Sendable {
    var version: String
    /// RFC 8785.
    var canonicalJSON: String
    /// In force before; empty on an empty chain, and for entries of older releases.
    var previousVersion = ""
    /// Empty for one that was given at a start.
    var proposedBy = ""
    /// Whether an authenticated person other than the proposer activated it.
    var isBySecondPerson = false
    /// Of the entry: who, when and which; not part of its data.
    var origin = EntryOrigin()
  }

  /// What an entry says of itself.
  struct EntryOrigin: Equatable, Sendable {
    var actor = "system"
    var at = Instant(unixMicroseconds: 0)
    var sequence: Int64 = 0

    init() {}

    init(actor: String, at: Instant, sequence: Int64) {
      self.actor = actor
      self.at = at
      self.sequence = sequence
    }

    init(_ entry: AuditEntry) {
      self.init(
        actor: entry.actor, at: Instant(unixMicroseconds: entry.timestampMicroseconds), sequence: entry.sequence)
    }
  }

  static func encode(_ proposed: PolicyProposed, _ command: Int64, _ writer: inout CanonicalJSONWriter) {
    writer.object { data in
      data.command(command)
      data.key("policy")
      data.string(proposed.canonicalJSON)
      data.key("policy_version")
      data.string(proposed.version)
      data.key("policy_yaml")
      data.string(proposed.yaml)
      data.version()
    }
  }

  static func encode(_ activated: PolicyActivated, _ command: Int64, _ writer: inout CanonicalJSONWriter) {
    writer.object { data in
      data.command(command)
      data.key("policy")
      data.string(activated.canonicalJSON)
      data.key("policy_version")
      data.string(activated.version)
      data.key("previous_version")
      data.present(activated.previousVersion)
      data.key("proposed_by")
      data.present(activated.proposedBy)
      data.key("second_person")
      data.bool(activated.isBySecondPerson)
      data.version()
    }
  }

  static func policyProposed(_ data: JSONValue, _ entry: AuditEntry) throws(UnreadableEntry) -> ServiceEvent {
    let proposed = PolicyProposed(
      version: try data.text("policy_version"), canonicalJSON: try data.text("policy"),
      yaml: try data.text("policy_yaml"), origin: EntryOrigin(entry))
    guard EnginePolicy.version(ofCanonicalJSON: proposed.canonicalJSON) == proposed.version else {
      throw UnreadableEntry(detail: "policy \(proposed.version)")
    }
    return .policyProposed(proposed)
  }

  static func policyActivated(_ data: JSONValue, _ entry: AuditEntry) throws(UnreadableEntry) -> ServiceEvent {
    // Entries of the first release have only the policy and its version.
    let isBySecondPerson = data.present("second_person") == nil ? false : try data.flag("second_person")
    return .policyActivated(
      PolicyActivated(
        version: try data.text("policy_version"), canonicalJSON: try data.text("policy"),
        previousVersion: try data.textOrEmpty("previous_version"), proposedBy: try data.textOrEmpty("proposed_by"),
        isBySecondPerson: isBySecondPerson, origin: EntryOrigin(entry)))
  }
}
