import AuditTrail
import Countersign
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

/// domain.md §4, policy: proposed by one, activated by another; a review keeps its own.
@Suite("Policies in the chain")
struct PolicyCommandTests {
  /// 8,000,000 is HIGH under the usual policy, CRITICAL under this one.
  static let stricter = changed { $0.amountThresholds[2].from = Amount(units: 5_000_000) }

  static func changed(_ change: (inout PolicyRules) -> Void) -> EnginePolicy {
    var rules = Bench.policy.policy.rules
    change(&rules)
    return EnginePolicy(recording: ReviewPolicy(rules: rules))
  }

  static func yaml(_ policy: EnginePolicy) -> String { "# stricter\n" + PolicyDocument.yaml(of: policy.policy.rules) }

  private func propose(_ policy: EnginePolicy, on bench: Bench, by principal: String = "") async throws {
    try await bench.engine.proposePolicy(policy, yaml: Self.yaml(policy), principal: principal)
  }

  // domain.md §4 Reviews keep their policy.
  @Test("a draft changes nothing; once it is in force, new reviews are classified by it and old ones keep theirs")
  func oldReviewsKeepTheirs() async throws {
    let bench = try await Bench.memory()
    let old = try await bench.engine.submit(.investment(8_000_000))
    try await propose(Self.stricter, on: bench, by: "ann")
    #expect(try await bench.engine.submit(.investment(8_000_000)).level == .high)
    let isBySecond = try await bench.engine.activatePolicy(Self.stricter.policy.version, principal: "ben")
    #expect(isBySecond)
    let new = try await bench.engine.submit(.investment(8_000_000))
    #expect(new.level == .critical)
    #expect(new.policy.version == Self.stricter.policy.version)
    let kept = try await bench.engine.review(old.auditID).state
    #expect(kept.policy.version == Bench.policy.policy.version)
    #expect(kept.level == .high)
    // It is decided by its own rules: one opinion of a Senior Analyst.
    _ = try await bench.engine.submitReview(.by("sam", "Senior Analyst"), of: old.auditID)
    #expect(try await bench.engine.review(old.auditID).state.status == .approved)
    await bench.stop()
  }

  @Test("what was recorded of a policy can be read back: who, when, what")
  func readBack() async throws {
    let bench = try await Bench.memory()
    let version = Self.stricter.policy.version
    try await propose(Self.stricter, on: bench, by: "ann")
    let proposedAt = bench.clock.now()
    bench.clock.advance(seconds: 60)
    var recorded = try await bench.engine.policy(version)
    #expect(recorded.yaml == Self.yaml(Self.stricter))
    #expect(recorded.canonicalJSON == Self.stricter.canonicalJSON)
    #expect(recorded.record.proposedBy == "ann")
    #expect(recorded.record.proposedAt == proposedAt)
    #expect(recorded.record.activatedBy == "")
    #expect(recorded.record.activatedAt == nil)
    _ = try await bench.engine.activatePolicy(version, principal: "ben")
    recorded = try await bench.engine.policy("")
    #expect(recorded.record.version == version)
    #expect(recorded.record.activatedBy == "ben")
    #expect(recorded.record.activatedAt == bench.clock.now())
    let seeded = try await bench.engine.policy(Bench.policy.policy.version)
    #expect(seeded.yaml == nil)
    #expect(seeded.record.proposedBy == "system")
    #expect(await bench.engine.refusal { _ = try await $0.policy("0123") }?.reason == .notFound)
    await bench.stop()
  }

  @Test("proposing the same version again changes nothing, and the first proposer stays")
  func idempotent() async throws {
    let bench = try await Bench.memory()
    try await propose(Self.stricter, on: bench, by: "ann")
    let head = bench.engine.headSequence
    try await propose(Self.stricter, on: bench, by: "ben")
    try await bench.engine.proposePolicy(Self.stricter, yaml: "other: words", principal: "ben")
    try await propose(Bench.policy, on: bench, by: "ben")
    #expect(bench.engine.headSequence == head)
    #expect(try await bench.engine.policy(Self.stricter.policy.version).record.proposedBy == "ann")
    await bench.stop()
  }

  // domain.md §4 Two people activate.
  @Test("the order of refusals: unknown, in force, another in force, the proposer")
  func refusals() async throws {
    let bench = try await Bench.memory()
    let version = Self.stricter.policy.version
    func refusal(_ version: String, expected: String = "", by principal: String) async -> Refusal? {
      await bench.engine.refusal {
        _ = try await $0.activatePolicy(version, expectedVersion: expected, principal: principal)
      }
    }
    #expect(await refusal(version, expected: "x", by: "ann")?.reason == .notFound)
    try await propose(Self.stricter, on: bench, by: "ann")
    let head = bench.engine.headSequence
    #expect(await refusal(version, expected: "x", by: "ann")?.reason == .versionMismatch)
    #expect(await refusal(version, by: "ann")?.reason == .separationOfDuties)
    let inForce = await refusal(Bench.policy.policy.version, expected: "x", by: "ann")
    #expect(inForce?.reason == .wrongStatus)
    #expect(inForce?.metadata.map(\.value) == ["IN_FORCE"])
    #expect(bench.engine.headSequence == head)
    #expect(await refusal(version, expected: Bench.policy.policy.version, by: "ben") == nil)
    #expect(await refusal(version, expected: version, by: "cleo")?.reason == .wrongStatus)
    await bench.stop()
  }

  @Test("people are kept apart, not accounts; who reviews makes no rules (domain.md §1)")
  func persons() async throws {
    let bench = try await Bench.memory()
    // A person without a role: only known by two accounts.
    _ = try await bench.engine.upsertReviewer(
      Reviewer(reviewerID: "ann", principals: ["spiffe://bank/ann", "ann-laptop"]), expectedVersion: 0, reason: "",
      principal: "root")
    _ = try await bench.engine.upsertReviewer(
      Reviewer(reviewerID: "rob", roles: ["CFO"]), expectedVersion: 0, reason: "hired", principal: "root")
    let byReviewer = await bench.engine.refusal { engine in
      try await engine.proposePolicy(Self.stricter, yaml: Self.yaml(Self.stricter), principal: "rob")
    }
    #expect(byReviewer?.metadata.map(\.value) == ["policy, review"])
    try await propose(Self.stricter, on: bench, by: "spiffe://bank/ann")
    for caller in ["ann-laptop", "ann", "rob"] {
      let refusal = await bench.engine.refusal {
        _ = try await $0.activatePolicy(Self.stricter.policy.version, principal: caller)
      }
      #expect(refusal?.reason == .separationOfDuties, "\(caller)")
    }
    #expect(try await bench.engine.activatePolicy(Self.stricter.policy.version, principal: "ben"))
    await bench.stop()
  }

  @Test("without authentication nobody is a second person: allowed, and recorded as such")
  func anonymous() async throws {
    let bench = try await Bench.memory()
    try await propose(Self.stricter, on: bench)
    #expect(try await bench.engine.activatePolicy(Self.stricter.policy.version) == false)
    let entry = try #require(try await bench.store.allEntries().last)
    #expect(entry.actor == "anonymous")
    let data = try EventDecoding.data(of: entry)
    #expect(data["second_person"] == .bool(false))
    #expect(data["proposed_by"] == .string("anonymous"))
    #expect(data["previous_version"] == .string(Bench.policy.policy.version))
    await bench.stop()
  }

  @Test("in one batch, what comes before is decided by the old policy and what comes after by the new one")
  func orderInABatch() async throws {
    let bench = try await Bench.memory()
    try await propose(Self.stricter, on: bench, by: "ann")
    let version = Self.stricter.policy.version
    for round in 0..<8 {
      let target = round % 2 == 0 ? version : Bench.policy.policy.version
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<40 {
          group.addTask {
            if number == 20 {
              _ = try await bench.engine.activatePolicy(target, principal: "ben")
            } else {
              _ = try await bench.engine.submit(.investment(8_000_000, user: "u\(number)"))
            }
          }
        }
        try await group.waitForAll()
      }
    }
    var inForce = ""
    var submitted = 0
    for entry in try await bench.store.allEntries() {
      if case .policyActivated(let activated)? = try ServiceEvent.event(of: entry) { inForce = activated.version }
      guard case .submitted(let query)? = try EventDecoding.event(of: entry) else { continue }
      submitted += 1
      #expect(query.policyVersion == inForce)
      #expect(query.risk.level == (inForce == version ? .critical : .high))
    }
    #expect(submitted == 8 * 39)
    var model = ChainModel(origin: bench.store.origin)
    try await model.expectMatches(bench)
    await bench.stop()
  }

  @Test("a policy with other roles: queues are counted by the new roles, and old reviews keep their role")
  func otherRoles() async throws {
    let bench = try await Bench.memory()
    let old = try await bench.engine.submit(.investment(8_000_000))
    let renamed = Self.changed { rules in
      rules.roles.insert(PolicyRules.Role(name: "Desk Head", limit: Amount(units: 10_000_000)), at: 3)
      rules.routes[2].role = "Desk Head"
      rules.routes[2].path = ["Desk Head", "CFO"]
    }
    try await propose(renamed, on: bench, by: "ann")
    _ = try await bench.engine.activatePolicy(renamed.policy.version, principal: "ben")
    for _ in 0..<3 { _ = try await bench.engine.submit(.investment(8_000_000)) }
    let queues = Dictionary(uniqueKeysWithValues: bench.engine.status().queues.map { ($0.role, $0.waiting) })
    #expect(queues["Desk Head"] == 3)
    #expect(queues["Senior Analyst"] == 1)
    #expect(try await bench.engine.review(old.auditID).state.reviewerRole == "Senior Analyst")
    var model = ChainModel(origin: bench.store.origin)
    try await model.expectMatches(bench)
    await bench.stop()
  }

  @Test("a review in a role that the policy in force knows no more is still decided by who holds it")
  func renamedRole() async throws {
    let bench = try await Bench.memory()
    let old = try await bench.engine.submit(.investment(8_000_000))
    let text = PolicyDocument.yaml(of: Bench.policy.policy.rules).replacing("Senior Analyst", with: "Desk Head")
    let renamed = EnginePolicy(recording: try #require(PolicyDocument.parse(text).policy))
    try await propose(renamed, on: bench, by: "ann")
    _ = try await bench.engine.activatePolicy(renamed.policy.version, principal: "ben")
    let rejection = ReviewCommand.SubmitReview(
      reviewerID: "jane", reviewerRole: "Senior Analyst", outcome: .rejected,
      supportingEvidence: "The position would be above the limit of 5 % of the book after this trade.")
    let decided = try await bench.engine.submitReview(rejection, of: old.auditID)
    #expect(decided.review.state.status == .rejected)
    #expect(
      await bench.engine.refusal {
        _ = try await $0.submitReview(
          .init(
            reviewerID: "jane", reviewerRole: "Nobody", outcome: .rejected,
            supportingEvidence: rejection.supportingEvidence), of: old.auditID)
      }?.reason == .invalidFields)
    await bench.stop()
  }

  @Test("a proposal that does not fit into one entry is refused")
  func tooLarge() async throws {
    let bench = try await Bench.memory()
    let head = bench.engine.headSequence
    let comments = String(repeating: "# why\n", count: 10_000)
    let refusal = await bench.engine.refusal {
      try await $0.proposePolicy(Self.stricter, yaml: comments + Self.yaml(Self.stricter), principal: "ann")
    }
    #expect(refusal?.fieldViolations.map(\.field) == ["policy_yaml"])
    #expect(bench.engine.headSequence == head)
    await bench.stop()
  }

  // MARK: Starts

  @Test("a start without a given policy keeps what was activated; a given one replaces it, and says so (domain.md §4)")
  func restart() async throws {
    let file = TemporaryFile()
    let first = try await Bench(SQLiteStore.open(location: file.location, origin: "test"))
    let old = try await first.engine.submit(.investment(8_000_000))
    try await propose(Self.stricter, on: first, by: "ann")
    _ = try await first.engine.activatePolicy(Self.stricter.policy.version, principal: "ben")
    let new = try await first.engine.submit(.investment(8_000_000))
    await first.stop()
    await first.store.close()
    let store = try SQLiteStore.open(location: file.location, origin: "test")
    let kept = ReviewEngine(
      store: store, policy: Bench.policy, readPolicy: EnginePolicy.read(canonicalJSON:), clock: first.clock)
    try await kept.start(softwareVersion: "test", adjusting: { _ in nil })
    #expect(kept.status().policyVersion == Self.stricter.policy.version)
    #expect(try await kept.review(old.auditID).state.policy.version == Bench.policy.policy.version)
    #expect(try await kept.review(new.auditID).state.policy.version == Self.stricter.policy.version)
    #expect(try await kept.policy("").record.activatedBy == "ben")
    #expect(try await kept.policy("").record.proposedBy == "ann")
    // The environment's changes go on top of what is in force, once.
    let adjusting: @Sendable (ReviewPolicy) -> EnginePolicy? = { inForce in
      var rules = inForce.rules
      rules.warningPercent = 50
      return rules == inForce.rules ? nil : EnginePolicy(recording: ReviewPolicy(rules: rules))
    }
    for _ in 0..<2 {
      let adjusted = ReviewEngine(
        store: store, policy: Bench.policy, readPolicy: EnginePolicy.read(canonicalJSON:), clock: first.clock)
      try await adjusted.start(softwareVersion: "test", policyChange: .activateBySystem, adjusting: adjusting)
      #expect(adjusted.policyInForce.rules.warningPercent == 50)
      #expect(adjusted.policyInForce.rules.amountThresholds == Self.stricter.policy.rules.amountThresholds)
    }
    #expect(try await store.allEntries().count { $0.eventType == "policy.activated" } == 3)
    let given = try await Bench(store, clock: first.clock)
    #expect(given.engine.status().policyVersion == Bench.policy.policy.version)
    #expect(given.reports.all == ["policy replaced"])
    await given.stop()
    await store.close()
  }

  @Test("a chain of an older release, whose entries know less, is read")
  func olderEntries() async throws {
    let data = Array(
      #"{"actor":"system","data":{"command":"1","policy":"{}","policy_version":"p1","v":"1"}}"#.utf8)
    let entry = AuditEntry(
      sequence: 1, auditID: "", eventType: "policy.activated", timestampMicroseconds: 0, actor: "system",
      canonicalJSON: data, previousHash: .zero, currentHash: .zero)
    guard case .policyActivated(let activated)? = try ServiceEvent.event(of: entry) else {
      Issue.record("no activation")
      return
    }
    #expect(activated.version == "p1")
    #expect(activated.previousVersion == "")
    #expect(!activated.isBySecondPerson)
  }

  @Test("two engines over one store: the other one learns of drafts and activations from the entries")
  func twoEngines() async throws {
    let store = try SQLiteStore.open(location: "memory:", origin: "test")
    let one = try await Bench(store)
    let other = try await Bench(store, clock: one.clock)
    try await propose(Self.stricter, on: one, by: "ann")
    // Known to the store only: the other engine has not read it yet.
    #expect(try await other.engine.policy(Self.stricter.policy.version).record.proposedBy == "ann")
    let refusal = await other.engine.refusal {
      _ = try await $0.activatePolicy(Self.stricter.policy.version, principal: "ann")
    }
    #expect(refusal?.reason == .separationOfDuties)
    _ = try await other.engine.activatePolicy(Self.stricter.policy.version, principal: "ben")
    // The first engine decides by what it has not read yet either.
    let late = await one.engine.refusal {
      _ = try await $0.activatePolicy(Self.stricter.policy.version, principal: "cleo")
    }
    #expect(late?.reason == .wrongStatus)
    #expect(try await one.engine.submit(.investment(8_000_000)).level == .critical)
    #expect(one.engine.policyInForce.version == Self.stricter.policy.version)
    await one.stop()
    await other.stop()
  }
}
