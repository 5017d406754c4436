import AuditTrail
import ReviewCore

// The data of permits, reports, lapses and reconciliations.
extension EventEncoding {
  static func encode(
    _ authorized: ReviewEvent.ExecutionAuthorized, _ command: Int64, _ writer: inout CanonicalJSONWriter
  ) {
    writer.object { data in
      data.key("action_digest")
      data.digest(authorized.actionDigest)
      data.key("amount")
      data.money(authorized.amount)
      data.command(command)
      data.key("executor_id")
      data.string(authorized.executorID)
      data.key("issued_at")
      data.instant(authorized.issuedAt)
      data.key("key_id")
      data.string(authorized.keyID)
      data.key("permit_expires_at")
      data.instant(authorized.expiresAt)
      data.key("permit_id")
      data.string(authorized.permitID.text)
      data.request(authorized.request)
      data.key("signature")
      data.hexadecimal(authorized.signature)
      data.key("statement")
      data.string(authorized.statement)
      data.version()
    }
  }

  static func encode(
    _ reported: ReviewEvent.ExecutionReported, _ command: Int64, _ writer: inout CanonicalJSONWriter
  ) {
    writer.object { data in
      data.command(command)
      data.key("detail")
      data.present(reported.detail)
      data.key("executed_amount")
      data.money(reported.executedAmount)
      data.key("executed_at")
      data.instant(reported.executedAt)
      data.key("executor_id")
      data.string(reported.executorID)
      data.key("permit_id")
      data.string(reported.permitID.text)
      data.key("reference")
      data.present(reported.reference)
      data.request(reported.request)
      data.key("state")
      data.string(reported.state.contractName)
      data.version()
    }
  }

  static func encode(_ lapsed: ReviewEvent.ExecutionLapsed, _ command: Int64, _ writer: inout CanonicalJSONWriter) {
    writer.object { data in
      data.command(command)
      data.key("executor_id")
      data.string(lapsed.executorID)
      data.key("permit_expires_at")
      data.instant(lapsed.expiresAt)
      data.key("permit_id")
      data.string(lapsed.permitID.text)
      data.version()
    }
  }

  static func encode(
    _ reconciled: ReviewEvent.ExecutionReconciled, _ command: Int64, _ writer: inout CanonicalJSONWriter
  ) {
    writer.object { data in
      data.command(command)
      data.key("executed_amount")
      data.money(reconciled.executedAmount)
      data.key("justification")
      data.string(reconciled.justification)
      data.key("permit_id")
      data.string(reconciled.permitID.text)
      data.key("reconciler_id")
      data.string(reconciled.reconcilerID)
      data.key("reference")
      data.present(reconciled.reference)
      data.request(reconciled.request)
      data.key("state")
      data.string(reconciled.state.contractName)
      data.version()
    }
  }
}
