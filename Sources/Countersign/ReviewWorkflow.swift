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
  ///   - signingKey: signs permits; nil for none.
  ///   - policy: nil for the one that the database has in force, the built-in one in a new database.
  /// - Throws: `StoreError` for a database that cannot be used, `EngineStartError` for one that cannot be gone on with.
  public static func open(
    database: String = "memory:", policy: ReviewPolicy? = nil, clock: any EngineClock = SystemClock(),
    signingKey: SigningKey? = nil
  ) async throws -> ReviewWorkflow {
    // Where nothing was given, what the chain has in force stays.
    let asItIs: @Sendable (ReviewPolicy) -> EnginePolicy? = { _ in nil }
    let store = try SQLiteStore.open(location: database)
    let engine = ReviewEngine(
      store: store, policy: EnginePolicy(recording: policy ?? PolicyDocument.builtIn()),
      readPolicy: EnginePolicy.read(canonicalJSON:), clock: clock, signingKey: signingKey)
    do {
      try await engine.start(
        softwareVersion: "in-process", policyChange: .activateBySystem,
        adjusting: policy == nil ? asItIs : nil)
    } catch {
      await store.close()
      throw error
    }
    return ReviewWorkflow(engine: engine, store: store)
  }

  /// Performs what is queued, then closes the store.
  public func close() async {
    engine.stop()
    await running.value
    await store.close()
  }
}
