import Messages
import MessagesBase
import RPCCore
import ReviewCore
import ReviewEngine

extension ReviewServiceHandlers {
  /// Streams the waiting reviews and every change to them; never ends with OK (domain.md §5, Watching).
  ///
  /// There is no queue here: the next step is asked for once the last message was taken. A reader that takes nothing for
  /// too long is ended by the transport.
  func watchPendingReviews(
    _ request: consuming CountersignV1.WatchPendingReviewsRequest,
    responses: ResponseWriter<CountersignV1.WatchPendingReviewsResponse>, context: ServerContext
  ) async throws(RPCError) {
    let method = Methods.watchPendingReviews
    let (watch, view) = try await begin(request, context)
    // A watcher that waits needs it no more.
    _ = consume request
    defer { watch.end() }
    while let step = try await calls.perform(method, context, { _ async throws(Refusal) in try await watch.next() }) {
      try await WatchRenderer(view: view, responses: responses).send(step)
    }
    if Task.isCancelled { throw RPCError(.cancelled, "the call was cancelled") }
    throw calls.failure(.serverEnds, of: method)
  }

  private func begin(
    _ request: CountersignV1.WatchPendingReviewsRequest, _ context: ServerContext
  ) async throws(RPCError) -> (ReviewWatch, RenderedView) {
    try await calls.perform(Methods.watchPendingReviews, context) { caller async throws(Refusal) in
      let (options, view) = try watchOptions(request, caller)
      return (try engine.watch(options), view)
    }
  }

  private func watchOptions(
    _ request: CountersignV1.WatchPendingReviewsRequest, _ caller: Caller
  ) throws(Refusal) -> (WatchOptions, RenderedView) {
    var fields = FieldValidator()
    let filter = fields.filter(request.filter, isWaitingOnly: true, policy: calls.policy)
    let view = fields.view(request.view, fallback: .basic)
    let interval = fields.slaUpdateInterval(request.slaUpdateInterval)
    let heartbeat = fields.span(
      "heartbeat_interval", request.heartbeatInterval, from: 5_000_000, through: 300_000_000, fallback: 15_000_000)
    try fields.finish()
    let options = WatchOptions(
      filter: filter, resumeToken: request.resumeToken, binding: watchBinding(view, caller),
      slaUpdateMicroseconds: interval, heartbeatMicroseconds: heartbeat)
    return (options, view)
  }
}

extension FieldValidator {
  /// 0, also as a message that is set, is for warnings and breaches only.
  fileprivate mutating func slaUpdateInterval(_ value: GoogleProtobuf.Duration?) -> Int64 {
    guard let value, value.seconds != 0 || value.nanos != 0 else { return 0 }
    return span("sla_update_interval", value, from: 1_000_000, through: 3_600_000_000, fallback: 0)
  }
}

/// Writes a watch's steps as messages: each review its own message and arena, the token on the last of a step.
struct WatchRenderer {
  typealias Message = CountersignV1.WatchPendingReviewsResponse

  let view: RenderedView
  let responses: ResponseWriter<Message>

  func send(_ step: WatchStep) async throws(RPCError) {
    switch step {
    case .reset(let reason): try await send { $0.mutableStreamReset.reason = reason.wire }
    case .snapshot(let records, _, let now):
      for record in records { try await sendReview(record, now, token: "") { $0.reviewAdded = $1 } }
    case .changes(let changes, _, let token, let now):
      for (index, change) in changes.enumerated() {
        try await send(change, token: index == changes.count - 1 ? token : "", now)
      }
    case .inSync(let count, let isResumed, _, let token):
      try await send(token: token) { message in
        message.mutableInSync.reviewCount = Int32(clamping: count)
        message.mutableInSync.resumed = isResumed
      }
    case .clocks(let clocks, let token, _): try await send(clocks, sequence: 0, token: token)
    case .heartbeat(let now, let token):
      try await send(token: token) { $0.mutableHeartbeat.asOf = $0.arena.timestamp(now) }
    }
  }

  private func send(_ change: WatchChange, token: String, _ now: Instant) async throws(RPCError) {
    switch change {
    case .added(let record): try await sendReview(record, now, token: token) { $0.reviewAdded = $1 }
    case .updated(let record): try await sendReview(record, now, token: token) { $0.reviewUpdated = $1 }
    case .removed(let removal):
      try await send(sequence: removal.sequence, token: token) { message in
        let removed = message.mutableReviewRemoved
        removed.auditID = removal.auditID.text
        removed.status = removal.status.wire
        removed.reason = removal.reason.wire
        removed.reviewerRole = removal.role
        removed.version = removal.version
      }
    case .clock(let clock): try await send([clock], sequence: clock.sequence, token: token)
    }
  }

  private func sendReview(
    _ record: ReviewRecord, _ now: Instant, token: String, _ set: (Message, CountersignV1.Review) -> Void
  ) async throws(RPCError) {
    try await send(sequence: record.state.sequence, token: token) { message in
      set(message, message.arena.review(record, view: view, now: now))
    }
  }

  private func send(_ clocks: [WatchClock], sequence: Int64, token: String) async throws(RPCError) {
    try await send(sequence: sequence, token: token) { message in
      let update = message.mutableSlaUpdate
      for clock in clocks {
        let entry = update.clocks.appendNew()
        entry.auditID = clock.auditID.text
        entry.sla = message.arena.sla(clock.sla)
        entry.version = clock.version
      }
    }
  }

  private func send(sequence: Int64 = 0, token: String = "", _ fill: (Message) -> Void) async throws(RPCError) {
    let message = Message(in: Arena())
    message.auditSequence = sequence
    message.resumeToken = token
    fill(message)
    try await responses.send(message)
  }
}

extension WatchReset {
  fileprivate var wire: CountersignV1.ResetReason {
    switch self {
    case .tokenNotUsable: .tokenNotUsable
    case .slowConsumer: .slowConsumer
    }
  }
}

extension WatchRemoval.Reason {
  fileprivate var wire: CountersignV1.RemovalReason {
    switch self {
    case .final: .final
    case .moved: .moved
    case .noLongerMatches: .noLongerMatches
    }
  }
}
