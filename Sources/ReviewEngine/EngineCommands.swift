import AuditTrail
import ReviewCore
import ReviewStore

/// The commands that change something: each is durable when it returns, and safe to repeat with the same request id.
extension ReviewEngine {
  /// Classifies and routes without recording anything.
  ///
  /// - Parameter classifier: what the operator's classifier said; nil where none was asked.
  public func classify(_ proposal: Proposal, classifier: ClassifierFinding? = nil) -> Classification {
    let (policy, depths, roster) = view.withLock { ($0.policy, $0.depths, $0.service.roster) }
    let risk = classifyRisk(proposal, policy: policy).taking(classifier)
    let routing = routeToReviewer(
      risk, proposal: proposal, roster: roster, queueDepths: QueueDepths(waitingByRank: depths), policy: policy)
    return Classification(risk: risk, routing: routing, policyVersion: policy.version)
  }

  /// Classifies without a text: what the rules say, by the policy in force. The proposal was validated.
  ///
  /// `isRoutedAsUsual` tells that the routing is the policy's own: no queue on its way is too deep.
  public func find(_ proposal: ProposalView) -> (finding: RiskFinding, policy: ReviewPolicy, isRoutedAsUsual: Bool) {
    let (policy, depths, isRosterEmpty) = view.withLock { ($0.policy, $0.depths, $0.service.roster.isEmpty) }
    let finding = findRisk(proposal, policy: policy)
    let hasRoom = policy.hasRoom(for: finding.level, in: QueueDepths(waitingByRank: depths))
    return (finding, policy, hasRoom && isRosterEmpty)
  }

  /// Records a proposal, classifies it and puts it into a queue.
  ///
  /// Durable on return. Safe to repeat: the same `requestID` with the same content answers the review as it stands.
  /// - Parameters:
  ///   - proposal: validated.
  ///   - ragResponse: what the model proposes, an object; nil for none.
  ///   - supersedes: the review that this one replaces: final, and the same requester's.
  ///   - principal: the authenticated caller; empty without authentication.
  ///   - classifier: what the operator's classifier said, who was asked before; nil where none was.
  /// - Throws: INVALID_ARGUMENT where the entry would be too large, `requestIDReused`, `notFound` or `wrongStatus` for
  ///   `supersedes`, `storeUnavailable`, `chainBroken`, `limitReached`.
  public func submitQuery(
    _ proposal: Proposal, ragResponse: JSONValue? = nil, requestID: String = "", supersedes: AuditID? = nil,
    principal: String = "", classifier: ClassifierFinding? = nil
  ) async throws(Refusal) -> CommandAnswer {
    let policy = view.withLock { $0.policy }
    try Self.check { fields in
      fields.requestID(requestID)
      fields.proposal(proposal, isSubmission: true)
    }
    let proposal = proposal.normalized(baseCurrency: policy.baseCurrency)
    let actionJSON = try Self.actionJSON(proposal, ragResponse)
    let identity = RequestIdentity(
      method: .submitQuery, principal: principal, personID: proposal.userID, requestID: requestID,
      canonicalForm: RequestForm.submitQuery(actionJSON: actionJSON, supersedes: supersedes))
    let submission = PreparedSubmission(
      identity: identity, actor: principal.isEmpty ? proposal.userID : principal, proposal: proposal,
      actionJSON: String(decoding: actionJSON, as: UTF8.self),
      actionDigest: Self.digest(ofActionJSON: actionJSON), supersedes: supersedes, policy: policy,
      risk: classifyRisk(proposal, policy: policy), classifier: classifier)
    return try await perform(.submit(submission))
  }

  /// Records a reviewer's opinion, and the decision once enough agree.
  ///
  /// Durable on return. Safe to repeat with the same request id.
  /// - Parameter review: its fields validated; `request` and `effectiveActionDigest` are filled in here.
  /// - Throws: the first refusal in the order of domain.md §4.
  public func submitReview(
    _ review: ReviewCommand.SubmitReview, of auditID: AuditID, requestID: String = "", principal: String = ""
  ) async throws(Refusal) -> CommandAnswer {
    let policy = view.withLock { $0.policy }
    try Self.check { fields in
      fields.requestID(requestID)
      fields.review(review, policies: policies)
    }
    var review = review
    review.modification = review.modification?.normalized(baseCurrency: policy.baseCurrency)
    let identity = RequestIdentity(
      method: .submitReview, principal: principal, personID: review.reviewerID, requestID: requestID,
      canonicalForm: RequestForm.submitReview(review, auditID: auditID))
    review.request = identity.reference
    review.effectiveActionDigest = try await effectiveActionDigest(of: review, on: auditID)
    return try await act(.submitReview(review), on: auditID, identity, actor: review.reviewerID, principal: principal)
  }

  /// Sends a review to the next higher role; no opinion is given by it.
  ///
  /// Durable on return. Safe to repeat with the same request id.
  public func escalateReview(
    _ escalation: ReviewCommand.Escalate, of auditID: AuditID, requestID: String = "", principal: String = ""
  ) async throws(Refusal) -> CommandAnswer {
    try Self.check { fields in
      fields.requestID(requestID)
      fields.escalation(escalation, policies: policies)
    }
    let identity = RequestIdentity(
      method: .escalateReview, principal: principal, personID: escalation.reviewerID, requestID: requestID,
      canonicalForm: RequestForm.escalateReview(escalation, auditID: auditID))
    var escalation = escalation
    escalation.request = identity.reference
    return try await act(
      .escalate(escalation), on: auditID, identity, actor: escalation.reviewerID, principal: principal)
  }

  /// Withdraws a query that is not final; its request id stays used.
  ///
  /// Durable on return. Safe to repeat with the same request id.
  public func cancelQuery(
    _ cancellation: ReviewCommand.Cancel, of auditID: AuditID, requestID: String = "", principal: String = ""
  ) async throws(Refusal) -> CommandAnswer {
    try Self.check { fields in
      fields.requestID(requestID)
      fields.cancellation(cancellation)
    }
    let identity = RequestIdentity(
      method: .cancelQuery, principal: principal, personID: cancellation.userID, requestID: requestID,
      canonicalForm: RequestForm.cancelQuery(cancellation, auditID: auditID))
    var cancellation = cancellation
    cancellation.request = identity.reference
    return try await act(
      .cancel(cancellation), on: auditID, identity, actor: cancellation.userID, principal: principal)
  }

  // MARK: Parts

  /// What is recorded must be readable for ever: checked here too, whoever calls.
  static func check(_ check: (inout FieldValidator) -> Void) throws(Refusal) {
    var fields = FieldValidator()
    check(&fields)
    if let refusal = fields.refusal { throw refusal }
  }

  func act(
    _ command: ReviewCommand, on auditID: AuditID, _ identity: RequestIdentity, actor: String, principal: String
  ) async throws(Refusal) -> CommandAnswer {
    try await perform(
      .act(
        PreparedAction(
          identity: identity, actor: principal.isEmpty ? actor : principal, auditID: auditID, command: command)))
  }

  func perform(_ command: EngineCommand) async throws(Refusal) -> CommandAnswer {
    let outcome = try await inbox.perform(command).get()
    if let answer = outcome.answer { return answer }
    do throws(Refusal) {
      let record = try await review(outcome.auditID, through: outcome.sequence)
      return CommandAnswer(review: record, isDeduplicated: outcome.isDeduplicated, now: now())
    } catch {
      // The command is durable: "nothing was recorded" would be a lie that makes the caller repeat it.
      throw error.reason == .storeUnavailable ? .recordedButUnreadable(outcome.sequence) : error
    }
  }

  /// What would be executed: computed before the batch, as a proposal never changes. Nil where the batch will refuse.
  private func effectiveActionDigest(
    of review: ReviewCommand.SubmitReview, on auditID: AuditID
  ) async throws(Refusal) -> ActionDigest? {
    guard review.outcome == .modified, let modification = review.modification else { return nil }
    let policies = view.withLock { $0.policies }
    // As far as the store goes, as another server may have recorded the proposal: it never changes.
    guard
      let record = try await store.records(of: [auditID], through: .max, policies: policies)[auditID]
    else { return nil }
    let replaced = try Self.replacement(modification)
    let kept = try Self.ragResponse(of: record)
    let effect = ActionJSON.Effect(modification: modification, ragResponse: replaced ?? kept)
    return Self.digest(ofActionJSON: try Self.actionJSON(record.submitted.proposal, nil, effect: effect))
  }

  /// What a modification puts in place of rag_response; nil where it keeps it.
  private static func replacement(_ modification: Modification) throws(Refusal) -> JSONValue? {
    guard let json = modification.ragResponseJSON else { return nil }
    do throws(JSONError) {
      let value = try JSONValue(parsing: Array(json.utf8))
      if case .object = value { return value }
    } catch {}
    throw Refusal(fieldViolations: [FieldViolation("modification.rag_response", "must be an object")])
  }

  private static func ragResponse(of record: ReviewRecord) throws(Refusal) -> JSONValue? {
    do throws(UnreadableEntry) {
      return try ActionJSON.ragResponse(record.submitted.actionJSON)
    } catch {
      throw .chainBroken(at: record.state.sequence)
    }
  }

  private static func actionJSON(
    _ proposal: Proposal, _ ragResponse: JSONValue?, effect: ActionJSON.Effect? = nil
  ) throws(Refusal) -> [UInt8] {
    do throws(JSONError) {
      return try ActionJSON.encode(proposal, ragResponse: ragResponse, effect: effect)
    } catch {
      throw Refusal(fieldViolations: [FieldViolation("rag_response", "has no canonical form: \(error.code)")])
    }
  }

  private static func digest(ofActionJSON actionJSON: [UInt8]) -> ActionDigest {
    let digest = ActionBinding.digest(ofActionJSON: actionJSON).withUnsafeBytes { ActionDigest($0) }
    guard let digest else { preconditionFailure("our bug: SHA-256 has 32 bytes") }
    return digest
  }
}

/// A classification with where it would be routed.
public struct Classification: Sendable {
  public let risk: RiskAssessment
  public let routing: Routing
  /// The policy used.
  public let policyVersion: String
}

extension Proposal {
  /// The form in which a proposal is recorded: the base currency filled in, labels in canonical order.
  fileprivate func normalized(baseCurrency: String) -> Proposal {
    var proposal = self
    proposal.transactionAmount = transactionAmount?.normalized(baseCurrency: baseCurrency)
    if proposal.origin == Proposal.Origin() { proposal.origin = nil }
    if proposal.labels.count > 1 {
      proposal.labels.sort { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
    }
    return proposal
  }
}

extension Modification {
  fileprivate func normalized(baseCurrency: String) -> Modification {
    var modification = self
    modification.transactionAmount = transactionAmount?.normalized(baseCurrency: baseCurrency)
    return modification
  }
}

extension Money {
  /// With the base currency filled in.
  func normalized(baseCurrency: String) -> Money {
    currencyCode.isEmpty ? Money(currencyCode: baseCurrency, amount: amount) : self
  }
}
