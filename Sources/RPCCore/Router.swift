/// Finds the method of a path. Built once at the start, then only read.
public struct Router: Sendable {
  /// How a method's handler is called. Handlers run where their caller runs: each switch of executors would take a lock.
  public enum Handler: Sendable {
    public typealias Unary =
      nonisolated(nonsending) @Sendable (_ message: UnsafeRawBufferPointer, _ context: ServerContext)
      async throws(RPCError) -> [UInt8]
    public typealias ServerStreaming =
      nonisolated(nonsending) @Sendable (
        _ message: UnsafeRawBufferPointer, _ stream: any CallStream, _ context: ServerContext
      ) async throws(RPCError) -> Void
    public typealias ClientStreaming =
      nonisolated(nonsending) @Sendable (_ stream: any CallStream, _ context: ServerContext)
      async throws(RPCError) -> [UInt8]
    public typealias Bidirectional =
      nonisolated(nonsending) @Sendable (_ stream: any CallStream, _ context: ServerContext)
      async throws(RPCError) -> Void

    /// One message in, one sealed message out.
    case unary(Unary)
    /// One message in, any number out through the stream.
    case serverStreaming(ServerStreaming)
    /// Any number in, one sealed message out.
    case clientStreaming(ClientStreaming)
    /// Any number in and out.
    case bidirectional(Bidirectional)
  }

  /// One method of a service.
  public struct Method: Sendable {
    /// "/package.Service/Method", compared byte by byte.
    public let path: String
    public let handler: Handler

    public init(path: String, handler: Handler) {
      self.path = path
      self.handler = handler
    }
  }

  public private(set) var methods: [String: Method] = [:]

  /// Nil without interceptors: then nothing stands between the transport and a handler.
  private let chain: InterceptorChain?

  /// - Parameter interceptors: around every handler that is added, the first one outermost.
  public init(interceptors: [any ServerInterceptor] = []) {
    chain = interceptors.isEmpty ? nil : InterceptorChain(interceptors: interceptors)
  }

  /// Adds a method; the last one of a path wins.
  public mutating func add(path: String, _ handler: Handler) {
    methods[path] = Method(path: path, handler: chain?.around(handler) ?? handler)
  }
}
