/// A reviewer's lease on the review.
public struct ReviewClaim: Equatable, Sendable {
  /// Who holds it.
  public let reviewerID: String
  /// Rank of the role in which it was taken; nil for a role that the policy does not know.
  let rank: Int8?
  /// Fences it: greater than that of any earlier claim.
  public let token: Int64
  /// When it was taken.
  public let claimedAt: Instant
  /// When it lapses.
  public let expiresAt: Instant
  /// Audit sequence of its entry.
  let sequence: Int64
}

/// A question to the requester that waits for its answer.
struct OpenQuestion: Equatable, Sendable {
  let askedAt: Instant
  /// When the clock goes on, answered or not.
  let endsAt: Instant
}

/// What lies over it now.
struct ReviewHolds: Equatable, Sendable {
  var claim: ReviewClaim?
  var claimToken: Int64 = 0
  var question: OpenQuestion?
  var hasFault = false
  var killSwitchIDs: [String] = []
  var standingSince: Instant?
  var clockPausedMicroseconds: Int64 = 0
  var informationPausedMicroseconds: Int64 = 0
  var overriders: [String] = []
  /// What was approved, and its execution: kept here, as what waits has none and no word to spare for it.
  var approval: Approval?
}

/// Holds behind one word, so that a review that nothing holds stays small.
final class HoldsBox: Equatable, Sendable {
  static let none = HoldsBox(ReviewHolds())
  let holds: ReviewHolds

  init(_ holds: ReviewHolds) { self.holds = holds }

  static func == (left: HoldsBox, right: HoldsBox) -> Bool { left === right || left.holds == right.holds }
}

// What can lie over a review's own status: a claim, an open question, a block. The status that shows is derived, so that
// "back to the status before" (domain.md §4) needs no memory of its own.
extension ReviewCase {
  var holds: ReviewHolds {
    get { holdsBox.holds }
    set { holdsBox = newValue == HoldsBox.none.holds ? .none : HoldsBox(newValue) }
  }

  /// Who works on it now.
  public internal(set) var claim: ReviewClaim? {
    get { holdsBox.holds.claim }
    set { if holdsBox.holds.claim != newValue { holds.claim = newValue } }
  }

  /// Token of the last claim; 0 before the first.
  public internal(set) var claimToken: Int64 {
    get { holdsBox.holds.claimToken }
    set { holds.claimToken = newValue }
  }

  /// The question that the requester was asked and has not answered.
  var question: OpenQuestion? {
    get { holdsBox.holds.question }
    set { holds.question = newValue }
  }

  /// Whether an error inside the workflow holds it.
  var hasFault: Bool {
    get { holdsBox.holds.hasFault }
    set { if holdsBox.holds.hasFault != newValue { holds.hasFault = newValue } }
  }

  /// Kill switches that hold it, in the order in which they were engaged.
  public internal(set) var killSwitchIDs: [String] {
    get { holdsBox.holds.killSwitchIDs }
    set { if holdsBox.holds.killSwitchIDs != newValue { holds.killSwitchIDs = newValue } }
  }

  /// Since when its clock stands still; nil while it runs.
  var standingSince: Instant? {
    get { holdsBox.holds.standingSince }
    set { holds.standingSince = newValue }
  }

  /// Time, as the clock counts it, that it stood still before `standingSince`.
  var clockPausedMicroseconds: Int64 {
    get { holdsBox.holds.clockPausedMicroseconds }
    set { if holdsBox.holds.clockPausedMicroseconds != newValue { holds.clockPausedMicroseconds = newValue } }
  }

  /// How long answered and lapsed questions stopped the clock, over all clocks.
  var informationPausedMicroseconds: Int64 {
    get { holdsBox.holds.informationPausedMicroseconds }
    set { holds.informationPausedMicroseconds = newValue }
  }

  /// Who released it from a fault: none of them gives an opinion on it.
  var overriders: [String] {
    get { holdsBox.holds.overriders }
    set { holds.overriders = newValue }
  }

  /// Where it stands: what holds it comes before what it would be by itself.
  public var status: ReviewStatus {
    if base.isFinal { return base }
    if isBlocked { return .blocked }
    if question != nil { return .awaitingInformation }
    return claim == nil ? base : .inReview
  }

  /// Whether a fault or a kill switch holds it.
  var isBlocked: Bool { hasFault || !killSwitchIDs.isEmpty }

  /// Time, as the clock counts it, that it stood still at `now` and that is not yet in `deadline`.
  func standingMicroseconds(now: Instant) -> Int64 {
    guard let standingSince else { return 0 }
    return max(0, clockTime.microseconds(from: standingSince, to: standingEnd(now: now)))
  }

  /// A question holds the clock no longer than it may, also when its end was not recorded yet.
  private func standingEnd(now: Instant) -> Instant {
    guard !isBlocked, let question else { return now }
    return min(now, question.endsAt)
  }

  /// The end of the clock as it would be if the clock went on at `now`.
  public func deadline(asOf now: Instant) -> Instant {
    clockTime.instant(deadline, afterMicroseconds: standingMicroseconds(now: now))
  }

  // MARK: Fold

  mutating func standStill(at: Instant) {
    if standingSince == nil { standingSince = at }
  }

  /// Lets the clock go on unless something else holds it.
  mutating func goOn(at: Instant) {
    guard let since = standingSince, question == nil, !isBlocked else { return }
    let time = clockTime
    let stood = max(0, time.microseconds(from: since, to: at))
    deadline = time.instant(deadline, afterMicroseconds: stood)
    clockPausedMicroseconds += stood
    standingSince = nil
  }

  mutating func endQuestion(at: Instant) {
    guard let question else { return }
    let end = min(at, question.endsAt)
    informationPausedMicroseconds += max(0, end.microseconds(since: question.askedAt))
    self.question = nil
    goOn(at: end)
  }

  /// A new clock; nothing of the old one is left.
  mutating func startClock(at: Instant, deadline: Instant) {
    self.deadline = deadline
    clockStartedAt = at
    clockPausedMicroseconds = 0
    isWarned = false
    isBreached = false
  }
}
