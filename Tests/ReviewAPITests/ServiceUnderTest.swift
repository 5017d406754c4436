import Countersign
import Logging
import Messages
import MessagesBase
import RPCCore
import Synchronization
import Testing

@testable import ReviewAPI

/// Time that a test moves by hand.
final class ManualClock: EngineClock {
  /// 2026-01-05T09:00:00Z.
  static let start = Instant(unixMicroseconds: 1_767_603_600_000_000)

  private let state = Mutex<(now: Instant, random: UInt64)>((start, 0))

  func now() -> Instant { state.withLock { $0.now } }

  func random() -> (UInt64, UInt64) {
    state.withLock { state in
      state.random += 1
      return (0, state.random)
    }
  }

  func advance(seconds: Int64) {
    state.withLock { $0.now = $0.now.advanced(byMicroseconds: seconds * 1_000_000) }
  }
}

/// The whole service without a network: bytes go in at the router, bytes come out.
struct ServiceUnderTest: Sendable {
  let workflow: ReviewWorkflow
  let api: ReviewAPI
  let router: Router
  let clock: ManualClock

  var engine: ReviewEngine { workflow.engine }

  /// Runs a test against a new service on an empty store, then closes it.
  static func run(
    limits: APILimits = APILimits(), reviewers: ReviewerLimits? = nil, classifier: (any RiskClassifier)? = nil,
    _ test: @Sendable (ServiceUnderTest) async throws -> Void
  ) async throws {
    let clock = ManualClock()
    // Without `amount.aggregate`: most tests ask for the same again and again.
    var rules = PolicyDocument.builtIn().rules
    rules.periods.aggregateWindowMicroseconds = 0
    rules.reviewerLimits = reviewers
    let workflow = try await ReviewWorkflow.open(
      policy: ReviewPolicy(rules: rules), clock: clock, signingKey: try SigningKey.generate())
    let api = ReviewAPI(
      engine: workflow.engine, policy: EnginePolicy(recording: PolicyDocument.builtIn()).policy,
      recording: { EnginePolicy(recording: $0) }, serviceVersion: "1.2.3",
      logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
      classifier: classifier,
      components: { [ComponentReport(name: "slack", state: .disabled, detail: "not configured")] }, limits: limits)
    var router = Router()
    api.register(in: &router)
    do {
      try await test(ServiceUnderTest(workflow: workflow, api: api, router: router, clock: clock))
    } catch {
      await workflow.close()
      throw error
    }
    await workflow.close()
  }

  func context(_ method: MethodDescription) -> ServerContext {
    ServerContext(path: method.path, metadata: Metadata(), deadlineMicroseconds: nil, peerAddress: "127.0.0.1:1")
  }

  /// Calls a unary method.
  func call<Request: ArenaMessage, Response: ArenaMessage>(
    _ method: MethodDescription, _ request: Request, as type: Response.Type = Response.self
  ) async throws -> Response {
    guard case .unary(let handler) = router.methods[method.path]?.handler else {
      throw RPCError(.unimplemented, "no unary method \(method.path)")
    }
    let bytes = try Array(request.sealed().dropFirst(MessageBuffer.prefixBytes))
    let answer = try await bytes.withBytes { try await handler($0, context(method)) }
    return try Response.decodedAnswer(answer)
  }

  /// Calls a unary method that must be refused.
  func refusal<Request: ArenaMessage>(_ method: MethodDescription, _ request: Request) async throws -> RefusedCall {
    guard case .unary(let handler) = router.methods[method.path]?.handler else {
      throw RPCError(.unimplemented, "no unary method \(method.path)")
    }
    let bytes = try Array(request.sealed().dropFirst(MessageBuffer.prefixBytes))
    do {
      _ = try await bytes.withBytes { try await handler($0, context(method)) }
    } catch let error as RPCError {
      return try RefusedCall(error)
    }
    throw RPCError(.ok, "\(method.name) was not refused")
  }

  /// Opens a server-streaming method; cancelled when the test ends it.
  func open<Request: ArenaMessage, Response: ArenaMessage>(
    _ method: MethodDescription, _ request: Request, as type: Response.Type = Response.self
  ) throws -> StreamUnderTest<Response> {
    guard case .serverStreaming(let handler) = router.methods[method.path]?.handler else {
      throw RPCError(.unimplemented, "no streaming method \(method.path)")
    }
    let bytes = try Array(request.sealed().dropFirst(MessageBuffer.prefixBytes))
    let context = context(method)
    return StreamUnderTest { stream in
      try await bytes.withBytes { try await handler($0, stream, context) }
    }
  }
}

extension [UInt8] {
  /// The bytes at one address across an await.
  fileprivate func withBytes<Result>(_ body: (UnsafeRawBufferPointer) async throws -> Result) async throws -> Result {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 8)
    defer { copy.deallocate() }
    copy.copyBytes(from: self)
    return try await body(UnsafeRawBufferPointer(copy))
  }
}

extension ArenaMessage {
  static func decodedAnswer(_ sealed: [UInt8]) throws -> Self {
    try sealed.dropFirst(MessageBuffer.prefixBytes).withUnsafeBytes { try decoded(from: $0, limits: .response) }
  }
}

/// A refused call, its details decoded by the generated messages.
struct RefusedCall: CustomStringConvertible {
  let code: StatusCode
  let message: String
  var fields: [String] = []
  var reason = ""
  var domain = ""
  var metadata: [String: String] = [:]
  var hasRetryInfo = false
  var retryMicroseconds: Int64 = 0

  init(_ error: RPCError) throws {
    code = error.code
    message = error.message
    guard !error.statusDetails.isEmpty else { return }
    let status = try error.statusDetails.withUnsafeBytes { try GoogleRPC.Status.decoded(from: $0) }
    #expect(status.code == error.code.rawValue)
    #expect(status.message == error.message)
    for detail in status.details {
      try detail.value.withUnsafeBytes { try read($0, detail.typeURL) }
    }
  }

  private mutating func read(_ value: UnsafeRawBufferPointer, _ typeURL: String) throws {
    switch typeURL {
    case "type.googleapis.com/google.rpc.BadRequest":
      fields = try GoogleRPC.BadRequest.decoded(from: value).fieldViolations.map(\.field)
    case "type.googleapis.com/google.rpc.ErrorInfo":
      let info = try GoogleRPC.ErrorInfo.decoded(from: value)
      (reason, domain, metadata) = (info.reason, info.domain, info.metadata.dictionary)
    case "type.googleapis.com/google.rpc.RetryInfo":
      retryMicroseconds = try GoogleRPC.RetryInfo.decoded(from: value).retryDelay?.microseconds ?? 0
      hasRetryInfo = retryMicroseconds > 0
    default: Issue.record("an unexpected detail \(typeURL)")
    }
  }

  var description: String { "\(code) \(reason) \(fields) \(message)" }
}
