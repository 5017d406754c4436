import MessagesBase
import RPCCore
import TestMessages

/// grpc.testing.TestService as gRPC's interoperability tests ask a server to behave (interop-test-descriptions.md). `UnimplementedCall` is
/// left unimplemented, as they want it.
struct InteropService: GRPCTesting.TestService {
  /// More is refused before any of it is made.
  private static let payloadBytesMax: Int32 = 32 << 20

  func emptyCall(_ request: GRPCTesting.Empty, context: ServerContext) async throws(RPCError) -> GRPCTesting.Empty {
    echoMetadata(context)
    return GRPCTesting.Empty(in: request.arena)
  }

  func unaryCall(
    _ request: GRPCTesting.SimpleRequest, context: ServerContext
  ) async throws(RPCError) -> GRPCTesting.SimpleResponse {
    echoMetadata(context)
    try checkCompression(request.expectCompressed, context)
    if let status = request.responseStatus { try end(status) }
    if let isWanted = request.responseCompressed { context.compressesAnswers = isWanted.value }
    let response = GRPCTesting.SimpleResponse(in: request.arena)
    try fill(response.mutablePayload, type: request.responseType, size: request.responseSize)
    if request.fillUsername { response.username = name(of: context.peer) }
    return response
  }

  func cacheableUnaryCall(
    _ request: GRPCTesting.SimpleRequest, context: ServerContext
  ) async throws(RPCError) -> GRPCTesting.SimpleResponse {
    context.initialMetadata.append("cache-control", "max-age=60,public")
    let response = GRPCTesting.SimpleResponse(in: request.arena)
    var nanoseconds = ContinuousClock.now
    withUnsafeBytes(of: &nanoseconds) { response.mutablePayload.setBody($0) }
    return response
  }

  func streamingOutputCall(
    _ request: GRPCTesting.StreamingOutputCallRequest,
    responses: ResponseWriter<GRPCTesting.StreamingOutputCallResponse>, context: ServerContext
  ) async throws(RPCError) {
    echoMetadata(context)
    try await answer(request, responses, context)
  }

  func streamingInputCall(
    _ requests: RequestStream<GRPCTesting.StreamingInputCallRequest>, context: ServerContext
  ) async throws(RPCError) -> GRPCTesting.StreamingInputCallResponse {
    echoMetadata(context)
    var size = 0
    while let request = try await requests.next() {
      try checkCompression(request.expectCompressed, context)
      size += request.payload?.withBody(\.count) ?? 0
    }
    let response = GRPCTesting.StreamingInputCallResponse(in: Arena())
    response.aggregatedPayloadSize = Int32(clamping: size)
    return response
  }

  func fullDuplexCall(
    _ requests: RequestStream<GRPCTesting.StreamingOutputCallRequest>,
    responses: ResponseWriter<GRPCTesting.StreamingOutputCallResponse>, context: ServerContext
  ) async throws(RPCError) {
    echoMetadata(context)
    while let request = try await requests.next() { try await answer(request, responses, context) }
  }

  func halfDuplexCall(
    _ requests: RequestStream<GRPCTesting.StreamingOutputCallRequest>,
    responses: ResponseWriter<GRPCTesting.StreamingOutputCallResponse>, context: ServerContext
  ) async throws(RPCError) {
    echoMetadata(context)
    var all: [GRPCTesting.StreamingOutputCallRequest] = []
    while let request = try await requests.next() { all.append(request) }
    for request in all { try await answer(request, responses, context) }
  }

  // MARK: The parts

  /// One answer for each of the request's parameters, as late as they say; or the status that is asked for.
  private func answer(
    _ request: GRPCTesting.StreamingOutputCallRequest,
    _ responses: ResponseWriter<GRPCTesting.StreamingOutputCallResponse>, _ context: ServerContext
  ) async throws(RPCError) {
    if let status = request.responseStatus { try end(status) }
    for parameters in request.responseParameters {
      if parameters.intervalUs > 0 { try await wait(microseconds: parameters.intervalUs) }
      if let isWanted = parameters.compressed { context.compressesAnswers = isWanted.value }
      let response = GRPCTesting.StreamingOutputCallResponse(in: Arena())
      try fill(response.mutablePayload, type: request.responseType, size: parameters.size)
      try await responses.send(response)
    }
  }

  private func wait(microseconds: Int32) async throws(RPCError) {
    do { try await Task.sleep(for: .microseconds(microseconds)) } catch {
      throw RPCError(.cancelled, "the call was cancelled")
    }
  }

  private func end(_ status: GRPCTesting.EchoStatus) throws(RPCError) {
    guard status.code != 0 else { return }
    throw RPCError(StatusCode(rawValue: status.code) ?? .unknown, status.message)
  }

  private func fill(_ payload: GRPCTesting.Payload, type: GRPCTesting.PayloadType, size: Int32) throws(RPCError) {
    guard type == .compressable else { throw RPCError(.invalidArgument, "unknown payload type") }
    guard size >= 0 else { throw RPCError(.invalidArgument, "a payload has no negative size") }
    guard size <= Self.payloadBytesMax else { throw RPCError(.resourceExhausted, "the payload is too large") }
    payload.type = type
    payload.body = [UInt8](repeating: 0, count: Int(size))
  }

  /// A caller that says its message is compressed wants to hear if it came otherwise.
  private func checkCompression(_ expected: GRPCTesting.BoolValue?, _ context: ServerContext) throws(RPCError) {
    guard expected?.value == true, !context.isMessageCompressed else { return }
    throw RPCError(.invalidArgument, "the message should have been compressed")
  }

  private func echoMetadata(_ context: ServerContext) {
    let metadata = context.metadata
    for value in metadata[all: "x-grpc-test-echo-initial"] {
      context.initialMetadata.append("x-grpc-test-echo-initial", value)
    }
    for value in metadata[all: "x-grpc-test-echo-trailing-bin"] {
      context.trailingMetadata.append("x-grpc-test-echo-trailing-bin", value)
    }
  }

  private func name(of peer: Peer) -> String {
    switch peer.certificate?.name {
    case .uri(let name), .commonName(let name): name
    case nil: ""
    }
  }
}
