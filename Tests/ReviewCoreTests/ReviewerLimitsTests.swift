import ReviewCore
import Testing

/// Limits on people as pure values (domain.md §8, limits: daily reviews).
@Suite struct ReviewerLimitsTests {
  private func at(_ seconds: Int64) -> Instant { Instant(unixMicroseconds: seconds * 1_000_000) }

  private func activity(_ seconds: [Int64], approvals: Int = .max) -> ReviewerActivity {
    var activity = ReviewerActivity()
    for (index, second) in seconds.enumerated() {
      activity.note(OpinionMark(at: at(second), isApproval: index < approvals, takenMicroseconds: second * 1_000_000))
    }
    return activity
  }

  @Test("a day ends at 00:00 UTC, to the microsecond, also before 1970") func days() {
    let limits = ReviewerLimits(dailyReviews: 2)
    for day in [0, 20_000 * 86_400, -86_400] as [Int64] {
      let used = activity([day, day + 86_399])
      let refusal = limits.refusal(used, now: at(day + 86_399))
      #expect(refusal?.reason == .limitReached && refusal?.retryAfterMicroseconds == 1_000_000)
      #expect(refusal?.metadata == [Refusal.Metadatum(key: "limit", value: "daily_reviews")])
      #expect(limits.refusal(used, now: at(day + 86_400)) == nil)
      #expect(limits.refusal(activity([day - 1, day]), now: at(day)) == nil)
    }
  }

  @Test("a break is due after so many opinions, or so long, without one; and ends with the break") func breaks() {
    let byCount = ReviewerLimits(rest: .init(afterReviews: 3, lengthMicroseconds: 600_000_000))
    #expect(byCount.refusal(activity([0, 100]), now: at(200)) == nil)
    #expect(byCount.refusal(activity([0, 100, 200]), now: at(300))?.retryAfterMicroseconds == 500_000_000)
    #expect(byCount.refusal(activity([0, 100, 200]), now: at(800)) == nil, "ten minutes passed")
    #expect(byCount.refusal(activity([0, 600, 700]), now: at(800)) == nil, "a break lies between them")
    #expect(byCount.refusal(activity([0, 599, 700]), now: at(800)) != nil)
    let byTime = ReviewerLimits(rest: .init(afterMicroseconds: 3_600_000_000, lengthMicroseconds: 600_000_000))
    let steady = (0...6).map { Int64($0) * 590 }
    #expect(byTime.refusal(activity(steady), now: at(3_599)) == nil)
    #expect(byTime.refusal(activity(steady), now: at(3_600)) != nil)
    #expect(byTime.refusal(activity([]), now: at(9_999)) == nil)
  }

  @Test("more than is remembered without a break is long enough for one") func tooMany() {
    let limits = ReviewerLimits(rest: .init(afterMicroseconds: 86_400_000_000, lengthMicroseconds: 60_000_000))
    let many = activity((0..<Int64(ReviewerActivity.opinionCountMax) + 5).map { $0 })
    #expect(many.marks.count == ReviewerActivity.opinionCountMax)
    #expect(limits.refusal(many, now: at(300)) != nil)
  }

  @Test("approving more than the policy's share is told, from the fewest opinions on and in the window only")
  func rubberStamp() {
    let limits = ReviewerLimits(
      rubberStamp: .init(abovePercent: 90, minimumReviews: 10), windowMicroseconds: 1_000_000_000)
    let ten = (1...10).map { Int64($0) }
    #expect(limits.warnings(activity(ten, approvals: 9), now: at(10)).isEmpty, "90 % is not above 90 %")
    #expect(limits.warnings(activity(ten), now: at(10)) == ["Approved 10 of the last 10, more than 90 %"])
    #expect(limits.warnings(activity(Array(ten.dropLast())), now: at(10)).isEmpty, "too few")
    #expect(limits.warnings(activity(ten), now: at(1_001)).isEmpty, "the first has left the window")
    #expect(ReviewerLimits.off.warnings(activity(ten), now: at(10)).isEmpty)
  }

  @Test("rate and median are over the window; of an even number the lower middle counts") func rates() {
    let some = activity([1, 2, 3, 10], approvals: 3)
    #expect(some.approvals(after: at(0)) == (3, 4))
    #expect(some.approvals(after: at(1)) == (2, 3))
    #expect(some.medianMicroseconds(after: at(0)) == 2_000_000)
    #expect(some.medianMicroseconds(after: at(1)) == 3_000_000)
    #expect(some.medianMicroseconds(after: at(10)) == nil)
  }

  @Test("accounts of one person count together") func accounts() {
    let joined = ReviewerActivity.joined([activity([10, 30]), activity([20]), ReviewerActivity()])
    #expect(joined.marks.map(\.at) == [at(10), at(20), at(30)])
    #expect(joined.decidedToday(at(40)) == 3)
    #expect(ReviewerActivity.joined([activity([10]), activity([86_400])]).decidedToday(at(86_500)) == 1)
  }
}
