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
  /// How long a turn is kept for the batch that is decided anew; shorter than the server's patience.
  private static let turnKept = Duration.milliseconds(150)

  public func append(_ batch: AppendBatch) async throws(StoreError) -> AppendResult {
    batch.checkLinks()
    appendCount.add(1, ordering: .relaxed)
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
    releaseTurnLater()
    return .headMoved(head)
  }

  /// The server keeps the turn for the next append; should there be none, others must not wait for it.
  private func releaseTurnLater() {
    let count = appendCount.load(ordering: .relaxed)
    Task { [weak self] in
      try? await Task.sleep(for: Self.turnKept)
      if let self, appendCount.load(ordering: .relaxed) == count { releaseTurn() }
    }
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
