import AuditTrail
import ReviewCore

/// An opinion with its place in the chain.
struct ReviewerMark: Sendable {
  let reviewerID: String
  let sequence: Int64
  let mark: OpinionMark
}

/// What each reviewer did lately: running, bounded, the same after a restart.
struct ActivityIndex: Sendable {
  /// Reviewers that are remembered; past it the half that has been idle longest is forgotten. A registry has fewer: only
  /// where the messages alone say who somebody is can there be so many.
  static let reviewerCountMax = 16_384

  private var activities: [String: ReviewerActivity] = [:]

  /// What a person did, with all accounts.
  func person(_ identities: [String]) -> ReviewerActivity {
    let known = identities.compactMap { activities[$0] }
    return known.isEmpty ? ReviewerActivity() : .joined(known)
  }

  /// Only these.
  func part(_ reviewerIDs: [String]) -> ActivityIndex {
    var part = ActivityIndex()
    for reviewerID in reviewerIDs { part.activities[reviewerID] = activities[reviewerID] }
    return part
  }

  mutating func note(_ mark: ReviewerMark) {
    activities[mark.reviewerID, default: ReviewerActivity()].note(mark.mark)
    if activities.count > Self.reviewerCountMax { forgetIdle() }
  }

  private mutating func forgetIdle() {
    let byAge = activities.map { (at: $0.value.lastAt?.unixMicroseconds ?? .min, reviewerID: $0.key) }
      .sorted { ($0.at, $0.reviewerID) < ($1.at, $1.reviewerID) }
    for (_, reviewerID) in byAge.prefix(byAge.count / 2) { activities[reviewerID] = nil }
  }
}

/// Collects the opinions among reviews' entries, with the time that each took.
struct OpinionFold {
  let policies: [String: ReviewPolicy]
  /// Only opinions after this entry are collected.
  let after: Int64
  private var cases: [AuditID: ReviewCase] = [:]
  private(set) var marks: [ReviewerMark] = []

  init(policies: [String: ReviewPolicy], after: Int64) {
    self.policies = policies
    self.after = after
  }

  /// Folds one entry in, in the order of its review; what cannot be read is somebody else's to report.
  mutating func fold(_ entry: AuditEntry) {
    guard let auditID = AuditID(text: entry.auditID), let event = try? EventDecoding.event(of: entry) else { return }
    let at = Instant(unixMicroseconds: entry.timestampMicroseconds)
    if case .submitted(let submitted) = event {
      guard let policy = policies[submitted.policyVersion] else { return }
      cases[auditID] = ReviewCase(submitted, auditID: auditID, at: at, sequence: entry.sequence, policy: policy)
      return
    }
    guard let review = cases[auditID] else { return }
    if case .opinionRecorded(let recorded) = event, entry.sequence > after {
      marks.append(
        ReviewerMark(
          reviewerID: recorded.opinion.reviewerID, sequence: entry.sequence,
          mark: OpinionMark(recorded, at: at, review: review)))
    }
    cases[auditID]?.apply(event, at: at, sequence: entry.sequence)
  }
}
