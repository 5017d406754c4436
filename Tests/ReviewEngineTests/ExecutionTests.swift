import AuditTrail
import Countersign
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("An execution (domain.md §4, Execution)", .timeLimit(.minutes(2)))
struct ExecutionTests {
  // domain.md §4 Permit, §4 Reports.
  @Test("is permitted by a statement that anyone can check, and reported; version and sequence grow with each entry")
  func life() async throws {
    let bench = try await Bench.memory()
    let (review, permit) = try await bench.permitted()
    let key = VerificationKey(
      keyID: Bench.signingKey.keyID, publicKey: Bench.signingKey.publicKey, uses: [.permit],
      notBeforeMicroseconds: 0)
    #expect(permit.keyID == key.keyID)
    #expect(key.isValid(permit.signature, of: Array(permit.statement.utf8), for: .permit))
    let statement = try PermitStatement(parsing: Array(permit.statement.utf8))
    #expect(statement.origin == bench.store.origin && statement.permitID == permit.permitID.text)
    #expect(statement.auditID == review.auditID.text && statement.executorID == "bot")
    #expect(statement.actionDigest.bytes == review.actionDigest.bytes && statement.outcome == .approved)
    #expect(statement.amount == StatementAmount(currencyCode: "USD", units: 8_000_000, nanos: 0))
    #expect(statement.reviewers == ["jane"] && statement.policyVersion == review.policy.version)
    #expect(statement.issuedAtMicroseconds == bench.clock.now().unixMicroseconds)
    #expect(statement.expiresAtMicroseconds - statement.issuedAtMicroseconds == 300_000_000)
    #expect(statement.expiresAtMicroseconds == permit.expiresAt.unixMicroseconds)
    let reported = try await bench.report(.executed, of: review, permit).review
    #expect(reported.execution?.state == .executed && reported.execution?.executedAmount == review.statedAmount)
    #expect(reported.state.version == review.version + 2 && reported.state.sequence == review.sequence + 2)
    #expect(
      try await bench.store.eventTypes(of: review.auditID).suffix(2) == ["execution.authorized", "execution.reported"])
    #expect(try await bench.engine.review(review.auditID) == reported)
    #expect(bench.reports.all.isEmpty)
    var model = ChainModel(origin: bench.store.origin)
    try await model.expectMatches(bench)
    await bench.stop()
  }

  @Test("what was modified is permitted as modified: its digest, its amount")
  func modified() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.engine.submit(.investment(4_000_000))
    let less = Money(currencyCode: "USD", amount: Amount(units: 3_000_000))
    let decided = try await bench.engine.submitReview(
      .by("jane", "Senior Analyst", .modified, modification: Modification(transactionAmount: less)),
      of: review.auditID
    ).review
    #expect(decided.state.approval?.effectiveActionDigest == decided.effectiveActionDigest)
    let answer = try await bench.engine.authorizeExecution(
      .by("bot", of: decided.state), of: review.auditID, requestID: "p")
    let statement = try PermitStatement(parsing: Array(answer.permit.statement.utf8))
    #expect(statement.outcome == .modified && statement.amount?.units == 3_000_000)
    #expect(statement.actionDigest.bytes == decided.effectiveActionDigest?.bytes)
    #expect(statement.actionDigest.bytes != review.actionDigest.bytes)
    await bench.stop()
  }

  @Test("the same request id gives the same permit, byte for byte: after its end, a restart, with another key")
  func repeated() async throws {
    let file = TemporaryFile()
    let clock = ManualClock()
    var bench = try await Bench(SQLiteStore.open(location: file.location), clock: clock)
    let (review, permit) = try await bench.permitted()
    let requestID = "permit-\(review.auditID.text)"
    let wish = ReviewCommand.AuthorizeExecution.by("bot", of: review)
    let again = try await bench.engine.authorizeExecution(wish, of: review.auditID, requestID: requestID)
    #expect(again.isDeduplicated && again.permit == permit)
    var other = wish
    other.lifetimeMicroseconds = 60_000_000
    let reused = await bench.engine.refusal { [other] in
      _ = try await $0.authorizeExecution(other, of: review.auditID, requestID: requestID)
    }
    #expect(reused?.reason == .requestIDReused)
    let second = await bench.engine.refusal {
      _ = try await $0.authorizeExecution(wish, of: review.auditID, requestID: "another")
    }
    #expect(second?.reason == .alreadyAuthorized && second?.metadata.first?.value == permit.permitID.text)
    await bench.stop()
    await bench.store.close()
    clock.advance(hours: 30)
    bench = try await Bench(
      SQLiteStore.open(location: file.location), clock: clock, signingKey: SigningKey.generate())
    var scope = KillSwitchScope()
    scope.isEverything = true
    _ = try await bench.engine.engageKillSwitch(scope, reason: "halt")
    let late = try await bench.engine.authorizeExecution(wish, of: review.auditID, requestID: requestID)
    #expect(late.isDeduplicated && late.permit == permit)
    #expect(try await bench.engine.review(review.auditID).execution?.state == .outcomeUnknown)
    await bench.stop()
  }

  @Test("needs a request id, and a key")
  func needs() async throws {
    let bench = try await Bench(SQLiteStore.open(location: "memory:"), signingKey: nil)
    let review = try await bench.approved()
    let head = bench.engine.headSequence
    let nameless = await bench.engine.refusal {
      _ = try await $0.authorizeExecution(.by("bot", of: review), of: review.auditID, requestID: "")
    }
    #expect(nameless?.fieldViolations.map(\.field) == ["request_id"])
    let keyless = await bench.engine.refusal {
      _ = try await $0.authorizeExecution(.by("bot", of: review), of: review.auditID, requestID: "r")
    }
    #expect(keyless?.reason == .storeUnavailable && bench.engine.headSequence == head)
    await bench.stop()
  }

  // domain.md §4 Lapsed permit.
  @Test("lapses once at its end, with an alert; the holder's late report replaces that once")
  func lapse() async throws {
    let bench = try await Bench.memory()
    let (review, permit) = try await bench.permitted()
    #expect(bench.engine.status().permitCount == 1)
    bench.clock.advance(microseconds: 299_999_999)
    await bench.settle()
    #expect(bench.reports.all.isEmpty)
    bench.clock.advance(microseconds: 1)
    try await bench.fireTimer()
    #expect(bench.reports.all == ["lapsed bot"])
    let status = bench.engine.status()
    #expect(status.permitCount == 0 && status.unknownOutcomeCount == 1)
    let entry = try #require(try await bench.store.entries(of: [review.auditID], through: .max).last)
    #expect(entry.eventType == "execution.lapsed" && entry.actor == "system")
    #expect(entry.timestampMicroseconds == permit.expiresAt.unixMicroseconds)
    bench.clock.advance(hours: 50)
    await bench.settle()
    #expect(bench.reports.all == ["lapsed bot"])
    let late = try await bench.report(.executed, of: review, permit, requestID: "late").review
    #expect(late.execution?.state == .executed && bench.engine.status().unknownOutcomeCount == 0)
    #expect(try await bench.report(.executed, of: review, permit, requestID: "late").isDeduplicated)
    let twice = await bench.engine.refusal { _ in
      _ = try await bench.report(.notExecuted, of: review, permit)
    }
    #expect(twice?.reason == .wrongStatus)
    var model = ChainModel(origin: bench.store.origin)
    try await model.expectMatches(bench)
    await bench.stop()
  }

  @Test("lapses before a command is judged, although no timer fired: a report then is a late one")
  func lapseBeforeCommand() async throws {
    let bench = try await Bench.memory()
    let (review, permit) = try await bench.permitted()
    bench.clock.advance(minutes: 6)
    let late = try await bench.report(.failed, of: review, permit).review
    #expect(late.execution?.state == .failed)
    #expect(
      try await bench.store.eventTypes(of: review.auditID).suffix(2) == ["execution.lapsed", "execution.reported"])
    await bench.stop()
  }

  @Test("that is out at a restart is still there, and lapses once after it")
  func restart() async throws {
    let file = TemporaryFile()
    let clock = ManualClock()
    var bench = try await Bench(SQLiteStore.open(location: file.location), clock: clock)
    let (review, _) = try await bench.permitted()
    await bench.stop()
    await bench.store.close()
    bench = try await Bench(SQLiteStore.open(location: file.location), clock: clock)
    var model = ChainModel(origin: bench.store.origin)
    try await model.expectMatches(bench)
    #expect(bench.engine.status().permitCount == 1)
    clock.advance(minutes: 7)
    try await bench.fireTimer()
    #expect(bench.reports.all == ["lapsed bot"])
    await bench.stop()
    await bench.store.close()
    bench = try await Bench(SQLiteStore.open(location: file.location), clock: clock)
    try await model.expectMatches(bench)
    clock.advance(minutes: 7)
    await bench.settle()
    #expect(bench.reports.all.isEmpty && bench.engine.status().unknownOutcomeCount == 1)
    let settled = try await bench.engine.reconcileExecution(
      .init(reconcilerID: "rita", state: .notExecuted, reference: "case 7", justification: "asked the bank"),
      of: review.auditID)
    let execution = try #require(settled.review.execution)
    #expect(execution.state == .notExecuted && execution.reconciledBy == "rita" && execution.reference == "case 7")
    #expect(try await bench.store.eventTypes(of: review.auditID).count { $0 == "execution.lapsed" } == 1)
    #expect(bench.engine.status().unknownOutcomeCount == 0)
    try await model.expectMatches(bench)
    await bench.stop()
    await bench.store.close()
    #expect(try await Bench(SQLiteStore.open(location: file.location), clock: clock).engine.status().permitCount == 0)
  }

  @Test("whose outcome its holder does not know is an alert")
  func unknown() async throws {
    let bench = try await Bench.memory()
    let (review, permit) = try await bench.permitted()
    _ = try await bench.report(.outcomeUnknown, of: review, permit)
    #expect(bench.reports.all == ["unknown bot"])
    bench.clock.advance(hours: 1)
    await bench.settle()
    #expect(bench.reports.all == ["unknown bot"])
    await bench.stop()
  }

  @Test("and decisions are UNAVAILABLE while the clocks differ by more than 5 s; a report is taken")
  func clockSkew() async throws {
    let bench = try await Bench.memory()
    let (first, permit) = try await bench.permitted()
    let other = try await bench.approved()
    let waiting = try await bench.engine.submit(.investment(8_000_000))
    bench.clock.advance(microseconds: -5_000_001)
    for refusal in [
      await bench.engine.refusal {
        _ = try await $0.authorizeExecution(.by("bot", of: other), of: other.auditID, requestID: "r")
      },
      await bench.engine.refusal { _ = try await $0.submitReview(.by("joe", "Senior Analyst"), of: waiting.auditID) },
    ] { #expect(refusal?.reason == .clockSkew) }
    _ = try await bench.report(.executed, of: first, permit)
    bench.clock.advance(microseconds: 1)
    let answer = try await bench.engine.authorizeExecution(
      .by("bot", of: other), of: other.auditID, requestID: "r")
    let statement = try PermitStatement(parsing: Array(answer.permit.statement.utf8))
    #expect(statement.issuedAtMicroseconds == bench.clock.now().unixMicroseconds, "by the wall clock")
    await bench.stop()
  }

  @Test("tells no watcher, as its review left the set with its decision; a wait returns at once")
  func watching() async throws {
    let bench = try await Bench.memory()
    let review = try await bench.approved()
    var client = WatchClient(try bench.engine.watch(WatchOptions(filter: ReviewFilter())))
    try await client.readUntilInSync()
    let answer = try await bench.engine.authorizeExecution(.by("bot", of: review), of: review.auditID, requestID: "r")
    #expect(try await client.drain(bench) == [])
    let decided = try await bench.engine.waitForDecision(of: review.auditID, afterVersion: 0, until: nil)
    #expect(decided.review.execution?.permit == answer.permit)
    bench.clock.advance(minutes: 6)
    try await bench.fireTimer()
    #expect(try await client.drain(bench) == [])
    var resumed = WatchClient(
      try bench.engine.watch(
        WatchOptions(
          filter: ReviewFilter(),
          resumeToken: bench.engine.resumeToken(sequence: review.sequence, filter: ReviewFilter(), binding: []))))
    try await resumed.readUntilInSync()
    #expect(resumed.log.count == 1 && resumed.versions.isEmpty)
    await bench.stop()
  }
}
