import AuditTrail
import Testing

@Suite("Chain writer") struct ChainWriterTests {
  /// Made with Python's rfc8785 and hashlib from the description in domain.md §6 alone.
  // domain.md §6 canonical_json, §6 Hash chain.
  @Test("an entry has exactly the bytes and hashes of the format") func goldenBytes() throws {
    let origin = "countersign.local/golden"
    let genesis = ChainWriter.genesis(origin: origin)
    #expect(genesis.hexadecimal == "8576b6e4ad53e9a62d8e5b59df2d8e5e9548bae9fd0ca0c4971e58aad2007155")
    var writer = ChainWriter(head: ChainWriter.emptyHead(origin: origin))
    let data = try JSONValue.object([
      .init("v", .string("1")), .init("command", .string("1")), .init("text", .string("€$\u{F}\nA'B\"\\\"/\u{7F}😀")),
      .init("amount", .object([.init("currency_code", .string("USD")), .init("amount", .string("8000000"))])),
    ]).canonicalJSON()
    let first = writer.append(
      EntryDraft(
        auditID: "01890a5d-ac96-774b-bcce-b302099a8057", eventType: "query.submitted", actor: "josé \"x\"",
        timestampMicroseconds: 1_769_903_999_000_001, dataJSON: data))
    #expect(
      String(decoding: first.canonicalJSON, as: UTF8.self)
        == #"{"actor":"josé \"x\"","audit_id":"01890a5d-ac96-774b-bcce-b302099a8057","#
        + #""data":{"amount":{"amount":"8000000","currency_code":"USD"},"command":"1","#
        + "\"text\":\"€$\\u000f\\nA'B\\\"\\\\\\\"/\u{7F}😀\",\"v\":\"1\"},"
        + #""event_type":"query.submitted","sequence":"1","timestamp":"2026-01-31T23:59:59.000001Z"}"#)
    #expect(first.previousHash == genesis)
    #expect(first.currentHash.hexadecimal == "ee1b94d5817758902e7b1de4611b34d973d26010bce0de641035186700941f5c")

    let second = writer.append(
      EntryDraft(
        auditID: "", eventType: "service.started", actor: "system", timestampMicroseconds: 5,
        dataJSON: Array(#"{"v":"1"}"#.utf8)))
    #expect(second.timestampMicroseconds == first.timestampMicroseconds, "time does not run back")
    #expect(second.previousHash == first.currentHash)
    #expect(second.currentHash.hexadecimal == "73b6f0d9ff4a7ccac79962b2ca41cab00ae8037a807eeab92c63dc50cf5cbf2c")
    #expect(
      writer.head
        == ChainHead(
          sequence: 2, hash: second.currentHash, timestampMicroseconds: first.timestampMicroseconds))
  }

  @Test("a draft's size is known before it enters a batch, to the digit of the sequence") func size() {
    var random = SeededGenerator(seed: 65_503)
    var writer = ChainWriter(
      head: ChainHead(sequence: 1_234_567_890_123_456_788, hash: .zero, timestampMicroseconds: 0))
    for _ in 0..<500 {
      let draft = EntryDraft(
        auditID: random.hostileText(), eventType: random.hostileText(), actor: random.hostileText(),
        timestampMicroseconds: 0, dataJSON: Array("{}".utf8))
      #expect(writer.append(draft).canonicalJSON.count == draft.canonicalBytes)
    }
  }

  @Test("an entry written in place is the one that its draft gives; one that may be too large changes nothing")
  func inPlace() {
    var random = SeededGenerator(seed: 6_962)
    let head = ChainHead(sequence: 8, hash: .zero, timestampMicroseconds: 7)
    var writer = ChainWriter(head: head)
    var room = CanonicalJSONWriter()
    func append(_ draft: EntryDraft) -> AuditEntry? {
      writer.append(
        auditID: draft.auditID, eventType: draft.eventType, actor: draft.actor,
        timestampMicroseconds: draft.timestampMicroseconds, in: &room
      ) { $0.canonical(draft.dataJSON) }
    }
    for number in 0..<200 {
      let draft = EntryDraft(
        auditID: random.hostileText(), eventType: random.hostileText(), actor: random.hostileText(),
        timestampMicroseconds: Int64(number), dataJSON: Array("{}".utf8))
      var other = ChainWriter(head: writer.head)
      #expect(append(draft) == other.append(draft))
      #expect(writer.head == other.head)
    }
    var draft = EntryDraft(auditID: "", eventType: "e", actor: "a", timestampMicroseconds: 0, dataJSON: [])
    let filler = EntryDraft.canonicalBytesMax - draft.canonicalBytes
    draft.dataJSON = Array(repeating: UInt8(ascii: "1"), count: filler + 1)
    let before = writer.head
    #expect(append(draft) == nil)
    #expect(writer.head == before)
    draft.dataJSON.removeLast()
    #expect(append(draft) != nil, "the largest that is allowed")
  }

  @Test("a draft that is too large stops us before the write") func tooLarge() async {
    await #expect(processExitsWith: .failure) {
      var writer = ChainWriter(head: ChainWriter.emptyHead(origin: "o"))
      let padding = String(repeating: "x", count: EntryDraft.canonicalBytesMax)
      _ = writer.append(
        EntryDraft(
          auditID: "", eventType: "e", actor: "a", timestampMicroseconds: 0,
          dataJSON: Array("{\"p\":\"\(padding)\"}".utf8)))
    }
  }

  @Test("the largest draft that is allowed is appended and verifies") func largest() {
    var draft = EntryDraft(
      auditID: "", eventType: "e", actor: "a", timestampMicroseconds: 0, dataJSON: Array("{\"p\":\"\"}".utf8))
    let padding = String(repeating: "x", count: EntryDraft.canonicalBytesMax - draft.canonicalBytes)
    draft.dataJSON = Array("{\"p\":\"\(padding)\"}".utf8)
    #expect(draft.canonicalBytes == EntryDraft.canonicalBytesMax)
    var writer = ChainWriter(head: ChainWriter.emptyHead(origin: "o"))
    var verifier = ChainVerifier(origin: "o")
    verifier.verify(writer.append(draft))
    #expect(verifier.verification(endingAt: writer.head).isValid)
  }
}
