import AuditTrail
import ReviewCore
import ReviewStore

/// A batch as the values of `Statement.append`: one array for each column.
enum AppendValues {
  static func encode(_ batch: AppendBatch, chain: Int32, fence: Int64) -> BinaryValues {
    let textBytes = batch.entries.reduce(0) { $0 + $1.canonicalJSON.count }
    var values = BinaryValues(
      reservingCapacity: textBytes + 320 * batch.entries.count + 256 * batch.reviews.count + 512)
    values.add(chain)
    values.add(batch.expectedHead.sequence)
    values.add(batch.expectedHead.hash)
    values.add(fence)
    addEntries(batch.entries, to: &values)
    addRequests(batch.requests, to: &values)
    addReviews(batch.reviews, to: &values)
    return values
  }

  private static func addEntries(_ entries: [AuditEntry], to values: inout BinaryValues) {
    values.add(.timestamp, entries) { $0.append(timestampMicroseconds: $1.timestampMicroseconds) }
    values.add(.text, entries) { $0.append($1.auditID) }
    values.add(.text, entries) { $0.append($1.eventType) }
    values.add(.text, entries) { $0.append($1.actor) }
    values.add(.text, entries) { $0.append($1.canonicalJSON) }
    values.add(.bytes, entries) { $0.append($1.currentHash) }
  }

  private static func addRequests(_ requests: [RequestRecord], to values: inout BinaryValues) {
    values.add(.bytes, requests) { $0.append($1.key.digest) }
    values.add(.bytes, requests) { $0.append($1.requestDigest) }
    values.add(.uuid, requests) { $0.append($1.auditID) }
    values.add(.bigint, requests) { $0.append($1.sequence) }
  }

  private static func addReviews(_ reviews: [ReviewProjection], to values: inout BinaryValues) {
    values.add(.uuid, reviews) { $0.append($1.auditID) }
    values.add(.boolean, reviews) { $0.append(UInt8($1.isNew ? 1 : 0)) }
    values.add(.boolean, reviews) { $0.append(UInt8($1.isWaiting ? 1 : 0)) }
    values.add(.text, reviews) { $0.append($1.status) }
    values.add(.text, reviews) { $0.append($1.userID) }
    values.add(.text, reviews) { $0.append($1.domain) }
    values.add(.text, reviews) { $0.append($1.actionType) }
    values.add(.bytes, reviews) { $0.append($1.actionDigest) }
    values.add(.text, reviews) { $0.append($1.reviewerRole) }
    values.add(.bigint, reviews) { $0.append($1.lastSequence) }
  }
}
