import AuditTrail
import Testing

enum StatementExample {
  static let digest = SHA256.hash("countersign-action/v1\n", Array(#"{"query_text":"x","user_id":"u"}"#.utf8))

  static let permit = PermitStatement(
    origin: "countersign.local/1", permitID: "p-1", auditID: "a-1", actionDigest: digest, outcome: .modified,
    amount: StatementAmount(currencyCode: "USD", units: 8_000_000, nanos: 500_000_000), reviewers: ["anna", "boris"],
    policyVersion: "v", executorID: "desk-7", issuedAtMicroseconds: 1_767_225_600_000_000,
    expiresAtMicroseconds: 1_767_225_900_000_001)

  static let permitJSON =
    #"{"action_digest":"d6ac160db34358d7da2fc329f0c65a8002834008e91b672d5a22947882b6a057","#
    + #""amount":{"amount":"8000000.5","currency_code":"USD"},"audit_id":"a-1","executor_id":"desk-7","#
    + #""expires_at":"2026-01-01T00:05:00.000001Z","issued_at":"2026-01-01T00:00:00.000000Z","#
    + #""origin":"countersign.local/1","outcome":"DECISION_OUTCOME_MODIFIED","permit_id":"p-1","policy_version":"v","#
    + #""reviewers":["anna","boris"],"typ":"countersign-permit","v":"1"}"#

  static let receipt = ReceiptStatement(
    origin: "countersign.local/1", auditID: "a-1", actionDigest: digest, effectiveActionDigest: digest,
    status: .approved,
    opinions: [
      ReceiptStatement.Opinion(
        reviewerID: "anna", reviewerRole: "CFO", outcome: "DECISION_OUTCOME_APPROVED", counts: true,
        createdAtMicroseconds: 1_767_225_600_000_000)
    ], policyVersion: "v", decidedAtMicroseconds: 1_767_225_600_000_000, sequence: 17, previousHash: digest)

  static let receiptJSON =
    #"{"action_digest":"d6ac160db34358d7da2fc329f0c65a8002834008e91b672d5a22947882b6a057","audit_id":"a-1","#
    + #""decided_at":"2026-01-01T00:00:00.000000Z","#
    + #""effective_action_digest":"d6ac160db34358d7da2fc329f0c65a8002834008e91b672d5a22947882b6a057","#
    + #""opinions":[{"counts":true,"created_at":"2026-01-01T00:00:00.000000Z","outcome":"DECISION_OUTCOME_APPROVED","#
    + #""reviewer_id":"anna","reviewer_role":"CFO"}],"origin":"countersign.local/1","policy_version":"v","#
    + #""previous_hash":"d6ac160db34358d7da2fc329f0c65a8002834008e91b672d5a22947882b6a057","sequence":"17","#
    + #""status":"REVIEW_STATUS_APPROVED","typ":"countersign-receipt","v":"1"}"#
}

@Suite("What is signed") struct StatementTests {
  @Test("a permit's bytes are those that are published, and are read back (domain.md §4 Execution)")
  func permit() throws {
    #expect(String(decoding: StatementExample.permit.canonicalJSON, as: UTF8.self) == StatementExample.permitJSON)
    #expect(try PermitStatement(parsing: Array(StatementExample.permitJSON.utf8)) == StatementExample.permit)
    var moveless = StatementExample.permit
    moveless.amount = nil
    moveless.reviewers = []
    #expect(try PermitStatement(parsing: moveless.canonicalJSON) == moveless)
  }

  @Test("a receipt's bytes are those that are published, and are read back") func receipt() throws {
    #expect(String(decoding: StatementExample.receipt.canonicalJSON, as: UTF8.self) == StatementExample.receiptJSON)
    #expect(try ReceiptStatement(parsing: Array(StatementExample.receiptJSON.utf8)) == StatementExample.receipt)
    var cancelled = StatementExample.receipt
    cancelled.status = .cancelled
    cancelled.effectiveActionDigest = nil
    cancelled.opinions = []
    #expect(try ReceiptStatement(parsing: cancelled.canonicalJSON) == cancelled)
  }

  @Test(
    "what is no permit is refused, and it is said why",
    arguments: [
      ("{", "", StatementError.malformed), ("\"v\":\"1\"}", "\"v\":\"1\"} ", .notCanonical),
      ("{\"action", "{ \"action", .notCanonical), ("\"p-1\"", "\"\\u0070-1\"", .notCanonical),
      ("\"v\":\"1\"", "\"v\":\"1\",\"x\":\"y\"", .notCanonical), ("\"v\":\"1\"", "\"v\":\"2\"", .unknownVersion),
      ("\"v\":\"1\"", "\"v\":1", .unknownVersion), (",\"v\":\"1\"", "", .unknownVersion),
      ("\"v\":\"1\"", "\"v\":\"1\",\"v\":\"1\"", .malformed),
      ("countersign-permit", "countersign-receipt", .wrongType),
      ("\"typ\":\"countersign-permit\",", "", .wrongType),
      ("d6ac", "D6ac", .invalidMember("action_digest")), ("d6ac", "", .invalidMember("action_digest")),
      ("\"8000000.5\"", "\"8000000.50\"", .invalidMember("amount")),
      ("\"8000000.5\"", "8000000.5", .invalidMember("amount")), ("\"8000000.5\"", "\"-1\"", .invalidMember("amount")),
      ("\"USD\"", "\"\"", .invalidMember("amount")),
      (",\"currency_code\":\"USD\"", "", .invalidMember("amount")),
      ("\"currency_code\":\"USD\"", "\"currency_code\":\"USD\",\"x\":null", .notCanonical),
      ("\"a-1\"", "\"\"", .invalidMember("audit_id")), ("\"audit_id\":\"a-1\",", "", .invalidMember("audit_id")),
      ("\"desk-7\"", "null", .invalidMember("executor_id")),
      ("05:00.000001Z", "05:00.00001Z", .invalidMember("expires_at")),
      ("2026-01-01T00:05", "2026-02-30T00:05", .invalidMember("expires_at")),
      ("00:00.000000Z", "00:60.000000Z", .invalidMember("issued_at")),
      ("\"countersign.local/1\"", "[]", .invalidMember("origin")),
      ("DECISION_OUTCOME_MODIFIED", "DECISION_OUTCOME_REJECTED", .invalidMember("outcome")),
      ("\"p-1\"", "\"\"", .invalidMember("permit_id")),
      ("\"policy_version\":\"v\"", "\"policy_version\":{}", .invalidMember("policy_version")),
      ("[\"anna\",\"boris\"]", "\"anna\"", .invalidMember("reviewers")),
      ("\"boris\"", "7", .invalidMember("reviewers")),
    ])
  func refusedPermit(part: String, replacement: String, error: StatementError) throws {
    let text = StatementExample.permitJSON
    let range = try #require(text.firstRange(of: part))
    let changed = text.replacing(range, with: replacement)
    #expect(changed != text)
    #expect(throws: error) { try PermitStatement(parsing: Array(changed.utf8)) }
  }

  @Test(
    "what is no receipt is refused, and it is said why",
    arguments: [
      ("countersign-receipt", "countersign-permit", StatementError.wrongType),
      ("\"sequence\":\"17\"", "\"sequence\":\"017\"", .notCanonical),
      ("\"sequence\":\"17\"", "\"sequence\":\"0\"", .invalidMember("sequence")),
      ("\"sequence\":\"17\"", "\"sequence\":17", .invalidMember("sequence")),
      ("REVIEW_STATUS_APPROVED", "REVIEW_STATUS_PENDING", .invalidMember("status")),
      ("\"counts\":true", "\"counts\":\"true\"", .invalidMember("opinions[0].counts")),
      ("\"counts\":true", "\"counts\":true,\"d\":1", .notCanonical),
      ("\"anna\"", "\"\"", .invalidMember("opinions[0].reviewer_id")),
      ("\"opinions\":[", "\"opinions\":[7,", .invalidMember("opinions")),
      ("\"previous_hash\":\"d6", "\"previous_hash\":\"z6", .invalidMember("previous_hash")),
    ])
  func refusedReceipt(part: String, replacement: String, error: StatementError) throws {
    let text = StatementExample.receiptJSON
    let range = try #require(text.firstRange(of: part))
    let changed = text.replacing(range, with: replacement)
    #expect(throws: error) { try ReceiptStatement(parsing: Array(changed.utf8)) }
  }

  @Test("no bytes and no other JSON are statements")
  func noStatements() {
    for text in ["", "null", "[]", "\"\"", "{}", "\u{0}"] {
      #expect(throws: StatementError.self) { try PermitStatement(parsing: Array(text.utf8)) }
      #expect(throws: StatementError.self) { try ReceiptStatement(parsing: Array(text.utf8)) }
    }
  }

  @Test(
    "an amount has one text",
    arguments: [
      ("0", 0, 0), ("8000000", 8_000_000, 0), ("0.5", 0, 500_000_000), ("1.000000001", 1, 1),
      ("9223372036854775807.999999999", Int64.max, 999_999_999),
    ] as [(String, Int64, Int32)])
  func amounts(text: String, units: Int64, nanos: Int32) {
    let amount = StatementAmount(currencyCode: "USD", units: units, nanos: nanos)
    #expect(amount?.amountText == text)
    #expect(StatementAmount(currencyCode: "USD", amountText: text) == amount)
  }

  @Test(
    "other texts are no amounts",
    arguments: [
      "", ".", "1.", ".5", "01", "1.0", "0.50", "+1", "-1", "1e3", " 1", "1 ", "1,000", "1.0000000001", "1.-5", "1.+5",
      "9223372036854775808", "1.5.5", "0x1", "١",
    ])
  func noAmounts(text: String) { #expect(StatementAmount(currencyCode: "USD", amountText: text) == nil) }

  @Test("an amount is within another of the same currency that is no less") func within() throws {
    func amount(_ text: String, _ currency: String = "USD") -> StatementAmount {
      StatementAmount(currencyCode: currency, amountText: text)!
    }
    #expect(amount("1").isWithin(amount("1")))
    #expect(amount("0.999999999").isWithin(amount("1")))
    #expect(!amount("1.000000001").isWithin(amount("1")))
    #expect(!amount("1", "EUR").isWithin(amount("1")))
    #expect(StatementAmount(currencyCode: "", units: 1, nanos: 0) == nil)
    #expect(StatementAmount(currencyCode: "USD", units: -1, nanos: 0) == nil)
    #expect(StatementAmount(currencyCode: "USD", units: 1, nanos: -1) == nil)
    #expect(StatementAmount(currencyCode: "USD", units: 1, nanos: 1_000_000_000) == nil)
  }
}

extension String {
  fileprivate func replacing(_ range: Range<Index>, with replacement: String) -> String {
    self[..<range.lowerBound] + replacement + self[range.upperBound...]
  }
}
