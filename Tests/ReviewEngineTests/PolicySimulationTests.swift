import AuditTrail
import Countersign
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

/// domain.md §4, policy: SimulatePolicy.
@Suite("What another policy would have done")
struct PolicySimulationTests {
  private static func simulate(
    _ policy: EnginePolicy, on bench: Bench, from start: Instant? = nil, before end: Instant? = nil
  ) async throws -> PolicySimulation {
    try await bench.engine.simulate(policy.policy, from: start, before: end, until: nil)
  }

  @Test("what would differ is told with both levels and roles")
  func differences() async throws {
    let bench = try await Bench.memory()
    let low = try await bench.engine.submit(.question())
    let high = try await bench.engine.submit(.investment(8_000_000))
    let result = try await Self.simulate(PolicyCommandTests.stricter, on: bench)
    #expect(result.evaluated == 2)
    #expect(result.differenceCount == 1)
    #expect(
      result.differences == [
        PolicySimulation.Difference(
          auditID: high.auditID.text, recordedLevel: .high, simulatedLevel: .critical, recordedRole: "Senior Analyst",
          simulatedRole: "CFO")
      ])
    #expect(result.nextStart == nil)
    #expect(low.level == .low)
    await bench.stop()
  }

  @Test("a change of the route alone differs in the role alone")
  func roleOnly() async throws {
    let bench = try await Bench.memory()
    _ = try await bench.engine.submit(.investment(8_000_000))
    let routed = PolicyCommandTests.changed { $0.routes[2].role = "Head of Trading" }
    let result = try await Self.simulate(routed, on: bench)
    #expect(result.differences.map(\.simulatedLevel) == [.high])
    #expect(result.differences.map(\.simulatedRole) == ["Head of Trading"])
    await bench.stop()
  }

  /// Proposals of every kind, many of them alike, so that sums grow and queues overflow.
  private static func proposal(_ random: inout SeededGenerator) -> Proposal {
    let texts = [
      "Raise the position by $8M from $12M", "should I buy \"tech\" stocks?", "what is a bond", "über mnpi\n\tand more",
      "rebalance", "A loan of 500k \\ or less", "x\u{1}y \u{1F600}", "The close of yesterday",
    ]
    var proposal = Proposal(userID: "u\(random.next() % 5)", queryText: texts[Int(random.next() % 8)])
    let types = ["", "investment_decision", "Credit Approval", "earnings analysis", "informational", "dance\"\\"]
    proposal.actionType = types[Int(random.next() % 6)]
    if random.next() % 3 > 0 {
      let units = Int64([90_000, 150_000, 400_000, 999_999, 6_000_000, 12_000_000][Int(random.next() % 6)])
      proposal.transactionAmount = Money(
        currencyCode: random.next() % 8 == 0 ? "XYZ" : random.next() % 2 == 0 ? "USD" : "",
        amount: Amount(units: units, nanos: Int32(random.next() % 3) * 250_000_000))
    }
    proposal.containsMNPI = random.next() % 10 == 0
    if random.next() % 3 == 0 { proposal.modelConfidence = Double(random.next() % 1_000) / 1_000 }
    if random.next() % 3 == 0 { proposal.domain = ["derivatives", "credit", "other"][Int(random.next() % 3)] }
    if random.next() % 3 == 0 { proposal.labels = [.init(key: "transaction_amount", value: "}\"{,")] }
    if random.next() % 4 == 0 {
      proposal.origin = Proposal.Origin(agentID: "a", onBehalfOf: "b", accountID: "c\(random.next() % 2)")
    }
    return proposal
  }

  // domain.md §4 SimulatePolicy.
  @Test(
    "with the policy in force nothing differs: sums, escalations, deep queues and absent people included",
    arguments: [1, 2, 3] as [UInt64])
  func noDifference(seed: UInt64) async throws {
    let policy = EnginePolicy(recording: PolicyDocument.builtIn())
    let store = try SQLiteStore.open(location: "memory:", origin: "test")
    let bench = try await Bench(store, policy: policy)
    var random = SeededGenerator(seed: seed)
    for round in 0..<300 {
      if round == 200 {
        // From here on people count: nobody has skills, and most roles nobody at all.
        _ = try await bench.engine.upsertReviewer(
          Reviewer(reviewerID: "hal", roles: ["Head of Trading"]), expectedVersion: 0, reason: "hired")
      }
      let rag = random.next() % 4 == 0 ? JSONValue.object([.init("z", .array([.string("]}\"")]))]) : nil
      let review = try await bench.engine.submitQuery(Self.proposal(&random), ragResponse: rag).review.state
      if random.next() % 6 == 0 {
        let escalation = ReviewCommand.Escalate(
          reviewerID: "zoe", reviewerRole: review.reviewerRole, reason: "look", expectedVersion: 0)
        _ = try? await bench.engine.escalateReview(escalation, of: review.auditID)
      }
      if random.next() % 10 == 0 { bench.clock.advance(seconds: Int64(random.next() % 4_000)) }
    }
    let result = try await Self.simulate(policy, on: bench)
    #expect(result.evaluated == 300)
    #expect(result.differences == [], "seed \(seed)")
    // The chain really has what could have differed.
    var (moved, summed) = (Set<EscalationTrigger>(), 0)
    var scan = SubmittedQueryScan()
    for entry in try await store.allEntries() {
      guard case .submitted(let submitted)? = try EventDecoding.event(of: entry) else { continue }
      moved.formUnion(submitted.routing.moves.map(\.trigger))
      if submitted.risk.matchedRules.contains("amount.aggregate") { summed += 1 }
      // The quick reading is the whole reading.
      let quick = scan.scan(entry.canonicalJSON) { view, recorded in
        (Seen(view), recorded)
      }
      let whole = submitted.proposal.withView { Seen($0) }
      #expect(quick?.0 == whole, "seed \(seed), entry \(entry.sequence)")
      #expect(quick?.1 == SlowReading.recorded(submitted), "seed \(seed), entry \(entry.sequence)")
    }
    #expect(moved == [.queueDepth, .noReviewer])
    #expect(summed > 0)
    await bench.stop()
  }

  /// What a view shows.
  private struct Seen: Equatable {
    let texts: [[UInt8]]
    let amount: Amount?
    let containsMNPI: Bool
    let confidence: Double?

    init(_ view: ProposalView) {
      texts = [view.queryText, view.actionType, view.domain, view.currencyCode].map(Array.init)
      amount = view.amount
      containsMNPI = view.containsMNPI
      confidence = view.modelConfidence
    }
  }

  @Test("what is recorded otherwise than we write it is read in full, and what cannot be read is told")
  func oddEntries() throws {
    var scan = SubmittedQueryScan()
    for text in [
      "", "{", "{}", #"{"data":{}}"#, #"{"data":{"action_json":"{}","risk":{},"routing":{}}}"#, #"{"data":"#,
    ] {
      #expect(scan.scan(Array(text.utf8)) { _, _ in true } == nil, "\(text)")
    }
    let entry = AuditEntry(
      sequence: 7, auditID: AuditID(high: 1, low: 1).text, eventType: "query.submitted", timestampMicroseconds: 0,
      actor: "x", canonicalJSON: Array(#"{"data":{}}"#.utf8), previousHash: .zero, currentHash: .zero)
    #expect(throws: Refusal.self) { try SlowReading.judge(entry, by: Bench.policy.policy) }
  }

  @Test("start is included, end is not; each is one instant")
  func times() async throws {
    let bench = try await Bench.memory()
    var instants: [Instant] = []
    for _ in 0..<5 {
      instants.append(bench.clock.now())
      _ = try await bench.engine.submit(.investment(8_000_000))
      bench.clock.advance(seconds: 1)
    }
    #expect(try await Self.simulate(Bench.policy, on: bench, from: instants[1], before: instants[3]).evaluated == 2)
    #expect(try await Self.simulate(Bench.policy, on: bench, from: instants[4]).evaluated == 1)
    #expect(try await Self.simulate(Bench.policy, on: bench, before: instants[0]).evaluated == 0)
    await bench.stop()
  }

  @Test("when time runs out the caller goes on where it ended: each query once, none left out")
  func pages() async throws {
    var limits = EngineLimits.still
    limits.simulatedPageCount = 4
    let bench = try await Bench.memory(limits: limits)
    for number in 0..<40 {
      _ = try await bench.engine.submit(.investment(8_000_000, user: "u\(number)"))
      // Up to seven of one instant, more than a page.
      if number % 7 == 6 { bench.clock.advance(seconds: 1) }
    }
    var (start, evaluated, different, rounds) = (Instant?.none, 0, 0, 0)
    repeat {
      let result = try await bench.engine.simulate(
        PolicyCommandTests.stricter.policy, from: start, before: nil, until: bench.clock.now())
      evaluated += result.evaluated
      different += result.differenceCount
      start = result.nextStart
      rounds += 1
    } while start != nil && rounds < 50
    #expect(evaluated == 40)
    #expect(different == 40)
    #expect(rounds > 2)
    await bench.stop()
  }

  @Test("differences past the limit are counted and not told")
  func manyDifferences() async throws {
    var limits = EngineLimits.still
    limits.simulatedDifferenceCountMax = 3
    limits.simulatedPageCount = 2
    let bench = try await Bench.memory(limits: limits)
    for number in 0..<9 { _ = try await bench.engine.submit(.investment(8_000_000, user: "u\(number)")) }
    let result = try await Self.simulate(PolicyCommandTests.stricter, on: bench)
    #expect(result.differences.count == 3)
    #expect(result.differenceCount == 9)
    await bench.stop()
  }

  @Test("no more run at a time than may")
  func bounded() async throws {
    var limits = EngineLimits.still
    limits.simulationCountMax = 0
    let bench = try await Bench.memory(limits: limits)
    let refusal = await bench.engine.refusal {
      _ = try await $0.simulate(Bench.policy.policy, from: nil, before: nil, until: nil)
    }
    #expect(refusal?.reason == .limitReached)
    await bench.stop()
  }

  @Test("a sum is taken as it was found; a policy that adds nothing up ignores it")
  func sums() async throws {
    let bench = try await Bench(
      SQLiteStore.open(location: "memory:", origin: "test"), policy: EnginePolicy(recording: PolicyDocument.builtIn()))
    _ = try await bench.engine.submit(.investment(600_000))
    let second = try await bench.engine.submit(.investment(600_000))
    #expect(second.level == .high)
    let without = try await Self.simulate(Bench.policy, on: bench)
    #expect(without.differences.map(\.auditID) == [second.auditID.text])
    #expect(without.differences.map(\.simulatedLevel) == [.medium])
    await bench.stop()
  }
}
