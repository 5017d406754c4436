import AuditTrail
import Messages
import MessagesBase
import RPCCore
import Testing

@testable import ReviewAPI

@Suite("The audit trail over the wire")
struct AuditServiceTests {
  typealias List = CountersignV1.ListAuditEntriesRequest
  typealias Page = CountersignV1.ListAuditEntriesResponse
  typealias Stream = StreamUnderTest<CountersignV1.StreamAuditEntriesResponse>

  @Test("an entry's hashes can be checked by its reader, its data is parsed for convenience")
  func entries() async throws {
    try await ServiceUnderTest.run { service in
      let auditID = try await service.submitted()
      let page: Page = try await service.call(
        AuditMethods.listAuditEntries, Arena.make { (request: List) in request.auditID = auditID })
      let entry = try #require(page.entries.first)
      #expect(entry.eventType == "query.submitted")
      #expect(entry.actor == "trader-1")
      #expect(entry.timestamp?.unixMicroseconds == ManualClock.start.unixMicroseconds)
      #expect(SHA256.hash(Array(entry.canonicalJSON.utf8) + entry.previousHash).bytes == entry.currentHash)
      #expect(entry.data?.fields[key: "v"]??.stringValue == "1")
      #expect(entry.data?.fields[key: "risk"]??.structValue != nil)
    }
  }

  @Test("pages go through the chain in order; a filter's token is its own")
  func pages() async throws {
    try await ServiceUnderTest.run { service in
      for _ in 0..<3 { _ = try await service.submitted() }
      var sequences: [Int64] = []
      var token = ""
      repeat {
        let page: Page = try await service.call(
          AuditMethods.listAuditEntries,
          Arena.make { (request: List) in
            request.pageSize = 2
            request.pageToken = token
          })
        sequences += page.entries.map(\.sequence)
        if token.isEmpty {
          let foreign: List = Arena.make { request in
            request.pageToken = page.nextPageToken
            request.actor = "trader-1"
          }
          let refused = try await service.refusal(AuditMethods.listAuditEntries, foreign)
          #expect(refused.fields == ["page_token"])
        }
        token = page.nextPageToken
      } while !token.isEmpty
      #expect(sequences == Array(1...service.engine.headSequence))
    }
  }

  @Test("start_time is included and end_time is not, to the microsecond")
  func times() async throws {
    try await ServiceUnderTest.run { service in
      service.clock.advance(seconds: 10)
      _ = try await service.submitted()
      let at = service.clock.now().unixMicroseconds
      func count(from: (Int64, Int32)?, before: (Int64, Int32)?) async throws -> Int {
        let page: Page = try await service.call(
          AuditMethods.listAuditEntries,
          Arena.make { (request: List) in
            request.eventType = "query.submitted"
            if let from {
              request.mutableStartTime.set(unixMicroseconds: from.0)
              request.mutableStartTime.nanos += from.1
            }
            if let before {
              request.mutableEndTime.set(unixMicroseconds: before.0)
              request.mutableEndTime.nanos += before.1
            }
          })
        return page.entries.count
      }
      let counts = [
        try await count(from: (at, 0), before: nil), try await count(from: (at, 1), before: nil),
        try await count(from: nil, before: (at, 0)), try await count(from: nil, before: (at, 1)),
      ]
      #expect(counts == [1, 0, 0, 1])
    }
  }

  @Test("a stream ends with OK at the end of the log, or where it was asked to")
  func streamToEnd() async throws {
    var limits = APILimits()
    limits.streamedEntryCount = 2
    try await ServiceUnderTest.run(limits: limits) { service in
      for _ in 0..<3 { _ = try await service.submitted() }
      let head = service.engine.headSequence
      let all = try await Self.sequences(service) { _ in }
      #expect(all == Array(1...head))
      let part = try await Self.sequences(service) { request in
        request.afterSequence = 1
        request.throughSequence = 4
      }
      #expect(part == [2, 3, 4])
      let none = try await Self.sequences(service) { $0.afterSequence = head }
      #expect(none == [])
    }
  }

  private static func sequences(
    _ service: ServiceUnderTest, _ fill: (CountersignV1.StreamAuditEntriesRequest) -> Void
  ) async throws -> [Int64] {
    let stream: Stream = try service.open(AuditMethods.streamAuditEntries, Arena.make(fill))
    var sequences: [Int64] = []
    while let message = try await stream.next() {
      sequences += message.entries.map(\.sequence)
      #expect(message.entries.isEmpty || message.throughSequence == message.entries.last?.sequence)
    }
    #expect(await stream.end() == nil)
    return sequences
  }

  @Test("a following stream gets each new entry, a sign of life in silence, and UNAVAILABLE at the end")
  func follow() async throws {
    try await ServiceUnderTest.run { service in
      let stream: Stream = try service.open(
        AuditMethods.streamAuditEntries,
        Arena.make { (request: CountersignV1.StreamAuditEntriesRequest) in request.follow = true })
      let first = try await stream.expectNext()
      #expect(first.caughtUp)
      #expect(first.throughSequence == service.engine.headSequence)
      let auditID = try await service.submitted()
      let second = try await stream.expectNext()
      #expect(second.entries.map(\.auditID) == [auditID])
      #expect(second.caughtUp)
      // The stream may begin to wait after this, so the clock goes on until the sign came.
      let mover = Task {
        while !Task.isCancelled {
          service.clock.advance(seconds: 15)
          service.engine.moveClocks()
          await Task.yield()
        }
      }
      let sign = try await stream.expectNext()
      mover.cancel()
      await mover.value
      #expect(sign.entries.isEmpty)
      #expect(sign.throughSequence == second.throughSequence)
      #expect(sign.caughtUp)
      service.engine.stop()
      service.engine.moveClocks()
      while try await stream.next() != nil {}
      let end = try RefusedCall(try #require(await stream.end()))
      #expect(end.code == .unavailable)
    }
  }

  @Test("a whole chain verifies, and so does a part")
  func verify() async throws {
    try await ServiceUnderTest.run { service in
      for _ in 0..<3 { _ = try await service.submitted() }
      let whole: CountersignV1.VerifyAuditTrailResponse = try await service.call(
        AuditMethods.verifyAuditTrail, Arena.make { (_: CountersignV1.VerifyAuditTrailRequest) in })
      #expect(whole.valid)
      #expect(whole.entriesVerified == service.engine.headSequence)
      #expect(whole.verifiedThroughSequence == service.engine.headSequence)
      #expect(whole.headHash.count == 32)
      #expect(whole.origin == service.engine.origin)
      #expect(whole.error.isEmpty)
      let part: CountersignV1.VerifyAuditTrailResponse = try await service.call(
        AuditMethods.verifyAuditTrail,
        Arena.make { (request: CountersignV1.VerifyAuditTrailRequest) in
          request.fromSequence = 2
          request.throughSequence = 3
        })
      #expect(part.valid)
      #expect(part.entriesVerified == 2)
    }
  }

  @Test("a break is an answer that names every break")
  func breaks() {
    var verifier = ChainVerifier(origin: "o")
    var writer = ChainWriter(head: ChainWriter.emptyHead(origin: "o"))
    var entry = writer.append(
      EntryDraft(auditID: "", eventType: "x", actor: "system", timestampMicroseconds: 1, dataJSON: Array("{}".utf8)))
    entry.actor = "mallory\u{0}"
    verifier.verify(entry)
    let response = CountersignV1.VerifyAuditTrailResponse(in: Arena())
    response.fill(verifier.verification)
    #expect(!response.valid)
    #expect(response.firstInvalidSequence == 1)
    #expect(response.breaks.map(\.sequence) == [1])
    #expect(!response.error.isEmpty)
    // The damaged entry itself can still be sent.
    #expect(throws: Never.self) { try Arena().entry(entry).sealed() }
  }
}
