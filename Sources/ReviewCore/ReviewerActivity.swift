/// One opinion as the counting of work needs it.
public struct OpinionMark: Equatable, Sendable {
  /// When it was recorded.
  public let at: Instant
  /// Whether it approved what was proposed, as it was proposed.
  public let isApproval: Bool
  /// From the reviewer's own claim, or else from the submission.
  public let takenMicroseconds: Int64

  public init(at: Instant, isApproval: Bool, takenMicroseconds: Int64) {
    self.at = at
    self.isApproval = isApproval
    self.takenMicroseconds = takenMicroseconds
  }

  /// - Parameter review: as it was before the opinion.
  public init(_ recorded: ReviewEvent.OpinionRecorded, at: Instant, review: ReviewCase) {
    let claim = review.claim.flatMap { $0.reviewerID == recorded.opinion.reviewerID ? $0.claimedAt : nil }
    let start = claim ?? review.submittedAt
    self.init(
      at: at, isApproval: recorded.opinion.outcome == .approved,
      takenMicroseconds: max(0, at.unixMicroseconds - start.unixMicroseconds))
  }
}

/// What one reviewer, or one person with all accounts, did lately. Bounded, and the same however it was made: by one
/// opinion after the other, or from the chain at a start.
public struct ReviewerActivity: Equatable, Sendable {
  /// Opinions that are remembered; rates and medians are over no more than these.
  public static let opinionCountMax = 256
  static let dayMicroseconds: Int64 = 86_400_000_000

  /// The newest opinions, the oldest first.
  public private(set) var marks: [OpinionMark] = []
  /// Days since 1970 in UTC, of the last opinion.
  private var day: Int64 = .min
  private var dayCount = 0

  public init() {}

  /// Takes in the next opinion.
  public mutating func note(_ mark: OpinionMark) {
    let today = Self.day(mark.at)
    dayCount = today == day ? dayCount + 1 : 1
    day = today
    marks.append(mark)
    if marks.count > Self.opinionCountMax { marks.removeFirst(marks.count - Self.opinionCountMax) }
  }

  /// Opinions since 00:00 UTC.
  public func decidedToday(_ now: Instant) -> Int { Self.day(now) == day ? dayCount : 0 }

  /// When the last opinion was given.
  public var lastAt: Instant? { marks.last?.at }

  /// The same person's accounts taken together.
  public static func joined(_ activities: [ReviewerActivity]) -> ReviewerActivity {
    if activities.count == 1 { return activities[0] }
    var joined = ReviewerActivity()
    joined.day = activities.map(\.day).max() ?? .min
    joined.dayCount = activities.filter { $0.day == joined.day }.reduce(0) { $0 + $1.dayCount }
    joined.marks = Array(
      activities.flatMap(\.marks).sorted { $0.at < $1.at }.suffix(Self.opinionCountMax))
    return joined
  }

  /// Share of approvals among the opinions after `start`, with how many these are; the share is 0 where there are none.
  public func approvals(after start: Instant) -> (count: Int, of: Int) {
    let recent = marks.drop { $0.at <= start }
    return (recent.count { $0.isApproval }, recent.count)
  }

  /// The median time to an opinion, of those after `start`; of an even number the lower of the middle ones. nil without any.
  public func medianMicroseconds(after start: Instant) -> Int64? {
    let times = marks.drop { $0.at <= start }.map(\.takenMicroseconds).sorted()
    return times.isEmpty ? nil : times[(times.count - 1) / 2]
  }

  private static func day(_ instant: Instant) -> Int64 {
    let (day, rest) = instant.unixMicroseconds.quotientAndRemainder(dividingBy: dayMicroseconds)
    return rest < 0 ? day - 1 : day
  }

  /// 00:00 UTC after `now`.
  static func nextDay(after now: Instant) -> Instant {
    Instant(unixMicroseconds: (day(now) + 1) * dayMicroseconds)
  }
}
