import ReviewStore
import SQLiteStore
import StoreConformance
import Testing

@Suite("SQLite keeps the promises of a store") struct SQLiteConformanceTests {
  @Test("in a file", arguments: ConformanceCase.allCases)
  func file(conformanceCase: ConformanceCase) async throws {
    try await withTemporaryFolder { folder in
      let conformance = StoreConformance(isPersistent: true) { name in
        try SQLiteStore.open(location: "sqlite:\(folder)/\(name).db")
      }
      try await conformance.run(conformanceCase)
    }
  }

  @Test("in memory", arguments: ConformanceCase.allCases)
  func memory(conformanceCase: ConformanceCase) async throws {
    try await StoreConformance(isPersistent: false) { _ in try SQLiteStore.open(location: "memory:") }
      .run(conformanceCase)
  }
}
