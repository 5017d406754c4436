import AuditTrail
import ReviewCore

/// Types of values by PostgreSQL's fixed numbers (pg_type.dat).
enum ValueType: UInt32 {
  case boolean = 16
  case bytes = 17
  case bigint = 20
  case integer = 23
  case text = 25
  case timestamp = 1184
  case uuid = 2950
  case booleans = 1000
  case byteses = 1001
  case texts = 1009
  case bigints = 1016
  case timestamps = 1185
  case uuids = 2951
}

/// PostgreSQL counts microseconds from 2000-01-01 UTC.
let postgresEpochUnixMicroseconds: Int64 = 946_684_800_000_000

/// The values of one call in PostgreSQL's binary format, one after the other.
struct BinaryValues: Sendable {
  private(set) var bytes: [UInt8] = []
  /// Where each value ends.
  private(set) var ends: [Int] = []

  init() {}

  init(reservingCapacity count: Int) { bytes.reserveCapacity(count) }

  mutating func add(_ value: Int32) {
    append(value)
    ends.append(bytes.count)
  }

  mutating func add(_ value: Int64) {
    append(value)
    ends.append(bytes.count)
  }

  mutating func add(_ flag: Bool) {
    bytes.append(flag ? 1 : 0)
    ends.append(bytes.count)
  }

  mutating func add(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    ends.append(bytes.count)
  }

  mutating func add(_ digest: SHA256Digest) {
    digest.withUnsafeBytes { bytes.append(contentsOf: $0) }
    ends.append(bytes.count)
  }

  mutating func add(_ auditID: AuditID) {
    append(auditID)
    ends.append(bytes.count)
  }

  /// An array of one dimension; `element` appends one value, without its length.
  mutating func add<Elements: Collection>(
    _ type: ValueType, _ elements: Elements, _ element: (inout BinaryValues, Elements.Element) -> Void
  ) {
    append(Int32(elements.isEmpty ? 0 : 1))
    append(Int32(0))
    append(Int32(bitPattern: type.rawValue))
    if !elements.isEmpty {
      append(Int32(elements.count))
      append(Int32(1))
    }
    for one in elements {
      let start = bytes.count
      append(Int32(0))
      element(&self, one)
      writeLength(from: start)
    }
    ends.append(bytes.count)
  }

  private mutating func writeLength(from start: Int) {
    let length = UInt32(bytes.count - start - 4)
    for shift in 0..<4 { bytes[start + shift] = UInt8(truncatingIfNeeded: length >> UInt32(24 - 8 * shift)) }
  }

  // MARK: Without a length: elements of arrays

  mutating func append<Value: FixedWidthInteger>(_ value: Value) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(timestampMicroseconds: Int64) { append(timestampMicroseconds - postgresEpochUnixMicroseconds) }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func append(_ text: [UInt8]) { bytes.append(contentsOf: text) }

  mutating func append(_ digest: SHA256Digest) { digest.withUnsafeBytes { bytes.append(contentsOf: $0) } }

  mutating func append(_ auditID: AuditID) {
    append(auditID.high)
    append(auditID.low)
  }

  // MARK: As libpq wants them

  /// Pointers to the values and their lengths, for the length of the call.
  func withPointers<Result>(
    _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?, Int32) -> Result
  ) -> Result {
    var lengths: [Int32] = []
    var start = 0
    for end in ends {
      lengths.append(Int32(end - start))
      start = end
    }
    let formats = [Int32](repeating: 1, count: ends.count)
    // One byte more, so that an empty value has an address as well: no address would be NULL.
    return (bytes + [0]).withUnsafeBytes { raw in
      let base = raw.baseAddress!.assumingMemoryBound(to: CChar.self)
      var pointers: [UnsafePointer<CChar>?] = []
      var offset = 0
      for length in lengths {
        pointers.append(base + offset)
        offset += Int(length)
      }
      return body(pointers, lengths, formats, Int32(ends.count))
    }
  }
}
