import PostgresStore
import ReviewStore
import StoreConformance
import Synchronization
import Testing

@Suite("PostgreSQL keeps the promises of a store", .enabled(if: TestServer.url != nil))
struct PostgresConformanceTests {
  @Test("in a database of its own", arguments: ConformanceCase.allCases)
  func conforms(conformanceCase: ConformanceCase) async throws {
    let url = try TestServer.makeDatabase()
    try await StoreConformance(isPersistent: true) { _ in try await PostgresStore.open(url: url) }
      .run(conformanceCase)
  }

  @Test("in a chain beside others", arguments: ConformanceCase.allCases)
  func shares(conformanceCase: ConformanceCase) async throws {
    let url = try Self.shared.get()
    var options = PostgresStore.Options()
    options.chain = Int32(100 + (ConformanceCase.allCases.firstIndex(of: conformanceCase) ?? 0))
    try await StoreConformance(isPersistent: true) { [options] _ in
      try await PostgresStore.open(url: url, options: options)
    }.run(conformanceCase)
  }

  private static let shared = Result { try TestServer.makeDatabase() }
}
