import Messages
import MessagesBase
import RPCCore
import Synchronization
import Testing

@Suite("Services, from the router to the client")
struct ServiceTests {
  private typealias V1 = CountersignV1

  @Test("a registered service has a handler of the right shape for each method")
  func registration() {
    var router = Router()
    EchoReviews().register(in: &router)
    EchoReflection().register(in: &router)
    #expect(Set(router.methods.keys) == Set((V1.ReviewServiceMethods.all + Reflection.all).map(\.path)))
    for method in V1.ReviewServiceMethods.all + Reflection.all {
      switch router.methods[method.path]?.handler {
      case .unary: #expect(!method.streamsRequests && !method.streamsResponses)
      case .serverStreaming: #expect(!method.streamsRequests && method.streamsResponses)
      case .clientStreaming: #expect(method.streamsRequests && !method.streamsResponses)
      case .bidirectional: #expect(method.streamsRequests && method.streamsResponses)
      case nil: Issue.record("\(method.path) has no handler")
      }
    }
  }

  private typealias Reflection = GRPCReflectionV1.ServerReflectionMethods

  @Test("a unary call goes through the client, the bytes and the handler")
  func unary() async throws {
    let client = V1.ReviewServiceClient(LocalTransport(EchoReviews().register))
    let request = V1.ClassifyRiskRequest(in: Arena())
    request.queryText = "buy"
    let response = try await client.classifyRisk(request)
    #expect(response.risk?.reason == "buy")
    #expect(response.risk?.level == .high)
  }

  @Test("a server-streaming call delivers each answer, then the end")
  func serverStreaming() async throws {
    let client = V1.ReviewServiceClient(LocalTransport(EchoReviews().register))
    let stream = try await client.watchPendingReviews(V1.WatchPendingReviewsRequest(in: Arena()))
    var tokens: [String] = []
    while let message = try await stream.next() { tokens.append(message.resumeToken) }
    #expect(tokens == ["0", "1", "2"])
  }

  @Test("a bidirectional call answers each question")
  func bidirectional() async throws {
    let client = GRPCReflectionV1.ServerReflectionClient(LocalTransport(EchoReflection().register))
    let (requests, responses) = try await client.serverReflectionInfo()
    for host in ["a", "b"] {
      let request = GRPCReflectionV1.ServerReflectionRequest(in: Arena())
      request.host = host
      try await requests.send(request)
    }
    try await requests.finish()
    #expect(try await responses.next()?.validHost == "a")
    #expect(try await responses.next()?.validHost == "b")
    #expect(try await responses.next() == nil)
  }

  @Test("a client-streaming handler reads all and answers once")
  func clientStreaming() async throws {
    typealias Money = V1.Money
    let handler = Router.Handler.clientStreaming { stream, _ async throws(RPCError) in
      let requests = RequestStream<Money>(stream)
      let sum = Money(in: Arena())
      while let money = try await requests.next() { sum.units += money.units }
      return try sum.sealed()
    }
    guard case .clientStreaming(let call) = handler else {
      Issue.record("another shape")
      return
    }
    let messages = try (1...3).map { units in
      let money = Money(in: Arena())
      money.units = Int64(units)
      return try encoded(money)
    }
    let sealed = try await call(LocalCall(requests: messages), .test)
    #expect(try decode(Array(sealed.dropFirst(5)), as: Money.self).units == 6)
  }

  @Test("a method that nobody wrote is UNIMPLEMENTED")
  func unimplemented() async throws {
    let client = V1.ReviewServiceClient(LocalTransport(EchoReviews().register))
    do throws(RPCError) {
      _ = try await client.getReview(V1.GetReviewRequest(in: Arena()))
      Issue.record("answered")
    } catch {
      #expect(error.code == .unimplemented)
      #expect(error.message == "/countersign.v1.ReviewService/GetReview is not implemented")
    }
  }

  @Test("bytes that are no message never reach the handler")
  func malformed() async {
    var router = Router()
    EchoReviews().register(in: &router)
    let path = V1.ReviewServiceMethods.classifyRisk.path
    guard case .unary(let call) = router.methods[path]?.handler else {
      Issue.record("no handler")
      return
    }
    do throws(RPCError) {
      _ = try await call(UnsafeRawBufferPointer(start: nil, count: 0), .test)
    } catch {
      Issue.record("an empty message is a message: \(error)")
    }
    let bad = UnsafeMutableRawBufferPointer.allocate(byteCount: 1, alignment: 1)
    defer { bad.deallocate() }
    bad[0] = 0x0A
    do throws(RPCError) {
      _ = try await call(UnsafeRawBufferPointer(bad), .test)
      Issue.record("answered")
    } catch {
      #expect(error.code == .internal)
    }
  }
}

private struct EchoReviews: CountersignV1.ReviewService {
  func classifyRisk(
    _ request: CountersignV1.ClassifyRiskRequest, context: ServerContext
  ) async throws(RPCError) -> CountersignV1.ClassifyRiskResponse {
    let response = CountersignV1.ClassifyRiskResponse(in: request.arena)
    response.mutableRisk.level = .high
    response.mutableRisk.reasonUTF8 = request.queryTextUTF8
    return response
  }

  func watchPendingReviews(
    _ request: CountersignV1.WatchPendingReviewsRequest,
    responses: ResponseWriter<CountersignV1.WatchPendingReviewsResponse>, context: ServerContext
  ) async throws(RPCError) {
    for token in 0..<3 {
      let response = CountersignV1.WatchPendingReviewsResponse(in: Arena())
      response.resumeToken = String(token)
      try await responses.send(response)
    }
  }
}

private struct EchoReflection: GRPCReflectionV1.ServerReflection {
  func serverReflectionInfo(
    _ requests: RequestStream<GRPCReflectionV1.ServerReflectionRequest>,
    responses: ResponseWriter<GRPCReflectionV1.ServerReflectionResponse>, context: ServerContext
  ) async throws(RPCError) {
    while let request = try await requests.next() {
      let response = GRPCReflectionV1.ServerReflectionResponse(in: request.arena)
      response.validHostUTF8 = request.hostUTF8
      try await responses.send(response)
    }
  }
}
