import AuditTrail
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("Decision receipts (domain.md §4 Execution)")
struct ReceiptTests {
  private let key = SigningKey.new()

  private func bench(_ store: any ReviewStore, clock: ManualClock = ManualClock()) async throws -> Bench {
    try await Bench(store, clock: clock, signingKey: key, keyChange: .retireOthers)
  }

  /// The statement of a review's receipt, its signature checked.
  private func statement(of record: ReviewRecord, signedBy key: SigningKey? = nil) throws -> ReceiptStatement {
    let receipt = try #require(record.receipt)
    let key = key ?? self.key
    let verification = VerificationKey(
      keyID: key.keyID, publicKey: key.publicKey, uses: [.receipt], notBeforeMicroseconds: 0)
    #expect(receipt.keyID == key.keyID)
    #expect(verification.isValid(receipt.signature, of: Array(receipt.statement.utf8), for: .receipt))
    return try ReceiptStatement(parsing: Array(receipt.statement.utf8))
  }

  @Test("an approval's receipt says who decided what, when and where in the log, and reads the same ever after")
  func approved() async throws {
    let file = TemporaryFile()
    let store = try SQLiteStore.open(location: file.location, origin: "test")
    let first = try await bench(store)
    let submitted = try await first.engine.submit(.investment(12_000_000))
    let auditID = submitted.auditID
    _ = try await first.engine.submitReview(.by("cleo", "CFO"), of: auditID)
    #expect(try await first.engine.review(auditID).receipt == nil, "not final")
    first.clock.advance(seconds: 30)
    let answer = try await first.engine.submitReview(.by("hal", "Head of Trading"), of: auditID)
    let statement = try statement(of: answer.review)
    let entries = try await store.entries(of: [auditID], through: .max)
    let decided = try #require(entries.last)
    #expect(decided.eventType == "review.decided")
    #expect(statement.origin == "test")
    #expect(statement.auditID == auditID.text)
    #expect(statement.actionDigest.bytes == submitted.actionDigest.bytes)
    #expect(statement.effectiveActionDigest == statement.actionDigest)
    #expect(statement.status == .approved)
    #expect(statement.opinions.map(\.reviewerID) == ["cleo", "hal"])
    #expect(statement.opinions.map(\.reviewerRole) == ["CFO", "Head of Trading"])
    #expect(statement.opinions.allSatisfy { $0.counts && $0.outcome == "DECISION_OUTCOME_APPROVED" })
    #expect(
      statement.opinions.map(\.createdAtMicroseconds)
        == entries.filter { $0.eventType == "review.opinion_recorded" }.map(\.timestampMicroseconds))
    #expect(statement.policyVersion == Bench.policy.policy.version)
    #expect(statement.decidedAtMicroseconds == decided.timestampMicroseconds)
    #expect(statement.sequence == decided.sequence)
    #expect(statement.previousHash == decided.previousHash)
    await first.stop()
    // The same bytes after a restart with another key.
    let second = try await Bench(store, clock: first.clock, signingKey: .new(), keyChange: .retireOthers)
    #expect(try await second.engine.review(auditID).receipt == answer.review.receipt)
    let retired = try #require(second.engine.signingKeys(limit: 10).page.last)
    #expect(retired.keyID == key.keyID && retired.isInForce(atMicroseconds: statement.decidedAtMicroseconds))
    await second.stop()
  }

  @Test("a modified, a rejected, a cancelled, an expired and an automatically approved review have one, too")
  func others() async throws {
    let store = try SQLiteStore.open(location: "memory:", origin: "test")
    let bench = try await bench(store)
    let engine = bench.engine
    let modified = try await engine.submit(.investment(1_500_000)).auditID
    let modification = Modification(
      recommendation: "Half of it", transactionAmount: Money(currencyCode: "USD", amount: Amount(units: 700_000)))
    let record = try await engine.submitReview(
      .by("sue", "Senior Analyst", .modified, modification: modification), of: modified
    ).review
    let modifiedStatement = try statement(of: record)
    #expect(modifiedStatement.status == .modified)
    #expect(modifiedStatement.effectiveActionDigest?.bytes == record.effectiveActionDigest?.bytes)
    #expect(modifiedStatement.effectiveActionDigest != modifiedStatement.actionDigest)

    let rejected = try await engine.submit(.investment(500_000)).auditID
    let rejection = try statement(
      of: try await engine.submitReview(.by("ann", "Analyst", .rejected), of: rejected).review)
    #expect(rejection.status == .rejected && rejection.effectiveActionDigest == nil)
    #expect(rejection.opinions.map(\.outcome) == ["DECISION_OUTCOME_REJECTED"])

    let cancelled = try await engine.submit(.investment(500_000)).auditID
    let cancellation = try statement(
      of: try await engine.cancelQuery(.init(userID: "trading-bot", reason: "not any more"), of: cancelled).review)
    #expect(cancellation.status == .cancelled && cancellation.opinions.isEmpty)

    let expiring = try await engine.submit(.investment(500_000)).auditID
    bench.clock.advance(seconds: 80 * 3600)
    await bench.settle()
    let expired = try await engine.review(expiring)
    #expect(expired.state.status == .expired)
    #expect(try statement(of: expired).status == .expired)
    await bench.stop()
  }

  @Test("an automatic approval has a receipt without opinions, also in the answer itself")
  func automatic() async throws {
    var rules = Bench.policy.policy.rules
    rules.autoApprovedLevels = [.low]
    let bench = try await Bench(
      try SQLiteStore.open(location: "memory:", origin: "test"),
      policy: EnginePolicy(recording: ReviewPolicy(rules: rules)), signingKey: key)
    let answer = try await bench.engine.submitQuery(.question())
    #expect(answer.review.state.status == .approved)
    #expect(try statement(of: answer.review).opinions.isEmpty)
    #expect(try await bench.engine.review(answer.review.state.auditID).receipt == answer.review.receipt)
    await bench.stop()
  }

  @Test("an opinion that an answer made void is in the receipt as one that does not count")
  func void() async throws {
    let bench = try await bench(try SQLiteStore.open(location: "memory:", origin: "test"))
    let auditID = try await bench.engine.submit(.investment(12_000_000)).auditID
    _ = try await bench.engine.submitReview(.by("cleo", "CFO"), of: auditID)
    _ = try await bench.engine.requestInformation(
      .init(reviewerID: "hal", reviewerRole: "Head of Trading", question: "Which account is it for?"), of: auditID)
    _ = try await bench.engine.provideInformation(
      .init(userID: "trading-bot", answer: "The second one."), of: auditID)
    let answer = try await bench.engine.submitReview(.by("bea", "Board Committee", .rejected), of: auditID)
    let statement = try statement(of: answer.review)
    #expect(statement.opinions.map(\.counts) == [false, true])
    await bench.stop()
  }

  @Test("a decision that lost the race for the chain's end is signed again for its new place")
  func lostRace() async throws {
    let store = try SQLiteStore.open(location: "memory:", origin: "test")
    let first = try await bench(store)
    let second = try await Bench(store, clock: first.clock, signingKey: key)
    let auditID = try await first.engine.submit(.investment(500_000)).auditID
    // The first server does not know of these entries when it decides.
    for _ in 0..<3 { _ = try await second.engine.submit(.investment(1)) }
    let answer = try await first.engine.submitReview(.by("ann", "Analyst"), of: auditID)
    let decided = try #require(try await store.entries(of: [auditID], through: .max).last)
    let statement = try statement(of: answer.review)
    #expect(statement.sequence == decided.sequence && statement.previousHash == decided.previousHash)
    await first.stop()
    await second.stop()
  }

  @Test("an entry of a time without keys has no receipt and is read as before")
  func oldEntries() throws {
    let entry = AuditEntry(
      sequence: 3, auditID: AuditID(at: Instant(unixMicroseconds: 0), random: (1, 2)).text, eventType: "review.expired",
      timestampMicroseconds: 0, actor: "system",
      canonicalJSON: Array(#"{"data":{"command":"3","reason":"late","v":"1"}}"#.utf8), previousHash: .zero,
      currentHash: .zero)
    #expect(try EventDecoding.event(of: entry) == .expired(ReviewEvent.Expired(reason: "late")))
  }

  @Test("golden bytes of an entry with a receipt, read back")
  func golden() throws {
    let receipt = SignedReceipt(
      statement: #"{"v":"1"}"#, signature: [UInt8](repeating: 0xCD, count: 64), keyID: "0123456789abcdef")
    let events: [(ReviewEvent, String)] = [
      (.expired(.init(reason: "late", receipt: receipt)), #"{"command":"17","reason":"late","receipt":@,"v":"1"}"#),
      (
        .cancelled(.init(reason: "no", receipt: receipt)),
        #"{"command":"17","reason":"no","receipt":@,"request_digest":null,"request_id":null,"v":"1"}"#
      ),
      (
        .decided(.init(status: .rejected, reviewers: ["ann"], receipt: receipt)),
        #"{"command":"17","effective_action_digest":null,"modification":null,"receipt":@,"reviewers":["ann"],"#
          + #""status":"REVIEW_STATUS_REJECTED","v":"1"}"#
      ),
    ]
    let json =
      #"{"key_id":"0123456789abcdef","signature":"\#(String(repeating: "cd", count: 64))","statement":"{\"v\":\"1\"}"}"#
    for (event, text) in events {
      let data = EventEncoding.data(of: event, command: 17)
      #expect(String(decoding: data, as: UTF8.self) == text.replacing("@", with: json))
      var writer = ChainWriter(head: ChainWriter.emptyHead(origin: "test"))
      let entry = writer.append(
        EntryDraft(
          auditID: AuditID(at: Instant(unixMicroseconds: 0), random: (1, 2)).text, eventType: event.eventType,
          actor: "system", timestampMicroseconds: 0, dataJSON: data))
      #expect(try EventDecoding.event(of: entry) == event)
    }
  }
}
