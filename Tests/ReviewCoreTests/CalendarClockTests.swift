import Testing

@testable import Policy
@testable import ReviewCore

/// Monday to Friday, 09:00 to 17:00 in Berlin, for everything up to HIGH; the CFO counts with New York's hours.
private let policy: ReviewPolicy = {
  let text =
    defaultPolicyYAML.replacing("expire_after: 72h", with: "expire_after: 14d") + """

      calendars:
        frankfurt: { time_zone: Europe/Berlin, hours: \(week) }
        new_york: { time_zone: America/New_York, hours: \(week) }
      working_time:
        levels: { LOW: frankfurt, MEDIUM: frankfurt, HIGH: frankfurt }
        roles: { CFO: [new_york] }
      """
  guard let policy = PolicyDocument.parse(text).policy else { preconditionFailure("the test's policy is broken") }
  return policy
}()
private let week =
  "{ monday: [09:00-17:00], tuesday: [09:00-17:00], wednesday: [09:00-17:00], thursday: [09:00-17:00], friday: [09:00-17:00] }"

private func submitted(_ amount: Int64, at now: String) -> ReviewCase {
  let proposal = Proposal(
    userID: "uma", queryText: "Please decide", transactionAmount: Money(amount: Amount(units: amount)),
    actionType: "investment_decision")
  let risk = classifyRisk(proposal, policy: policy)
  let routing = routeToReviewer(risk, proposal: proposal, roster: .empty, queueDepths: .empty, policy: policy)
  let event = submit(
    proposal, actionJSON: "{}", actionDigest: digest(1), risk: risk, routing: routing, request: .none, policy: policy,
    now: utc(now))
  return ReviewCase(event, auditID: AuditID(high: 0, low: 1), at: utc(now), sequence: 1, policy: policy)
}

extension ReviewCase {
  /// Applies everything that is due, and says what it was.
  fileprivate mutating func advance(to now: Instant) -> [String] {
    var types: [String] = []
    while let events = due(now: now), types.count < 50 {
      for event in events {
        apply(event, at: now, sequence: sequence + 1)
        types.append(event.eventType)
      }
    }
    return types
  }
}

@Suite("Clocks that count working time (domain.md §5)") struct CalendarClockTests {
  @Test("the deadline and the warning of a HIGH review lie in working time, over the weekend and the change of clocks")
  func deadline() {
    // Friday 16:00 in Berlin, 4 hours: one on Friday, three on Monday.
    let review = submitted(8_000_000, at: "2026-03-27T15:00:00Z")
    #expect(review.deadline == utc("2026-03-30T10:00:00Z"))
    // 80 % are 3 h 12 min.
    #expect(review.warningAt == utc("2026-03-30T09:12:00Z"))
    let sla = review.slaStatus(now: utc("2026-03-29T12:00:00Z"))
    #expect(sla.state == .onTrack)
    #expect(sla.elapsedMicroseconds == hours(1))
    #expect(sla.remainingMicroseconds == hours(3))
  }

  @Test("CRITICAL stays on wall-clock time, on a weekend too")
  func critical() {
    let review = submitted(12_000_000, at: "2026-03-28T12:00:00Z")
    #expect(review.deadline == utc("2026-03-28T14:00:00Z"))
  }

  @Test("warning and breach come once, at their working time; the new clock counts with the new role's calendar")
  func breach() {
    var review = submitted(8_000_000, at: "2026-03-27T15:00:00Z")
    #expect(review.advance(to: utc("2026-03-30T09:11:59Z")) == [])
    #expect(review.advance(to: utc("2026-03-30T09:12:00Z")) == ["review.sla_warning"])
    #expect(review.advance(to: utc("2026-03-30T10:00:00Z")) == [])
    let breached = utc("2026-03-30T10:00:01Z")
    #expect(review.advance(to: breached) == ["review.sla_breached", "review.escalated"])
    #expect(review.reviewerRole == "Head of Trading")
    // Four hours from 12:00:01 in Berlin.
    #expect(review.deadline == utc("2026-03-30T14:00:01Z"))
    _ = review.advance(to: utc("2026-03-30T14:00:02Z"))
    #expect(review.reviewerRole == "CFO")
    // 10:00:02 in New York: until 14:00:02 there.
    #expect(review.deadline == utc("2026-03-30T18:00:02Z"))
  }

  @Test("a question over the weekend takes no working time away and adds none")
  func pause() throws {
    var review = submitted(8_000_000, at: "2026-03-27T15:00:00Z")
    let question = ReviewCommand.RequestInformation(
      reviewerID: "rita", reviewerRole: "Senior Analyst", question: "Which account?")
    // Asked after half an hour, answered on Saturday: three and a half hours are left from Monday 09:00 on, and half an
    // hour of Friday did not count.
    _ = review.run(.requestInformation(question), at: utc("2026-03-27T15:30:00Z"))
    let paused = review.slaStatus(now: utc("2026-03-28T09:00:00Z"))
    #expect(paused.state == .paused)
    #expect(paused.remainingMicroseconds == hours(7) / 2)
    #expect(paused.pausedMicroseconds == hours(1) / 2)
    #expect(review.urgencyKey(now: utc("2026-03-28T09:00:00Z")).deadline == utc("2026-03-28T12:30:00Z"))
    let answer = ReviewCommand.ProvideInformation(userID: "uma", answer: "The first")
    _ = review.run(.provideInformation(answer), at: utc("2026-03-28T10:00:00Z"))
    #expect(review.deadline == utc("2026-03-30T10:30:00Z"))
    #expect(review.warningAt == utc("2026-03-30T09:42:00Z"))
    let sla = review.slaStatus(now: utc("2026-03-30T08:00:00Z"))
    #expect(sla.elapsedMicroseconds == hours(3) / 2)
    #expect(sla.remainingMicroseconds == hours(5) / 2)
  }

  @Test("an override starts a new clock in working time")
  func override() {
    var review = submitted(8_000_000, at: "2026-03-27T15:00:00Z")
    review.apply(.blocked(ReviewEvent.Blocked(reason: "fault")), at: utc("2026-03-27T15:30:00Z"), sequence: 2)
    let request = ReviewCommand.Override(
      reviewerID: "bo", reviewerRole: "Board Committee", justification: String(repeating: "because ", count: 8))
    _ = review.run(.override(request), at: utc("2026-03-28T10:00:00Z"))
    #expect(review.deadline == utc("2026-03-30T11:00:00Z"))
  }

  @Test("without calendars the same review keeps its wall clock")
  func wallClock() {
    let review = review(amount: 8_000_000)
    #expect(review.deadline == start.advanced(byMicroseconds: hours(4)))
    #expect(review.policy.calendars == nil)
  }
}
