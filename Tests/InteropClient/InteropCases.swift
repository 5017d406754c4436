import HTTP2Transport
import MessagesBase
import RPCCore
import TestMessages

typealias TestMethods = GRPCTesting.TestServiceMethods

/// The cases of gRPC's doc/interop-test-descriptions.md, written from its words.
struct InteropCases: Sendable {
  let channel: Channel
  let arguments: Arguments
  let service: GRPCTesting.TestServiceClient<Channel>

  init(_ channel: Channel, _ arguments: Arguments) {
    self.channel = channel
    self.arguments = arguments
    service = GRPCTesting.TestServiceClient(channel)
  }

  func run(_ name: String) async throws {
    guard let test = all[name] else { throw Failed("unknown test case \(name)") }
    try await test()
  }

  private var all: [String: () async throws -> Void] {
    [
      "empty_unary": emptyUnary, "large_unary": largeUnary, "client_streaming": clientStreaming,
      "server_streaming": serverStreaming, "ping_pong": pingPong, "empty_stream": emptyStream,
      "custom_metadata": customMetadata, "status_code_and_message": statusCodeAndMessage,
      "special_status_message": specialStatusMessage, "unimplemented_method": unimplementedMethod,
      "unimplemented_service": unimplementedService, "cancel_after_begin": cancelAfterBegin,
      "cancel_after_first_response": cancelAfterFirstResponse, "timeout_on_sleeping_server": timeoutOnSleepingServer,
      "server_compressed": serverCompressed, "client_compressed": clientCompressed,
      "rpc_soak": soak, "rst_after_header": failedCall, "rst_during_data": failedCall, "rst_after_data": failedCall,
      "goaway": twoCallsAPart, "ping": largeUnary, "max_streams": maxStreams,
      "unary_status": unaryStatus, "many_unary": manyUnary, "wait_for_ready": waitForReady,
    ]
  }

  // MARK: Unary

  func emptyUnary() async throws {
    let answer = try await service.emptyCall(GRPCTesting.Empty(in: Arena()))
    try expect(answer.encodedBytes == 0, "an empty answer")
  }

  func largeUnary() async throws {
    let answer = try await service.unaryCall(simpleRequest(payload: 271_828, responseSize: 314_159))
    try expect(answer.payload?.body.count == 314_159, "314159 bytes, not \(answer.payload?.body.count ?? 0)")
    try expect(answer.payload?.type == .compressable, "the type COMPRESSABLE")
    try expect(answer.payload?.body.allSatisfy { $0 == 0 } == true, "zeros")
  }

  /// The bytes of server_compressed_unary and server_compressed_streaming; the flags are the transport's, which tests of its own see.
  func serverCompressed() async throws {
    for isCompressed in [true, false] {
      let request = simpleRequest(payload: 271_828, responseSize: 314_159)
      request.mutableResponseCompressed.value = isCompressed
      let answer = try await service.unaryCall(request)
      try expect(answer.payload?.body.count == 314_159, "314159 bytes")
    }
    let request = outputRequest([31_415, 92_653])
    request.responseParameters[0].mutableCompressed.value = true
    request.responseParameters[1].mutableCompressed.value = false
    let responses = try await service.streamingOutputCall(request)
    for size in [31_415, 92_653] {
      try expect(try await responses.next()?.payload?.body.count == size, "\(size) bytes")
    }
    try expect(try await responses.next() == nil, "two answers")
  }

  func clientCompressed() async throws {
    var options = CallOptions()
    options.compressesRequests = true
    let answer = try await service.unaryCall(simpleRequest(payload: 271_828, responseSize: 314_159), options: options)
    try expect(answer.payload?.body.count == 314_159, "314159 bytes")
    let (requests, responses) = try await service.streamingInputCall(options: options)
    for size in [27_182, 45_904] {
      let request = GRPCTesting.StreamingInputCallRequest(in: Arena())
      request.mutablePayload.body = [UInt8](repeating: 0, count: size)
      try await requests.send(request)
    }
    try await requests.finish()
    try expect(try await responses.next()?.aggregatedPayloadSize == 73_086, "73086")
  }

  func statusCodeAndMessage() async throws { try await echoStatus("test status message") }

  func specialStatusMessage() async throws {
    try await echoStatus("\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n")
  }

  private func echoStatus(_ message: String) async throws {
    let request = GRPCTesting.SimpleRequest(in: Arena())
    request.mutableResponseStatus.code = 2
    request.mutableResponseStatus.message = message
    try await expectError(.unknown, message) { _ = try await service.unaryCall(request) }
    let (requests, responses) = try await service.fullDuplexCall()
    let first = GRPCTesting.StreamingOutputCallRequest(in: Arena())
    first.mutableResponseStatus.code = 2
    first.mutableResponseStatus.message = message
    try await requests.send(first)
    // The call may be over before the half-close.
    try? await requests.finish()
    try await expectError(.unknown, message) { while try await responses.next() != nil {} }
  }

  func unimplementedMethod() async throws {
    try await expectError(.unimplemented) {
      _ = try await service.unimplementedCall(GRPCTesting.Empty(in: Arena()))
    }
  }

  func unimplementedService() async throws {
    try await expectError(.unimplemented) {
      _ = try await GRPCTesting.UnimplementedServiceClient(channel).unimplementedCall(GRPCTesting.Empty(in: Arena()))
    }
  }

  func customMetadata() async throws {
    var options = CallOptions()
    options.metadata.append("x-grpc-test-echo-initial", "test_initial_metadata_value")
    options.metadata.append("x-grpc-test-echo-trailing-bin", [0xab, 0xab, 0xab])
    let unary = try await channel.open(TestMethods.unaryCall, options: options)
    try await unary.send(try simpleRequest(payload: 271_828, responseSize: 314_159).sealed())
    try await expectEchoes(unary)

    let duplex = try await channel.open(TestMethods.fullDuplexCall, options: options)
    try await duplex.send(try outputRequest([314_159], payload: 271_828).sealed())
    try await expectEchoes(duplex)
  }

  private func expectEchoes(_ call: any ClientCall) async throws {
    try await call.halfClose()
    let initial = try await call.initialMetadata()[first: "x-grpc-test-echo-initial"]
    try expect(initial == Array("test_initial_metadata_value".utf8), "the initial metadata")
    while try await call.nextMessage() != nil {}
    let trailing = await call.trailingMetadata()[first: "x-grpc-test-echo-trailing-bin"]
    try expect(trailing == [0xab, 0xab, 0xab], "the trailing metadata")
  }

  /// rpc_soak: many calls, each checked, none slower than allowed.
  func soak() async throws {
    for _ in 0..<arguments.number("soak_iterations", 1_000) {
      let options = CallOptions(timeoutMicroseconds: 5_000_000)
      let answer = try await service.unaryCall(simpleRequest(payload: 1_000, responseSize: 2_000), options: options)
      try expect(answer.payload?.body.count == 2_000, "2000 bytes")
    }
  }
}

// MARK: - Messages and expectations

func simpleRequest(payload: Int, responseSize: Int32) -> GRPCTesting.SimpleRequest {
  let request = GRPCTesting.SimpleRequest(in: Arena())
  request.responseSize = responseSize
  request.mutablePayload.body = [UInt8](repeating: 0, count: payload)
  return request
}

func outputRequest(_ sizes: [Int32], payload: Int? = nil) -> GRPCTesting.StreamingOutputCallRequest {
  let request = GRPCTesting.StreamingOutputCallRequest(in: Arena())
  for size in sizes { request.responseParameters.appendNew().size = size }
  if let payload { request.mutablePayload.body = [UInt8](repeating: 0, count: payload) }
  return request
}

func expect(_ isTrue: Bool, _ what: String) throws {
  if !isTrue { throw Failed("expected \(what)") }
}

func expectError(_ code: StatusCode, _ message: String? = nil, _ body: () async throws -> Void) async throws {
  do {
    try await body()
  } catch let error as RPCError {
    try expect(error.code == code, "\(code), not \(error)")
    if let message { try expect(error.message == message, "the message \(message), not \(error.message)") }
    return
  }
  throw Failed("expected \(code), not OK")
}
