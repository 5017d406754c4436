import AuditTrail
import Messages
import MessagesBase
import Testing

@testable import ReviewAPI

@Suite("Reviews as they are shown")
struct RenderingTests {
  private static func fill(_ request: CountersignV1.SubmitQueryRequest) {
    request.queryText = String(repeating: "👩‍👩‍👧é", count: 100)
    request.containsMNPI = true
    request.modelConfidence = 0.65
    request.domain = "derivatives"
    request.mutableTransactionAmount.nanos = 500_000_000
    request.labels.append(key: "desk", value: "rates")
    request.mutableOrigin.agentID = "rebalancer-7"
    request.mutableOrigin.onBehalfOf = "client-9"
    request.mutableValidUntil.seconds = ManualClock.start.unixMicroseconds / 1_000_000 + 3_600
    request.mutableRagResponse.fields.append(key: "size", value: Arena.make { $0.numberValue = 12.5 })
  }

  @Test("FULL has everything, with the clock of the moment")
  func full() async throws {
    try await ServiceUnderTest.run { service in
      let auditID = try #require(try await service.submit(Self.fill).review?.auditID)
      _ = try await service.review(
        Arena.opinion(auditID, role: "CFO") { request in
          let evidence = request.evidence.appendNew()
          evidence.source = "10-Q"
          evidence.uri = "https://example.org/10q"
          evidence.sha256 = [UInt8](repeating: 7, count: 32)
        })
      service.clock.advance(seconds: 60)
      let review = try await service.read(auditID)
      #expect(review.view == .full)
      #expect(review.userID == "trader-1")
      #expect(review.queryText == String(repeating: "👩‍👩‍👧é", count: 100))
      #expect(review.transactionAmount?.currencyCode == "USD")
      #expect(review.transactionAmount?.units == 8_000_000)
      #expect(review.transactionAmount?.nanos == 500_000_000)
      #expect(review.containsMNPI)
      #expect(review.modelConfidence == 0.65)
      #expect(review.domain == "derivatives")
      #expect(review.labels.dictionary == ["desk": "rates"])
      #expect(review.origin?.agentID == "rebalancer-7")
      #expect(review.origin?.onBehalfOf == "client-9")
      #expect(review.ragResponse?.fields[key: "size"]??.numberValue == 12.5)
      #expect(review.risk?.level == .critical)
      #expect(review.status == .inReview)
      #expect(review.version == 2)
      #expect(review.auditSequence == service.engine.headSequence)
      #expect(review.sla?.state == .onTrack)
      #expect(review.sla?.elapsed?.seconds == 60)
      #expect(review.sla?.remaining?.seconds == 7_140)
      #expect(review.sla?.asOf?.unixMicroseconds == service.clock.now().unixMicroseconds)
      #expect(review.routing.map { $0.requirements.map(\.met) } == [1, 0])
      #expect(review.opinions.first?.supportingEvidence == longEvidence)
      #expect(review.opinions.first?.evidence.first?.uri == "https://example.org/10q")
    }
  }

  @Test("action_digest is that of action_json, which holds what was submitted")
  func digest() async throws {
    try await ServiceUnderTest.run { service in
      let review = try #require(try await service.submit(Self.fill).review)
      #expect(SHA256.hash("countersign-action/v1\n", Array(review.actionJSON.utf8)).bytes == review.actionDigest)
      let json = try JSONValue(parsing: Array(review.actionJSON.utf8))
      #expect(json["rag_response"]?["size"] == .number(12.5))
      #expect(json["transaction_amount"]?["amount"] == .string("8000000.5"))
      #expect(json["model_confidence"] == .string("0.65"))
    }
  }

  @Test("BASIC leaves out what is long, and cuts the text between two scalars")
  func basic() async throws {
    try await ServiceUnderTest.run { service in
      let auditID = try #require(try await service.submit(Self.fill).review?.auditID)
      _ = try await service.review(Arena.opinion(auditID, role: "CFO") { $0.evidence.appendNew().source = "10-Q" })
      let list: CountersignV1.ListPendingReviewsResponse = try await service.call(
        ReviewMethods.listPendingReviews, Arena.make { (_: CountersignV1.ListPendingReviewsRequest) in })
      let review = try #require(list.reviews.first)
      #expect(review.view == .basic)
      #expect(review.queryText.unicodeScalars.count == 256)
      #expect(String(repeating: "👩‍👩‍👧é", count: 100).unicodeScalars.starts(with: review.queryText.unicodeScalars))
      #expect(review.ragResponse == nil)
      #expect(review.actionJSON.isEmpty)
      #expect(review.opinions.count == 1)
      #expect(review.opinions.first?.reviewerID == "jane")
      #expect(review.opinions.first?.supportingEvidence == "")
      #expect(review.opinions.first?.evidence.isEmpty == true)
      #expect(review.risk?.level == .critical)
      #expect(review.actionDigest.count == 32)
      #expect(review.sla != nil)
    }
  }

  @Test("a short text is not cut", arguments: ["", "a", String(repeating: "x", count: 256)])
  func uncut(_ text: String) { #expect(text.prefix(scalars: 256) == text) }
}
