import AuditTrail
import ReviewCore
import ReviewStore
import SQLiteStore
import Testing

@testable import ReviewEngine

extension SigningKey {
  /// A new one.
  static func new() -> SigningKey {
    do throws(SigningKeyError) { return try generate() } catch { preconditionFailure("\(error)") }
  }
}

@Suite("Keys in the chain")
struct SigningKeyTests {
  private static let at = Instant(unixMicroseconds: 1_769_903_999_000_001)

  @Test("key.added and key.retired: golden bytes")
  func golden() throws {
    let added = ServiceEvent.keyAdded(
      .init(
        keyID: "0123", publicKey: [UInt8](repeating: 0xAB, count: 32), uses: SigningUse.allCases, notBefore: Self.at))
    #expect(added.eventType == "key.added")
    #expect(
      String(decoding: added.data(command: 17), as: UTF8.self)
        == #"{"algorithm":"Ed25519","command":"17","key_id":"0123","not_before":"2026-01-31T23:59:59.000001Z","#
        + #""public_key":"\#(String(repeating: "ab", count: 32))","#
        + #""uses":["KEY_USE_RECEIPT","KEY_USE_PERMIT","KEY_USE_CHECKPOINT"],"v":"1"}"#)
    let retired = ServiceEvent.keyRetired(.init(keyID: "0123", retiredAt: Self.at, reason: "lost", isRevoked: true))
    #expect(retired.eventType == "key.retired")
    #expect(
      String(decoding: retired.data(command: 17), as: UTF8.self)
        == #"{"command":"17","key_id":"0123","reason":"lost","retired_at":"2026-01-31T23:59:59.000001Z","#
        + #""revoked":true,"v":"1"}"#)
    for event in [added, retired] {
      var writer = ChainWriter(head: ChainWriter.emptyHead(origin: "test"))
      #expect(try ServiceEvent.event(of: writer.append(event.draft(after: writer.head, now: Self.at))) == event)
    }
  }

  @Test("a start records a key that is new to the chain, once")
  func recordedOnce() async throws {
    let store = try SQLiteStore.open(location: "memory:", origin: "test")
    let key = SigningKey.new()
    let first = try await Bench(store, signingKey: key)
    await first.stop()
    let second = try await Bench(store, clock: first.clock, signingKey: key)
    let entries = try await store.allEntries().filter { $0.eventType.hasPrefix("key.") }
    #expect(entries.map(\.eventType) == ["key.added"])
    #expect(entries.first?.actor == "system")
    let (page, older) = second.engine.signingKeys(limit: 10)
    #expect(older == 0)
    #expect(
      page == [
        VerificationKey(
          keyID: key.keyID, publicKey: key.publicKey, uses: Set(SigningUse.allCases),
          notBeforeMicroseconds: entries[0].timestampMicroseconds)
      ])
    await second.stop()
  }

  @Test("where nobody else can sign, another key at a start retires the one before, which never signs again")
  func replaced() async throws {
    let store = try SQLiteStore.open(location: "memory:", origin: "test")
    let (old, new) = (SigningKey.new(), SigningKey.new())
    let first = try await Bench(store, signingKey: old, keyChange: .retireOthers)
    let clock = first.clock
    await first.stop()
    clock.advance(seconds: 60)
    let second = try await Bench(store, clock: clock, signingKey: new, keyChange: .retireOthers)
    let (page, _) = second.engine.signingKeys(limit: 10)
    #expect(page.map(\.keyID) == [new.keyID, old.keyID], "the newest first")
    #expect(page[0].retiredAtMicroseconds == nil)
    // Chain time may stand still: what the old key signed at that moment stays valid.
    #expect(page[1].retiredAtMicroseconds == page[0].notBeforeMicroseconds + 1)
    #expect(page[1].revokedAtMicroseconds == nil)
    await second.stop()
    let error = await #expect(throws: EngineStartError.self) {
      _ = try await Bench(store, clock: clock, signingKey: old, keyChange: .retireOthers)
    }
    guard case .signingKeyRetired(old.keyID) = error else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
  }

  @Test("pages of keys: the newest first, and none twice when a key is added between two pages")
  func pages() async throws {
    let store = try SQLiteStore.open(location: "memory:", origin: "test")
    var keys: [SigningKey] = []
    var bench = try await Bench(store, signingKey: nil)
    for _ in 0..<5 {
      await bench.stop()
      keys.append(.new())
      bench = try await Bench(store, clock: bench.clock, signingKey: keys.last)
    }
    let (first, olderThanFirst) = bench.engine.signingKeys(limit: 2)
    #expect(first.map(\.keyID) == [keys[4].keyID, keys[3].keyID])
    #expect(olderThanFirst == 3)
    await bench.stop()
    bench = try await Bench(store, clock: bench.clock, signingKey: .new())
    let (second, olderThanSecond) = bench.engine.signingKeys(oldest: olderThanFirst, limit: 2)
    #expect(second.map(\.keyID) == [keys[2].keyID, keys[1].keyID])
    let (third, olderThanThird) = bench.engine.signingKeys(oldest: olderThanSecond, limit: 2)
    #expect(third.map(\.keyID) == [keys[0].keyID])
    #expect(olderThanThird == 0)
    await bench.stop()
  }

  @Test("two servers over one chain with two keys: both sign, and each knows the other's key")
  func twoServers() async throws {
    let store = try SQLiteStore.open(location: "memory:", origin: "test")
    let (one, other) = (SigningKey.new(), SigningKey.new())
    let first = try await Bench(store, signingKey: one)
    let second = try await Bench(store, clock: first.clock, signingKey: other)
    for (bench, key) in [(first, one), (second, other), (first, one)] {
      let auditID = try await bench.engine.submit(.investment(500_000)).auditID
      let answer = try await bench.engine.submitReview(.by("ann", "Analyst"), of: auditID)
      #expect(answer.review.receipt?.keyID == key.keyID)
    }
    #expect(Set(first.engine.signingKeys(limit: 10).page.map(\.keyID)) == [one.keyID, other.keyID])
    #expect(first.engine.signingKeys(limit: 10).page == second.engine.signingKeys(limit: 10).page)
    await first.stop()
    await second.stop()
  }

  @Test("a server whose key another one retired records nothing more, and says so")
  func retiredWhileRunning() async throws {
    let store = try SQLiteStore.open(location: "memory:", origin: "test")
    let first = try await Bench(store, signingKey: .new())
    let auditID = try await first.engine.submit(.investment(500_000)).auditID
    let second = try await Bench(store, clock: first.clock, signingKey: .new(), keyChange: .retireOthers)
    // It learns of it by the attempt itself: the decision that would carry its signature is never recorded.
    let refusal = await first.engine.refusal { _ = try await $0.submitReview(.by("ann", "Analyst"), of: auditID) }
    #expect(refusal == .signingKeyRetired)
    #expect(!first.engine.isServing)
    #expect(first.engine.status().storeFailure != nil)
    #expect(try await first.engine.review(auditID).state.status == .pending, "reading goes on")
    let head = second.engine.headSequence
    _ = await first.engine.refusal { _ = try await $0.submit(.investment(1)) }
    #expect(second.engine.headSequence == head)
    #expect(try await second.engine.submitReview(.by("ann", "Analyst"), of: auditID).review.receipt != nil)
    await first.stop()
    await second.stop()
  }
}
