/// What somebody wants to do with a review. Its fields were validated (`FieldValidator`) before.
public enum ReviewCommand: Equatable, Sendable {
  /// Give an opinion.
  case submitReview(SubmitReview)
  /// Send it to the next higher role.
  case escalate(Escalate)
  /// Withdraw it.
  case cancel(Cancel)
  /// Take it for a limited time.
  case claim(Claim)
  /// Give a claim back.
  case releaseClaim(ReleaseClaim)
  /// Ask the requester something.
  case requestInformation(RequestInformation)
  /// Answer as the requester.
  case provideInformation(ProvideInformation)
  /// Release it from a fault.
  case override(Override)
  /// Say what became of a permit.
  case reportExecution(ReportExecution)
  /// Settle an unknown outcome.
  case reconcileExecution(ReconcileExecution)

  /// An opinion with its preconditions.
  public struct SubmitReview: Equatable, Sendable {
    /// The request.
    public var request: ReviewEvent.RequestReference = .none
    /// Who decides.
    public var reviewerID: String
    /// In which role.
    public var reviewerRole: String
    /// The decision.
    public var outcome: DecisionOutcome
    /// The reasoning.
    public var supportingEvidence: String
    /// Sources relied on.
    public var evidence: [Evidence] = []
    /// Concerns.
    public var flags: [ReviewFlag] = []
    /// The alternative.
    public var modification: Modification? = nil
    /// When not 0: refused unless the review has this version.
    public var expectedVersion: Int64 = 0
    /// When set: refused unless it is the review's.
    public var actionDigest: ActionDigest? = nil
    /// When not 0: refused unless it is the current claim's.
    public var claimToken: Int64 = 0
    /// Digest of the proposal as modified; needed when `outcome` is `modified`, ignored otherwise.
    public var effectiveActionDigest: ActionDigest? = nil

    public init(
      request: ReviewEvent.RequestReference = .none, reviewerID: String, reviewerRole: String,
      outcome: DecisionOutcome, supportingEvidence: String, evidence: [Evidence] = [], flags: [ReviewFlag] = [],
      modification: Modification? = nil, expectedVersion: Int64 = 0, actionDigest: ActionDigest? = nil,
      claimToken: Int64 = 0, effectiveActionDigest: ActionDigest? = nil
    ) {
      self.request = request
      self.reviewerID = reviewerID
      self.reviewerRole = reviewerRole
      self.outcome = outcome
      self.supportingEvidence = supportingEvidence
      self.evidence = evidence
      self.flags = flags
      self.modification = modification
      self.expectedVersion = expectedVersion
      self.actionDigest = actionDigest
      self.claimToken = claimToken
      self.effectiveActionDigest = effectiveActionDigest
    }
  }

  /// EscalateReview.
  public struct Escalate: Equatable, Sendable {
    /// The request.
    public var request: ReviewEvent.RequestReference = .none
    /// Who asks.
    public var reviewerID: String
    /// In which role.
    public var reviewerRole: String
    /// Why.
    public var reason: String
    /// When not 0: refused unless the review has this version.
    public var expectedVersion: Int64 = 0

    public init(
      request: ReviewEvent.RequestReference = .none, reviewerID: String, reviewerRole: String, reason: String,
      expectedVersion: Int64 = 0
    ) {
      self.request = request
      self.reviewerID = reviewerID
      self.reviewerRole = reviewerRole
      self.reason = reason
      self.expectedVersion = expectedVersion
    }
  }

  /// CancelQuery.
  public struct Cancel: Equatable, Sendable {
    /// The request.
    public var request: ReviewEvent.RequestReference = .none
    /// Who withdraws it.
    public var userID: String
    /// Whether an operator does it, who need not be the requester.
    public var isOperator: Bool = false
    /// Why.
    public var reason: String
    /// When not 0: refused unless the review has this version.
    public var expectedVersion: Int64 = 0

    public init(
      request: ReviewEvent.RequestReference = .none, userID: String, isOperator: Bool = false, reason: String,
      expectedVersion: Int64 = 0
    ) {
      self.request = request
      self.userID = userID
      self.isOperator = isOperator
      self.reason = reason
      self.expectedVersion = expectedVersion
    }
  }
}
