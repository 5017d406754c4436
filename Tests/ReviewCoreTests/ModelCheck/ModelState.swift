@testable import ReviewCore

/// A review as the code has it, beside what the oracles make of the same history.
struct ModelState: Sendable {
  var review: ReviewCase
  var now = start
  var quorum: QuorumOracle
  var clock: ClockOracle
  /// The status without claim, question and block.
  var resting = ReviewStatus.pending
  /// Every entry after the submission.
  var entries: [(event: ReviewEvent, at: Instant)] = []

  init(_ kind: ModelKind) {
    review = kind.review()
    quorum = QuorumOracle(kind)
    clock = ClockOracle(slaMicroseconds: kind.level.slaMicroseconds)
  }

  var status: ReviewStatus {
    if resting.isFinal { return resting }
    if clock.isBlocked { return .blocked }
    if clock.askedAt != nil { return .awaitingInformation }
    return clock.claim == nil ? resting : .inReview
  }

  /// Whether opinions, claims, questions and escalations are taken.
  var isOpen: Bool { !resting.isFinal && !clock.isBlocked && clock.askedAt == nil }

  func isClaimedByOther(than account: Int) -> Bool {
    clock.claim.map { Self.person($0.account) != Self.person(account) } ?? false
  }

  func isClaimed(byPersonBehind account: Int) -> Bool {
    clock.claim.map { Self.person($0.account) == Self.person(account) } ?? false
  }

  static func person(_ account: Int) -> Int { ModelAccount.all[account].person }

  /// Folds entries in, as the engine does once they are written.
  mutating func apply(_ events: [ReviewEvent]) {
    for event in events {
      review.apply(event, at: now, sequence: review.sequence + 1)
      entries.append((event, now))
    }
  }

  // MARK: What follows, by the oracles

  mutating func finish(_ status: ReviewStatus) {
    clock.endClaim()
    resting = status
  }

  mutating func escalate(_ trigger: EscalationTrigger) {
    let isNewClock = quorum.nextRank != nil || trigger == .slaBreach
    quorum.escalate(trigger)
    clock.endClaim()
    resting = .escalated
    if isNewClock { clock.restart(at: now) }
  }
}

/// What tells two states apart: everything but how many entries led there.
struct ModelKey: Hashable {
  private let review: ReviewCase
  private let now: Instant
  private let quorum: QuorumOracle
  private let clock: ClockOracle
  private let resting: ReviewStatus

  init(_ state: ModelState) {
    var review = state.review
    (review.version, review.sequence) = (0, 0)
    if review.claimToken != 0 { review.claimToken = 0 }
    if let claim = review.claim {
      review.claim = ReviewClaim(
        reviewerID: claim.reviewerID, rank: claim.rank, token: 0, claimedAt: claim.claimedAt,
        expiresAt: claim.expiresAt, sequence: 0)
    }
    self.review = review
    now = state.now
    quorum = state.quorum
    clock = state.clock
    resting = state.resting
  }

  /// The oracles' part tells nearly all of them apart; the review itself is compared.
  func hash(into hasher: inout Hasher) {
    hasher.combine(now)
    hasher.combine(quorum)
    hasher.combine(clock)
    hasher.combine(resting)
  }
}
