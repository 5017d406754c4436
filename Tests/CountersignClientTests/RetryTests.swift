import Messages
import MessagesBase
import RPCCore
import Testing

@testable import CountersignClient

@Suite("Calls that are made again")
struct RetryTests {
  private typealias V1 = CountersignV1

  private let unavailable = RPCError(.unavailable, "nobody is there")

  private func submitted(_ audit: String) throws -> Result<[UInt8], RPCError> {
    let answer = V1.SubmitQueryResponse(in: Arena())
    answer.mutableReview.auditID = audit
    return .success(Array(try answer.sealed().dropFirst(5)))
  }

  private func request(id: String = "") -> V1.SubmitQueryRequest {
    let request = V1.SubmitQueryRequest(in: Arena())
    request.requestID = id
    request.queryText = "buy"
    return request
  }

  private func sentIDs(_ transport: ScriptedTransport) throws -> [String] {
    try transport.state.withLock { $0.requests }.map { bytes in
      try Array(bytes.dropFirst(5)).withUnsafeBytes { raw in
        let request = try V1.SubmitQueryRequest.decoded(from: raw)
        #expect(request.queryText == "buy")
        return request.requestID
      }
    }
  }

  @Test("A command keeps its request id over all attempts")
  func ownID() async throws {
    let transport = ScriptedTransport(answers: [.failure(unavailable), .failure(unavailable), try submitted("a")])
    let client = V1.ReviewServiceClient(transport.retrying())
    #expect(try await client.submitQuery(request(id: "mine")).review?.auditID == "a")
    #expect(try sentIDs(transport) == ["mine", "mine", "mine"])
    #expect(transport.state.withLock { $0.pauses.count } == 2)
  }

  @Test("A command without one gets one, the same for all attempts, another for each call")
  func freshID() async throws {
    let transport = ScriptedTransport(
      answers: [.failure(unavailable), try submitted("a"), try submitted("b")])
    let client = V1.ReviewServiceClient(transport.retrying())
    _ = try await client.submitQuery(request())
    _ = try await client.submitQuery(request())
    let ids = try sentIDs(transport)
    #expect(ids[0].count == 32 && ids[0] == ids[1] && ids[1] != ids[2])
  }

  @Test("The server's RetryInfo is what is waited for, and too long a wait is none")
  func retryInfo() async throws {
    let busy = RPCError.rich(.resourceExhausted, "busy", details: [.retryInfo(delayMicroseconds: 250_000)])
    let closed = RPCError.rich(.unavailable, "closed", details: [.retryInfo(delayMicroseconds: 60_000_000)])
    let transport = ScriptedTransport(answers: [.failure(busy), .failure(closed), try submitted("a")])
    let client = V1.ReviewServiceClient(transport.retrying())
    await #expect(throws: closed) { _ = try await client.submitQuery(request()) }
    #expect(transport.state.withLock { $0.pauses } == [250_000])
  }

  @Test("Other errors, and methods that record without a request id, are not repeated")
  func notRepeated() async throws {
    for code: StatusCode in [.invalidArgument, .aborted, .deadlineExceeded, .internal, .resourceExhausted] {
      let transport = ScriptedTransport(answers: [.failure(RPCError(code, "no")), try submitted("a")])
      await #expect(throws: RPCError(code, "no")) {
        _ = try await V1.ReviewServiceClient(transport.retrying()).submitQuery(request())
      }
    }
    let transport = ScriptedTransport(answers: [.failure(unavailable)])
    await #expect(throws: unavailable) {
      _ = try await V1.AdminServiceClient(transport.retrying())
        .activatePolicy(V1.ActivatePolicyRequest(in: Arena()))
    }
  }

  @Test("Attempts and time have an end")
  func bounds() async throws {
    let always = ScriptedTransport(answers: Array(repeating: .failure(unavailable), count: 50))
    await #expect(throws: unavailable) {
      _ = try await V1.ReviewServiceClient(always.retrying()).submitQuery(request())
    }
    #expect(always.state.withLock { $0.requests.count } == 5)
    #expect(always.state.withLock { $0.options }.allSatisfy { ($0.timeoutMicroseconds ?? 0) > 29_000_000 })

    let hurried = ScriptedTransport(answers: Array(repeating: .failure(unavailable), count: 50))
    await #expect(throws: unavailable) {
      _ = try await V1.ReviewServiceClient(hurried.retrying())
        .submitQuery(request(), options: CallOptions(timeoutMicroseconds: 50_000))
    }
    #expect(hurried.state.withLock { $0.requests.count } == 1, "80 ms of waiting do not fit into 50")
  }

  @Test("A deadline at the end of time is none that is missed")
  func endlessDeadline() async throws {
    let transport = ScriptedTransport(answers: [try submitted("a")])
    _ = try await V1.ReviewServiceClient(transport.retrying())
      .submitQuery(request(), options: CallOptions(timeoutMicroseconds: .max))
    #expect(transport.state.withLock { $0.options }.allSatisfy { ($0.timeoutMicroseconds ?? 0) > 1 << 60 })
  }

  @Test("What waits for people has no deadline of ours")
  func unhurried() async throws {
    let transport = ScriptedTransport(answers: [.success([])])
    _ = try await V1.ReviewServiceClient(transport.retrying())
      .waitForDecision(V1.WaitForDecisionRequest(in: Arena()))
    #expect(transport.state.withLock { $0.options }.map(\.timeoutMicroseconds) == [nil])
  }

  @Test("Every method of the contract is repeated only where the contract makes that safe")
  func safety() {
    typealias Methods = CountersignV1.ReviewServiceMethods
    #expect(RetryPolicy.safety(of: Methods.getReview) == .always)
    #expect(RetryPolicy.safety(of: Methods.classifyRisk) == .always)
    #expect(RetryPolicy.safety(of: Methods.submitReview) == .withRequestID)
    #expect(RetryPolicy.safety(of: CountersignV1.AdminServiceMethods.proposePolicy) == .never)
    #expect(RetryPolicy.safety(of: MethodDescription(service: "x.Y", name: "SubmitQuery")) == .never)
  }
}
