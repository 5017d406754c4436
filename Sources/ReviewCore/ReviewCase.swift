/// One review as its rules need it: compact, without any long text, so that tens of thousands stay in memory.
///
/// A fold over the review's events: `init` from the submission, `apply` for each later one. `decide` and `due` are pure
/// and answer with the events to record.
public struct ReviewCase: Equatable, Sendable {
  /// The policy with which it was submitted, and which it keeps.
  public let policy: ReviewPolicy
  public let auditID: AuditID
  /// The requester.
  public let userID: String
  /// The person on whose behalf it was asked; empty for none.
  public let onBehalfOf: String
  /// Stated or inferred.
  public let actionType: String
  /// Stated or inferred.
  public let domain: String
  public let actionDigest: ActionDigest
  public let level: RiskLevel
  /// Where the assessed amount came from.
  public let amountSource: AmountSource
  public let isActionInferred: Bool
  /// The proposal's amount in the base currency; nil for unlimited.
  public let assessedAmount: Amount?
  /// The sum with what the same person asked for before; nil where there was nothing.
  public let aggregateAmount: Amount?
  /// The program and the account behind it, or the decision that is looked at again; nil where there is none of these.
  let source: ReviewSource?
  /// The proposal's own amount.
  public let statedAmount: Money?
  public let submittedAt: Instant
  public let validUntil: Instant?

  /// What it would be by itself: see `status`.
  var base: ReviewStatus
  /// Number of its entries.
  public internal(set) var version: Int64
  /// Audit sequence of its last entry.
  public internal(set) var sequence: Int64
  /// When the current clock started.
  public internal(set) var clockStartedAt: Instant
  /// When the current clock ends; while it stands still, see `deadline(asOf:)`.
  public internal(set) var deadline: Instant
  /// When it became final.
  public internal(set) var decidedAt: Instant?
  /// Opinions that must agree.
  public internal(set) var requiredOpinions: Int
  public internal(set) var isCommitteeNeeded: Bool
  /// Whether it reached the top of its path: only committee roles decide.
  public internal(set) var isAtTop: Bool
  /// Whether any clock of it was breached.
  public internal(set) var wasBreached: Bool
  /// Rank of the role whose queue it is in; nil for a role that its policy does not know.
  var rank: Int?
  /// Whether the current clock's warning, and its breach, are recorded.
  var isWarned: Bool
  var isBreached: Bool
  /// Opinions in order.
  var opinions: [CountedOpinion]
  /// See `holds`: most reviews are held by nothing, and share one.
  var holdsBox: HoldsBox
}

/// Who or what is behind a proposal, as far as rules ask for it; behind one word, as most have none.
final class ReviewSource: Equatable, Sendable {
  let agentID: String
  let accountID: String
  let rereview: Rereview?

  init?(_ origin: Proposal.Origin?, rereview: Rereview?) {
    agentID = origin?.agentID ?? ""
    accountID = origin?.accountID ?? ""
    self.rereview = rereview
    if agentID.isEmpty, accountID.isEmpty, rereview == nil { return nil }
  }

  static func == (left: ReviewSource, right: ReviewSource) -> Bool {
    left === right
      || (left.agentID == right.agentID && left.accountID == right.accountID && left.rereview == right.rereview)
  }
}

/// What counting needs to know of an opinion.
struct CountedOpinion: Equatable, Sendable {
  let reviewerID: String
  let reviewerRole: String
  let createdAt: Instant
  let effectiveActionDigest: ActionDigest?
  let outcome: DecisionOutcome
  /// nil for a role that the policy does not know.
  let rank: Int8?
  /// Whether it no longer counts.
  var isVoid: Bool
}
