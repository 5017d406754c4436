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
    /// A directory of this machine for the high-water mark; nil keeps none.
    public var markDirectory: String?
    /// Whether a database that is behind the high-water mark is taken, and the mark forgotten.
    public var acceptsOlderState = false

    public init() {}
  }

  /// The longest time for a read of a few rows, which the engine waits for.
  static let shortReadMicrosecondsMax: Int64 = 1_000_000
  /// The longest time for a read of a page.
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
  let mark: HighWaterMark?
  /// Counts appends, so that a turn kept for the next one is given up when there is none.
  let appendCount = Atomic<Int>(0)
  /// Whether the last append lost a race and no other call showed since then what becomes of it.
  let keepsTurn = Atomic(false)
  private let loops: EventLoopGroup

  /// The loop of the connections that the engine waits for: a batch goes out, and its answer is taken, without a change of threads.
  public var executor: (any TaskExecutor)? { loops.loops[0] }

  /// Opens the store: checks or makes the schema, the chain and the months ahead.
  ///
  /// - Parameter url: `postgresql://…` as libpq reads it, with several hosts if there are.
  /// - Throws: `.unusable` for what needs an operator: the URL, the schema, weak durability, another origin;
  ///   a chain that is behind the high-water mark; `.unavailable` when no server answers.
  public static func open(url: String, options: Options = Options()) async throws(StoreError) -> PostgresStore {
    let settings = try ConnectionSettings(url: url)
    try Migrations.run(settings, mayMigrate: options.mayMigrate)
    let loops: EventLoopGroup
    do throws(SystemError) {
      loops = try EventLoopGroup(count: 2)
      try loops.start()
    } catch {
      throw StoreError(.unavailable, "no event loop for the database: \(error)")
    }
    let lines = Lines(settings, SessionCheck(allowsWeakDurability: options.allowsWeakDurability), loops)
    let origin: String
    do throws(StoreError) {
      origin = try await lines.openChain(options)
    } catch {
      await lines.close()
      throw error
    }
    let store = PostgresStore(lines, origin: origin, options)
    do throws(StoreError) {
      try await store.checkMark(options)
    } catch {
      await store.close()
      throw error
    }
    return store
  }

  private init(_ lines: Lines, origin: String, _ options: Options) {
    self.origin = origin
    chain = options.chain
    writing = lines.writing
    reading = lines.reading
    searching = lines.searching
    loops = lines.loops
    notices = lines.notices
    fence = Atomic(0)
    lines.notices.chain = chain
    mark = options.markDirectory.map { [chain] directory in
      HighWaterMark(directory: directory, origin: origin, chain: chain, on: lines.loops.loops[1])
    }
    let months = MonthsAhead(searching, on: loops.loops[0])
    loops.loops[0].submit { months.schedule() }
  }

  /// Refuses a chain that ends before the mark, or has another entry there.
  private func checkMark(_ options: Options) async throws(StoreError) {
    guard let mark else { return }
    let head = try await storedHead()
    if options.acceptsOlderState { mark.reset() }
    if let known = try mark.read(), known.sequence > 0 {
      let stored = try await entries(after: known.sequence - 1, limit: 1).first
      guard stored?.sequence == known.sequence, stored?.currentHash == known.hash else {
        throw StoreError(
          .unusable,
          "\(reading.place): the chain ends at \(head.sequence), or has other entries, but this machine saw "
            + "\(known.sequence) acknowledged: an older backup? --accept-chain-state REASON starts on it all the same")
      }
    }
    mark.note(head)
  }

  /// Why acknowledged entries could be lost; nil on a durable server. For the log of a server that was told to take it.
  public func durabilityWeakness() async throws(StoreError) -> String? {
    try await SessionCheck.weakness(rows(reading, SessionCheck.statement, BinaryValues(), Self.readMicrosecondsMax))
  }

  public func onAppendElsewhere(_ wake: @escaping @Sendable () -> Void) { notices.onNotice(wake) }

  public func close() async {
    await mark?.flush()
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
