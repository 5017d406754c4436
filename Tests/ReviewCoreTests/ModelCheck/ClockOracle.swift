import ReviewCore

/// domain.md §5 and the clocks of §4 a second time: when a clock starts, stands still, warns, breaches and ends.
struct ClockOracle: Hashable, Sendable {
  let slaMicroseconds: Int64
  var startedAt = start
  var isWarned = false
  var isBreached = false
  /// Stood still in this clock before `standingSince`.
  private var pausedMicroseconds: Int64 = 0
  private(set) var askedAt: Instant?
  private var informationMicroseconds: Int64 = 0
  private(set) var isEngaged = false
  private(set) var hasFault = false
  private var standingSince: Instant?
  private(set) var claim: Claim?

  struct Claim: Hashable, Sendable {
    let account: Int
    let expiresAt: Instant
  }

  init(slaMicroseconds: Int64) { self.slaMicroseconds = slaMicroseconds }

  var isBlocked: Bool { isEngaged || hasFault }
  private static let questionMicroseconds = hours(24)
  private static let expireAfterMicroseconds = hours(72)
  private static let leaseMicroseconds: Int64 = 900_000_000

  var mayAsk: Bool { informationMicroseconds < Self.questionMicroseconds }
  var questionEndsAt: Instant? {
    askedAt?.advanced(byMicroseconds: Self.questionMicroseconds - informationMicroseconds)
  }

  func deadline(at now: Instant) -> Instant {
    var paused = pausedMicroseconds
    if let standingSince {
      let end = isBlocked ? now : min(now, questionEndsAt ?? now)
      paused += max(0, end.microseconds(since: standingSince))
    }
    return startedAt.advanced(byMicroseconds: slaMicroseconds + paused)
  }

  func warningAt(at now: Instant) -> Instant { deadline(at: now).advanced(byMicroseconds: -slaMicroseconds / 5) }

  var expiresAt: Instant {
    let open = questionEndsAt.flatMap { end in askedAt.map { end.microseconds(since: $0) } } ?? 0
    return start.advanced(byMicroseconds: Self.expireAfterMicroseconds + informationMicroseconds + open)
  }

  /// Whether something should have been recorded by `now` and was not.
  func isOverdue(at now: Instant) -> Bool {
    if now >= expiresAt { return true }
    if let claim, now >= claim.expiresAt { return true }
    if let questionEndsAt, now >= questionEndsAt { return true }
    if standingSince != nil { return false }
    return (!isWarned && now >= warningAt(at: now)) || (!isBreached && now > deadline(at: now))
  }

  // MARK: Changes

  /// Only an escalation, at the top only a breach, and an override start a clock.
  mutating func restart(at now: Instant) {
    startedAt = now
    (pausedMicroseconds, isWarned, isBreached) = (0, false, false)
    if standingSince != nil { standingSince = now }
  }

  mutating func take(claimBy account: Int, at now: Instant) -> Claim {
    let lease = now.advanced(byMicroseconds: Self.leaseMicroseconds)
    let end = deadline(at: now) > now ? deadline(at: now) : expiresAt
    let claim = Claim(account: account, expiresAt: min(lease, end))
    self.claim = claim
    return claim
  }

  mutating func endClaim() { claim = nil }

  mutating func ask(at now: Instant) {
    askedAt = now
    if standingSince == nil { standingSince = now }
  }

  mutating func endQuestion(at now: Instant) {
    guard let askedAt, let questionEndsAt else { return }
    let end = min(now, questionEndsAt)
    informationMicroseconds += end.microseconds(since: askedAt)
    self.askedAt = nil
    goOn(at: end)
  }

  mutating func block(bySwitch: Bool, at now: Instant) {
    if bySwitch { isEngaged = true } else { hasFault = true }
    if standingSince == nil { standingSince = now }
  }

  mutating func unblock(bySwitch: Bool, at now: Instant) {
    if bySwitch { isEngaged = false } else { hasFault = false }
    goOn(at: now)
  }

  private mutating func goOn(at now: Instant) {
    guard let since = standingSince, askedAt == nil, !isBlocked else { return }
    pausedMicroseconds += max(0, now.microseconds(since: since))
    standingSince = nil
  }
}
