import CountersignClient
import EventLoop
import HTTP2Transport
import Messages
import MessagesBase
import RPCCore
import Testing

/// What a program writes that lets people decide: the README shows this function.
func decide(at address: ListenAddress, _ question: String) async throws -> String {
  let loops = try EventLoopGroup(count: 1)
  try loops.start()
  defer { loops.stop() }
  let client = CountersignClient(to: [address], on: loops.loops[0])
  let query = CountersignV1.SubmitQueryRequest(in: Arena())
  query.userID = "model-7"
  query.queryText = question
  let submitted = try await client.review.submitQuery(query)
  let wait = CountersignV1.WaitForDecisionRequest(in: Arena())
  wait.auditID = submitted.review?.auditID ?? ""
  let decided = try await client.review.waitForDecision(wait)
  await client.close()
  return decided.review?.status.shortName ?? ""
}

@Suite("The example of the README")
struct ExampleTests {
  @Test("Asks, waits, and is told")
  func runs() async throws {
    var router = Router()
    Desk().register(in: &router)
    let loops = try EventLoopGroup(count: 1)
    try loops.start()
    let server = HTTP2Server(router: router, loops: loops)
    let address = try server.start([#require(ListenAddress("127.0.0.1:0"))])[0]
    #expect(try await decide(at: address, "Buy?") == "APPROVED")
    await server.drain(gracePeriodMicroseconds: 0)
    loops.stop()
  }
}

/// Approves everything, as no server should.
private struct Desk: CountersignV1.ReviewService {
  func submitQuery(
    _ request: CountersignV1.SubmitQueryRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.SubmitQueryResponse {
    let response = CountersignV1.SubmitQueryResponse(in: request.arena)
    response.mutableReview.auditID = request.requestID
    return response
  }

  func waitForDecision(
    _ request: CountersignV1.WaitForDecisionRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.WaitForDecisionResponse {
    guard request.auditID.count == 32 else { throw RPCError(.notFound, "no such review") }
    let response = CountersignV1.WaitForDecisionResponse(in: request.arena)
    response.decided = true
    response.mutableReview.status = .approved
    return response
  }
}
