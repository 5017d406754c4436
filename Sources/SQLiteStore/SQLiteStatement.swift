import AuditTrail
import CSQLite
import ReviewStore

/// A prepared statement. Parameters and columns are numbered from 1 and 0, as SQLite does.
///
/// Bytes are bound where they lie, without a copy: they must stay there until the statement was stepped.
final class SQLiteStatement {
  private let connection: SQLiteConnection
  private let handle: OpaquePointer

  init(_ sql: String, on connection: SQLiteConnection) throws(StoreError) {
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v3(connection.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    guard code == SQLITE_OK, let handle else { throw connection.error(code, "prepare \(sql)") }
    self.connection = connection
    self.handle = handle
  }

  deinit { sqlite3_finalize(handle) }

  // MARK: Binding

  func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(handle, index, value) }

  /// Text of UTF-8 that stays where it is until the statement was stepped.
  func bind(_ index: Int32, text: UnsafeRawBufferPointer) {
    sqlite3_bind_text(
      handle, index, text.baseAddress.map { $0.assumingMemoryBound(to: CChar.self) } ?? Self.noBytes, Int32(text.count),
      nil)
  }

  /// Bytes that stay where they are until the statement was stepped.
  func bind(_ index: Int32, bytes: UnsafeRawBufferPointer) {
    sqlite3_bind_blob(handle, index, bytes.baseAddress ?? UnsafeRawPointer(Self.noBytes), Int32(bytes.count), nil)
  }

  /// A copy of the text.
  func bind(_ index: Int32, copying text: String) {
    var text = text
    text.withUTF8 { utf8 in
      utf8.withMemoryRebound(to: CChar.self) { characters in
        _ = sqlite3_bind_text(
          handle, index, characters.baseAddress ?? Self.noBytes, Int32(characters.count), Self.copies)
      }
    }
  }

  /// A copy of the bytes.
  func bind(_ index: Int32, copying bytes: [UInt8]) {
    bytes.withUnsafeBytes { raw in
      _ = sqlite3_bind_blob(
        handle, index, raw.baseAddress ?? UnsafeRawPointer(Self.noBytes), Int32(raw.count), Self.copies)
    }
  }

  /// Not nil, so that SQLite binds an empty value and not NULL.
  nonisolated(unsafe) private static let noBytes: UnsafePointer<CChar> = UnsafePointer(
    UnsafeMutablePointer<CChar>.allocate(capacity: 1))
  /// SQLITE_TRANSIENT, a macro that Swift cannot see.
  private static var copies: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

  // MARK: Running

  /// Runs a statement that changes rows, and makes it ready for the next one.
  ///
  /// - Returns: SQLite's result code, for callers that cannot throw where the bound bytes are alive.
  func run() -> Int32 {
    let code = sqlite3_step(handle)
    sqlite3_reset(handle)
    return code
  }

  func check(_ code: Int32) throws(StoreError) {
    guard code == SQLITE_DONE else { throw connection.error(code, "write") }
  }

  /// Goes to the next row; after the last one the statement is ready to be bound again.
  func next() throws(StoreError) -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    let failure = code == SQLITE_DONE ? nil : connection.error(code, "read")
    sqlite3_reset(handle)
    if let failure { throw failure }
    return false
  }

  /// Ends a read before its last row: an open read would keep the WAL from being reset.
  func reset() { sqlite3_reset(handle) }

  // MARK: Columns of the row

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  /// Bytes of a blob or a text, as they are stored.
  func withBytes<Value>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
    let start = sqlite3_column_blob(handle, column)  // before the count: it may convert
    return body(
      UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column))))
  }

  func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { Array($0) } }

  /// A stored text that is not UTF-8 is repaired, which the verifier sees as a change.
  func text(_ column: Int32) -> String { withBytes(column) { String(decoding: $0, as: UTF8.self) } }

  /// A stored value that is not 32 bytes long is read as `.zero`, which never verifies.
  func digest(_ column: Int32) -> SHA256Digest { withBytes(column) { SHA256Digest($0) ?? .zero } }
}
