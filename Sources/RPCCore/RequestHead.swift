/// The head of a request, judged while its fields arrive: what the transport needs is kept, the rest becomes metadata.
///
/// A value without I/O; fields are compared as bytes and no String is made.
public struct RequestHead: Sendable {
  /// What a head may hold.
  public struct Limits: Sendable {
    /// Sum of name + value + 32 of each field (RFC 9113 §6.5.2); larger: the stream is reset.
    public var headerListBytesMax = 8 << 10
    /// Number of fields; more: the stream is reset.
    public var headerFieldCountMax = 128

    public init() {}
  }

  /// The form of content-type that came, to be echoed.
  public enum ContentType: Sendable, Equatable {
    case grpc
    case grpcProto
  }

  /// Whether the call may go on.
  public enum Verdict: Sendable, Equatable {
    /// `method` is an index into `RoutingTable.methods`.
    case accept(method: Int, timeoutMicroseconds: Int64?)
    case refuse(CallRefusal)
    /// A plain GET or HEAD of `/healthz`, as load balancers send it.
    case tellHealth(hasBody: Bool)
  }

  private enum HTTPMethod {
    case post
    case get
    case head
    case other

    init(_ value: UnsafeRawBufferPointer) {
      if equals(value, "POST") {
        self = .post
      } else if equals(value, "GET") {
        self = .get
      } else {
        self = equals(value, "HEAD") ? .head : .other
      }
    }
  }

  /// The metadata without reserved names.
  public private(set) var metadata = HeaderBlock()
  public private(set) var contentType: ContentType?
  /// False when `te: trailers` was missing: something on the way may drop trailers (PROTOCOL-HTTP2). Accepted, but counted.
  public private(set) var acceptsTrailers = false
  /// How compressed messages of this call are compressed; nil for `identity` and for none at all.
  public private(set) var encoding: MessageEncoding?
  /// Whether the answers may be compressed with gzip.
  public private(set) var acceptsGzip = false

  private var listBytes = 0
  private var fieldCount = 0
  private var httpMethod = HTTPMethod.other
  private var isHealthPath = false
  private var method: Int?
  private var timeout: TimeoutHeader?
  private var hasUnknownEncoding = false
  private var hasMalformedMetadata = false

  public init() {}

  /// Begins the next head of the same connection, see `HeaderBlock.restart`.
  public mutating func restart() {
    var block = HeaderBlock()
    swap(&block, &metadata)
    block.restart()
    self = RequestHead()
    metadata = block
  }

  /// Bytes that count as useful work: the size of the header list.
  public var receivedBytes: Int { listBytes }

  /// Takes one field.
  /// - Returns: false when the head is over a limit; nothing was kept then.
  public mutating func add(
    name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer, limits: Limits, routes: RoutingTable
  ) -> Bool {
    listBytes += name.count + value.count + 32
    fieldCount += 1
    guard listBytes <= limits.headerListBytesMax, fieldCount <= limits.headerFieldCountMax else { return false }
    guard let first = name.first else { return true }
    if first == UInt8(ascii: ":") {
      addPseudoField(name, value, routes)
    } else if !addKnownField(name, value) {
      addMetadata(name, value)
    }
    return true
  }

  /// Judges the head once all fields are there. The order is part of the promise: what is no gRPC call is told so in HTTP,
  /// and an unknown method is told before anything of the call is looked at.
  public func verdict() -> Verdict {
    guard case .post = httpMethod else { return plainVerdict }
    guard contentType != nil else { return .refuse(.unsupportedContentType) }
    guard let method else { return .refuse(.unknownMethod) }
    if hasUnknownEncoding { return .refuse(.unknownEncoding) }
    if hasMalformedMetadata { return .refuse(.malformedMetadata) }
    switch timeout {
    case nil: return .accept(method: method, timeoutMicroseconds: nil)
    case .malformed: return .refuse(.malformedTimeout)
    case .microseconds(0): return .refuse(.deadlineExceeded)
    case .microseconds(let timeout): return .accept(method: method, timeoutMicroseconds: timeout)
    }
  }

  /// What is no POST is no call. A path that is a method's, and a content-type that is gRPC's, say that a call was meant.
  private var plainVerdict: Verdict {
    let isCallMeant = method != nil || contentType != nil
    switch httpMethod {
    case .get where !isCallMeant, .head where !isCallMeant:
      return isHealthPath ? .tellHealth(hasBody: httpMethod == .get) : .refuse(.unknownPath)
    case .get, .head, .post, .other: return .refuse(.methodNotAllowed)
    }
  }

  private mutating func addPseudoField(
    _ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer, _ routes: RoutingTable
  ) {
    if equals(name, ":path") {
      method = routes.index(ofPath: value)
      if method == nil { isHealthPath = equals(value, "/healthz") }
    } else if equals(name, ":method") {
      httpMethod = HTTPMethod(value)
    } else if equals(name, ":authority") {
      metadata.append(name: name, value: value)
    }
  }

  /// False when the field is the caller's own.
  private mutating func addKnownField(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
    if name[0] == UInt8(ascii: "g"), hasPrefix(name, "grpc-") {
      addReservedField(name, value)
      return true
    }
    switch name.count {
    case 2 where equals(name, "te"): acceptsTrailers = equals(value, "trailers")
    case 4 where equals(name, "host"): metadata.append(name: name, value: value)
    case 12 where equals(name, "content-type"): contentType = Self.contentType(value)
    case 14 where equals(name, "content-length"): break
    default: return false
    }
    return true
  }

  private mutating func addReservedField(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    if equals(name, "grpc-timeout") {
      timeout = TimeoutHeader(value)
    } else if equals(name, "grpc-encoding") {
      encoding = MessageEncoding(name: value)
      if encoding == nil, !equals(value, "identity") { hasUnknownEncoding = true }
    } else if equals(name, "grpc-accept-encoding") {
      acceptsGzip = acceptsGzip || MessageEncoding.listNamesGzip(value)
    } else if equals(name, "grpc-previous-rpc-attempts") {
      metadata.append(name: name, value: value)
    }
  }

  private mutating func addMetadata(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    if hasSuffix(name, "-bin") {
      let parts = value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      if parts.contains(where: { Base64.decode($0) == nil }) { hasMalformedMetadata = true }
    }
    metadata.append(name: name, value: value)
  }

  /// `application/grpc`, alone, with the codec `+proto`, or with parameters; nothing else that only begins like it.
  static func contentType(_ value: UnsafeRawBufferPointer) -> ContentType? {
    guard hasPrefix(value, "application/grpc") else { return nil }
    let rest = UnsafeRawBufferPointer(rebasing: value.dropFirst(16))
    if rest.isEmpty || rest[0] == UInt8(ascii: ";") { return .grpc }
    guard hasPrefix(rest, "+proto") else { return nil }
    return rest.count == 6 || rest[6] == UInt8(ascii: ";") ? .grpcProto : nil
  }
}

@inline(__always)
func equals(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
  bytes.count == text.utf8CodeUnitCount && hasPrefix(bytes, text)
}

/// Eight bytes at a time.
@inline(__always)
func equals(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
  guard left.count == right.count else { return false }
  var offset = 0
  while offset + 8 <= left.count {
    guard
      left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        == right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    else { return false }
    offset += 8
  }
  while offset < left.count {
    guard left[offset] == right[offset] else { return false }
    offset += 1
  }
  return true
}

@inline(__always)
func hasPrefix(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
  guard bytes.count >= text.utf8CodeUnitCount else { return false }
  for index in 0..<text.utf8CodeUnitCount where bytes[index] != text.utf8Start[index] { return false }
  return true
}

@inline(__always)
func hasSuffix(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
  guard bytes.count >= text.utf8CodeUnitCount else { return false }
  return equals(UnsafeRawBufferPointer(rebasing: bytes.suffix(text.utf8CodeUnitCount)), text)
}
