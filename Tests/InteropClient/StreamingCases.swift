import MessagesBase
import RPCCore
import TestMessages

/// The cases with streams.
extension InteropCases {
  private static let requestSizes = [27_182, 8, 1_828, 45_904]
  private static let responseSizes: [Int32] = [31_415, 9, 2_653, 58_979]

  func clientStreaming() async throws {
    let (requests, responses) = try await service.streamingInputCall()
    for size in Self.requestSizes {
      let request = GRPCTesting.StreamingInputCallRequest(in: Arena())
      request.mutablePayload.body = [UInt8](repeating: 0, count: size)
      try await requests.send(request)
    }
    try await requests.finish()
    let answer = try await responses.next()
    try expect(answer?.aggregatedPayloadSize == 74_922, "74922, not \(answer?.aggregatedPayloadSize ?? -1)")
    try expect(try await responses.next() == nil, "one answer")
  }

  func serverStreaming() async throws {
    let responses = try await service.streamingOutputCall(outputRequest(Self.responseSizes))
    for size in Self.responseSizes { try await expectAnswer(responses, size) }
    try expect(try await responses.next() == nil, "four answers")
  }

  func pingPong() async throws {
    let (requests, responses) = try await service.fullDuplexCall()
    for (size, payload) in zip(Self.responseSizes, Self.requestSizes) {
      try await requests.send(outputRequest([size], payload: payload))
      try await expectAnswer(responses, size)
    }
    try await requests.finish()
    try expect(try await responses.next() == nil, "four answers")
  }

  func emptyStream() async throws {
    let (requests, responses) = try await service.fullDuplexCall()
    try await requests.finish()
    try expect(try await responses.next() == nil, "no answer")
  }

  func cancelAfterBegin() async throws {
    let (_, responses) = try await service.streamingInputCall()
    responses.cancel()
    try await expectError(.cancelled) { _ = try await responses.next() }
  }

  func cancelAfterFirstResponse() async throws {
    let (requests, responses) = try await service.fullDuplexCall()
    try await requests.send(outputRequest([31_415], payload: 27_182))
    try await expectAnswer(responses, 31_415)
    responses.cancel()
    try await expectError(.cancelled) { _ = try await responses.next() }
  }

  func timeoutOnSleepingServer() async throws {
    let (requests, responses) = try await service.fullDuplexCall(options: CallOptions(timeoutMicroseconds: 1_000))
    let request = outputRequest([31_415], payload: 27_182)
    request.responseParameters[0].intervalUs = 10_000_000
    // The deadline may pass before the message is sent.
    try? await requests.send(request)
    try await expectError(.deadlineExceeded) { _ = try await responses.next() }
  }

  private func expectAnswer(
    _ responses: ResponseStream<GRPCTesting.StreamingOutputCallResponse>, _ size: Int32
  ) async throws {
    let answer = try await responses.next()
    try expect(answer?.payload?.body.count == Int(size), "\(size) bytes, not \(answer?.payload?.body.count ?? -1)")
  }
}
