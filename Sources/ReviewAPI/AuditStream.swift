import AuditTrail
import Messages
import MessagesBase
import RPCCore
import ReviewCore
import ReviewEngine

extension AuditServiceHandlers {
  typealias StreamMessage = CountersignV1.StreamAuditEntriesResponse

  /// Sends entries in order; then, if asked to follow, new ones as they are committed, with a sign of life in silence.
  ///
  /// Ends with OK at the end of the log, or at `through_sequence`; with UNAVAILABLE when the server ends.
  func streamAuditEntries(
    _ request: CountersignV1.StreamAuditEntriesRequest, responses: ResponseWriter<StreamMessage>,
    context: ServerContext
  ) async throws(RPCError) {
    let method = Methods.streamAuditEntries
    var position = try await calls.perform(method, context) { _ async throws(Refusal) in try start(request) }
    while !position.isAtEnd {
      let batch = try await calls.perform(method, context) { _ async throws(Refusal) in try await next(position) }
      if Task.isCancelled { throw RPCError(.cancelled, "the call was cancelled") }
      if batch.isEmpty, position.wasToldEnd, engine.isStopping { throw calls.failure(.serverEnds, of: method) }
      try await send(batch, &position, responses)
      if position.wasToldEnd, !request.follow { return }
    }
  }

  private func start(_ request: CountersignV1.StreamAuditEntriesRequest) throws(Refusal) -> StreamPosition {
    var fields = FieldValidator()
    fields.notNegative("after_sequence", request.afterSequence)
    fields.notNegative("through_sequence", request.throughSequence)
    try fields.finish()
    try mustBeKnown(request.afterSequence)
    return StreamPosition(
      sequence: request.afterSequence, through: request.throughSequence == 0 ? nil : request.throughSequence)
  }

  /// What follows; nothing at the end of the log, after a wait once the caller knows of it.
  private func next(_ position: StreamPosition) async throws(Refusal) -> [AuditEntry] {
    if position.wasToldEnd {
      let until = engine.moment(afterMicroseconds: calls.limits.signOfLifeMicroseconds)
      try await engine.waitForEntries(after: position.sequence, until: until)
    }
    let known = engine.headSequence
    let entries = try await engine.auditEntries(
      after: position.sequence, count: position.count(max: calls.limits.streamedEntryCount))
    // Entries that were acknowledged and are no longer there are no end of the log.
    guard !entries.isEmpty || known <= position.sequence else { throw .missingEntry(position.sequence + 1) }
    return entries
  }

  private func send(
    _ batch: [AuditEntry], _ position: inout StreamPosition, _ responses: ResponseWriter<StreamMessage>
  ) async throws(RPCError) {
    var rest = batch[...]
    repeat {
      let message = StreamMessage(in: Arena())
      let last = message.entries.fill(rest, bytesMax: calls.limits.pageBytesMax, in: message.arena)
      if let last { position.sequence = last.sequence }
      rest = rest.dropFirst(message.entries.count)
      message.throughSequence = position.sequence
      message.caughtUp = rest.isEmpty && position.sequence >= engine.headSequence
      position.wasToldEnd = message.caughtUp
      try await responses.send(message)
    } while !rest.isEmpty
  }
}

/// How far a stream came.
private struct StreamPosition: Sendable {
  /// Everything up to here was sent.
  var sequence: Int64
  /// Where it ends; nil for never.
  let through: Int64?
  /// Whether the last message said that this was the end of the log.
  var wasToldEnd = false

  init(sequence: Int64, through: Int64?) {
    self.sequence = sequence
    self.through = through
  }

  var isAtEnd: Bool { through.map { sequence >= $0 } ?? false }

  func count(max: Int) -> Int { through.map { Int(min($0 - sequence, Int64(max))) } ?? max }
}

extension Refusal {
  fileprivate static func missingEntry(_ sequence: Int64) -> Refusal {
    Refusal(
      reason: .chainBroken, message: "Entry \(sequence) of the audit trail is missing.",
      metadata: [Metadatum(key: "sequence", value: String(sequence))])
  }
}
