import Configuration
import Glibc
import Logging
import PostgresStore
import ReviewStore
import SQLiteStore

/// Opens the store of the configuration; makes it, and the directories above it, where there is none.
func openStore(
  _ configuration: Configuration.ServerConfiguration
) async throws(StartupFailure) -> any ReviewStore {
  switch configuration.database {
  case .memory: return try openSQLite("memory:", configuration)
  case .sqlite(let path):
    makeDirectories(above: path)
    return try openSQLite("sqlite:" + path, configuration)
  case .postgres(let url): return try await openPostgres(url, configuration)
  }
}

private func openSQLite(
  _ location: String, _ configuration: Configuration.ServerConfiguration
) throws(StartupFailure) -> SQLiteStore {
  do throws(StoreError) {
    return try SQLiteStore.open(location: location, origin: configuration.origin)
  } catch {
    let isNamed = error.detail.contains(location.drop { $0 != ":" }.dropFirst())
    throw StartupFailure("--database-url: " + (isNamed ? error.detail : "\(location): \(error.detail)"))
  }
}

private func openPostgres(
  _ url: Secret, _ configuration: Configuration.ServerConfiguration
) async throws(StartupFailure) -> PostgresStore {
  var options = PostgresStore.Options()
  options.origin = configuration.origin
  options.chain = configuration.chain.number
  options.mayMigrate = configuration.chain.mayMigrate
  options.allowsWeakDurability = configuration.chain.allowsWeakDurability
  options.markDirectory = configuration.chain.stateDirectory
  options.acceptsOlderState = configuration.chain.acceptedState != nil
  if let directory = options.markDirectory { makeDirectories(above: directory + "/mark") }
  do throws(StoreError) {
    return try await PostgresStore.open(url: url.revealed(), options: options)
  } catch {
    throw StartupFailure("--database-url: \(error.detail)")
  }
}

/// Says what an operator must not overlook of the store, at each start.
func warn(of store: any ReviewStore, _ configuration: Configuration.ServerConfiguration, log: Logger) async {
  guard let store = store as? PostgresStore else { return }
  if configuration.chain.stateDirectory == nil {
    log.warning("no high-water mark is kept: neither XDG_STATE_HOME nor HOME says where")
  }
  if configuration.chain.allowsWeakDurability, let weakness = try? await store.durabilityWeakness() {
    log.warning("acknowledged entries can be lost", metadata: ["reason": "\(weakness)"])
  }
}

/// For their owner alone, as the XDG Base Directory Specification wants it. What cannot be made is told by the opening.
func makeDirectories(above path: String) {
  var index = path.startIndex
  while let slash = path[index...].firstIndex(of: "/") {
    if slash > path.startIndex { mkdir(String(path[..<slash]), 0o700) }
    index = path.index(after: slash)
  }
}
