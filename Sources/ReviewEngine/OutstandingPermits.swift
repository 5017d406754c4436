import AuditTrail
import ReviewCore
import ReviewStore

/// A permit that was issued and of which nothing is recorded since.
public struct OutstandingPermit: Hashable, Sendable {
  public let permitID: AuditID
  public let auditID: AuditID
  /// Who holds it.
  public let executorID: String
  /// When it ends.
  public let expiresAt: Instant
}

extension ReviewEngine {
  /// The permits of these reviews, which never change once they were issued.
  func outstandingPermits(_ reviews: [AuditID]) async throws(Refusal) -> [OutstandingPermit] {
    var permits: [OutstandingPermit] = []
    var rest = reviews[...]
    while !rest.isEmpty {
      let page = Array(rest.prefix(limits.recordPageCount))
      rest = rest.dropFirst(page.count)
      do throws(Refusal) {
        permits += try await self.reviews(page, through: headSequence).compactMap(OutstandingPermit.init)
      } catch {
        throw error.reason == .storeUnavailable ? .recordedButUnreadable(headSequence) : error
      }
    }
    return permits
  }
}

extension OutstandingPermit {
  fileprivate init?(_ record: ReviewRecord) {
    guard let execution = record.execution else { return nil }
    permitID = execution.permit.permitID
    auditID = record.state.auditID
    executorID = execution.executorID
    expiresAt = execution.permit.expiresAt
  }
}
