import Countersign
import ReviewCore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("The registry of reviewers", .timeLimit(.minutes(2)))
struct EngineRegistryTests {
  private static func upsert(_ bench: Bench, _ reviewer: Reviewer, version: Int64 = 0) async throws -> Reviewer {
    try await bench.engine.upsertReviewer(reviewer, expectedVersion: version, reason: "hired")
  }

  // domain.md §4 Claims.
  @Test("releases what was held under a principal, when its reviewer is disabled or it is nobody's any more")
  func principals() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.engine.submit(.investment(8_000_000))
    let claim = ReviewCommand.Claim(reviewerID: "hugo@desk", reviewerRole: "Head of Trading")
    var hugo = Reviewer(reviewerID: "hugo", roles: ["Head of Trading"], principals: ["hugo@desk"])
    for change in ["principal", "disabled"] {
      hugo.principals = ["hugo@desk"]
      hugo = try await Self.upsert(bench, hugo, version: hugo.version)
      #expect(try await bench.engine.claimReview(claim, of: review.auditID).review.state.claim != nil)
      if change == "principal" { hugo.principals = [] } else { hugo.isDisabled = true }
      hugo = try await Self.upsert(bench, hugo, version: hugo.version)
      #expect(try await bench.engine.review(review.auditID).state.claim == nil, "\(change)")
    }
    await bench.stop()
  }

  @Test("decides who may act, survives a restart, and releases what a disabled reviewer held (domain.md §1, §4)")
  func life() async throws {
    let file = TemporaryFile()
    var bench = try await Bench(SQLiteStore.open(location: file.location, origin: "test"))
    let review = try await bench.engine.submit(.investment(8_000_000))
    _ = try await bench.engine.claimReview(
      .init(reviewerID: "jane", reviewerRole: "Senior Analyst"), of: review.auditID)
    let jane = try await Self.upsert(bench, Reviewer(reviewerID: "jane", roles: ["Senior Analyst"]))
    #expect(jane.version == 1)
    func reason(_ reviewer: String) async -> Refusal.Reason? {
      await bench.engine.refusal {
        _ = try await $0.submitReview(.by(reviewer, "Senior Analyst"), of: review.auditID)
      }?.reason
    }
    _ = try await bench.engine.releaseClaim(.init(reviewerID: "jane"), of: review.auditID)
    #expect(await reason("joe") == .capabilityMissing)
    await bench.stop()
    await bench.store.close()
    bench = try await Bench(SQLiteStore.open(location: file.location, origin: "test"))
    #expect(await reason("joe") == .capabilityMissing, "also after a restart")
    _ = try await bench.engine.claimReview(
      .init(reviewerID: "jane", reviewerRole: "Senior Analyst"), of: review.auditID)
    #expect(bench.engine.reviewers(role: "", skill: "", after: nil, count: 9).page.first?.claimed == 1)
    var disabled = jane
    disabled.isDisabled = true
    _ = try await Self.upsert(bench, disabled, version: 1)
    let released = try await bench.engine.review(review.auditID).state
    #expect(released.claim == nil && released.status == .pending)
    let entries = try await bench.store.allEntries().suffix(2)
    #expect(entries.map(\.eventType) == ["reviewer.upserted", "review.released"])
    let commands = try entries.map { try EventDecoding.data(of: $0).integer("command") }
    #expect(Set(commands) == [entries.first?.sequence], "one command")
    #expect(await reason("jane") == .capabilityMissing)
    await bench.stop()
  }

  @Test("takes the quick way of a classification from whom roles alone no longer decide for (domain.md §3)")
  func quickWay() async throws {
    let bench = try await Bench.memory()
    func isRoutedAsUsual() -> Bool {
      let text: StaticString = "Raise the position in ACME"
      let none = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
      return bench.engine.find(
        ProposalView(
          queryText: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount), actionType: none,
          domain: none, currencyCode: none, amount: Amount(units: 8_000_000), containsMNPI: false, modelConfidence: nil)
      ).isRoutedAsUsual
    }
    #expect(isRoutedAsUsual())
    _ = try await Self.upsert(bench, Reviewer(reviewerID: "hugo", roles: ["Head of Trading"]))
    #expect(!isRoutedAsUsual(), "somebody is registered")
    await bench.stop()
  }

  @Test("routes past roles and skills that nobody available has (domain.md §3, NO_REVIEWER)")
  func routing() async throws {
    let bench = try await Bench.memory()
    _ = try await Self.upsert(bench, Reviewer(reviewerID: "jane", roles: ["Senior Analyst"], isAbsent: true))
    _ = try await Self.upsert(bench, Reviewer(reviewerID: "hugo", roles: ["Head of Trading"]))
    let moved = try await bench.engine.submitQuery(.investment(8_000_000)).review
    #expect(moved.routing.reviewerRole == "Head of Trading" && moved.escalations.first?.move.trigger == .noReviewer)
    var swap = Proposal.investment(8_000_000)
    swap.domain = "derivatives"
    let highest = try await bench.engine.submitQuery(swap).review
    #expect(highest.routing.reviewerRole == "Board Committee" && highest.routing.requiredSkills == ["derivatives"])
    #expect(bench.engine.classify(swap).routing.reviewerRole == "Board Committee", "ClassifyRisk shows the same")
    await bench.stop()
  }

  @Test("answers a repeat with the first result, and other content with ALREADY_EXISTS")
  func repeats() async throws {
    let bench = try await Bench.memory()
    func upsert(_ roles: [String], _ version: Int64, _ requestID: String) async throws -> Reviewer {
      try await bench.engine.upsertReviewer(
        Reviewer(reviewerID: "jane", roles: roles), expectedVersion: version, reason: "hired", requestID: requestID)
    }
    let first = try await upsert(["CFO"], 0, "a")
    _ = try await upsert(["CFO", "Analyst"], 1, "b")
    #expect(try await upsert(["CFO"], 0, "a") == first)
    let other = await bench.engine.refusal { _ in _ = try await upsert(["Analyst"], 0, "a") }
    #expect(other?.reason == .requestIDReused)
    await bench.stop()
  }

  @Test("reaches a second server over the same store")
  func twoServers() async throws {
    let store = try SQLiteStore.open(location: "memory:", origin: "test")
    let bench = try await Bench(store)
    let other = try await Bench(store)
    _ = try await Self.upsert(other, Reviewer(reviewerID: "hugo", roles: ["Head of Trading"]))
    let moved = try await bench.engine.submitQuery(.investment(8_000_000)).review
    #expect(moved.routing.reviewerRole == "Head of Trading")
    await bench.stop()
    await other.stop()
  }

  @Test("reviewer.upserted: golden bytes")
  func golden() throws {
    let reviewer = Reviewer(
      reviewerID: "jane", roles: ["CFO"], skills: ["credit"], email: "j@x", isAbsent: true, personID: "p",
      principals: ["uri:jane"], version: 2)
    let event = ServiceEvent.reviewerUpserted(
      .init(request: .init(id: "r-1", digest: Array(repeating: 0xCD, count: 32)), reviewer: reviewer, reason: "hired"))
    #expect(
      String(decoding: event.data(command: 17), as: UTF8.self)
        == #"{"command":"17","reason":"hired","request_digest":"\#(String(repeating: "cd", count: 32))","#
        + #""request_id":"r-1","reviewer":{"absent":true,"disabled":false,"email":"j@x","person_id":"p","#
        + #""principals":["uri:jane"],"reviewer_id":"jane","roles":["CFO"],"skills":["credit"],"#
        + #""slack_user_id":null,"version":"2"},"v":"1"}"#)
  }
}

@Suite("amount.aggregate", .timeLimit(.minutes(2)))
struct EngineAmountTests {
  @Test("a kept sum is what adding one after the other gives, also once some were taken away again")
  func totals() {
    var random = SeededGenerator(seed: 24)
    for round in 0..<300 {
      let amounts: [Amount?] = (0..<Int.random(in: 0...9, using: &random)).map { _ in
        switch Int.random(in: 0...9, using: &random) {
        case 0: nil
        case 1: .greatest
        default:
          Amount(
            units: Int64.random(in: 0...9_000_000_000_000, using: &random),
            nanos: Int32.random(in: 0...999_999_999, using: &random))
        }
      }
      let kept = Int.random(in: 0...amounts.count, using: &random)
      var total = AmountTotal()
      var other = AmountTotal()
      for (index, amount) in amounts.enumerated() {
        if index % 2 == 0 { total.add(amount) } else { other.add(amount) }
      }
      total.add(other)
      for amount in amounts[kept...] { total.remove(amount) }
      let expected = amounts[..<kept].reduce(into: AmountHistory.none) { $0.add($1) }
      #expect(total.history == expected, "seed 24, round \(round)")
    }
  }

  private static func summing() async throws -> (Bench, TemporaryFile) {
    let file = TemporaryFile()
    let policy = EnginePolicy(recording: PolicyDocument.builtIn())
    return (try await Bench(SQLiteStore.open(location: file.location, origin: "test"), policy: policy), file)
  }

  @Test("adds up one person, account and action type, not others, for 24 hours (domain.md §2)")
  func sums() async throws {
    let (bench, file) = try await Self.summing()
    func level(_ amount: Int64, user: String = "u", account: String = "a", action: String = "credit_approval")
      async throws -> RiskLevel
    {
      var proposal = Proposal.investment(amount, user: user)
      proposal.actionType = action
      proposal.origin = Proposal.Origin(accountID: account)
      return try await bench.engine.submit(proposal).level
    }
    #expect(try await level(600_000) == .medium)
    #expect(try await level(600_000, user: "v") == .medium)
    #expect(try await level(600_000, account: "b") == .medium)
    #expect(try await level(600_000, action: "investment_decision") == .medium)
    #expect(try await level(600_000) == .high)
    bench.clock.advance(hours: 24)
    await bench.settle()
    #expect(try await level(600_000) == .medium, "the window has passed")
    await bench.stop()
    _ = file
  }

  @Test("counts what was approved, also after a restart, and not what was rejected or withdrawn")
  func statuses() async throws {
    let (first, file) = try await Self.summing()
    var bench = first
    let kept = try await bench.engine.submit(.investment(600_000))
    _ = try await bench.engine.submitReview(.by("anna", "Analyst"), of: kept.auditID)
    let gone = try await bench.engine.submit(.investment(300_000))
    _ = try await bench.engine.cancelQuery(.init(userID: "trading-bot", reason: "no"), of: gone.auditID)
    await bench.stop()
    await bench.store.close()
    bench = try await Bench(
      SQLiteStore.open(location: file.location, origin: "test"), clock: first.clock,
      policy: EnginePolicy(recording: PolicyDocument.builtIn()))
    let small = try await bench.engine.submitQuery(.investment(399_999)).review
    #expect(small.state.level == .medium)
    #expect(small.submitted.risk.aggregateAmount?.amount == Amount(units: 999_999))
    #expect(try await bench.engine.submit(.investment(1)).level == .high)
    await bench.stop()
  }

  @Test("counts proposals of one batch in their order")
  func batch() async throws {
    let (bench, file) = try await Self.summing()
    let levels = try await withThrowingTaskGroup(of: RiskLevel.self) { group in
      for number in 0..<4 {
        group.addTask { try await bench.engine.submit(.investment(400_000, text: "part \(number)")).level }
      }
      return try await group.reduce(into: [RiskLevel]()) { $0.append($1) }
    }
    #expect(levels.count { $0 == .high } == 2 && levels.count { $0 == .medium } == 2)
    await bench.stop()
    _ = file
  }

  @Test("adds up the accounts of one person")
  func people() async throws {
    let (bench, file) = try await Self.summing()
    let reviewer = Reviewer(reviewerID: "jane", roles: ["Analyst", "Senior Analyst"], principals: ["bot-1", "bot-2"])
    _ = try await bench.engine.upsertReviewer(reviewer, expectedVersion: 0, reason: "hired")
    _ = try await bench.engine.submit(.investment(600_000, user: "bot-1"))
    #expect(try await bench.engine.submit(.investment(600_000, user: "bot-2")).level == .high)
    #expect(try await bench.engine.submit(.investment(600_000, user: "bot-3")).level == .medium)
    await bench.stop()
    _ = file
  }
}
