import AuditTrail
import ReviewCore
import Testing

@testable import ReviewEngine

/// The bytes that auditors hash: they never change, keys are only ever added (domain.md §6).
@Suite("Golden bytes of executions")
struct ExecutionGoldenTests {
  private static let at = Instant(unixMicroseconds: 1_769_903_999_000_001)
  private static let atJSON = #""2026-01-31T23:59:59.000001Z""#
  private static let permitID = AuditID(high: 0x0193_26b4_0000_7000, low: 0x8000_0000_0000_0001)
  private static let permitJSON = #""019326b4-0000-7000-8000-000000000001""#
  private static let digest = ActionDigest(Array(repeating: 0xAB, count: 32))!
  private static let request = ReviewEvent.RequestReference(id: "r-1", digest: Array(repeating: 0xCD, count: 32))
  private static let requestJSON =
    #""request_digest":"\#(String(repeating: "cd", count: 32))","request_id":"r-1""#
  private static let money = Money(currencyCode: "USD", amount: Amount(units: 7, nanos: 500_000_000))
  private static let moneyJSON = #"{"amount":"7.5","currency_code":"USD"}"#

  private static func text(_ event: ReviewEvent) -> String {
    String(decoding: EventEncoding.data(of: event, command: 17), as: UTF8.self)
  }

  @Test("execution.authorized")
  func authorized() {
    let event = ReviewEvent.ExecutionAuthorized(
      request: Self.request, permitID: Self.permitID, executorID: "bot", actionDigest: Self.digest,
      amount: Self.money, issuedAt: Self.at, expiresAt: Self.at, statement: #"{"v":"1"}"#, keyID: "k1",
      signature: Array(repeating: 0x0F, count: 64))
    #expect(
      Self.text(.executionAuthorized(event))
        == #"{"action_digest":"\#(String(repeating: "ab", count: 32))","amount":\#(Self.moneyJSON),"command":"17","#
        + #""executor_id":"bot","issued_at":\#(Self.atJSON),"key_id":"k1","permit_expires_at":\#(Self.atJSON),"#
        + #""permit_id":\#(Self.permitJSON),\#(Self.requestJSON),"signature":"\#(String(repeating: "0f", count: 64))","#
        + #""statement":"{\"v\":\"1\"}","v":"1"}"#)
  }

  @Test("execution.reported")
  func reported() {
    let event = ReviewEvent.ExecutionReported(
      permitID: Self.permitID, executorID: "bot", state: .outcomeUnknown, detail: "lost the answer")
    #expect(
      Self.text(.executionReported(event))
        == #"{"command":"17","detail":"lost the answer","executed_amount":null,"executed_at":null,"#
        + #""executor_id":"bot","permit_id":\#(Self.permitJSON),"reference":null,"request_digest":null,"#
        + #""request_id":null,"state":"STATE_OUTCOME_UNKNOWN","v":"1"}"#)
    let full = ReviewEvent.ExecutionReported(
      request: Self.request, permitID: Self.permitID, executorID: "bot", state: .executed, reference: "T-1",
      executedAmount: Self.money, executedAt: Self.at)
    #expect(
      Self.text(.executionReported(full))
        == #"{"command":"17","detail":null,"executed_amount":\#(Self.moneyJSON),"executed_at":\#(Self.atJSON),"#
        + #""executor_id":"bot","permit_id":\#(Self.permitJSON),"reference":"T-1",\#(Self.requestJSON),"#
        + #""state":"STATE_EXECUTED","v":"1"}"#)
  }

  @Test("execution.lapsed and execution.reconciled")
  func ends() {
    #expect(
      Self.text(.executionLapsed(.init(permitID: Self.permitID, executorID: "bot", expiresAt: Self.at)))
        == #"{"command":"17","executor_id":"bot","permit_expires_at":\#(Self.atJSON),"permit_id":\#(Self.permitJSON),"#
        + #""v":"1"}"#)
    let event = ReviewEvent.ExecutionReconciled(
      request: Self.request, permitID: Self.permitID, reconcilerID: "rita", state: .notExecuted,
      justification: "asked the bank")
    #expect(
      Self.text(.executionReconciled(event))
        == #"{"command":"17","executed_amount":null,"justification":"asked the bank","permit_id":\#(Self.permitJSON),"#
        + #""reconciler_id":"rita","reference":null,\#(Self.requestJSON),"state":"STATE_NOT_EXECUTED","v":"1"}"#)
  }
}
