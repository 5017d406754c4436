import EventLoop
import ReviewStore

/// The connections of a store before there is one: those of the engine on one loop, searches on another.
struct Lines: Sendable {
  let writing: Line
  let reading: Line
  let searching: Line
  let notices: HeadNotices
  let loops: EventLoopGroup

  init(_ settings: ConnectionSettings, _ check: SessionCheck, _ loops: EventLoopGroup) {
    self.loops = loops
    let loop = loops.loops[0]
    writing = Line(settings, check: check, on: loop)
    reading = Line(settings, check: check, on: loop)
    searching = Line(settings, check: check, on: loops.loops[1])
    notices = HeadNotices(settings, check, on: loop)
  }

  func close() async {
    await notices.close()
    for line in [searching, reading, writing] { await line.close() }
    for loop in loops.loops { loop.stop() }
  }

  /// Finds the chain, or makes it, with the months ahead.
  ///
  /// - Returns: its origin.
  func openChain(_ options: PostgresStore.Options) async throws(StoreError) -> String {
    try await addMonths()
    if let stored = try await origin(options.chain) { return try checked(stored, options) }
    var values = BinaryValues()
    values.add(options.chain)
    values.add(options.origin ?? LogOrigin.made())
    _ = try await run(Statement.createChain, values)
    // Another server may have made it at the same moment: what is stored counts.
    guard let stored = try await origin(options.chain) else {
      throw StoreError(.damaged, "\(writing.place): chain \(options.chain) has no row")
    }
    return try checked(stored, options)
  }

  private func checked(_ stored: String, _ options: PostgresStore.Options) throws(StoreError) -> String {
    guard options.origin.map({ $0.utf8.elementsEqual(stored.utf8) }) ?? true else {
      throw StoreError(
        .unusable,
        "\(writing.place): chain \(options.chain) holds the log \"\(stored)\", not \"\(options.origin ?? "")\"; "
          + "a log never changes its name")
    }
    return stored
  }

  private func origin(_ chain: Int32) async throws(StoreError) -> String? {
    var values = BinaryValues()
    values.add(chain)
    let rows = try await run(Statement.origin, values)
    return rows.count == 0 ? nil : rows.text(0, 0)
  }

  private func addMonths() async throws(StoreError) {
    var values = BinaryValues()
    values.add(PostgresStore.monthsAhead)
    _ = try await run(Statement.addPartitions, values)
  }

  private func run(_ statement: Statement, _ values: BinaryValues) async throws(StoreError) -> Rows {
    switch await writing.run(statement, values, withinMicroseconds: PostgresStore.searchMicrosecondsMax) {
    case .success(let rows): return rows
    case .failure(let failure):
      let error = failure.storeError(at: writing.place)
      // At a start every refusal needs an operator.
      throw StoreError(error.code == .damaged ? .unusable : error.code, error.detail)
    }
  }
}
