import ReviewCore

@testable import ReviewEngine

/// Commands of every kind on a few reviews.
struct RandomCommands {
  private var reviews: [AuditID] = []
  private(set) var nextNumber = 0

  private static let reviewers = [
    ("anna", "Analyst"), ("jane", "Senior Analyst"), ("joe", "Senior Analyst"), ("hugo", "Head of Trading"),
    ("carla", "CFO"), ("bea", "Board Committee"),
  ]

  /// One command; a refusal is an outcome like any other.
  mutating func perform(on bench: Bench, _ random: inout SeededGenerator) async -> Refusal? {
    let kind = Int.random(in: 0..<15, using: &random)
    if kind > 11 { return await execute(on: bench, &random) }
    guard kind > 2, let auditID = reviews.randomElement(using: &random) else {
      return await submit(on: bench, &random)
    }
    let (reviewer, role) = random.pick(Self.reviewers)
    let outcome = random.pick([DecisionOutcome.approved, .approved, .rejected, .modified, .escalated])
    let flags: [ReviewFlag] = random.once(in: 4) ? [.uncertain] : []
    return await bench.engine.refusal { engine in
      switch kind {
      case 3: _ = try await engine.cancelQuery(.init(userID: "trading-bot", reason: "no"), of: auditID)
      case 4:
        _ = try await engine.escalateReview(
          .init(reviewerID: reviewer, reviewerRole: role, reason: "up"), of: auditID)
      case 8: _ = try await engine.claimReview(.init(reviewerID: reviewer, reviewerRole: role), of: auditID)
      case 9: _ = try await engine.claimReview(.init(reviewerID: reviewer, reviewerRole: role), of: nil)
      case 10:
        _ = try await engine.requestInformation(
          .init(reviewerID: reviewer, reviewerRole: role, question: "why"), of: auditID)
      case 11: _ = try await engine.provideInformation(.init(userID: "trading-bot", answer: "so"), of: auditID)
      default:
        _ = try await engine.submitReview(
          .by(
            reviewer, role, outcome, flags: flags,
            modification: outcome == .modified ? Modification(recommendation: "less") : nil), of: auditID)
      }
    }
  }

  /// A permit, a report or a reconciliation; whoever asks may be the wrong one, and the review undecided.
  private func execute(on bench: Bench, _ random: inout SeededGenerator) async -> Refusal? {
    guard let auditID = reviews.randomElement(using: &random),
      let state = try? await bench.engine.review(auditID).state
    else { return nil }
    let executor = random.pick(["bot", "bot", "bot", "jane"])
    let outcome = random.pick(ExecutionState.allCases)
    let requestID = random.once(in: 2) ? "permit-\(auditID.text)" : "other-\(random.next())"
    return await bench.engine.refusal { engine in
      guard let execution = state.execution else {
        _ = try await engine.authorizeExecution(.by(executor, of: state), of: auditID, requestID: requestID)
        return
      }
      if execution.state == .outcomeUnknown, outcome.isReconcilable {
        _ = try await engine.reconcileExecution(
          .init(reconcilerID: "rita", state: outcome, justification: "looked"), of: auditID)
      } else {
        _ = try await engine.reportExecution(
          .init(
            executorID: executor, permitID: execution.permitID.text, state: outcome,
            executedAmount: outcome == .executed ? execution.amount : nil), of: auditID)
      }
    }
  }

  private mutating func submit(on bench: Bench, _ random: inout SeededGenerator) async -> Refusal? {
    nextNumber += 1
    let amount = random.pick([1_000, 500_000, 8_000_000, 12_000_000] as [Int64])
    do {
      let review = try await bench.engine.submit(.investment(amount), requestID: "auto-\(nextNumber)")
      reviews.append(review.auditID)
      if reviews.count > 12 { reviews.removeFirst() }
    } catch { return error as? Refusal }
    return nil
  }
}
