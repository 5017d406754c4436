import MessagesBase
import RPCCore
import Synchronization

extension ServerContext {
  static var test: ServerContext {
    ServerContext(path: "/test", metadata: Metadata(), deadlineMicroseconds: nil, peerAddress: "test")
  }
}

/// Calls a router's handlers in this process. A streaming handler runs once its caller has half-closed.
final class LocalTransport: ClientTransport {
  private let router: Router

  init(_ register: (inout Router) -> Void) {
    var router = Router()
    register(&router)
    self.router = router
  }

  func unary(
    _ method: MethodDescription, _ sealedRequest: [UInt8], options: CallOptions
  ) async throws(RPCError) -> [UInt8] {
    guard case .unary(let handler) = router.methods[method.path]?.handler else {
      throw RPCError(.unimplemented, method.path)
    }
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: sealedRequest.count - 5, alignment: 1)
    defer { bytes.deallocate() }
    bytes.copyBytes(from: sealedRequest.dropFirst(5))
    return Array(try await handler(UnsafeRawBufferPointer(bytes), .test).dropFirst(5))
  }

  func open(_ method: MethodDescription, options: CallOptions) async throws(RPCError) -> any ClientCall {
    guard let handler = router.methods[method.path]?.handler else { throw RPCError(.unimplemented, method.path) }
    return LocalCall(handler: handler)
  }
}

/// Both ends of a streaming call.
final class LocalCall: ClientCall, CallStream {
  private struct Messages {
    var requests: [[UInt8]] = []
    var responses: [[UInt8]] = []
  }

  private let handler: Router.Handler?
  private let messages: Mutex<Messages>

  init(handler: Router.Handler? = nil, requests: [[UInt8]] = []) {
    self.handler = handler
    messages = Mutex(Messages(requests: requests))
  }

  func halfClose() async throws(RPCError) {
    let server = ServerEnd(self)
    switch handler {
    case .serverStreaming(let handle):
      let request = takeRequest() ?? []
      let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: request.count, alignment: 1)
      defer { bytes.deallocate() }
      bytes.copyBytes(from: request)
      try await handle(UnsafeRawBufferPointer(bytes), server, .test)
    case .bidirectional(let handle): try await handle(server, .test)
    case .unary, .clientStreaming, nil: throw RPCError(.internal, "not a streaming call")
    }
  }

  func initialMetadata() async throws(RPCError) -> Metadata { Metadata() }

  func trailingMetadata() async -> Metadata { Metadata() }

  func cancel() {}

  /// As the client sends.
  func send(_ sealedMessage: [UInt8]) async throws(RPCError) {
    messages.withLock { $0.requests.append(Array(sealedMessage.dropFirst(5))) }
  }

  /// As the client reads; as the server reads where there is no handler.
  func nextMessage() async throws(RPCError) -> [UInt8]? {
    handler == nil ? takeRequest() : messages.withLock { $0.responses.isEmpty ? nil : $0.responses.removeFirst() }
  }

  fileprivate func takeRequest() -> [UInt8]? {
    messages.withLock { $0.requests.isEmpty ? nil : $0.requests.removeFirst() }
  }

  fileprivate func answer(_ message: [UInt8]) {
    messages.withLock { $0.responses.append(message) }
  }
}

private final class ServerEnd: CallStream {
  private let call: LocalCall

  init(_ call: LocalCall) { self.call = call }

  func nextMessage() async throws(RPCError) -> [UInt8]? { call.takeRequest() }

  func send(_ sealedMessage: [UInt8]) async throws(RPCError) { call.answer(Array(sealedMessage.dropFirst(5))) }
}
