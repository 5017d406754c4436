import AuditTrail
import CLibPQ
import ReviewCore
import ReviewStore

/// The rows of an answer in the binary format. Never changed once it is there, so that any thread may read it.
final class Rows: @unchecked Sendable {
  private let result: OpaquePointer

  /// Takes the result over.
  init(taking result: OpaquePointer) { self.result = result }

  deinit { PQclear(result) }

  var count: Int { Int(PQntuples(result)) }

  func withBytes<Value>(_ row: Int, _ column: Int, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
    let start = PQgetvalue(result, Int32(row), Int32(column))
    return body(UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, Int32(row), Int32(column)))))
  }

  func bytes(_ row: Int, _ column: Int) -> [UInt8] { withBytes(row, column) { Array($0) } }

  func text(_ row: Int, _ column: Int) -> String { withBytes(row, column) { String(decoding: $0, as: UTF8.self) } }

  func boolean(_ row: Int, _ column: Int) -> Bool { withBytes(row, column) { $0.first == 1 } }

  func integer(_ row: Int, _ column: Int) -> Int64 {
    withBytes(row, column) { raw in
      switch raw.count {
      case 8: Int64(bigEndian: raw.loadUnaligned(as: Int64.self))
      case 4: Int64(Int32(bigEndian: raw.loadUnaligned(as: Int32.self)))
      default: 0
      }
    }
  }

  func timestampMicroseconds(_ row: Int, _ column: Int) -> Int64 {
    integer(row, column) &+ postgresEpochUnixMicroseconds
  }

  /// A stored value that is not 32 bytes long is read as `.zero`, which never verifies.
  func digest(_ row: Int, _ column: Int) -> SHA256Digest { withBytes(row, column) { SHA256Digest($0) ?? .zero } }

  /// A column of type uuid.
  func auditID(_ row: Int, _ column: Int) -> AuditID {
    withBytes(row, column) { raw in
      guard raw.count == 16 else { return AuditID(high: 0, low: 0) }
      return AuditID(
        high: UInt64(bigEndian: raw.loadUnaligned(as: UInt64.self)),
        low: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
  }
}

extension Rows {
  /// Columns as in `Statement.entryColumns`, unverified.
  func entries() -> [AuditEntry] {
    (0..<count).map { row in
      AuditEntry(
        sequence: integer(row, 0), auditID: text(row, 1), eventType: text(row, 2),
        timestampMicroseconds: timestampMicroseconds(row, 3), actor: text(row, 4), canonicalJSON: bytes(row, 7),
        previousHash: digest(row, 5), currentHash: digest(row, 6))
    }
  }

  /// Size, hash and time of a head from `column` on; an empty chain has no time.
  func head(_ row: Int, from column: Int) -> ChainHead {
    let sequence = integer(row, column)
    return ChainHead(
      sequence: sequence, hash: digest(row, column + 1),
      timestampMicroseconds: sequence == 0 ? 0 : timestampMicroseconds(row, column + 2))
  }

  func auditIDs() -> [AuditID] { (0..<count).map { auditID($0, 0) } }

  /// Columns key, digest, review, sequence.
  func requests() -> [RequestRecord] {
    (0..<count).map { row in
      RequestRecord(
        key: RequestKey(digest: digest(row, 0)), requestDigest: digest(row, 1), auditID: auditID(row, 2),
        sequence: integer(row, 3))
    }
  }
}
