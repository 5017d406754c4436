/// The head of an answer, or its trailers, judged while the fields arrive: the protocol's fields are kept, the rest becomes metadata.
///
/// A value without I/O; fields are compared as bytes.
public struct ResponseHead: Sendable {
  /// How a call ended, as the server says.
  public enum End: Sendable, Equatable {
    case ok
    case failed(RPCError)
    case refuse(ResponseRefusal)
  }

  private enum HTTPStatus {
    case absent
    case code(Int)
    case malformed
  }

  private enum GRPCStatus {
    case absent
    case code(StatusCode)
    case malformed
  }

  /// The metadata without reserved names.
  public private(set) var metadata = HeaderBlock()
  /// The value of `grpc-encoding`; empty when there was none.
  public private(set) var encoding: [UInt8] = []

  private var listBytes = 0
  private var fieldCount = 0
  private var httpStatus = HTTPStatus.absent
  private var isGRPC = false
  private var status = GRPCStatus.absent
  private var message: [UInt8] = []
  private var details: [UInt8]?

  public init() {}

  /// Takes one field.
  /// - Returns: false when the head is over a limit; nothing was kept then.
  public mutating func add(
    name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer, limits: RequestHead.Limits
  ) -> Bool {
    listBytes += name.count + value.count + 32
    fieldCount += 1
    guard listBytes <= limits.headerListBytesMax, fieldCount <= limits.headerFieldCountMax else { return false }
    guard let first = name.first else { return true }
    if first == UInt8(ascii: ":") {
      if equals(name, ":status") { httpStatus = Self.httpStatus(value) }
    } else if hasPrefix(name, "grpc-") {
      addReservedField(name, value)
    } else if equals(name, "content-type") {
      isGRPC = RequestHead.contentType(value) != nil
    } else if !equals(name, "content-length"), !equals(name, "te") {
      metadata.append(name: name, value: value)
    }
    return true
  }

  /// Whether this is one of the heads that come before the answer's (RFC 9113 §8.1.1).
  public var isInformational: Bool {
    if case .code(100...199) = httpStatus { return true }
    return false
  }

  /// Judges the head of an answer that goes on.
  /// - Returns: why it is no gRPC answer; nil when it is one.
  public func refusal() -> ResponseRefusal? {
    switch httpStatus {
    case .absent, .malformed: return .malformedHTTPStatus
    case .code(200): return isGRPC ? nil : .unsupportedContentType
    case .code(let status): return .httpStatus(status)
    }
  }

  /// Judges a head that is the whole answer (PROTOCOL-HTTP2, "Trailers-Only"). A status of gRPC counts more than that of HTTP.
  public func endOfTrailersOnly() -> End {
    if case .absent = status { return .refuse(refusal() ?? .noStatus) }
    if case .code = httpStatus, isGRPC { return end() }
    return .refuse(refusal() ?? .malformedHTTPStatus)
  }

  /// Judges trailers.
  public func end() -> End {
    switch status {
    case .absent: return .refuse(.noStatus)
    case .malformed: return .refuse(.malformedStatus)
    case .code(.ok): return .ok
    case .code(let code): return failure(code)
    }
  }

  private func failure(_ code: StatusCode) -> End {
    var error = RPCError(code, PercentEncoding.decode(message))
    if let details {
      guard let bytes = Base64.decode(details), StatusDetails.code(of: bytes) == code.rawValue else {
        return .refuse(.malformedStatusDetails(code))
      }
      error.statusDetails = bytes
    }
    return .failed(error)
  }

  private mutating func addReservedField(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    if equals(name, "grpc-status") {
      status = Self.status(value)
    } else if equals(name, "grpc-message") {
      message = Array(value)
    } else if equals(name, "grpc-status-details-bin") {
      details = Array(value)
    } else if equals(name, "grpc-encoding") {
      encoding = Array(value)
    }
  }

  private static func httpStatus(_ value: UnsafeRawBufferPointer) -> HTTPStatus {
    guard value.count == 3, let number = number(value), number >= 100 else { return .malformed }
    return .code(number)
  }

  /// A number that we do not know counts as UNKNOWN, as statuscodes.md asks; no number at all is malformed.
  private static func status(_ value: UnsafeRawBufferPointer) -> GRPCStatus {
    guard let number = number(value) else { return .malformed }
    return .code(StatusCode(rawValue: Int32(number)) ?? .unknown)
  }

  /// One to three digits.
  private static func number(_ value: UnsafeRawBufferPointer) -> Int? {
    guard (1...3).contains(value.count), value.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return value.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
