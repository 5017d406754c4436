import AuditTrail
import ReviewCore

// Reads permits, reports, lapses and reconciliations back.
extension EventDecoding {
  /// - Returns: nil for another type.
  static func executionEvent(_ eventType: String, _ data: JSONValue) throws(UnreadableEntry) -> ReviewEvent? {
    switch eventType {
    case "execution.authorized": .executionAuthorized(try authorized(data))
    case "execution.reported": .executionReported(try reported(data))
    case "execution.lapsed": .executionLapsed(try lapsed(data))
    case "execution.reconciled": .executionReconciled(try reconciled(data))
    default: nil
    }
  }

  private static func authorized(_ data: JSONValue) throws(UnreadableEntry) -> ReviewEvent.ExecutionAuthorized {
    guard let digest = try data.digest("action_digest") else { throw UnreadableEntry(detail: "action_digest is null") }
    return ReviewEvent.ExecutionAuthorized(
      request: try request(data), permitID: try data.identifier("permit_id"), executorID: try data.text("executor_id"),
      actionDigest: digest, amount: try data.money("amount"), issuedAt: try data.requiredInstant("issued_at"),
      expiresAt: try data.requiredInstant("permit_expires_at"), statement: try data.text("statement"),
      keyID: try data.text("key_id"), signature: try data.hexadecimal("signature"))
  }

  private static func reported(_ data: JSONValue) throws(UnreadableEntry) -> ReviewEvent.ExecutionReported {
    ReviewEvent.ExecutionReported(
      request: try request(data), permitID: try data.identifier("permit_id"), executorID: try data.text("executor_id"),
      state: try data.named("state"), reference: try data.textOrEmpty("reference"),
      detail: try data.textOrEmpty("detail"), executedAmount: try data.money("executed_amount"),
      executedAt: try data.instant("executed_at"))
  }

  private static func lapsed(_ data: JSONValue) throws(UnreadableEntry) -> ReviewEvent.ExecutionLapsed {
    ReviewEvent.ExecutionLapsed(
      permitID: try data.identifier("permit_id"), executorID: try data.text("executor_id"),
      expiresAt: try data.requiredInstant("permit_expires_at"))
  }

  private static func reconciled(_ data: JSONValue) throws(UnreadableEntry) -> ReviewEvent.ExecutionReconciled {
    ReviewEvent.ExecutionReconciled(
      request: try request(data), permitID: try data.identifier("permit_id"),
      reconcilerID: try data.text("reconciler_id"), state: try data.named("state"),
      reference: try data.textOrEmpty("reference"), justification: try data.text("justification"),
      executedAmount: try data.money("executed_amount"))
  }
}

extension JSONValue {
  fileprivate func identifier(_ key: String) throws(UnreadableEntry) -> AuditID {
    guard let identifier = AuditID(text: try text(key)) else { throw UnreadableEntry(detail: "\(key) is no id") }
    return identifier
  }

  /// Bytes of hexadecimal, as many as there are.
  fileprivate func hexadecimal(_ key: String) throws(UnreadableEntry) -> [UInt8] {
    let digits = try text(key).utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count - 1, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { break }
      bytes.append(UInt8(high << 4 | low))
    }
    guard 2 * bytes.count == digits.count else { throw UnreadableEntry(detail: "\(key) is no hexadecimal") }
    return bytes
  }
}
