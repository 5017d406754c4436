import CLibPQ
import Foundation
import PostgresStore
import ReviewStore
import Synchronization

/// The server of `DATABASE_URL`, with a database for each test that wants one.
enum TestServer {
  /// nil when no server was given: `scripts/test` and `scripts/postgres` give one.
  static let url = ProcessInfo.processInfo.environment["DATABASE_URL"].flatMap { $0.hasPrefix("postgres") ? $0 : nil }

  private static let number = Atomic(0)

  /// Makes an empty database and gives its URL.
  static func makeDatabase() throws -> String {
    let name = "t\(getpid())_\(number.add(1, ordering: .relaxed).newValue)"
    try TestSession(url ?? "").execute("CREATE DATABASE \(name)")
    return urlOf(database: name)
  }

  private static func urlOf(database: String) -> String {
    var components = URLComponents(string: url ?? "")
    components?.path = "/" + database
    return components?.string ?? ""
  }

  static func withStore(
    _ options: PostgresStore.Options = .init(), _ body: (PostgresStore, _ url: String) async throws -> Void
  ) async throws {
    let url = try makeDatabase()
    let store = try await PostgresStore.open(url: url, options: options)
    do { try await body(store, url) } catch {
      await store.close()
      throw error
    }
    await store.close()
  }
}

/// Somebody else's session: an operator's, or an attacker's.
final class TestSession {
  struct Failure: Error {
    var state: String
    var message: String
  }

  private let connection: OpaquePointer?

  init(_ url: String) throws {
    connection = PQconnectdb(url)
    guard PQstatus(connection) == CONNECTION_OK else {
      throw Failure(state: "", message: String(cString: PQerrorMessage(connection)))
    }
    PQsetNoticeProcessor(connection, { _, _ in }, nil)
  }

  deinit { PQfinish(connection) }

  func execute(_ sql: String) throws { _ = try text(sql) }

  /// The first column of the first row.
  @discardableResult
  func text(_ sql: String) throws -> String {
    let result = PQexec(connection, sql)
    defer { PQclear(result) }
    switch PQresultStatus(result) {
    case PGRES_TUPLES_OK: return PQntuples(result) > 0 ? String(cString: PQgetvalue(result, 0, 0)) : ""
    case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: return ""
    default:
      let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
      throw Failure(state: state, message: String(cString: PQerrorMessage(connection)))
    }
  }
}
