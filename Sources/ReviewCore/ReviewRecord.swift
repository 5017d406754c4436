/// Everything about a review for people to read: the same fold as `ReviewCase`, with all texts.
public struct ReviewRecord: Equatable, Sendable {
  /// The state machine.
  public private(set) var state: ReviewCase
  /// As it was recorded at first: proposal, action_json, classification, routing at submission, policy version.
  public let submitted: ReviewEvent.Submitted
  /// The routing as it stands now.
  public private(set) var routing: Routing
  /// Opinions in order.
  public private(set) var opinions: [Opinion] = []
  /// Escalations in order, those of the submission first.
  public private(set) var escalations: [Escalation] = []
  /// The decision, once approved, modified or rejected.
  public private(set) var decision: ReviewEvent.Decided?
  /// The signed proof of how it became final; nil before, and where no key signed.
  public private(set) var receipt: SignedReceipt?
  /// Why it is BLOCKED, CANCELLED or EXPIRED; empty otherwise.
  public private(set) var statusReason = ""
  /// Questions to the requester in order.
  public private(set) var informationRequests: [InformationRequest] = []
  /// Releases from a fault in order.
  public private(set) var overrides: [ReviewOverride] = []
  /// Set once a permit was issued.
  public private(set) var execution: ExecutionRecord?

  public init(
    _ submitted: ReviewEvent.Submitted, auditID: AuditID, at: Instant, sequence: Int64, policy: ReviewPolicy
  ) {
    self.init(
      submitted, state: ReviewCase(submitted, auditID: auditID, at: at, sequence: sequence, policy: policy))
  }

  /// The record of a review that was just submitted, whose state is there already.
  public init(_ submitted: ReviewEvent.Submitted, state: ReviewCase) {
    self.state = state
    self.submitted = submitted
    routing = submitted.routing
    if !submitted.routing.moves.isEmpty {
      escalations = submitted.routing.moves.map { Escalation(move: $0, createdAt: state.submittedAt) }
    }
  }

  /// Folds one event in; `at` and `sequence` are those of its entry.
  public mutating func apply(_ event: ReviewEvent, at: Instant, sequence: Int64) {
    state.apply(event, at: at, sequence: sequence)
    switch event {
    case .submitted, .slaWarning, .slaBreached, .claimed, .claimReleased, .claimExpired, .informationLapsed: break
    case .opinionRecorded(let recorded): opinions.append(recorded.opinion)
    case .decided(let decided):
      decision = decided
      receipt = decided.receipt
    case .escalated(let escalated):
      routing = escalated.routing
      escalations.append(Escalation(move: escalated.move, createdAt: at))
    case .expired(let expired):
      statusReason = expired.reason
      receipt = expired.receipt
    case .cancelled(let cancelled):
      statusReason = cancelled.reason
      receipt = cancelled.receipt
    case .informationRequested(let requested):
      informationRequests.append(
        InformationRequest(reviewerID: requested.reviewerID, question: requested.question, askedAt: at))
    case .informationProvided(let provided): answer(provided, at: at)
    case .blocked(let blocked): statusReason = blocked.reason
    case .unblocked: if !state.isBlocked { statusReason = "" }
    case .overridden(let overridden):
      statusReason = ""
      overrides.append(ReviewOverride(overridden, createdAt: at))
    case .executionAuthorized(let authorized): execution = ExecutionRecord(authorized, at: at)
    case .executionReported(let reported): execution?.apply(reported, at: at)
    case .executionLapsed: execution?.lapse(at: at)
    case .executionReconciled(let reconciled): execution?.apply(reconciled, at: at)
    }
    routing.requiredOpinions = state.requiredOpinions
    routing.requirements = state.requirements()
  }

  private mutating func answer(_ provided: ReviewEvent.InformationProvided, at: Instant) {
    for index in opinions.indices where opinions[index].voidReason.isEmpty {
      opinions[index].voidReason = Opinion.informationAdded
    }
    guard let last = informationRequests.indices.last else { return }
    informationRequests[last].answer = provided.answer
    informationRequests[last].answeredBy = provided.userID
    informationRequests[last].answeredAt = at
  }

  /// When it became final.
  public var decidedAt: Instant? { state.decidedAt }

  /// What may be executed; set once approved or modified. A second look executes nothing.
  public var effectiveActionDigest: ActionDigest? {
    state.rereview == nil ? decision?.effectiveActionDigest : nil
  }

  /// No permit is issued from this instant on; set once approved or modified (domain.md §4, Execution).
  public var executableUntil: Instant? { state.executableUntil }
}
