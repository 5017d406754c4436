/// One reviewer's opinion, in full.
public struct Opinion: Hashable, Sendable {
  /// Who gave it.
  public var reviewerID: String
  /// The role in which it was given.
  public var reviewerRole: String
  /// What was decided.
  public var outcome: DecisionOutcome
  /// The reasoning.
  public var supportingEvidence: String
  /// Sources relied on.
  public var evidence: [Evidence] = []
  /// Concerns raised, as given.
  public var flags: [ReviewFlag] = []
  /// The alternative; set exactly when `outcome` is `modified`.
  public var modification: Modification? = nil
  /// When it was recorded.
  public var createdAt: Instant
  /// The review's version that it was given on.
  public var reviewVersion: Int64
  /// The proposal's digest that it was given on.
  public var actionDigest: ActionDigest
  /// Why it no longer counts, for example "INFORMATION_ADDED"; empty while it counts.
  public var voidReason: String = ""

  public init(
    reviewerID: String, reviewerRole: String, outcome: DecisionOutcome, supportingEvidence: String,
    evidence: [Evidence] = [], flags: [ReviewFlag] = [], modification: Modification? = nil, createdAt: Instant,
    reviewVersion: Int64, actionDigest: ActionDigest, voidReason: String = ""
  ) {
    self.reviewerID = reviewerID
    self.reviewerRole = reviewerRole
    self.outcome = outcome
    self.supportingEvidence = supportingEvidence
    self.evidence = evidence
    self.flags = flags
    self.modification = modification
    self.createdAt = createdAt
    self.reviewVersion = reviewVersion
    self.actionDigest = actionDigest
    self.voidReason = voidReason
  }
}

/// A source that a reviewer relies on.
public struct Evidence: Hashable, Sendable {
  /// What it is.
  public var source: String
  /// Optional address.
  public var uri: String = ""
  /// Optional SHA-256 of the document; empty or 32 bytes.
  public var sha256: [UInt8] = []

  public init(source: String, uri: String = "", sha256: [UInt8] = []) {
    self.source = source
    self.uri = uri
    self.sha256 = sha256
  }
}

/// What should be done instead.
public struct Modification: Hashable, Sendable {
  /// The alternative in words.
  public var recommendation: String = ""
  /// The alternative amount; nil keeps the proposal's.
  public var transactionAmount: Money? = nil
  /// What replaces rag_response, in canonical JSON; nil keeps it.
  public var ragResponseJSON: String? = nil

  public init(recommendation: String = "", transactionAmount: Money? = nil, ragResponseJSON: String? = nil) {
    self.recommendation = recommendation
    self.transactionAmount = transactionAmount
    self.ragResponseJSON = ragResponseJSON
  }
}
