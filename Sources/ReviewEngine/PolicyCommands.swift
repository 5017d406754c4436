import AuditTrail
import ReviewCore
import ReviewStore

/// A policy as the chain has it.
public struct RecordedPolicy: Sendable {
  public let record: PolicyRecord
  /// As proposed, with its comments; nil for one that was given at a start.
  public let yaml: String?
  /// RFC 8785.
  public let canonicalJSON: String
}

/// Proposing policies and putting them in force: durable on return, safe to repeat.
extension ReviewEngine {
  /// Whether a proposal fits into one entry of the chain, its YAML and its canonical form together.
  public static func isRecordable(_ policy: EnginePolicy, yaml: String) -> Bool {
    let event = ServiceEvent.policyProposed(
      ServiceEvent.PolicyProposed(version: policy.policy.version, canonicalJSON: policy.canonicalJSON, yaml: yaml))
    let longest = EntryDraft(
      auditID: "", eventType: event.eventType, actor: String(repeating: "x", count: FieldLimits.addressBytes),
      timestampMicroseconds: 0, dataJSON: event.data(command: .max))
    return longest.canonicalBytes <= EntryDraft.canonicalBytesMax
  }

  /// Records a policy that was checked as a draft.
  ///
  /// Idempotent by version: who proposed it first stays, and nothing is recorded again.
  /// - Parameters:
  ///   - yaml: what `policy` was read from.
  ///   - principal: the authenticated caller; empty without authentication.
  /// - Throws: INVALID_ARGUMENT where both do not fit into one entry, `separationOfDuties` to a reviewer.
  public func proposePolicy(_ policy: EnginePolicy, yaml: String, principal: String = "") async throws(Refusal) {
    guard Self.isRecordable(policy, yaml: yaml) else { throw .entryTooLarge("policy_yaml") }
    _ = try await inbox.perform(
      .service(
        PreparedServiceCommand(
          identity: .none, caller: principal, action: .proposePolicy(policy, yaml: yaml)))
    ).get()
  }

  /// Puts a policy in force: for what is submitted after it. Every review keeps the one with which it was submitted.
  ///
  /// - Parameter expectedVersion: refused unless this one is in force; empty for any.
  /// - Throws: `notFound`, `wrongStatus` for the one in force, `versionMismatch`, `separationOfDuties` to who proposed it
  ///   and to a reviewer.
  /// - Returns: whether somebody is known to be another person than who proposed it.
  public func activatePolicy(
    _ version: String, expectedVersion: String = "", principal: String = ""
  ) async throws(Refusal) -> Bool {
    let recorded = try await recordedPolicy(version)
    let activation = PreparedServiceCommand.PolicyActivation(
      version: version, expectedVersion: expectedVersion,
      policy: recorded.flatMap { recorded in
        readPolicy(recorded.canonicalJSON).map { EnginePolicy(policy: $0, canonicalJSON: recorded.canonicalJSON) }
      })
    let command = PreparedServiceCommand(identity: .none, caller: principal, action: .activatePolicy(activation))
    guard case .policyActivated(let activated) = try await serviceEvent(of: command) else {
      throw .chainBroken(at: headSequence)
    }
    return activated.isBySecondPerson
  }

  /// Any policy that was ever proposed or in force.
  ///
  /// - Parameter version: empty for the one in force.
  /// - Throws: `notFound`, `storeUnavailable`.
  public func policy(_ version: String) async throws(Refusal) -> RecordedPolicy {
    let version = version.isEmpty ? view.withLock { $0.service.policies.versionInForce } : version
    guard let recorded = try await recordedPolicy(version) else { throw .noSuchPolicy(version) }
    return recorded
  }

  /// A recorded policy ready for use; nil for a text that this release cannot read.
  public func policy(ofCanonicalJSON json: String) -> ReviewPolicy? { readPolicy(json) }

  /// nil for a version that neither this server nor the store knows.
  private func recordedPolicy(_ version: String) async throws(Refusal) -> RecordedPolicy? {
    let (known, head) = view.withLock { ($0.service.policies[version], $0.head.sequence) }
    if let known {
      let entries = try await store.reading { store throws(StoreError) in
        try await store.entries(after: known.textSequence - 1, limit: 1)
      }
      return try Self.text(of: known, in: entries.first)
    }
    return try await policyProposedElsewhere(version, after: head)
  }

  /// Another server may have recorded it, and this one not have read it yet.
  private func policyProposedElsewhere(
    _ version: String, after head: Int64
  ) async throws(Refusal) -> RecordedPolicy? {
    var filter = EntryFilter()
    filter.isAboutService = true
    let entries = try await store.reading { [filter] store throws(StoreError) in
      try await store.entries(matching: filter, after: head, limit: limits.recordPageCount)
    }
    var register = PolicyRegister()
    for entry in entries {
      guard let event = try? ServiceEvent.event(of: entry) else { continue }
      switch event {
      case .policyProposed(let proposed): register.apply(proposed)
      case .policyActivated(let activated): register.apply(activated)
      case .reviewerUpserted, .killSwitchEngaged, .killSwitchReleased, .keyAdded, .keyRetired: continue
      }
    }
    guard let record = register[version] else { return nil }
    return try Self.text(of: record, in: entries.first { $0.sequence == record.textSequence })
  }

  private static func text(of record: PolicyRecord, in entry: AuditEntry?) throws(Refusal) -> RecordedPolicy {
    do throws(UnreadableEntry) {
      if let entry, entry.sequence == record.textSequence, let event = try ServiceEvent.event(of: entry) {
        switch event {
        case .policyProposed(let proposed):
          return RecordedPolicy(record: record, yaml: proposed.yaml, canonicalJSON: proposed.canonicalJSON)
        case .policyActivated(let activated):
          return RecordedPolicy(record: record, yaml: nil, canonicalJSON: activated.canonicalJSON)
        case .reviewerUpserted, .killSwitchEngaged, .killSwitchReleased, .keyAdded, .keyRetired: break
        }
      }
    } catch {}
    throw .chainBroken(at: record.textSequence)
  }
}

extension PreparedServiceCommand {
  /// Which policy is to come into force.
  struct PolicyActivation: Sendable {
    let version: String
    let expectedVersion: String
    /// Read from the chain before the batch; nil where nobody knew it then.
    let policy: EnginePolicy?
  }
}

extension BatchPlan {
  mutating func propose(_ policy: EnginePolicy, yaml: String, _ command: PreparedServiceCommand) -> Verdict {
    if let refusal = refusalToReviewer(command) { return .refused(refusal) }
    if let known = service.policies[policy.policy.version] { return .done(.alreadyThere(known.textSequence)) }
    let proposed = ServiceEvent.PolicyProposed(
      version: policy.policy.version, canonicalJSON: policy.canonicalJSON, yaml: yaml, origin: origin(of: command))
    return record(.policyProposed(proposed), command) { _ in }
  }

  /// What comes after it in the same batch is decided by the next one, under the new policy: see `activatedPolicy`.
  mutating func activate(
    _ activation: PreparedServiceCommand.PolicyActivation, _ command: PreparedServiceCommand
  ) -> Verdict {
    guard let known = service.policies[activation.version] else { return .refused(.noSuchPolicy(activation.version)) }
    let inForce = service.policies.versionInForce
    if activation.version == inForce { return .refused(.policyInForce(inForce)) }
    if !activation.expectedVersion.isEmpty, activation.expectedVersion != inForce {
      return .refused(.otherPolicyInForce(inForce))
    }
    if let refusal = refusalToReviewer(command) { return .refused(refusal) }
    let isKnown = !command.caller.isEmpty
    if isKnown, roster.person(command.caller) == roster.person(known.proposedBy) {
      return .refused(.samePerson("propose, activate"))
    }
    guard let policy = activation.policy else { return .refused(.policyJustProposed) }
    let activated = ServiceEvent.PolicyActivated(
      version: activation.version, canonicalJSON: policy.canonicalJSON, previousVersion: inForce,
      proposedBy: known.proposedBy, isBySecondPerson: isKnown && known.proposedBy != Self.nobody,
      origin: origin(of: command))
    return record(.policyActivated(activated), command) { $0.activatedPolicy = policy.policy }
  }

  /// The actor where nobody is authenticated.
  private static let nobody = "anonymous"

  private func origin(of command: PreparedServiceCommand) -> ServiceEvent.EntryOrigin {
    ServiceEvent.EntryOrigin(actor: command.actor, at: now, sequence: writer.head.sequence + 1)
  }

  /// Who makes the rules decides nothing by them, and the other way round (domain.md §1).
  private func refusalToReviewer(_ command: PreparedServiceCommand) -> Refusal? {
    guard !command.caller.isEmpty else { return nil }
    let person = roster.person(command.caller)
    let isReviewer = roster.members.contains { $0.personID == person && !$0.isDisabled && !$0.roles.isEmpty }
    return isReviewer ? .samePerson("policy, review") : nil
  }
}

extension CommandOutcome {
  /// A command on the service that had been recorded before; nothing was written.
  fileprivate static func alreadyThere(_ sequence: Int64) -> CommandOutcome {
    CommandOutcome(auditID: AuditID(high: 0, low: 0), sequence: sequence, isDeduplicated: true, answer: nil)
  }
}

extension Refusal {
  static func noSuchPolicy(_ version: String) -> Refusal {
    Refusal(reason: .notFound, message: "There is no policy \(version).")
  }

  static func policyInForce(_ version: String) -> Refusal {
    Refusal(
      reason: .wrongStatus, message: "The policy \(version) is in force already; nothing was changed.",
      metadata: [Metadatum(key: "status", value: "IN_FORCE")])
  }

  static func otherPolicyInForce(_ version: String) -> Refusal {
    Refusal(
      reason: .versionMismatch, message: "Another policy is in force: \(version).",
      metadata: [Metadatum(key: "current_version", value: version)])
  }

  static let policyJustProposed = Refusal(
    reason: .storeUnavailable, message: "This policy is being proposed at this moment; nothing was changed. Try again.")
}
