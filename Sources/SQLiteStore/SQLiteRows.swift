import AuditTrail
import ReviewCore
import ReviewStore

let headSQL = "SELECT sequence, hash, timestamp_microseconds FROM head"
/// The columns of an entry in the order that `SQLiteStatement.entry()` reads.
let entryColumns =
  "sequence, audit_id, event_type, timestamp_microseconds, actor, previous_hash, current_hash, canonical_json"

/// - Throws: `.damaged` when the row is gone.
func readHead(_ statement: SQLiteStatement, path: String) throws(StoreError) -> ChainHead {
  defer { statement.reset() }
  guard try statement.next() else { throw StoreError(.damaged, "\(path): the chain has no head") }
  return ChainHead(
    sequence: statement.integer(0), hash: statement.digest(1), timestampMicroseconds: statement.integer(2))
}

extension SQLiteStatement {
  /// The row as an entry, unverified.
  func entry() -> AuditEntry {
    AuditEntry(
      sequence: integer(0), auditID: text(1), eventType: text(2), timestampMicroseconds: integer(3), actor: text(4),
      canonicalJSON: bytes(7), previousHash: digest(5), currentHash: digest(6))
  }

  /// All rows that are left, as entries.
  func entries() throws(StoreError) -> [AuditEntry] {
    var entries: [AuditEntry] = []
    while try next() { entries.append(entry()) }
    return entries
  }

  /// All rows that are left, as ids; a value that is none is `.damaged`.
  func auditIDs(path: String) throws(StoreError) -> [AuditID] {
    var auditIDs: [AuditID] = []
    while try next() {
      guard let auditID = auditID(0) else {
        reset()
        throw StoreError(.damaged, "\(path): a review's id is not 16 bytes long")
      }
      auditIDs.append(auditID)
    }
    return auditIDs
  }

  func auditID(_ column: Int32) -> AuditID? {
    withBytes(column) { raw in
      raw.count == 16
        ? AuditID(
          high: UInt64(bigEndian: raw.loadUnaligned(as: UInt64.self)),
          low: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        : nil
    }
  }
}

extension AuditID {
  /// The 16 bytes in the order in which ids sort.
  func withBigEndianBytes<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian), body)
  }

  var bigEndianBytes: [UInt8] { withBigEndianBytes { Array($0) } }
}
