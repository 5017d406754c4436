import AuditTrail
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

@Suite("Verifying the trail", .timeLimit(.minutes(2)))
struct VerifyTests {
  /// Entries 1 and 2 are the start's, 3 to 12 ten submissions.
  private func filled(_ limits: EngineLimits = .still) async throws -> (Bench, FaultStore) {
    let store = FaultStore(try SQLiteStore.open(location: "memory:"))
    let bench = try await Bench(store, limits: limits, signingKey: nil)
    for number in 0..<10 { _ = try await bench.engine.submit(.investment(8_000_000, user: "u\(number)")) }
    return (bench, store)
  }

  @Test("finds nothing in a good one, whole or in part, and asking past its end is no break")
  func good() async throws {
    let (bench, _) = try await filled()
    for (from, through, count) in [
      (0, 0, 12), (1, 12, 12), (5, 8, 4), (12, 0, 1), (3, 99, 10), (13, 0, 0), (1_000, 0, 0), (9, 4, 0),
    ] as [(Int64, Int64, Int64)] {
      let result = try await bench.engine.verifyAuditTrail(from: from, through: through)
      #expect(result.chain.isValid && result.chain.entriesVerified == count, "\(from) to \(through)")
    }
    _ = try await bench.engine.submit(.question())
    #expect(bench.reports.all.isEmpty)
    await bench.stop()
  }

  // domain.md §7 Chain broken.
  @Test(
    "names the first bad entry, and then nothing is recorded any more",
    arguments: [
      "changed", "removed", "actor", "last removed",
    ])
  func tampered(how: String) async throws {
    let (bench, store) = try await filled()
    store.set {
      $0.tamper = { entry in
        var entry = entry
        switch (how, entry.sequence) {
        case ("changed", 7): entry.canonicalJSON[entry.canonicalJSON.count - 40] ^= 1
        case ("actor", 7): entry.actor = "somebody"
        case ("removed", 7), ("last removed", 12): return nil
        default: break
        }
        return entry
      }
    }
    let bad: Int64 = how == "last removed" ? 12 : 7
    let part = try await bench.engine.verifyAuditTrail(from: 1, through: 5)
    #expect(part.chain.isValid)
    let result = try await bench.engine.verifyAuditTrail(from: 0, through: bad)
    #expect(result.chain.firstInvalidSequence == bad)
    #expect(bench.reports.all == ["broken \(bad)"] && bench.engine.status().brokenSequence == bad)
    let refusal = await bench.engine.refusal { _ = try await $0.submit(.question()) }
    #expect(refusal?.reason == .chainBroken && refusal?.metadata == [.init(key: "sequence", value: "\(bad)")])
    #expect(try await bench.engine.auditEntries(after: 0, count: 5).count == 5, "reading works")
    await bench.stop()
  }

  @Test("finds a tail that was rewritten with right hashes, as this server knows better")
  func rewritten() async throws {
    let (bench, store) = try await filled()
    let entries = try await store.allEntries()
    var writer = ChainWriter(head: ChainHead(ofEntry: entries[10]))
    let last = entries[11]
    let forged = writer.append(
      EntryDraft(
        auditID: last.auditID, eventType: last.eventType, actor: "somebody",
        timestampMicroseconds: last.timestampMicroseconds, dataJSON: Array("{}".utf8)))
    let head = writer.head
    store.set {
      $0.tamper = { $0.sequence == 12 ? forged : $0 }
      $0.head = head
    }
    #expect(try await bench.engine.verifyAuditTrail(from: 0, through: 0).chain.firstInvalidSequence == 12)
    await bench.stop()
  }

  @Test("stops at its deadline and says how far it came")
  func deadline() async throws {
    var limits = EngineLimits.still
    limits.verificationPageCount = 3
    let (bench, _) = try await filled(limits)
    let result = try await bench.engine.verifyAuditTrail(from: 0, through: 0, until: bench.clock.now())
    #expect(result.chain.isValid && result.chain.verifiedThroughSequence == 3 && result.requestedThroughSequence == 12)
    let rest = try await bench.engine.verifyAuditTrail(from: 4, through: 0)
    #expect(rest.chain.isValid && rest.chain.entriesVerified == 9)
    await bench.stop()
  }

  @Test("at a start finds a tail that does not verify: reading works, nothing is recorded")
  func start() async throws {
    let (first, store) = try await filled()
    await first.stop()
    store.set {
      $0.tamper = { entry in
        var entry = entry
        if entry.sequence == 9 { entry.currentHash = .zero }
        return entry
      }
    }
    let second = try await Bench(store, clock: first.clock)
    #expect(second.reports.all == ["broken 9"] && second.engine.headSequence == 12)
    #expect(await second.engine.refusal { _ = try await $0.submit(.question()) }?.reason == .chainBroken)
    second.clock.advance(hours: 100)
    second.engine.moveClocks()
    await second.settle()
    #expect(try await store.head().sequence == 12, "no clock writes either")
    let page = try await second.engine.pendingReviews(matching: ReviewFilter(), after: nil, count: 20)
    #expect(page.totalCount == 10)
    await second.stop()
  }

  @Test("at a start leaves out a review that cannot be read")
  func unreadable() async throws {
    let (first, store) = try await filled()
    await first.stop()
    store.set {
      $0.tamper = { entry in
        var entry = entry
        if entry.sequence == 9 { entry.canonicalJSON = Array("{}".utf8) }
        return entry
      }
    }
    let second = try await Bench(store, clock: first.clock)
    #expect(second.engine.status().brokenSequence == 9)
    let page = try await second.engine.pendingReviews(matching: ReviewFilter(), after: nil, count: 20)
    #expect(page.totalCount == 9)
    await second.stop()
  }
}
