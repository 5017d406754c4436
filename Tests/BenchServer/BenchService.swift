import MessagesBase
import RPCCore
import TestMessages

/// bench.v1.Bench as every peer of the benchmark serves it: a request that is looked at, an answer that is always the same, and an event
/// to all watchers for each request while anybody watches.
struct BenchService: BenchV1.Bench {
  let hub: EventHub

  func unary(_ request: BenchV1.Req, context: ServerContext) async throws(RPCError) -> BenchV1.Resp {
    guard !request.userIDUTF8.isEmpty, !request.queryTextUTF8.isEmpty, request.amountMicros >= 0 else {
      throw RPCError(.invalidArgument, "user_id and query_text are required, amount_micros is not negative")
    }
    if hub.hasWatchers { try hub.publish(Self.event(for: request)) }
    let response = BenchV1.Resp(in: request.arena)
    response.auditIDUTF8 = "7f9c24e8-3b1a-4d5e-9f60-0a1b2c3d4e5f"
    response.riskLevelUTF8 = "HIGH"
    response.reasonUTF8 = "amount is above the 1M threshold and model confidence is below 70 percent"
    response.slaHours = 4
    return response
  }

  func stream(
    _ request: consuming BenchV1.Req, responses: ResponseWriter<BenchV1.Resp>, context: ServerContext
  ) async throws(RPCError) {
    try await responses.send(encoded: Self.hello(in: request.arena))
    // A watcher that waits needs it no more.
    _ = consume request
    try await hub.watch(responses)
  }

  private static func hello(in arena: Arena) throws(RPCError) -> [UInt8] {
    let hello = BenchV1.Resp(in: arena)
    hello.auditIDUTF8 = "hello"
    return try hello.sealed()
  }

  /// `user_id` names the event.
  private static func event(for request: BenchV1.Req) throws(RPCError) -> [UInt8] {
    let event = BenchV1.Resp(in: request.arena)
    event.auditIDUTF8 = request.userIDUTF8
    event.riskLevelUTF8 = "HIGH"
    event.reasonUTF8 =
      "pending review SLA update: amount is above the 1M threshold; routed to senior analyst queue; warning at 80 percent of the SLA window; escalates to the CFO on breach"
    event.slaHours = 4
    return try event.sealed()
  }
}
