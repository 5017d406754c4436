import AuditTrail
import EventLoop
import ReviewCore
import ReviewStore
import Synchronization

/// The store for several servers: PostgreSQL 15 or later, reached by libpq without blocking.
///
/// A batch is durable when its call returns: the server had `fsync`, `full_page_writes` and `synchronous_commit` on when the
/// session began, or the session was not used. The head row decides between servers. A commit whose answer was lost is
/// looked up. Connections mend themselves; while there is none, calls are `.unavailable`.
public final class PostgresStore: ReviewStore {
  /// What can be chosen.
  public struct Options: Sendable {
    /// Name of the log; nil takes the chain's own, or makes one for a new chain.
    public var origin: String?
    /// Which chain of the database; 0 is reserved.
    public var chain: Int32 = 1
    /// Whether an older schema is migrated; otherwise it is refused.
    public var mayMigrate = true
    /// Whether a server that may lose acknowledged entries is taken.
    public var allowsWeakDurability = false

    public init() {}
  }

  /// The longest time for a read.
  static let readMicrosecondsMax: Int64 = 5_000_000
  /// The longest time for a search, which may look at the whole chain.
  static let searchMicrosecondsMax: Int64 = 60_000_000
  /// Months of which partitions are made ahead.
  static let monthsAhead: Int32 = 3

  public let origin: String
  let chain: Int32
  /// Appends, and nothing else.
  let writing: Line
  /// What the engine and callers read in short time.
  let reading: Line
  /// What may look at many rows.
  let searching: Line
  let notices: HeadNotices
  /// The head's fence as this server last saw it.
  let fence: Atomic<Int64>
  private let loops: EventLoopGroup

  /// Opens the store: checks or makes the schema, the chain and the months ahead.
  ///
  /// - Parameter url: `postgresql://…` as libpq reads it, with several hosts if there are.
  /// - Throws: `.unusable` for what needs an operator: the URL, the schema, weak durability, another origin;
  ///   `.unavailable` when no server answers.
  public static func open(url: String, options: Options = Options()) async throws(StoreError) -> PostgresStore {
    let settings = try ConnectionSettings(url: url)
    try Migrations.run(settings, mayMigrate: options.mayMigrate)
    let loops: EventLoopGroup
    do throws(SystemError) {
      loops = try EventLoopGroup(count: 1)
      try loops.start()
    } catch {
      throw StoreError(.unavailable, "no event loop for the database: \(error)")
    }
    let lines = Lines(settings, SessionCheck(allowsWeakDurability: options.allowsWeakDurability), loops)
    do throws(StoreError) {
      let origin = try await lines.openChain(options)
      return PostgresStore(lines, origin: origin, chain: options.chain)
    } catch {
      await lines.close()
      throw error
    }
  }

  private init(_ lines: Lines, origin: String, chain: Int32) {
    self.origin = origin
    self.chain = chain
    writing = lines.writing
    reading = lines.reading
    searching = lines.searching
    loops = lines.loops
    notices = lines.notices
    fence = Atomic(0)
    lines.notices.chain = chain
  }

  /// Why acknowledged entries could be lost; nil on a durable server. For the log of a server that was told to take it.
  public func durabilityWeakness() async throws(StoreError) -> String? {
    try await SessionCheck.weakness(rows(reading, SessionCheck.statement, BinaryValues(), Self.readMicrosecondsMax))
  }

  public func onAppendElsewhere(_ wake: @escaping @Sendable () -> Void) { notices.onNotice(wake) }

  public func close() async {
    await notices.close()
    await searching.close()
    await reading.close()
    await writing.close()
  }

  /// The loop goes on until now, to refuse what is called after `close()`.
  deinit {
    for line in [searching, reading, writing] { line.closeLater() }
    notices.closeLater()
    // Not `loops.stop()`: the last reference may go on the loop's own thread, which cannot wait for itself.
    for loop in loops.loops { loop.stop() }
  }

  /// A call that gives rows or throws.
  func rows(
    _ line: Line, _ statement: Statement, _ values: BinaryValues, _ limit: Int64
  ) async throws(StoreError) -> Rows {
    switch await line.run(statement, values, withinMicroseconds: limit) {
    case .success(let rows): return rows
    case .failure(let failure):
      var error = failure.storeError(at: line.place)
      error.outcomeUnknown = false
      throw error
    }
  }
}
