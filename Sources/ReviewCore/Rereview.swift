/// Why a review exists that nobody asked for: the policy samples decisions, and a second person looks at them again.
///
/// It decides nothing about the first one and is never executed; see <doc:SecondLooks>.
public final class Rereview: Equatable, Sendable {
  /// The review whose decision is looked at again.
  public let auditID: String
  /// Sequence of its `review.decided` entry, whose hash chose it.
  public let decidedSequence: Int64
  /// Everybody who had a part in it: nobody of them looks again.
  public let reviewers: [String]

  public init(auditID: String, decidedSequence: Int64, reviewers: [String]) {
    self.auditID = auditID
    self.decidedSequence = decidedSequence
    self.reviewers = reviewers
  }

  public static func == (left: Rereview, right: Rereview) -> Bool {
    left === right
      || (left.auditID == right.auditID && left.decidedSequence == right.decidedSequence
        && left.reviewers == right.reviewers)
  }

  /// Whether an approval is looked at again.
  ///
  /// - Parameters:
  ///   - word: the first eight bytes, the highest first, of SHA-256("countersign-rereview/v1\n" ‖ current_hash of the
  ///     `review.decided` entry). Nobody knows it before the entry is written; everybody can check it afterwards.
  ///   - percent: of the policy in force when it was decided.
  public static func isChosen(word: UInt64, percent: Int) -> Bool { word % 100 < UInt64(max(0, percent)) }
}

extension ReviewCase {
  /// Everybody who gave an opinion on it, whether it counts or not, or overrode a fault of it.
  public var participants: [String] {
    var seen: Set<String> = []
    return (opinions.map(\.reviewerID) + overriders).filter { seen.insert($0).inserted }
  }

  /// The submission of a second look at this review's decision: the same proposal and classification, one opinion of the
  /// role that such reviews begin with by the policy in force.
  ///
  /// - Parameters:
  ///   - original: how this review was submitted.
  ///   - decidedSequence: of its decision.
  public func rereview(
    of original: ReviewEvent.Submitted, decidedSequence: Int64, roster: Roster, queueDepths: QueueDepths,
    policy: ReviewPolicy, now: Instant
  ) -> ReviewEvent.Submitted {
    var routing = routeToReviewer(
      original.risk, proposal: original.proposal, roster: roster, queueDepths: queueDepths, policy: policy)
    routing.isCommitteeNeeded = false
    routing.requiredOpinions = 1
    routing.reason = "A second look at a decision, chosen by its hash"
    routing.requirements = policy.deciding.requirements(
      DecidingRoles.Situation(
        level: nil, rank: policy.rank(ofRole: routing.reviewerRole) ?? policy.highestRank, isCommitteeNeeded: false,
        isAtTop: false, opinions: 1))
    return ReviewEvent.Submitted(
      proposal: original.proposal, actionJSON: original.actionJSON, actionDigest: original.actionDigest,
      risk: original.risk, routing: routing, policyVersion: policy.version,
      deadline: policy.clockEnd(of: routing, level: original.risk.level, now: now),
      rereview: Rereview(auditID: auditID.text, decidedSequence: decidedSequence, reviewers: participants))
  }

  /// Who had a part in the decision does not look at it again.
  func rereviewRefusal(_ reviewerID: String, roster: Roster) -> Refusal? {
    guard let rereview else { return nil }
    let person = roster.person(reviewerID)
    guard rereview.reviewers.contains(where: { roster.person($0) == person }) else { return nil }
    return Refusal(reason: .duplicateReviewer, message: "this person had a part in the decision")
  }
}
