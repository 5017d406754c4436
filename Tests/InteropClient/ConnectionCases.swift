import HTTP2Transport
import MessagesBase
import RPCCore
import TestMessages

/// gRPC's doc/negative-http2-interop-test-descriptions.md, and what a channel does while servers die.
extension InteropCases {
  /// rst_after_header, rst_during_data, rst_after_data: a call that is cut off anywhere is no success.
  func failedCall() async throws {
    do {
      _ = try await service.unaryCall(simpleRequest(payload: 271_828, responseSize: 314_159))
    } catch { return }
    throw Failed("expected a failure")
  }

  /// goaway: the server says goodbye after the first call; the second one finds it again.
  func twoCallsAPart() async throws {
    try await largeUnary()
    try await Task.sleep(for: .seconds(1))
    try await largeUnary()
  }

  /// max_streams: the server takes one stream at a time; fifteen calls take turns.
  func maxStreams() async throws {
    try await largeUnary()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<15 { group.addTask { try await largeUnary() } }
      try await group.waitForAll()
    }
  }

  /// One call, whose status is `--code` and, if that is given, whose message is `--message`.
  func unaryStatus() async throws {
    let milliseconds = Int64(arguments.number("timeout_ms", 10_000))
    let options = CallOptions(timeoutMicroseconds: milliseconds * 1_000)
    let request = simpleRequest(payload: 10, responseSize: 10)
    guard let code = StatusCode(rawValue: Int32(arguments.number("code", 0))), code != .ok else {
      _ = try await service.unaryCall(request, options: options)
      return
    }
    try await expectError(code, arguments.values["message"]) {
      _ = try await service.unaryCall(request, options: options)
    }
  }

  /// `--calls` calls, one each `--interval_ms`; says who answered, or why nobody did.
  func manyUnary() async throws {
    for _ in 0..<arguments.number("calls", 10) {
      let call = try await channel.open(
        TestMethods.emptyCall, options: CallOptions(timeoutMicroseconds: 2_000_000))
      do {
        try await call.send(try GRPCTesting.Empty(in: Arena()).sealed())
        try await call.halfClose()
        _ = try await call.nextMessage()
        let server = try await call.initialMetadata()[first: "x-server"] ?? []
        say("ok \(String(decoding: server, as: UTF8.self))")
      } catch {
        say("error \(error.code)")
      }
      try await Task.sleep(for: .milliseconds(arguments.number("interval_ms", 0)))
    }
  }

  /// A call to a server that is not there yet waits for it; one that does not wait fails at once.
  func waitForReady() async throws {
    let empty = GRPCTesting.Empty(in: Arena())
    try await expectError(.unavailable) { _ = try await service.emptyCall(empty) }
    say("waiting")
    let options = CallOptions(timeoutMicroseconds: 10_000_000, waitsForReady: true)
    _ = try await service.emptyCall(empty, options: options)
  }
}
