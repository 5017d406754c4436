/// Limits on how much one person decides, as policy data (domain.md §8, daily reviews); nil for off.
public struct ReviewerLimits: Hashable, Sendable {
  /// Opinions of one person from 00:00 to 24:00 UTC.
  public var dailyReviews: Int?
  /// The break that a person must take.
  public var rest: Rest?
  /// When a person approves nearly everything.
  public var rubberStamp: RubberStamp?
  /// Of so many hundredths of the approvals a second person looks at again; 0 for none.
  public var rereviewPercent: Int
  /// Over which time rates and medians are taken.
  public var windowMicroseconds: Int64

  /// Where a policy says nothing of it.
  public static let off = ReviewerLimits()
  /// Where a policy names no window: 7 days.
  public static let defaultWindowMicroseconds: Int64 = 7 * 86_400_000_000

  public init(
    dailyReviews: Int? = nil, rest: Rest? = nil, rubberStamp: RubberStamp? = nil, rereviewPercent: Int = 0,
    windowMicroseconds: Int64 = ReviewerLimits.defaultWindowMicroseconds
  ) {
    self.dailyReviews = dailyReviews
    self.rest = rest
    self.rubberStamp = rubberStamp
    self.rereviewPercent = rereviewPercent
    self.windowMicroseconds = windowMicroseconds
  }

  /// A required break.
  public struct Rest: Hashable, Sendable {
    /// After so many opinions without one; nil for never for this reason.
    public var afterReviews: Int?
    /// After so long without one; nil for never for this reason.
    public var afterMicroseconds: Int64?
    /// So long without an opinion is a break.
    public var lengthMicroseconds: Int64

    public init(afterReviews: Int? = nil, afterMicroseconds: Int64? = nil, lengthMicroseconds: Int64) {
      self.afterReviews = afterReviews
      self.afterMicroseconds = afterMicroseconds
      self.lengthMicroseconds = lengthMicroseconds
    }
  }

  /// When approving is suspicious.
  public struct RubberStamp: Hashable, Sendable {
    /// More than so many hundredths of the opinions approve.
    public var abovePercent: Int
    /// Of at least so many opinions in the window.
    public var minimumReviews: Int

    public init(abovePercent: Int, minimumReviews: Int) {
      self.abovePercent = abovePercent
      self.minimumReviews = minimumReviews
    }
  }

  /// For how long what a person did must be known to hold these limits.
  public var horizonMicroseconds: Int64 {
    let run = rest.map { rest in
      rest.lengthMicroseconds * Int64((rest.afterReviews ?? 1) + 1) + (rest.afterMicroseconds ?? 0)
    }
    return max(windowMicroseconds, ReviewerActivity.dayMicroseconds, run ?? 0)
  }

  /// Whether a person may give another opinion now.
  ///
  /// - Parameter activity: of the person, with all accounts.
  /// - Returns: nil, or RESOURCE_EXHAUSTED with the moment from which the limit no longer holds.
  public func refusal(_ activity: ReviewerActivity, now: Instant) -> Refusal? {
    guard let (limit, until) = reached(activity, now: now) else { return nil }
    var refusal = Refusal(
      reason: .limitReached, message: "\(limit.sentence); again from \(until.text)",
      metadata: [Refusal.Metadatum(key: "limit", value: limit.rawValue)])
    refusal.retryAfterMicroseconds = max(1, until.unixMicroseconds - now.unixMicroseconds)
    return refusal
  }

  /// Until when a person may give no opinion; nil while they may.
  public func limitedUntil(_ activity: ReviewerActivity, now: Instant) -> Instant? {
    reached(activity, now: now)?.until
  }

  /// Something about a person that an operator should look at; empty as long as there is nothing.
  public func warnings(_ activity: ReviewerActivity, now: Instant) -> [String] {
    guard let rubberStamp else { return [] }
    let (count, total) = activity.approvals(after: now.advanced(byMicroseconds: -windowMicroseconds))
    guard total >= rubberStamp.minimumReviews, total > 0, count * 100 > total * rubberStamp.abovePercent else {
      return []
    }
    return ["Approved \(count) of the last \(total), more than \(rubberStamp.abovePercent) %"]
  }

  private enum Limit: String {
    case dailyReviews = "daily_reviews"
    case rest = "break"

    var sentence: String {
      switch self {
      case .dailyReviews: "The reviews that one person may decide in a day are used up"
      case .rest: "A break is due"
      }
    }
  }

  private func reached(_ activity: ReviewerActivity, now: Instant) -> (limit: Limit, until: Instant)? {
    if let dailyReviews, activity.decidedToday(now) >= dailyReviews {
      return (.dailyReviews, ReviewerActivity.nextDay(after: now))
    }
    guard let rest, let until = rest.dueUntil(activity.marks, now: now) else { return nil }
    return (.rest, until)
  }
}

extension ReviewerLimits.Rest {
  /// When the break that is due now ends; nil where none is due.
  ///
  /// A person works without a break as long as no two opinions, the last of them and now included, lie `length` apart.
  func dueUntil(_ marks: [OpinionMark], now: Instant) -> Instant? {
    guard let last = marks.last else { return nil }
    let end = last.at.advanced(byMicroseconds: lengthMicroseconds)
    guard now < end else { return nil }
    var start = last.at
    var count = 1
    for mark in marks.dropLast().reversed() {
      guard start.unixMicroseconds - mark.at.unixMicroseconds < lengthMicroseconds else { break }
      start = mark.at
      count += 1
    }
    // Where everything that is remembered is one stretch, more may have been before it: that is long enough.
    let isLong =
      count >= afterReviews ?? .max || count == ReviewerActivity.opinionCountMax
      || now.unixMicroseconds - start.unixMicroseconds >= afterMicroseconds ?? .max
    return isLong ? end : nil
  }
}
