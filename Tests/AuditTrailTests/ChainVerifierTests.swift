import AuditTrail
import Testing

@Suite("Chain verifier") struct ChainVerifierTests {
  private typealias Kind = ChainBreak.Kind

  @Test("what the writer wrote verifies, whatever is in it") func intact() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededGenerator(seed: seed)
    var writer = ChainWriter(head: ChainWriter.emptyHead(origin: "o"))
    var verifier = ChainVerifier(origin: "o")
    for _ in 0..<1_000 {
      let data = try JSONValue.object([.init("x", random.hostileValue())]).canonicalJSON()
      let time = Int64.random(in: CanonicalTimestamp.range.lowerBound...0, using: &random)
      verifier.verify(
        writer.append(
          EntryDraft(
            auditID: random.hostileText(), eventType: random.hostileText(), actor: random.hostileText(),
            timestampMicroseconds: time, dataJSON: data)))
    }
    let result = verifier.verification(endingAt: writer.head)
    #expect(
      result.isValid && result.error == nil && result.firstInvalidSequence == nil, "seed \(seed): \(result.breaks)")
    #expect(result.entriesVerified == 1_000 && result.verifiedThroughSequence == 1_000)
    #expect(result.headHash == writer.head.hash)
  }

  @Test("an empty chain is valid, and one that should not be empty is not") func empty() {
    let verifier = ChainVerifier(origin: "o")
    #expect(verifier.verification(endingAt: ChainWriter.emptyHead(origin: "o")).isValid)
    #expect(verifier.verification(endingAt: ChainWriter.emptyHead(origin: "p")).breaks == [.init(0, .head)])
    let (_, head) = Self.chain(count: 5)
    #expect(verifier.verification(endingAt: head).breaks == [.init(1, .missing(through: 5))])
  }

  @Test("a changed column is found where it is") func columns() {
    let changes: [((inout AuditEntry) -> Void, [ChainBreak])] = [
      ({ $0.auditID = "" }, [.init(4, .column("audit_id"))]),
      ({ $0.eventType = "query.cancelled" }, [.init(4, .column("event_type"))]),
      ({ $0.actor = "jos\u{E9}" }, [.init(4, .column("actor"))]),
      ({ $0.timestampMicroseconds += 1 }, [.init(4, .column("timestamp"))]),
      ({ $0.timestampMicroseconds -= 2_000_000 }, [.init(4, .timeRunsBack), .init(4, .column("timestamp"))]),
      ({ $0.previousHash = .zero }, [.init(4, .link), .init(4, .hash)]),
      ({ $0.currentHash = .zero }, [.init(4, .hash), .init(5, .link)]),
      ({ $0.canonicalJSON[$0.canonicalJSON.firstIndex(of: UInt8(ascii: "m"))!] ^= 1 }, [.init(4, .hash)]),
      ({ $0.canonicalJSON.insert(UInt8(ascii: " "), at: 1) }, [.init(4, .hash), .init(4, .notCanonical)]),
      ({ $0.canonicalJSON = [] }, [.init(4, .hash), .init(4, .notCanonical)]),
    ]
    for (change, breaks) in changes {
      let result = Self.verify(Self.chain(count: 9)) { change(&$0[3]) }
      #expect(result.breaks == breaks)
      #expect(result.firstInvalidSequence == 4 && result.entriesVerified == 9 && result.error != nil)
    }
  }

  @Test("every byte of the hashed text and of both hashes counts") func everyByte() {
    let (entries, head) = Self.chain(count: 3)
    for index in entries[1].canonicalJSON.indices {
      let result = Self.verify((entries, head)) { $0[1].canonicalJSON[index] ^= 0x20 }
      #expect(result.breaks.contains(.init(2, .hash)), "byte \(index)")
    }
    for index in 0..<SHA256Digest.byteCount {
      let flipped = { (digest: SHA256Digest) in
        var bytes = digest.bytes
        bytes[index] ^= 1
        return SHA256Digest(bytes) ?? .zero
      }
      #expect(!Self.verify((entries, head)) { $0[1].previousHash = flipped($0[1].previousHash) }.isValid)
      #expect(!Self.verify((entries, head)) { $0[1].currentHash = flipped($0[1].currentHash) }.isValid)
      #expect(!Self.verify((entries, head)) { $0[2].currentHash = flipped($0[2].currentHash) }.isValid)
    }
  }

  @Test("a sequence that is not the hashed one is found") func sequences() {
    let result = Self.verify(Self.chain(count: 9)) { $0[8].sequence = 12 }
    #expect(result.breaks == [.init(9, .missing(through: 11)), .init(12, .column("sequence")), .init(10, .beyondHead)])
    #expect(result.firstInvalidSequence == 9)
  }

  @Test("a deleted entry, a cut tail and an emptied table are found") func deletions() {
    #expect(Self.verify(Self.chain(count: 9)) { $0.remove(at: 4) }.breaks == [.init(5, .missing(through: 5))])
    #expect(Self.verify(Self.chain(count: 9)) { $0.removeFirst(2) }.breaks == [.init(1, .missing(through: 2))])
    #expect(Self.verify(Self.chain(count: 9)) { $0.removeLast(2) }.breaks == [.init(8, .missing(through: 9))])
    #expect(Self.verify(Self.chain(count: 9)) { $0.removeAll() }.breaks == [.init(1, .missing(through: 9))])
  }

  @Test("a deleted entry whose gap was closed by renumbering is found") func renumbered() {
    let result = Self.verify(Self.chain(count: 9)) { entries in
      entries.remove(at: 4)
      for index in 4..<entries.count { entries[index].sequence -= 1 }
    }
    #expect(result.breaks.first == .init(5, .link))
    #expect(result.breaks.filter { $0.kind == .column("sequence") }.count == 4)
    #expect(result.breaks.last == .init(9, .missing(through: 9)))
  }

  // domain.md §6 Anyone can check.
  @Test("swapped, doubled and inserted entries are found") func order() {
    let swapped = Self.verify(Self.chain(count: 9)) { entries in
      entries.swapAt(3, 4)
      (entries[3].sequence, entries[4].sequence) = (4, 5)
    }
    #expect(Set(swapped.breaks.map(\.sequence)) == [4, 5, 6])
    #expect(swapped.breaks.contains(.init(4, .link)) && swapped.breaks.contains(.init(4, .column("sequence"))))
    let doubled = Self.verify(Self.chain(count: 9)) { $0.insert($0[3], at: 4) }
    #expect(doubled.breaks == [.init(4, .outOfOrder), .init(4, .link)])
    let inserted = Self.verify(Self.chain(count: 9)) { entries in
      var forged = entries[3]
      forged.previousHash = entries[3].currentHash
      entries.insert(forged, at: 4)
    }
    #expect(inserted.breaks == [.init(4, .outOfOrder), .init(4, .hash)])
  }

  @Test("an entry of another chain is found") func splice() {
    let (others, _) = Self.chain(count: 9, origin: "another")
    let result = Self.verify(Self.chain(count: 9)) { $0[4] = others[4] }
    #expect(result.breaks == [.init(5, .link), .init(6, .link)])
    let whole = Self.verify((others, Self.chain(count: 9).head)) { _ in }
    #expect(whole.breaks == [.init(1, .link), .init(9, .head)])
  }

  @Test("a suffix that was rewritten with correct hashes is caught by the stored head alone") func rewrittenSuffix() {
    let (entries, head) = Self.chain(count: 9)
    var writer = ChainWriter(
      head: ChainHead(
        sequence: 6, hash: entries[5].currentHash, timestampMicroseconds: entries[5].timestampMicroseconds))
    let forged = entries[..<6] + (7...9).map { writer.append(Self.draft($0, actor: "mallory")) }
    #expect(Self.verify((Array(forged), head)) { _ in }.breaks == [.init(9, .head)])
    // Who rewrites the stored head too is not seen here: that takes a checkpoint kept elsewhere.
    #expect(Self.verify((Array(forged), writer.head)) { _ in }.isValid)
  }

  @Test("a part verifies from the entry before it") func part() {
    let (entries, head) = Self.chain(count: 9)
    var verifier = ChainVerifier(
      after: ChainHead(
        sequence: 4, hash: entries[3].currentHash, timestampMicroseconds: entries[3].timestampMicroseconds))
    for entry in entries[4..<7] { verifier.verify(entry) }
    #expect(verifier.verification.isValid && verifier.verification.verifiedThroughSequence == 7)
    for entry in entries[7...] { verifier.verify(entry) }
    #expect(verifier.verification(endingAt: head).isValid && verifier.verification.entriesVerified == 5)
  }

  @Test("all breaks are counted, the first hundred are kept") func manyBreaks() {
    let result = Self.verify(Self.chain(count: 300)) { entries in
      for index in entries.indices { entries[index].actor = "?" }
    }
    #expect(result.breakCount == 300 && result.breaks.count == ChainVerification.breaksMax)
    #expect(result.error == "entry 1: actor differs from canonical_json; 300 breaks in all")
  }

  @Test("columns that are not numbers of a chain are reported, never a crash", arguments: [Int64.min, -1, 0, .max])
  func absurdNumbers(value: Int64) {
    #expect(!Self.verify(Self.chain(count: 3)) { $0[1].sequence = value }.isValid)
    #expect(!Self.verify(Self.chain(count: 3)) { $0[1].timestampMicroseconds = value }.isValid)
    let (entries, head) = Self.chain(count: 3)
    let absurd = ChainHead(sequence: value, hash: head.hash, timestampMicroseconds: value)
    #expect(!Self.verify((entries, absurd)) { _ in }.isValid)
    #expect(ChainVerifier(after: absurd).verification.isValid)
  }

  @Test(
    "an instant that is no instant is not canonical",
    arguments: [
      "2026-02-29T00:00:00.000000Z", "2026-13-01T00:00:00.000000Z", "2026-00-01T00:00:00.000000Z",
      "2026-01-32T00:00:00.000000Z", "2026-01-01T24:00:00.000000Z", "2026-01-01T00:60:00.000000Z",
      "2026-01-01T00:00:60.000000Z", "2026-01-01T00:00:00.00000Z", "0000-01-01T00:00:00.000000Z",
      "2026-01-01t00:00:00.000000Z", "2026-01-01T00:00:00.000000z", "+026-01-01T00:00:00.000000Z",
    ])
  func instants(text: String) {
    let result = Self.verify(Self.chain(count: 1)) { entries in
      let json = String(decoding: entries[0].canonicalJSON, as: UTF8.self)
      entries[0].canonicalJSON = Array((json.prefix { $0 != "T" }.dropLast(10) + text + "\"}").utf8)
    }
    #expect(result.breaks.contains(.init(1, .notCanonical)))
  }

  private static func draft(_ number: Int64, actor: String = "jose\u{301} \"x\"") -> EntryDraft {
    EntryDraft(
      auditID: "01890a5d-ac96-774b-bcce-b302099a8057", eventType: "query.submitted", actor: actor,
      timestampMicroseconds: 1_769_903_999_000_000 + number * 1_000_000,
      dataJSON: Array("{\"amount\":0.5,\"command\":\"\(number)\",\"v\":\"1\"}".utf8))
  }

  private static func chain(count: Int64, origin: String = "o") -> (entries: [AuditEntry], head: ChainHead) {
    var writer = ChainWriter(head: ChainWriter.emptyHead(origin: origin))
    let entries = (0..<count).map { writer.append(draft($0 + 1)) }
    return (entries, writer.head)
  }

  private static func verify(
    _ chain: (entries: [AuditEntry], head: ChainHead), after tampering: (inout [AuditEntry]) -> Void
  ) -> ChainVerification {
    var entries = chain.entries
    tampering(&entries)
    var verifier = ChainVerifier(origin: "o")
    for entry in entries { verifier.verify(entry) }
    return verifier.verification(endingAt: chain.head)
  }
}

extension ChainBreak {
  fileprivate init(_ sequence: Int64, _ kind: Kind) { self.init(sequence: sequence, kind: kind) }
}
