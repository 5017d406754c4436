/// Finds the method of a path. Built once at the start, then only read.
public struct Router: Sendable {
  /// How a method's handler is called.
  public enum Handler: Sendable {
    /// One message in, one sealed message out.
    case unary(
      @Sendable (_ message: UnsafeRawBufferPointer, _ context: ServerContext) async throws(RPCError) -> [UInt8])
    /// One message in, any number out through the stream.
    case serverStreaming(
      @Sendable (_ message: UnsafeRawBufferPointer, _ stream: any CallStream, _ context: ServerContext)
        async throws(RPCError) -> Void)
    /// Any number in, one sealed message out.
    case clientStreaming(
      @Sendable (_ stream: any CallStream, _ context: ServerContext) async throws(RPCError) -> [UInt8])
    /// Any number in and out.
    case bidirectional(@Sendable (_ stream: any CallStream, _ context: ServerContext) async throws(RPCError) -> Void)
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

  public init() {}

  /// Adds a method; the last one of a path wins.
  public mutating func add(path: String, _ handler: Handler) {
    methods[path] = Method(path: path, handler: handler)
  }
}
