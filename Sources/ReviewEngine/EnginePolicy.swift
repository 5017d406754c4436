import AuditTrail
import ReviewCore

/// A policy with the canonical text that is recorded of it.
public struct EnginePolicy: Sendable {
  /// Ready for use; its version is the SHA-256 of `canonicalJSON`.
  public let policy: ReviewPolicy
  /// RFC 8785; what the chain keeps.
  public let canonicalJSON: String

  public init(policy: ReviewPolicy, canonicalJSON: String) {
    self.policy = policy
    self.canonicalJSON = canonicalJSON
  }

  /// Whether it fits into one entry of the chain; a larger one cannot be put in force.
  public var isRecordable: Bool {
    let longest = ServiceEntry.policyActivated(self, command: .max, now: Instant(unixMicroseconds: 0))
    return longest.canonicalBytes <= EntryDraft.canonicalBytesMax
  }

  /// The version of a policy: SHA-256 of its canonical JSON in lower-case hexadecimal (domain.md §4).
  public static func version(ofCanonicalJSON json: String) -> String {
    SHA256.hash(Array(json.utf8)).hexadecimal
  }
}

/// What to do at a start when the chain has another policy in force than the one given.
public enum PolicyChangeAtStart: Sendable {
  /// Refuse to start.
  case refuse
  /// Activate the given one, actor "system": only where nobody is authenticated (domain.md §4, policy).
  case activateBySystem
}

/// Why the engine did not start.
public enum EngineStartError: Error, Sendable {
  /// The store cannot be read or written.
  case store(String)
  /// Another policy is in force.
  case policyDiffers(inForce: String, given: String)
  /// The given policy does not fit into one entry of the chain.
  case policyTooLarge
  /// The given signing key was retired on this chain, and a retired key never signs again.
  case signingKeyRetired(keyID: String)
}

/// Entries about the service itself.
enum ServiceEntry {
  static let policyActivated = "policy.activated"
  static let serviceStarted = "service.started"

  /// - Parameter previous: version in force before; empty on an empty chain.
  static func policyActivated(
    _ policy: EnginePolicy, previous: String = "", command: Int64, now: Instant
  ) -> EntryDraft {
    let event = ServiceEvent.policyActivated(Self.activation(of: policy, previous: previous, command, now))
    return EntryDraft(
      auditID: "", eventType: event.eventType, actor: "system", timestampMicroseconds: now.unixMicroseconds,
      dataJSON: event.data(command: command))
  }

  static func activation(
    of policy: EnginePolicy, previous: String, _ sequence: Int64, _ now: Instant
  ) -> ServiceEvent.PolicyActivated {
    ServiceEvent.PolicyActivated(
      version: policy.policy.version, canonicalJSON: policy.canonicalJSON, previousVersion: previous,
      origin: ServiceEvent.EntryOrigin(actor: "system", at: now, sequence: sequence))
  }

  /// `acceptedState`: why an operator started on a chain that was not as it should be.
  static func serviceStarted(version: String, acceptedState: String? = nil, command: Int64, now: Instant) -> EntryDraft
  {
    draft(serviceStarted, now: now) { data in
      if let acceptedState {
        data.key("accepted_chain_state")
        data.string(acceptedState)
      }
      data.command(command)
      data.key("software_version")
      data.string(version)
      data.version()
    }
  }

  /// The policy of a `policy.activated` entry, checked against its version.
  static func policy(
    of entry: AuditEntry, _ readPolicy: (String) -> ReviewPolicy?
  ) throws(UnreadableEntry) -> ReviewPolicy {
    let data = try EventDecoding.data(of: entry)
    let version = try data.text("policy_version")
    let json = try data.text("policy")
    guard EnginePolicy.version(ofCanonicalJSON: json) == version, let policy = readPolicy(json),
      policy.version == version
    else { throw UnreadableEntry(detail: "policy \(version)") }
    return policy
  }

  private static func draft(
    _ eventType: String, now: Instant, _ members: (inout CanonicalJSONWriter) -> Void
  ) -> EntryDraft {
    var data = CanonicalJSONWriter()
    data.object(members)
    return EntryDraft(
      auditID: "", eventType: eventType, actor: "system", timestampMicroseconds: now.unixMicroseconds,
      dataJSON: data.bytes)
  }
}
