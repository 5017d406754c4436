import Logging
import ReviewEngine
import Synchronization

/// What an operator must know of: a line in the log at error level or above, and a number in /metrics (domain.md §7).
final class Alerts: Sendable {
  private let storeFailures = Atomic(0)
  private let chainBreaks = Atomic(0)
  private let reviewsBlocked = Atomic(0)
  private let outcomesUnknown = Atomic(0)

  /// Since the start, by kind.
  var counts: [(kind: String, count: Int)] {
    [
      ("chain_broken", chainBreaks.load(ordering: .relaxed)),
      ("outcome_unknown", outcomesUnknown.load(ordering: .relaxed)),
      ("review_blocked", reviewsBlocked.load(ordering: .relaxed)),
      ("store_failed", storeFailures.load(ordering: .relaxed)),
    ]
  }

  func note(_ report: EngineReport, log: Logger) {
    switch report {
    case .storeFailed(let detail):
      storeFailures.add(1, ordering: .relaxed)
      log.error("the store failed: calls that write are refused", metadata: ["detail": "\(detail)"])
    case .storeRecovered: log.notice("the store works again")
    case .policyReplaced(let inForce, let given):
      log.warning(
        "the policy in force was replaced by the one given at this start",
        metadata: ["was": "\(inForce)", "is": "\(given)"])
    case .reviewerWarning(let reviewerID, let detail):
      log.warning(
        "a reviewer approves nearly everything", metadata: ["reviewer": "\(reviewerID)", "detail": "\(detail)"])
    case .chainBroken(let sequence):
      chainBreaks.add(1, ordering: .relaxed)
      log.critical(
        "the audit trail failed verification: calls that write are refused", metadata: ["sequence": "\(sequence)"])
    case .outcomeUnknown(let auditID, let permitID, let executorID, let isLapse):
      outcomesUnknown.add(1, ordering: .relaxed)
      log.critical(
        isLapse
          ? "a permit ended without a report: nobody knows whether it was executed"
          : "an executor does not know what became of its permit",
        metadata: ["audit_id": "\(auditID.text)", "permit_id": "\(permitID.text)", "executor_id": "\(executorID)"])
    case .reviewBlocked(let auditID, let reason):
      reviewsBlocked.add(1, ordering: .relaxed)
      log.error(
        "an error inside the workflow blocked a review: only an override releases it",
        metadata: ["audit_id": "\(auditID.text)", "reason": "\(reason)"])
    }
  }
}
