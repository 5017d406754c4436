import AuditTrail
import ReviewStore

/// Appending: one round trip where the head has not moved.
extension PostgresStore {
  /// The longest wait for a commit; then the connection is given up and the outcome looked up.
  static let appendMicrosecondsMax: Int64 = 2_500_000
  /// The longest time for looking up an outcome.
  static let settleMicrosecondsMax: Int64 = 1_500_000
  /// How often a batch is sent again because the server rolled it back or its connection was lost before it wrote.
  private static let attemptCountMax = 4
  private static let settlePause = Duration.milliseconds(25)
  /// The longest time that a turn is kept for the batch that is decided anew. Before that the entries of others are read and
  /// folded in, which for a full batch takes longer than it took to write it; shorter than others wait for a lock.
  static let turnKept = Duration.milliseconds(1_200)
  /// How often the server is told that this one still wants its turn; shorter than its patience with a silent session.
  private static let turnPause = Duration.milliseconds(150)

  public func append(_ batch: AppendBatch) async throws(StoreError) -> AppendResult {
    batch.checkLinks()
    appendCount.add(1, ordering: .relaxed)
    keepsTurn.store(false, ordering: .relaxed)
    var last = StoreError(.unavailable, "\(writing.place): the batch was rolled back \(Self.attemptCountMax) times")
    for _ in 0..<Self.attemptCountMax {
      let values = AppendValues.encode(batch, chain: chain, fence: fence.load(ordering: .relaxed))
      switch await writing.run(.append, values, withinMicroseconds: Self.appendMicrosecondsMax) {
      case .success(let rows):
        if let result = result(rows, batch) { return result }
      case .failure(.refused(let state, let message)) where state.hasPrefix("40"):
        last.detail = "\(writing.place): \(state) \(message)"
      case .failure(.lost(_, wasSent: true)):
        if try await settle(batch) { return committed(batch) }
      case .failure(let failure):
        releaseTurn()
        throw failure.storeError(at: writing.place)
      }
    }
    releaseTurn()
    throw last
  }

  /// - Returns: nil when only the fence was another one: what this server sent is as good as before.
  private func result(_ rows: Rows, _ batch: AppendBatch) -> AppendResult? {
    guard rows.count == 1, !rows.boolean(0, 0) else { return committed(batch) }
    let head = rows.head(0, from: 1)
    fence.store(rows.integer(0, 4), ordering: .relaxed)
    guard head != batch.expectedHead else { return nil }
    keepTurn()
    return .headMoved(head)
  }

  /// The server keeps the turn for the next append, as long as it hears of this one. Who reads the head has nothing to append.
  private func keepTurn() {
    let count = appendCount.load(ordering: .relaxed)
    keepsTurn.store(true, ordering: .relaxed)
    Task { [weak self] in
      let end = ContinuousClock.now + Self.turnKept
      while true {
        try? await Task.sleep(for: Self.turnPause)
        guard let self, keepsTurn.load(ordering: .relaxed), appendCount.load(ordering: .relaxed) == count else {
          return
        }
        guard ContinuousClock.now < end else { return releaseTurn() }
        writing.submit(.keepTurn, BinaryValues(), withinMicroseconds: Self.appendMicrosecondsMax) { _ in }
      }
    }
  }

  /// Gives up a turn that is kept, if there is one.
  func releaseKeptTurn() {
    if keepsTurn.exchange(false, ordering: .relaxed) { releaseTurn() }
  }

  private func releaseTurn() {
    writing.submit(.release, BinaryValues(), withinMicroseconds: Self.appendMicrosecondsMax) { _ in }
  }

  private func committed(_ batch: AppendBatch) -> AppendResult {
    if let last = batch.entries.last {
      notices.committed(through: last.sequence)
      mark?.note(
        ChainHead(
          sequence: last.sequence, hash: last.currentHash, timestampMicroseconds: last.timestampMicroseconds))
    }
    return .committed
  }

  /// Looks up whether a batch was committed whose answer was lost, and keeps what may still be on its way from being it.
  ///
  /// - Throws: with `outcomeUnknown` when no server answers in time.
  private func settle(_ batch: AppendBatch) async throws(StoreError) -> Bool {
    guard let last = batch.entries.last else { return false }
    var values = BinaryValues()
    values.add(chain)
    values.add(last.sequence)
    values.add(last.currentHash)
    let limit = ContinuousClock.now + .microseconds(Self.settleMicrosecondsMax)
    while true {
      switch await writing.run(.settle, values, withinMicroseconds: Self.settleMicrosecondsMax) {
      case .success(let rows):
        fence.store(rows.integer(0, 1), ordering: .relaxed)
        return rows.boolean(0, 0)
      case .failure(let failure):
        guard ContinuousClock.now < limit else {
          throw StoreError(.unavailable, failure.storeError(at: writing.place).detail, outcomeUnknown: true)
        }
        try? await Task.sleep(for: Self.settlePause)
      }
    }
  }
}
