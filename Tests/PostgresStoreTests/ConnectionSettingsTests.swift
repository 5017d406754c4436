import ReviewStore
import Testing

@testable import PostgresStore

@Suite("Where the servers are") struct ConnectionSettingsTests {
  @Test("is read as libpq reads it, and never says the password")
  func place() throws {
    let settings = try ConnectionSettings(url: "postgresql://u:hush@a:1,b:2/d")
    #expect(settings.place == "postgresql://a,b/d")
    #expect(settings.rotated(by: 1).place == "postgresql://b,a/d")
    #expect(settings.rotated(by: 4).place == "postgresql://a,b/d")
  }

  @Test("is refused when it cannot be read, without repeating it")
  func unreadable() {
    let failure = #expect(throws: StoreError.self) { try ConnectionSettings(url: "postgresql://u:hush@a?what=1") }
    #expect(failure?.code == .unusable && failure?.detail.contains("hush") == false)
  }
}
