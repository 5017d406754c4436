import AuditTrail
import ReviewCore
import ReviewStore

/// A command on the service itself.
struct PreparedServiceCommand: Sendable {
  enum Action: Sendable {
    case upsertReviewer(Reviewer, expectedVersion: Int64, reason: String)
    case engageKillSwitch(KillSwitchScope, reason: String)
    case releaseKillSwitch(String, reason: String)
    case proposePolicy(EnginePolicy, yaml: String)
    case activatePolicy(PolicyActivation)
  }

  let identity: RequestIdentity
  /// The authenticated caller; empty without authentication.
  let caller: String
  let action: Action

  /// The requests name nobody: without authentication nobody is known.
  var actor: String { caller.isEmpty ? "anonymous" : caller }
}

/// Operating the service: each command is durable when it returns, and safe to repeat with the same request id.
extension ReviewEngine {
  /// Adds or replaces a reviewer.
  ///
  /// What a disabled reviewer, or one without a role, held is released in the same transaction. A repeat answers the
  /// first result.
  /// - Parameter expectedVersion: of the reviewer now; 0 for a new one.
  public func upsertReviewer(
    _ reviewer: Reviewer, expectedVersion: Int64, reason: String, requestID: String = "", principal: String = ""
  ) async throws(Refusal) -> Reviewer {
    try Self.check { fields in
      fields.requestID(requestID)
      fields.reviewer(reviewer, policies: policies)
      fields.text("reason", reason, maximumBytes: FieldLimits.reasonBytes)
      fields.notNegative("expected_version", expectedVersion)
    }
    let identity = RequestIdentity(
      method: .upsertReviewer, principal: principal, personID: "", requestID: requestID,
      canonicalForm: RequestForm.upsertReviewer(reviewer, expectedVersion: expectedVersion, reason: reason))
    let command = PreparedServiceCommand(
      identity: identity, caller: principal,
      action: .upsertReviewer(reviewer, expectedVersion: expectedVersion, reason: reason))
    guard case .reviewerUpserted(let upserted) = try await serviceEvent(of: command) else {
      throw .chainBroken(at: headSequence)
    }
    return upserted.reviewer
  }

  /// Performs a command and reads back what it recorded; for a repeat, what was recorded then.
  func serviceEvent(of command: PreparedServiceCommand) async throws(Refusal) -> ServiceEvent {
    let outcome = try await inbox.perform(.service(command)).get()
    let entries: [AuditEntry]
    do throws(StoreError) {
      entries = try await store.entries(after: outcome.sequence - 1, limit: 1)
    } catch {
      throw .recordedButUnreadable(outcome.sequence)
    }
    do throws(UnreadableEntry) {
      if let entry = entries.first, let event = try ServiceEvent.event(of: entry) { return event }
    } catch {}
    throw .chainBroken(at: outcome.sequence)
  }
}

extension ReviewerRegistry {
  /// Every id under which a reviewer acted until now or will act from now on.
  func identities(replacedBy reviewer: Reviewer) -> [String] {
    let before = reviewers[reviewer.reviewerID]?.principals ?? []
    return Set([reviewer.reviewerID] + before + reviewer.principals).sorted()
  }
}

extension RequestForm {
  static func upsertReviewer(_ reviewer: Reviewer, expectedVersion: Int64, reason: String) -> [UInt8] {
    let event = ServiceEvent.reviewerUpserted(ServiceEvent.ReviewerUpserted(reviewer: reviewer, reason: reason))
    return object { form in
      form.key("expected_version")
      form.integerString(expectedVersion)
      form.key("reviewer")
      form.canonical(event.data(command: 0))
    }
  }
}

extension BatchPlan {
  /// A request id of the service's own commands belongs to no review.
  private static let noReview = AuditID(high: 0, low: 0)

  /// - Parameter id: for what is made.
  mutating func perform(_ command: PreparedServiceCommand, id: AuditID) -> Verdict {
    if let verdict = repeatedService(command.identity) { return verdict }
    switch command.action {
    case .engageKillSwitch(let scope, let reason): return engage(scope, reason: reason, command, id: id)
    case .releaseKillSwitch(let killSwitchID, let reason): return release(killSwitchID, reason: reason, command)
    case .proposePolicy(let policy, let yaml): return propose(policy, yaml: yaml, command)
    case .activatePolicy(let activation): return activate(activation, command)
    case .upsertReviewer(let reviewer, let expectedVersion, let reason):
      switch service.registry.decide(
        reviewer, expectedVersion: expectedVersion, reason: reason, caller: command.caller)
      {
      case .failure(let refusal): return .refused(refusal)
      case .success(let next):
        let upserted = ServiceEvent.ReviewerUpserted(
          request: command.identity.reference, reviewer: next, reason: reason)
        let identities = service.registry.identities(replacedBy: next)
        let gone =
          next.isDisabled || next.roles.isEmpty
          ? identities : identities.filter { $0 != next.reviewerID && !next.principals.contains($0) }
        return record(.reviewerUpserted(upserted), command) { plan in
          plan.releaseClaims(of: gone, actor: command.actor)
        }
      }
    }
  }

  /// Records an entry of the service with what follows from it, as one command.
  mutating func record(
    _ event: ServiceEvent, _ command: PreparedServiceCommand, _ consequences: (inout BatchPlan) -> Void
  ) -> Verdict {
    guard let sequence = append(event, actor: command.actor) else { return .refused(.entryTooLarge("reason")) }
    use(command.identity, auditID: Self.noReview, sequence: sequence)
    service.apply(event)
    consequences(&self)
    return .done(
      CommandOutcome(auditID: Self.noReview, sequence: sequence, isDeduplicated: false, answer: nil))
  }

  /// The first result: its entry is read again.
  private func repeatedService(_ identity: RequestIdentity) -> Verdict? {
    guard let record = usedRequest(identity) else { return nil }
    guard record.requestDigest == identity.digest else { return .refused(.requestIDReused(by: record.auditID)) }
    return .done(
      CommandOutcome(auditID: record.auditID, sequence: record.sequence, isDeduplicated: true, answer: nil))
  }

  /// What somebody held under any of these ids, in one order on every server.
  private mutating func releaseClaims(of identities: [String], actor: String) {
    guard !identities.isEmpty else { return }
    for (auditID, review) in cases.sorted(by: { $0.key < $1.key }) {
      guard let holder = review.claim?.reviewerID, identities.contains(holder) else { continue }
      if let event = review.releaseOfClaim(reason: "REVIEWER_DISABLED") { follow(event, of: auditID, actor: actor) }
    }
  }
}
