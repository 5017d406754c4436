import ReviewCore

// `reviewers`: limits on people; see the schema page. Absent is off.
extension PolicyReader {
  mutating func reviewers(_ node: PolicyNode?) -> ReviewerLimits? {
    guard let node else { return nil }
    let keys = ["daily_limit", "break", "warning", "rereview_percent", "window"]
    let members = members(node, allowed: keys)
    var limits = ReviewerLimits()
    limits.dailyReviews = members["daily_limit"].map { Int(integer($0, 1...1_000_000)) }
    limits.rest = members["break"].map { rest($0) }
    limits.rubberStamp = members["warning"].map { rubberStamp($0) }
    if let percent = members["rereview_percent"] { limits.rereviewPercent = Int(integer(percent, 0...100)) }
    if let window = members["window"] {
      limits.windowMicroseconds = duration(window)
      if limits.windowMicroseconds > Self.windowDaysMax * 86_400_000_000 {
        report(window, "must be at most \(Self.windowDaysMax) days")
      }
    }
    return limits
  }

  /// What reviewers did must be read again at each start.
  private static let windowDaysMax: Int64 = 90

  private mutating func rest(_ node: PolicyNode) -> ReviewerLimits.Rest {
    let members = members(node, allowed: ["after_reviews", "after", "length"])
    let reviews = members["after_reviews"].map { Int(integer($0, 1...200)) }
    let time = members["after"].map { duration($0) }
    if members.isUsable, reviews == nil, time == nil { report(node, "needs after_reviews or after") }
    let lengthNode = required(members, "length")
    let length = duration(lengthNode)
    if let lengthNode, length > 8 * 3_600_000_000 { report(lengthNode, "must be at most 8 hours") }
    if let node = members["after"], time ?? 0 > 86_400_000_000 { report(node, "must be at most 24 hours") }
    return ReviewerLimits.Rest(afterReviews: reviews, afterMicroseconds: time, lengthMicroseconds: length)
  }

  private mutating func rubberStamp(_ node: PolicyNode) -> ReviewerLimits.RubberStamp {
    let members = members(node, allowed: ["approvals_above_percent", "minimum"])
    return ReviewerLimits.RubberStamp(
      abovePercent: Int(integer(required(members, "approvals_above_percent"), 1...99)),
      minimumReviews: Int(integer(required(members, "minimum"), 1...Int64(ReviewerActivity.opinionCountMax))))
  }
}

extension ReviewerLimits {
  /// As `PolicyReader.reviewers` reads it.
  var tree: PolicyTree {
    .object([
      ("daily_limit", dailyReviews.map { .text(String($0)) }),
      (
        "break",
        rest.map { rest in
          .object([
            ("after_reviews", rest.afterReviews.map { .text(String($0)) }),
            ("after", rest.afterMicroseconds.map { .duration($0) }), ("length", .duration(rest.lengthMicroseconds)),
          ])
        }
      ),
      (
        "warning",
        rubberStamp.map { warning in
          .object([
            ("approvals_above_percent", .text(String(warning.abovePercent))),
            ("minimum", .text(String(warning.minimumReviews))),
          ])
        }
      ),
      ("rereview_percent", .text(String(rereviewPercent))), ("window", .duration(windowMicroseconds)),
    ])
  }
}
