import CLibPQ
import Glibc
import ReviewStore

/// Brings a database to the schema that this code reads and writes; each version is one transaction.
///
/// Waits for the server: for the start of a process.
enum Migrations {
  /// The statements of each version, the first at index 0. What was released is never changed, only added to.
  static let versions: [[String]] = [
    [SchemaTables.sql, SchemaGuards.sql, SchemaFunctions.append, SchemaFunctions.others, SchemaFunctions.grants],
    [SchemaDerived.table, SchemaDerived.partitions, SchemaAppend.sql],
  ]

  /// Checks the version, and migrates when that is needed and allowed.
  ///
  /// - Throws: `.unusable` for a newer schema, for an older one that may not be migrated, for somebody else's schema `audit`,
  ///   for a role that may not make what is missing; `.unavailable` when no server answers.
  static func run(_ settings: ConnectionSettings, mayMigrate: Bool) throws(StoreError) {
    let session = try connected(settings)
    let version = try session.version()
    guard version <= versions.count else {
      throw StoreError(
        .unusable,
        "\(settings.place): has schema \(version), made by a newer release; this one knows \(versions.count)")
    }
    guard version < versions.count else { return }
    guard mayMigrate else {
      throw StoreError(
        .unusable, "\(settings.place): has schema \(version) of \(versions.count); run countersignd migrate first")
    }
    try session.execute("BEGIN")
    // Another server may be migrating at this moment.
    try session.execute("SELECT pg_advisory_xact_lock(hashtext('countersign.migration'))")
    for next in try session.version()..<max(versions.count, version) { try apply(next, session) }
    try session.execute("COMMIT")
  }

  /// How long a start waits for a server that is starting or recovering itself.
  private static let patience = Duration.seconds(5)

  private static func connected(_ settings: ConnectionSettings) throws(StoreError) -> SchemaSession {
    let limit = ContinuousClock.now + patience
    while true {
      do throws(StoreError) { return try SchemaSession(settings) } catch {
        guard ContinuousClock.now < limit else { throw error }
        usleep(100_000)
      }
    }
  }

  private static func apply(_ index: Int, _ session: SchemaSession) throws(StoreError) {
    try session.execute(SchemaRoles.create)
    if index == 0 { try session.execute("CREATE SCHEMA audit AUTHORIZATION \(SchemaRoles.owner)") }
    try session.execute("SET LOCAL ROLE \(SchemaRoles.owner)")
    for sql in versions[index] { try session.execute(sql) }
    try session.execute("INSERT INTO audit.migration (version) VALUES (\(index + 1))")
    try session.execute("RESET ROLE")
    try session.execute(SchemaRoles.giveUpOwner)
  }
}

/// A session that waits for each answer, for DDL.
private final class SchemaSession {
  private let connection: OpaquePointer
  private let place: String

  init(_ settings: ConnectionSettings) throws(StoreError) {
    place = settings.place
    guard let connection = settings.connect({ PQconnectdbParams($0, $1, 0) }) else {
      throw StoreError(.unavailable, "\(place): no memory")
    }
    self.connection = connection
    guard PQstatus(connection) == CONNECTION_OK else {
      throw StoreError(.unavailable, "\(place): \(Self.oneLine(PQerrorMessage(connection)))")
    }
    PQsetNoticeProcessor(connection, { _, _ in }, nil)
  }

  deinit { PQfinish(connection) }

  /// 0 for a database without our schema.
  func version() throws(StoreError) -> Int {
    // In this order: another server may be making both at this moment, and who sees the schema sees its table too.
    guard try text("SELECT count(*) FROM pg_namespace WHERE nspname = 'audit'") != "0" else { return 0 }
    guard try text("SELECT coalesce(to_regclass('audit.migration')::text, '')") != "" else {
      throw StoreError(.unusable, "\(place): has a schema \"audit\" of something else")
    }
    return Int(try text("SELECT coalesce(max(version), 0) FROM audit.migration")) ?? 0
  }

  func execute(_ sql: String) throws(StoreError) { _ = try text(sql) }

  private func text(_ sql: String) throws(StoreError) -> String {
    let result = PQexec(connection, sql)
    defer { PQclear(result) }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK: return ""
    case PGRES_TUPLES_OK: return PQntuples(result) > 0 ? String(cString: PQgetvalue(result, 0, 0)) : ""
    default:
      let code: StoreError.Code = PQstatus(connection) == CONNECTION_OK ? .unusable : .unavailable
      throw StoreError(code, "\(place): migrating: \(Self.oneLine(PQerrorMessage(connection)))")
    }
  }

  private static func oneLine(_ text: UnsafePointer<CChar>?) -> String {
    guard let text else { return "no answer" }
    return String(cString: text).split(separator: "\n").joined(separator: "; ")
  }
}
