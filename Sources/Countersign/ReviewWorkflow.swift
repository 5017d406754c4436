@_exported import AuditTrail
@_exported import Policy
@_exported import ReviewCore
@_exported import ReviewEngine
@_exported import ReviewStore
import SQLiteStore

/// The whole workflow in one process, without a server: a store, a policy and a running engine.
///
/// What a call answers is durable as far as the store is: a `sqlite:PATH` survives everything, `memory:` nothing.
public final class ReviewWorkflow: Sendable {
  /// Commands and queries.
  public let engine: ReviewEngine
  private let store: SQLiteStore
  private let running: Task<Void, Never>

  private init(engine: ReviewEngine, store: SQLiteStore) {
    self.engine = engine
    self.store = store
    running = Task { await engine.run() }
  }

  /// Opens the store, reads what it holds and starts the clocks.
  ///
  /// - Parameters:
  ///   - database: `memory:` or `sqlite:PATH`.
  ///   - policy: nil for the one that the database has in force, the built-in one in a new database.
  ///   - signingKey: signs receipts and permits; nil for the one in `PATH.key` beside `sqlite:PATH`, made where there is none, and
  ///     for a new one with `memory:`.
  /// - Throws: `StoreError` for a database that cannot be used, `EngineStartError` for one that cannot be gone on with,
  ///   `SigningKeyFileError` for a key that cannot be used.
  public static func open(
    database: String = "memory:", policy: ReviewPolicy? = nil, clock: any EngineClock = SystemClock(),
    signingKey: SigningKey? = nil
  ) async throws -> ReviewWorkflow {
    // Where nothing was given, what the chain has in force stays.
    let asItIs: @Sendable (ReviewPolicy) -> EnginePolicy? = { _ in nil }
    let store = try SQLiteStore.open(location: database)
    do {
      let engine = ReviewEngine(
        store: store, policy: EnginePolicy(recording: policy ?? PolicyDocument.builtIn()),
        readPolicy: EnginePolicy.read(canonicalJSON:), clock: clock,
        signingKey: try signingKey ?? key(beside: database))
      try await engine.start(
        softwareVersion: "in-process", policyChange: .activateBySystem, keyChange: .retireOthers,
        adjusting: policy == nil ? asItIs : nil)
      return ReviewWorkflow(engine: engine, store: store)
    } catch {
      await store.close()
      throw error
    }
  }

  /// The key that a database has by itself.
  private static func key(beside database: String) throws -> SigningKey {
    guard let colon = database.firstIndex(of: ":"), database.hasPrefix("sqlite:") else { return try .generate() }
    return try SigningKeyFile(path: "\(database[database.index(after: colon)...]).key").readOrMake().key
  }

  /// Performs what is queued, then closes the store.
  public func close() async {
    engine.stop()
    await running.value
    await store.close()
  }
}
