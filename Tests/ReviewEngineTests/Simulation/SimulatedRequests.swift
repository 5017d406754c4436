import ReviewCore

@testable import ReviewEngine

/// What a client wants done: sent again with the same id and content until somebody answers.
struct SimulatedRequest: Sendable {
  let id: String
  let send: @Sendable (ReviewEngine, _ requestID: String) async throws -> SimulatedAnswer
}

/// What a client was told.
struct SimulatedAnswer: Sendable {
  /// Nil for what is about the service itself.
  var review: ReviewCase? = nil
  var isDeduplicated = false
  var killSwitchID: String? = nil
}

/// Everything a client may ask for: to add a command is to add one line to `kinds`.
struct SimulatedRequests {
  /// What is known of what was made.
  var reviews: [AuditID] = []
  var killSwitches: [String] = []
  /// Version of each reviewer that was registered, as the clients know it.
  private var versions: [String: Int64] = [:]
  private var count = 0

  private static let people = [
    ("anna", "Analyst"), ("jane", "Senior Analyst"), ("joe", "Senior Analyst"), ("hugo", "Head of Trading"),
    ("hugo@desk", "Head of Trading"),
    ("carla", "CFO"), ("carla-board", "Board Committee"), ("bea", "Board Committee"),
  ]

  private typealias Send = @Sendable (ReviewEngine, String) async throws -> SimulatedAnswer
  private typealias Kind = (weight: Int, make: @Sendable (inout SimulatedRequests, inout SeededGenerator) -> Send?)

  private static let kinds: [Kind] = [
    (6, { $0.submit(&$1) }),
    (10, { $0.opinion(&$1) }),
    (3, { $0.claim(&$1) }),
    (1, { $0.claimNext(&$1) }),
    (2, { $0.release(&$1) }),
    (2, { $0.ask(&$1) }),
    (2, { $0.provide(&$1) }),
    (2, { $0.escalate(&$1) }),
    (1, { $0.cancel(&$1) }),
    (1, { $0.engage(&$1) }),
    (2, { $0.disengage(&$1) }),
    (1, { $0.upsert(&$1) }),
  ]
  private static let weights = kinds.map(\.weight).reduce(0, +)

  /// Something new.
  mutating func next(_ random: inout SeededGenerator) -> SimulatedRequest {
    var place = Int.random(in: 0..<Self.weights, using: &random)
    let kind = Self.kinds.first { kind in
      place -= kind.weight
      return place < 0
    }
    let made = kind?.make(&self, &random) ?? submit(&random)
    count += 1
    return SimulatedRequest(id: "request-\(count)", send: made)
  }

  mutating func learn(_ answer: SimulatedAnswer) {
    if let review = answer.review, !reviews.contains(review.auditID) { reviews.append(review.auditID) }
    if let id = answer.killSwitchID { killSwitches.append(id) }
  }

  // MARK: Kinds

  private func submit(_ random: inout SeededGenerator) -> Send {
    let amount = random.pick([1_000, 500_000, 2_000_000, 8_000_000, 12_000_000] as [Int64])
    let user = random.pick(["trading-bot", "jane"])
    return { engine, id in
      let answer = try await engine.submitQuery(.investment(amount, user: user), requestID: id)
      return SimulatedAnswer(review: answer.review.state, isDeduplicated: answer.isDeduplicated)
    }
  }

  /// A command on one of the latest reviews.
  private func act(
    _ random: inout SeededGenerator,
    _ send: @escaping @Sendable (ReviewEngine, AuditID, String) async throws -> CommandAnswer
  ) -> Send? {
    guard let auditID = reviews.suffix(4).randomElement(using: &random) else { return nil }
    return { engine, id in
      let answer = try await send(engine, auditID, id)
      return SimulatedAnswer(review: answer.review.state, isDeduplicated: answer.isDeduplicated)
    }
  }

  private func opinion(_ random: inout SeededGenerator) -> Send? {
    let (name, role) = random.pick(Self.people)
    let outcome = random.pick([DecisionOutcome.approved, .approved, .approved, .rejected, .modified, .escalated])
    let opinion = ReviewCommand.SubmitReview.by(
      name, role, outcome, flags: random.once(in: 5) ? [.uncertain] : [],
      modification: outcome == .modified ? Modification(recommendation: "less") : nil)
    return act(&random) { try await $0.submitReview(opinion, of: $1, requestID: $2) }
  }

  private func claim(_ random: inout SeededGenerator) -> Send? {
    let (name, role) = random.pick(Self.people)
    return act(&random) {
      try await $0.claimReview(.init(reviewerID: name, reviewerRole: role), of: $1, requestID: $2)
    }
  }

  private func claimNext(_ random: inout SeededGenerator) -> Send {
    let (name, role) = random.pick(Self.people)
    return { engine, id in
      let answer = try await engine.claimReview(
        .init(reviewerID: name, reviewerRole: role), of: nil, requestID: id)
      return SimulatedAnswer(review: answer.review.state, isDeduplicated: answer.isDeduplicated)
    }
  }

  private func release(_ random: inout SeededGenerator) -> Send? {
    let (name, _) = random.pick(Self.people)
    return act(&random) { try await $0.releaseClaim(.init(reviewerID: name), of: $1, requestID: $2) }
  }

  private func ask(_ random: inout SeededGenerator) -> Send? {
    let (name, role) = random.pick(Self.people)
    return act(&random) {
      try await $0.requestInformation(
        .init(reviewerID: name, reviewerRole: role, question: "why"), of: $1, requestID: $2)
    }
  }

  private func provide(_ random: inout SeededGenerator) -> Send? {
    act(&random) {
      try await $0.provideInformation(.init(userID: "trading-bot", answer: "so"), of: $1, requestID: $2)
    }
  }

  private func escalate(_ random: inout SeededGenerator) -> Send? {
    let (name, role) = random.pick(Self.people)
    return act(&random) {
      try await $0.escalateReview(.init(reviewerID: name, reviewerRole: role, reason: "up"), of: $1, requestID: $2)
    }
  }

  private func cancel(_ random: inout SeededGenerator) -> Send? {
    act(&random) { try await $0.cancelQuery(.init(userID: "trading-bot", reason: "no"), of: $1, requestID: $2) }
  }

  private func engage(_ random: inout SeededGenerator) -> Send? {
    var scope = KillSwitchScope()
    switch Int.random(in: 0..<3, using: &random) {
    case 0: scope.isEverything = true
    case 1: scope.userID = "trading-bot"
    default: scope.reviewerID = random.pick(Self.people).0
    }
    return { [scope] engine, id in
      let engaged = try await engine.engageKillSwitch(scope, reason: "stop", requestID: id)
      return SimulatedAnswer(killSwitchID: engaged.killSwitch.killSwitchID)
    }
  }

  private func disengage(_ random: inout SeededGenerator) -> Send? {
    guard let killSwitch = killSwitches.randomElement(using: &random) else { return nil }
    return { engine, id in
      _ = try await engine.releaseKillSwitch(killSwitch, reason: "go on", requestID: id)
      return SimulatedAnswer()
    }
  }

  /// Registers everybody one after the other, two accounts as one person's; later some are disabled.
  private mutating func upsert(_ random: inout SeededGenerator) -> Send? {
    let (name, role) = random.pick(Self.people.filter { $0.0 != "hugo@desk" })
    let version = versions[name] ?? 0
    versions[name] = version + 1
    let reviewer = Reviewer(
      reviewerID: name, roles: [role], isDisabled: random.once(in: 4), personID: name == "carla-board" ? "carla" : name,
      principals: name == "hugo" ? ["hugo@desk"] : [])
    return { engine, id in
      _ = try await engine.upsertReviewer(reviewer, expectedVersion: version, reason: "desk", requestID: id)
      return SimulatedAnswer()
    }
  }
}
