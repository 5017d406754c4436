import AuditTrail
import Countersign
import ReviewCore
import Testing

@testable import ReviewEngine

@Suite("What is recorded")
struct EventRoundTripTests {
  @Test("is read back as the same event", arguments: UInt64(1)...40)
  func roundTrip(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var writer = ChainWriter(head: ChainWriter.emptyHead(origin: "test"))
    var verifier = ChainVerifier(origin: "test")
    for number in 0..<100 as Range<Int64> {
      let at = ManualClock.start.advanced(byMicroseconds: number)
      let event = try generator.event(at: at)
      let entry = writer.append(
        EntryDraft(
          auditID: AuditID(high: 1, low: 1).text, eventType: event.eventType, actor: generator.text(),
          timestampMicroseconds: at.unixMicroseconds,
          dataJSON: EventEncoding.data(of: event, command: writer.head.sequence + 1)))
      verifier.verify(entry)
      #expect(try EventDecoding.event(of: entry) == event, "seed \(seed), event \(number)")
      // The same bytes for the same event: what is hashed is canonical.
      let canonical = try JSONValue(parsing: entry.canonicalJSON).canonicalJSON()
      #expect(canonical == entry.canonicalJSON, "seed \(seed), event \(number)")
    }
    #expect(verifier.verification(endingAt: writer.head).isValid, "seed \(seed)")
  }

  @Test("and was damaged is an error, never a crash and never passed over", arguments: UInt64(1)...20)
  func damaged(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let event = try generator.event(at: ManualClock.start)
      var data = EventEncoding.data(of: event, command: 1)
      for _ in 0...Int.random(in: 0...3, using: &generator) {
        let position = Int.random(in: 0..<data.count, using: &generator)
        switch Int.random(in: 0...2, using: &generator) {
        case 0: data[position] = UInt8.random(in: 0...255, using: &generator)
        case 1: data[position] = UInt8(ascii: "9")
        default: data.remove(at: position)
        }
      }
      let json = Array(#"{"data":"#.utf8) + data + Array("}".utf8)
      let entry = AuditEntry(
        sequence: 1, auditID: AuditID(high: 1, low: 1).text, eventType: event.eventType, timestampMicroseconds: 0,
        actor: "a", canonicalJSON: json, previousHash: .zero, currentHash: .zero)
      // Whatever it says: it comes back, and folds without stopping the process.
      var fold = RecordFold(policies: ["": Bench.policy.policy])
      do { try fold.fold(entry) } catch { continue }
    }
  }

  @Test("with a time or a number that cannot be is damage")
  func impossible() throws {
    func value(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array("{\"a\":\"\(text)\"}".utf8)) }
    for text in [
      "9999-99-99T99:99:99.999999Z", "2026-02-30T00:00:00.000000Z", "2026-01-31T23:59:59.0000000",
      "2026-01-31T24:00:00.000000Z",
      "0000-00-00T00:00:00.000000Z", "",
    ] {
      #expect(throws: UnreadableEntry.self, "\(text)") { try value(text).requiredInstant("a") }
    }
    for text in ["9223372036854775807s", "9223372036854.775808s", "1", "s", "xs", "1e3s"] {
      #expect(throws: UnreadableEntry.self, "\(text)") { try value(text).duration("a") }
    }
    #expect(try value("9223372036854.775807s").duration("a") == .max)
    #expect(try value("-0.5s").duration("a") == -500_000)
    #expect(throws: UnreadableEntry.self) {
      try EventDecoding.event(
        of: AuditEntry(
          sequence: 1, auditID: AuditID(high: 1, low: 1).text, eventType: "review.forgotten", timestampMicroseconds: 0,
          actor: "a", canonicalJSON: Array(#"{"data":{}}"#.utf8), previousHash: .zero, currentHash: .zero))
    }
  }
}
