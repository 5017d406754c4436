import EventLoop
import Messages
import MessagesBase
import RPCCore
import Synchronization

@testable import CountersignClient

/// A server made of a script: each call takes the next line of it.
final class ScriptedTransport: ClientTransport {
  struct State: Sendable {
    var answers: [Result<[UInt8], RPCError>] = []
    var streams: [[Result<[UInt8], RPCError>]] = []
    var requests: [[UInt8]] = []
    var options: [CallOptions] = []
    var pauses: [Int64] = []
  }

  let state = Mutex(State())

  init(answers: [Result<[UInt8], RPCError>] = [], streams: [[Result<[UInt8], RPCError>]] = []) {
    state.withLock {
      $0.answers = answers
      $0.streams = streams
    }
  }

  func unary(
    _ method: MethodDescription, _ sealedRequest: [UInt8], options: CallOptions
  ) async throws(RPCError) -> [UInt8] {
    try state.withLock { state in
      state.requests.append(sealedRequest)
      state.options.append(options)
      return state.answers.isEmpty
        ? .failure(RPCError(.internal, "the script is at its end")) : state.answers.removeFirst()
    }.get()
  }

  func open(_ method: MethodDescription, options: CallOptions) async throws(RPCError) -> any ClientCall {
    ScriptedCall(self, state.withLock { $0.streams.isEmpty ? [] : $0.streams.removeFirst() })
  }

  /// A transport of retries over this one, in which no time passes.
  func retrying(
    _ options: ClientOptions = ClientOptions(), clock: MonotonicClock = .system
  ) -> RetryingTransport<ScriptedTransport> {
    RetryingTransport(self, options: options, clock: clock) { pause in self.state.withLock { $0.pauses.append(pause) } }
  }
}

/// One stream of the script. At its end it says PERMISSION_DENIED, which ends a watch.
private final class ScriptedCall: ClientCall {
  private let transport: ScriptedTransport
  private let lines: Mutex<[Result<[UInt8], RPCError>]>

  init(_ transport: ScriptedTransport, _ lines: [Result<[UInt8], RPCError>]) {
    self.transport = transport
    self.lines = Mutex(lines)
  }

  func send(_ sealedMessage: [UInt8]) async throws(RPCError) {
    transport.state.withLock { $0.requests.append(sealedMessage) }
  }

  func halfClose() async throws(RPCError) {}

  func nextMessage() async throws(RPCError) -> [UInt8]? {
    try lines.withLock { lines in
      lines.isEmpty ? .failure(RPCError(.permissionDenied, "the script is at its end")) : lines.removeFirst()
    }.get()
  }

  func initialMetadata() async throws(RPCError) -> Metadata { Metadata() }

  func trailingMetadata() async -> Metadata { Metadata() }

  func cancel() {}
}
