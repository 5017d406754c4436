import AuditTrail
import Messages
import MessagesBase
import RPCCore
import ReviewCore
import ReviewEngine
import ReviewStore

/// countersign.v1.AuditService; what is not written here answers UNIMPLEMENTED.
struct AuditServiceHandlers: CountersignV1.AuditService {
  typealias Methods = CountersignV1.AuditServiceMethods

  static let defaultPageSize = 100

  let calls: Calls
  var engine: ReviewEngine { calls.engine }

  func listAuditEntries(
    _ request: CountersignV1.ListAuditEntriesRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ListAuditEntriesResponse {
    try await calls.perform(Methods.listAuditEntries, context) { caller async throws(Refusal) in
      var fields = FieldValidator()
      let filter = fields.entryFilter(request)
      let count = fields.pageSize(request.pageSize, fallback: Self.defaultPageSize)
      let tokens = PageToken(
        Methods.listAuditEntries, origin: engine.origin, caller: caller, question: filter.canonicalForm)
      let place = tokens.decode(request.pageToken, byteCount: 8, &fields)
      try fields.finish()
      let after = place.map { Int64(bigEndianBytes: $0[...]) } ?? 0
      let entries = try await engine.auditEntries(matching: filter, after: after, count: count + 1)
      if entries.isEmpty, !filter.auditID.isEmpty { try await mustExist(filter.auditID) }
      let response = CountersignV1.ListAuditEntriesResponse(in: Arena())
      let last = response.entries.fill(
        entries.prefix(count), bytesMax: calls.limits.pageBytesMax, in: response.arena)
      if let last, response.entries.count < entries.count {
        response.nextPageToken = tokens.encode(last.sequence.bigEndianBytes)
      }
      return response
    }
  }

  /// An id of no review is NOT_FOUND (domain.md §8), and not a list without entries.
  private func mustExist(_ auditID: String) async throws(Refusal) {
    _ = try await engine.review(AuditID(text: auditID).found())
  }

  /// A break is an answer, not an error.
  func verifyAuditTrail(
    _ request: CountersignV1.VerifyAuditTrailRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.VerifyAuditTrailResponse {
    try await calls.perform(Methods.verifyAuditTrail, context) { _ async throws(Refusal) in
      let (from, through) = (request.fromSequence, request.throughSequence)
      try check(from: from, through: through)
      let verification = try await engine.verifyAuditTrail(
        from: from, through: through, until: calls.answerDue(context))
      let response = CountersignV1.VerifyAuditTrailResponse(in: Arena())
      response.fill(verification.chain)
      response.origin = engine.origin
      return response
    }
  }

  private func check(from: Int64, through: Int64) throws(Refusal) {
    var fields = FieldValidator()
    fields.notNegative("from_sequence", from)
    fields.notNegative("through_sequence", through)
    if through > 0, from > through { fields.add("through_sequence", "must not be before from_sequence") }
    try fields.finish()
    try mustBeKnown(max(from, through))
  }

  /// - Throws: NOT_FOUND for a sequence number that the log has not reached.
  func mustBeKnown(_ sequence: Int64) throws(Refusal) {
    guard sequence > engine.headSequence else { return }
    throw Refusal(reason: .notFound, message: "There is no entry \(sequence).")
  }
}

extension FieldValidator {
  fileprivate mutating func entryFilter(_ request: CountersignV1.ListAuditEntriesRequest) -> EntryFilter {
    var filter = EntryFilter()
    filter.auditID = request.auditID
    filter.actor = request.actor
    filter.eventType = request.eventType
    filter.start = instant("start_time", request.startTime, isBoundary: true)
    filter.end = instant("end_time", request.endTime, isBoundary: true)
    text("actor", filter.actor, maximumBytes: FilterLimits.valueBytes)
    text("event_type", filter.eventType, maximumBytes: FilterLimits.valueBytes)
    return filter
  }
}

extension EntryFilter {
  /// The same bytes for the same filter: what page tokens are bound to.
  fileprivate var canonicalForm: [UInt8] {
    var writer = CanonicalJSONWriter()
    writer.array { form in
      form.string(auditID)
      form.string(actor)
      form.string(eventType)
      form.string(start.map { String($0.unixMicroseconds) })
      form.string(end.map { String($0.unixMicroseconds) })
    }
    return writer.bytes
  }
}
